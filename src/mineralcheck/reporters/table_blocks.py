"""What the table says of one file, drawn where the file is checked: that is most of the work of a table."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, Self

from rich.table import Table
from rich.text import Text

from mineralcheck.check.report import CheckReport, WaivedFinding
from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Finding, Severity, Verdict
from mineralcheck.model.submission import CompanyField
from mineralcheck.reporters.drawing import drawn
from mineralcheck.reporters.terminal import safe

_SHOWN_SINGLY = 3
_VERDICT_STYLES = {
    Verdict.PASS: "green",
    Verdict.WARN: "yellow",
    Verdict.FAIL: "bold red",
    Verdict.UNREADABLE: "bold magenta",
}
_ORDER = {severity: number for number, severity in enumerate(Severity)}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


class Cell(NamedTuple):
    """Text and style of a cell of the table of files."""

    text: str
    style: str = ""


class FileBlock(NamedTuple):
    """A file in the table: its supplier, its cells from the template on, and the lines below the table.

    `supplier` is None for a file that could not be read.
    """

    supplier: str | None
    cells: tuple[Cell, ...]
    lines: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The block that `Drawing` wrote."""
        supplier, cells, lines = json.loads(text)
        return cls(supplier, tuple(Cell(*cell) for cell in cells), lines)


@dataclass(frozen=True)
class Drawing:
    """Draws files for a terminal of this width, as JSON that `FileBlock.of` reads."""

    width: int
    color: bool

    def __call__(self, report: CheckReport) -> str:
        """The block of a file."""
        worth_a_word = report.findings or report.waived or report.submission is None
        lines = drawn(_lines(report), self.width, color=self.color) if worth_a_word else ""
        return json.dumps(FileBlock(_supplier(report), tuple(_cells(report)), lines), ensure_ascii=False)


def _cells(report: CheckReport) -> Iterator[Cell]:
    sub = report.submission
    verdict = Cell(report.verdict.value, _VERDICT_STYLES[report.verdict])
    if sub is None:
        yield from (*[Cell("-", "dim")] * 4, verdict)
        return
    opened, rows = len(sub.open_items), len(sub.smelters)
    yield Cell(f"{sub.template.family} {safe(sub.template.version)}")
    yield Cell((sub.scope or "-").replace("user_defined", "user"))
    yield Cell(f"{opened}/{sub.required_items}", "red" if opened else "")
    yield Cell(f"{sub.matched_smelters}/{rows}", "" if sub.matched_smelters == rows else "yellow")
    yield verdict


def _supplier(report: CheckReport) -> str | None:
    sub = report.submission
    return safe(sub.company.get(CompanyField.COMPANY_NAME, "")) if sub else None


def _lines(report: CheckReport) -> Table:
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(no_wrap=True)
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    if report.message:
        lines.add_row("", Text("unreadable", "bold magenta"), Text(safe(report.message)))
    ordered = sorted(report.findings, key=lambda f: (_ORDER[f.severity], f.code))
    for _, group in groupby(ordered, key=lambda f: (f.severity, f.code)):
        findings = list(group)
        bodies = [_grouped(findings)] if len(findings) > _SHOWN_SINGLY else map(_single, findings)
        for body in bodies:
            severity = findings[0].severity
            label = Text.assemble((f"{severity:<7}", _SEVERITY_STYLES[severity]), " ", findings[0].code)
            lines.add_row("", label, body)
    for waived in report.waived:
        lines.add_row("", Text(f"waived  {waived.finding.code}", "dim"), _waived(waived))
    return lines


def _waived(waived: WaivedFinding) -> Text:
    finding = waived.finding
    place = f"{safe(str(finding.cell))}  " if finding.cell else ""
    why = f"-> {safe(waived.reason)} ({safe(waived.approved_by)}, until {waived.expires.isoformat()})"
    return Text.assemble((place, "cyan"), safe(finding.message), "\n", (why, "dim"))


def _single(finding: Finding) -> Text:
    place = f"{safe(str(finding.cell))}  " if finding.cell else ""
    return Text.assemble((place, "cyan"), safe(finding.message), "\n", (f"-> {safe(finding.fix)}", "dim"))


def _grouped(findings: list[Finding]) -> Text:
    """Many findings of one rule: what it is, all cells, and the first as an example."""
    first = findings[0]
    cells = [finding.cell for finding in findings if finding.cell]
    example = f"e.g. {safe(first.message)} -> {safe(first.fix)}"
    return Text.assemble(
        f"{len(findings)} x {first.name.replace('-', ' ')}: ",
        (safe(cell_list(cells)), "cyan"),
        "\n",
        (example, "dim"),
    )


def cell_list(cells: list[CellRef]) -> str:
    """Cells with the sheet named once and runs joined: `Declaration!D8, D26:D29; Smelter List!B7`."""
    sheets = groupby(sorted(set(cells), key=lambda c: (c.sheet, c.column, c.row)), key=lambda c: c.sheet)
    return "; ".join(f"{sheet}!" + ", ".join(_runs(list(own))) for sheet, own in sheets)


def _runs(cells: list[CellRef]) -> Iterator[str]:
    start = last = cells[0]
    for cell in [*cells[1:], None]:
        if cell and (cell.column, cell.row) == (last.column, last.row + 1):
            last = cell
            continue
        yield start.address if start == last else f"{start.address}:{last.address}"
        if cell:
            start = last = cell
