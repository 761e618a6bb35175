"""The report as an Excel workbook: summary with charts, files, findings, smelters, names to resolve, answers.

Every cell is text, a number or a date; there is no formula in it.
"""

import os
import re
import tempfile
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
from mineralcheck.reporters.excel.book import Book
from mineralcheck.reporters.excel.listing import Listing
from mineralcheck.reporters.excel.sheets import (
    ANSWER_COLUMNS,
    FILE_COLUMNS,
    UNRESOLVED_COLUMNS,
    AnswerRow,
    answers_of,
)
from mineralcheck.reporters.excel.summary import DEFINITION_COLUMNS, DEFINITIONS, Summary
from mineralcheck.reporters.terminal import safe

_PIECE = 1024 * 1024
_ESCAPED = re.compile(r"[\x00-\x7f](?<![\w./~-])", re.ASCII)
_LEADS_ELSEWHERE = re.compile(r"[\\:?*]|^//")


def render(run: Run, folder: Path | None = None) -> Iterator[bytes]:
    """Pieces of the workbook; `folder` is where it will lie, so that links are relative to it."""
    with tempfile.TemporaryDirectory(prefix="mineralcheck-") as scratch:
        path = Path(scratch, "report.xlsx")
        _Report(run, folder).write(path)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


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
        path = link_path(found.path if found else Path(report.path), self._folder)
        if path is None or cell is None or (found and found.member):
            return path
        sheet = safe(cell.sheet).replace("'", "''")
        return None if "#" in sheet else f"{path}#'{sheet}'!{cell.address}"


def link_path(path: Path, folder: Path | None) -> str | None:
    """Target of a link to a file, None for a name that some program would take for another place."""
    try:
        seen = os.path.relpath(path, folder) if folder else str(path)
    except ValueError:  # on another drive of Windows
        seen = str(path.absolute())
    seen = seen.replace(os.sep, "/")
    drive = re.match(r"[A-Za-z]:/", seen) if os.name == "nt" else None
    if _LEADS_ELSEWHERE.search(seen[drive.end() :] if drive else seen) or safe(seen) != seen:
        return None
    return _ESCAPED.sub(lambda sign: f"%{ord(sign[0]):02X}", seen)
