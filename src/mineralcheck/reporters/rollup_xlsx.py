"""A roll-up as an Excel workbook: summary with charts, figures, suppliers, files, findings, smelters, names.

Every cell is text, a number or a date; there is no formula in it. Frame and headings are in English.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from mineralcheck.campaign.files import FileLine
from mineralcheck.campaign.findings import CampaignFinding
from mineralcheck.campaign.report import RollUp
from mineralcheck.model.cells import CellRef
from mineralcheck.reporters import rollup_columns as tables
from mineralcheck.reporters.columns import FindingRow, Row, findings_of
from mineralcheck.reporters.excel import rollup_sheets as sheets
from mineralcheck.reporters.excel.book import Book, book_pieces
from mineralcheck.reporters.excel.campaign_places import Places
from mineralcheck.reporters.excel.links import link_to
from mineralcheck.reporters.excel.listing import Listing
from mineralcheck.reporters.excel.rollup_summary import RollUpSummary, Statuses
from mineralcheck.reporters.excel.summary import DEFINITION_COLUMNS
from mineralcheck.reporters.rollup_findings import COLUMNS as CAMPAIGN_FINDINGS
from mineralcheck.reporters.rollup_rows import Named


def render(roll_up: RollUp, folder: Path | None = None) -> Iterator[bytes]:
    """Pieces of the workbook; `folder` is where it will lie, so that links are relative to it."""
    return book_pieces(_Report(roll_up, folder).write)


class _Report:
    def __init__(self, roll_up: RollUp, folder: Path | None) -> None:
        self._roll_up = roll_up
        self._folder = folder
        self._places = Places(roll_up.info.inputs)
        self._owners = {line.path: line.supplier_id for line in roll_up.files}

    def write(self, path: Path) -> None:
        """Write the sheets one after the other; the summary, which is the first, is filled last."""
        roll_up = self._roll_up
        book = Book(path, roll_up.info.as_of)
        summary = RollUpSummary(book)
        statuses: Statuses = Counter()
        _fill(Listing(book, "Figures", sheets.FIGURES), roll_up.figures)
        _fill(Listing(book, "Suppliers", sheets.SUPPLIERS), roll_up.suppliers)
        _fill(Listing(book, "Files", sheets.FILES, self._of_file), roll_up.files)
        campaign = Listing(book, "Campaign findings", CAMPAIGN_FINDINGS, self._of_campaign_finding)
        _fill(campaign, roll_up.findings())
        findings = Listing(book, "Findings", sheets.finding_columns(self._owners), self._of_finding)
        _fill(findings, self._findings())
        _fill(Listing(book, "Smelters", sheets.SMELTERS), _counted(tables.SMELTERS.rows(roll_up), statuses))
        _fill(Listing(book, "Unresolved names", sheets.UNRESOLVED), roll_up.unresolved())
        _fill(Listing(book, "Answers", sheets.ANSWERS), roll_up.answers())
        _fill(Listing(book, "Definitions", DEFINITION_COLUMNS), sheets.definition_rows())
        summary.fill(roll_up, statuses)
        book.close()

    def _findings(self) -> Iterator[FindingRow]:
        for report in self._roll_up.reports():
            yield from findings_of(report)

    def _of_file(self, line: FileLine) -> str | None:
        return self._target(line.path, None)

    def _of_finding(self, row: FindingRow) -> str | None:
        return self._target(row.report.path, row.finding.cell if row.finding else None)

    def _of_campaign_finding(self, one: CampaignFinding) -> str | None:
        return self._target(one.file, None)

    def _target(self, name: str, cell: CellRef | None) -> str | None:
        """Where a file of the run lies, into a cell unless it is in an archive; None for other files."""
        path = self._places.path_of(name) if name in self._owners else None
        if path is None:
            return None
        return link_to(path, cell if path.name == name.rpartition("/")[2] else None, self._folder)


def _fill(listing: Listing[Row], rows: Iterable[Row]) -> None:
    listing.add_all(rows)
    listing.finish()


def _counted(rows: Iterable[Named], statuses: Statuses) -> Iterator[Named]:
    """The rows as they are, each smelter counted on the way."""
    for row in rows:
        smelter = row.part.smelter
        statuses[smelter.mineral, smelter.status] += 1
        yield row
