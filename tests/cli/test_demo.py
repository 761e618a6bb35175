"""`mineralcheck demo` as a newcomer runs it."""

import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mineralcheck.cli.app import app
from mineralcheck.cli.demo import next_steps

CAMPAIGN = Path(__file__).resolve().parents[2] / "fixtures" / "campaign"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["demo", *map(str, words)], env={"COLUMNS": "100"})


def test_demo_writes_the_example_campaign_and_shows_its_table(tmp_path: Path) -> None:
    result = run(tmp_path / "demo")
    assert result.exit_code == 0, result.output
    assert "brightwater-2026-05-04.xlsx" in result.stdout
    assert "Declaration!D15" in result.stdout
    written = {path.name: path.read_bytes() for path in (tmp_path / "demo" / "inbox").iterdir()}
    expected = {path.name: path.read_bytes() for path in CAMPAIGN.iterdir()}
    names = ("suppliers.csv", "company.toml", "README.md")
    beside = {name: (tmp_path / "demo" / name).read_bytes() for name in names}
    assert written | beside == expected


def test_demo_leaves_what_is_there_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_demo_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = run(tmp_path / "file" / "demo")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("step", [shlex.split(line)[1:] for line in next_steps(Path("demo")).splitlines()])
def test_what_demo_proposes_next_works(
    step: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("demo").exit_code == 0
    result = CliRunner().invoke(app, step)
    assert result.exit_code in {0, 1, 3}, result.output
    assert result.stdout or Path("report.html").exists() or list(Path("letters").iterdir())
