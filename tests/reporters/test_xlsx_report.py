"""Excel: the sheets people expect, links, filters, colours, no formula; read back by openpyxl."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run
from tests.support.rendering import rendered

from mineralcheck.check.run import Run
from mineralcheck.reporters.excel import listing
from mineralcheck.reporters.excel.links import link_path
from mineralcheck.reporters.formats import Format

SHEETS = ["Summary", "Files", "Findings", "Smelters", "Unresolved names", "Answers", "Definitions"]


def book(run: Run) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(rendered(run, Format.XLSX)))


def column(workbook: Workbook, sheet: str, title: str) -> list[object]:
    rows = list(workbook[sheet].iter_rows(values_only=True))
    at = rows[0].index(title)
    return [row[at] for row in rows[1:]]


def test_every_sheet_is_there_with_frozen_header_and_filter() -> None:
    found = book(a_mixed_run())
    assert found.sheetnames == SHEETS
    for sheet in found.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref


def test_files_findings_and_smelters_are_complete() -> None:
    found = book(a_mixed_run())
    assert column(found, "Files", "Verdict") == ["pass", "fail", "fail", "unreadable"]
    assert column(found, "Findings", "Code") == ["MC106", "MC101", "MC402", "MC101", None]
    assert column(found, "Smelters", "Tier") == ["id", "id", "suggested"]
    assert column(found, "Unresolved names", "Candidate 1 ID") == ["CID999001"]
    assert column(found, "Answers", "Question")[0] == "Intentionally added or used"


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    found = book(a_mixed_run())
    assert column(found, "Files", "Open fields")[:2] == [1, 1]
    assert [str(day)[:10] for day in column(found, "Files", "Effective date")[:1]] == ["2025-11-03"]
    assert column(found, "Smelters", "Score")[0] == 100


def test_a_finding_leads_to_its_cell() -> None:
    sheet = book(a_mixed_run())["Findings"]
    link = sheet["A2"].hyperlink
    assert link is not None
    assert (link.target, link.location) == ("inbox\\tamarind.xlsx", "'Declaration'!D16")


def test_the_summary_counts_and_draws() -> None:
    sheet = book(a_mixed_run())["Summary"]
    rows = [row[:3] for row in sheet.iter_rows(values_only=True)]
    assert ("fail", 2, 0.5) in rows
    assert ("suggested", 1, pytest.approx(1 / 3)) in rows
    assert len(sheet._charts) == 4


def test_values_that_ask_for_a_look_are_coloured() -> None:
    found = book(a_mixed_run())
    for name in ("Files", "Findings", "Smelters"):
        assert len(found[name].conditional_formatting) > 0


def test_a_list_longer_than_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LAST_ROW", 3)
    found = book(a_run(a_report(findings=(a_finding(),) * 7)))
    assert [name for name in found.sheetnames if name.startswith("Findings")] == [
        "Findings",
        "Findings (2)",
        "Findings (3)",
    ]
    counts = [found[name].max_row - 1 for name in found.sheetnames if name.startswith("Findings")]
    assert counts == [3, 3, 1]


def test_a_link_is_relative_to_the_folder_of_the_report(tmp_path: Path) -> None:
    assert link_path(tmp_path / "inbox" / "a b.xlsx", tmp_path / "out") == "../inbox/a%20b.xlsx"


@pytest.mark.parametrize(
    "name", [r"\\server\share\a.xlsx", "http:evil.xlsx", "a\u202exslx.exe", "c:\\a.xlsx"]
)
def test_a_name_that_leads_elsewhere_is_no_link(name: str) -> None:
    assert link_path(Path(name), None) is None


def test_a_japanese_name_stays_readable() -> None:
    assert link_path(Path("受信/常盤 #1.xlsx"), None) == "受信/常盤%20%231.xlsx"
