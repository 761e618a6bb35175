"""The format of a report from the command line: by name, by suffix, as bytes; never binary on a terminal."""

import io
import sys
from pathlib import Path

import openpyxl
import pytest
from fixtures.builder import template
from typer.testing import CliRunner, Result

from mineralcheck.cli.app import app
from mineralcheck.cli.showing import require_text
from mineralcheck.model.errors import UsageError
from mineralcheck.reporters.formats import Format


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    template("CMRT", "6.5").company(contact_email="nobody").save(folder / "a b.xlsx")
    return folder


def run(inbox: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["validate", "--jobs", "1", str(inbox), *options])


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("report.xlsx", b"PK"),
        ("report.MD", b"# Check"),
        ("report.xml", b"<?xml"),
        ("report.sarif", b'{"$schema"'),
        ("report.csv", b"\xef\xbb\xbffile,"),
        ("report", b"In inbox"),
    ],
)
def test_the_suffix_chooses_the_format(inbox: Path, tmp_path: Path, name: str, start: bytes) -> None:
    result = run(inbox, "--output", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (1, "")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_named_format_counts_more_than_the_suffix(inbox: Path, tmp_path: Path) -> None:
    run(inbox, "--format", "json", "--output", str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").startswith('{"schema"')


def test_an_unknown_suffix_is_wrong_usage_that_names_the_known_ones(inbox: Path, tmp_path: Path) -> None:
    result = run(inbox, "--output", str(tmp_path / "report.ods"))
    assert result.exit_code == 2
    assert ".sarif" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_pipe_takes_bytes(inbox: Path) -> None:
    result = run(inbox, "--format", "xlsx")
    assert "Findings" in openpyxl.load_workbook(io.BytesIO(result.stdout_bytes)).sheetnames


def test_csv_on_a_pipe_has_no_byte_order_mark(inbox: Path) -> None:
    assert run(inbox, "--format", "csv").stdout_bytes.startswith(b"file,")


def test_a_terminal_takes_no_bytes(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    with pytest.raises(UsageError, match="Name a file with --output"):
        require_text(Format.XLSX)


def test_links_lead_from_the_report_to_the_file(inbox: Path) -> None:
    folder = inbox.parent / "reports"
    folder.mkdir()
    run(inbox, "--output", str(folder / "report.xlsx"))
    link = openpyxl.load_workbook(folder / "report.xlsx")["Findings"]["A2"].hyperlink
    assert link is not None
    assert link.target == f"..\\{inbox.name}\\a%20b.xlsx"
