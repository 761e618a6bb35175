"""The report as an Excel workbook: summary with charts, files, findings, smelters, names to resolve, answers.

Every cell is text, a number or a date; there is no formula in it.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.cells import CellRef
from mineralcheck.reporters.columns import (
    FINDING_COLUMNS,
    SMELTER_COLUMNS,
    FindingRow,
    SmelterRow,
    findings_of,
    smelters_of,
)
from mineralcheck.reporters.excel.book import Book, book_pieces
from mineralcheck.reporters.excel.links import link_to
from mineralcheck.reporters.excel.listing import Listing
from mineralcheck.reporters.excel.sheets import (
    ANSWER_COLUMNS,
    FILE_COLUMNS,
    UNRESOLVED_COLUMNS,
    AnswerRow,
    answers_of,
)
from mineralcheck.reporters.excel.summary import DEFINITION_COLUMNS, DEFINITIONS, Summary


def render(run: Run, folder: Path | None = None) -> Iterator[bytes]:
    """Pieces of the workbook; `folder` is where it will lie, so that links are relative to it."""
    return book_pieces(_Report(run, folder).write)


class _Report:
    def __init__(self, run: Run, folder: Path | None) -> None:
        self._run = run
        self._folder = folder

    def write(self, path: Path) -> None:
        """Write the sheets side by side, one file of the run after the other."""
        book = Book(path, self._run.as_of)
        summary = Summary(book)
        files = Listing(book, "Files", FILE_COLUMNS, lambda report: self._target(report, None))
        findings = Listing(book, "Findings", FINDING_COLUMNS, self._finding_target)
        smelters = Listing[SmelterRow](book, "Smelters", SMELTER_COLUMNS)
        unresolved = Listing[SmelterRow](book, "Unresolved names", UNRESOLVED_COLUMNS)
        answers = Listing[AnswerRow](book, "Answers", ANSWER_COLUMNS)
        definitions = Listing(book, "Definitions", DEFINITION_COLUMNS)
        codes: Counter[str] = Counter()
        for report in self._run.results:
            codes.update(finding.code for finding in report.findings)
            files.add(report)
            findings.add_all(findings_of(report))
            smelters.add_all(smelters_of(report))
            unresolved.add_all(row for row in smelters_of(report) if not row.smelter.match.tier.matched)
            answers.add_all(answers_of(report))
        definitions.add_all(DEFINITIONS)
        for listing in (files, findings, smelters, unresolved, answers, definitions):
            listing.finish()
        summary.fill(self._run, codes)
        book.close()

    def _finding_target(self, row: FindingRow) -> str | None:
        return self._target(row.report, row.finding.cell if row.finding else None)

    def _target(self, report: CheckReport, cell: CellRef | None) -> str | None:
        """Where a file lies, seen from the folder of the report; into a cell when the file is no archive."""
        found = self._run.found.get(report.path)
        path = found.path if found else Path(report.path)
        return link_to(path, None if found and found.member else cell, self._folder)
