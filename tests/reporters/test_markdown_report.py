"""Markdown: tables that a parser reads as such."""

from markdown_it import MarkdownIt
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run
from tests.support.rendering import text_of

from mineralcheck.check.run import Run
from mineralcheck.reporters.formats import Format


def html(run: Run) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(text_of(run, Format.MARKDOWN)))


def test_files_and_findings_are_tables() -> None:
    page = html(a_mixed_run())
    assert page.count("<table>") == 5
    assert "<td>Contact e-mail: “info at tamarind” is not an e-mail address.</td>" in page
    assert "<td>常盤電子株式会社</td>" in page
    assert "<strong>unreadable</strong>: This is a picture." in page


def test_a_file_without_findings_has_a_row_and_no_section() -> None:
    page = html(a_run(a_report("good.xlsx")))
    assert "<td>good.xlsx</td>" in page
    assert "<h2>good.xlsx</h2>" not in page


def test_errors_come_before_warnings() -> None:
    warning = a_finding("MC402", "Smelter List!B7", None, terms={"mineral": "Gold"})
    page = html(a_run(a_report(findings=(warning, a_finding(place="Smelter List!B9")))))
    assert page.index("MC106") < page.index("MC402")


def test_an_old_status_list_is_called_old_and_a_look_up_list_is_not() -> None:
    assert html(a_run()).count("310 days old: get a newer one") == 1
