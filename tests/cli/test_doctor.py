"""`mineralcheck doctor`: says what it finds, and what to do where something is in the way."""

import datetime as dt
import json
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mineralcheck.cli import diagnosis
from mineralcheck.cli.app import app
from mineralcheck.cli.diagnosis import Level
from mineralcheck.reference.lists import ListKind, ListSource, StatusEntry, StatusList
from mineralcheck.reference.store import ReferenceStore, store_folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *words])


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("MINERALCHECK_DATA", str(tmp_path / "data"))


def keep_a_status_list(as_of: dt.date) -> None:
    source = ListSource(kind=ListKind.CONFORMANT, source="c.xml", sha256="0" * 64, as_of=as_of, entries=1)
    entry = StatusEntry("Gold", "CID999001", "Invented", "JAPAN", "Conformant")
    ReferenceStore(store_folder()).save(StatusList(source, (entry,)), dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def test_a_fresh_machine_is_well_and_told_how_to_import_a_list() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "mineralcheck reference import" in result.stdout
    assert f"pydantic {metadata.version('pydantic')}" in result.stdout
    assert "CMRT 2.00 to 6.5" in result.stdout


def test_json_has_every_subject() -> None:
    checks = json.loads(run("--format", "json").stdout)["checks"]
    assert [check["subject"] for check in checks] == [check.subject for check in diagnosis.diagnose()]
    assert {check["level"] for check in checks} <= set(Level)


def test_a_fresh_list_is_fine_with_its_age() -> None:
    keep_a_status_list(dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=10))
    check = diagnosis.lists()
    assert check.level is Level.OK
    assert "10 days old" in check.text


def test_an_old_status_list_is_noted() -> None:
    keep_a_status_list(dt.date(2020, 1, 1))
    check = diagnosis.lists()
    assert check.level is Level.NOTE
    assert "older than 90 days" in check.text


def test_a_damaged_list_is_bad_and_ends_with_a_code() -> None:
    keep_a_status_list(dt.date(2026, 1, 1))
    for path in store_folder().glob("*.json"):
        path.write_text("{", encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert "import the list again" in result.stdout


def test_a_missing_library_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: ["pydantic>=2", "no-such-library>=1"])
    check = diagnosis.libraries()
    assert check.level is Level.BAD
    assert "no-such-library" in check.text


def test_what_an_extra_needs_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "pydantic>=2",
        'no-such-library>=1; extra == "parquet"',
        'pydantic>=2; extra == "other"',
        'x; extra == "dev"',
    ]
    monkeypatch.setattr(metadata, "requires", lambda _name: lines)
    text = diagnosis.optional().text
    assert 'parquet: not installed (pip install "mineralcheck[parquet]")' in text
    assert f"other: pydantic {metadata.version('pydantic')}" in text
    assert "dev" not in text


def test_a_settings_file_is_named() -> None:
    Path("mineralcheck.toml").write_text("", encoding="utf-8")
    assert "mineralcheck.toml in this folder" in diagnosis.settings().text


def test_no_worker_is_a_note_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_workers: int) -> None:
        raise OSError("no processes here")

    monkeypatch.setattr("mineralcheck.check.pool.pool", refuse)
    check = diagnosis.processes()
    assert check.level is Level.NOTE
    assert "--jobs 1" in check.text
