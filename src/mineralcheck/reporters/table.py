"""The report for people at a terminal: a table of files, and under it what to change in each."""

import io
from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Finding, Severity, Verdict
from mineralcheck.model.submission import CompanyField
from mineralcheck.reporters.terminal import safe

_WIDE = 110
_SHOWN_SINGLY = 3
_VERDICT_STYLES = {
    Verdict.PASS: "green",
    Verdict.WARN: "yellow",
    Verdict.FAIL: "bold red",
    Verdict.UNREADABLE: "bold magenta",
}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def render(run: Run, *, width: int, color: bool) -> Iterator[str]:
    """Pieces of the report for a terminal of this width."""
    yield _text(_files_table(run, width), width, color=color)
    for report in run.results:
        if report.findings or report.submission is None:
            yield "\n" + "".join(_text(part, width, color=color) for part in _file_parts(report))


def _text(part: Table | Text | Padding, width: int, *, color: bool) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _files_table(run: Run, width: int) -> Table:
    wide = width >= _WIDE
    table = Table(expand=False, show_edge=False, pad_edge=False)
    table.add_column("File", overflow="fold", ratio=3)
    if wide:
        table.add_column("Supplier", overflow="fold", ratio=2)
    table.add_column("Template", no_wrap=True)
    table.add_column("Scope", no_wrap=True)
    table.add_column("Open", justify="right", no_wrap=True)
    table.add_column("Smelters", justify="right", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    for report in run.results:
        table.add_row(*_row(report, wide=wide))
    return table


def _row(report: CheckReport, *, wide: bool) -> list[Text]:
    name = Text(safe(report.path))
    verdict = Text(report.verdict.value, _VERDICT_STYLES[report.verdict])
    sub = report.submission
    if sub is None:
        blank = Text("-", "dim")
        return [name, *([blank] if wide else []), blank, blank, blank, blank, verdict]
    supplier = Text(safe(_supplier(report)), "" if wide else "dim")
    first = [name, supplier] if wide else [Text("\n").join([name, supplier]) if supplier.plain else name]
    opened, rows = len(sub.open_items), len(sub.smelters)
    return [
        *first,
        Text(f"{sub.template.family} {safe(sub.template.version)}"),
        Text((sub.scope or "-").replace("user_defined", "user")),
        Text(f"{opened}/{sub.required_items}", "red" if opened else ""),
        Text(f"{sub.matched_smelters}/{rows}", "" if sub.matched_smelters == rows else "yellow"),
        verdict,
    ]


def _supplier(report: CheckReport) -> str:
    return report.submission.company.get(CompanyField.COMPANY_NAME, "") if report.submission else ""


def _file_parts(report: CheckReport) -> Iterator[Table | Text | Padding]:
    heading = Text.assemble((safe(report.path), "bold"))
    if supplier := safe(_supplier(report)):
        heading.append(f"  {supplier}", "dim")
    yield heading
    if report.message:
        yield Padding(Text.assemble(("unreadable  ", "bold magenta"), safe(report.message)), (0, 0, 0, 2))
    ordered = sorted(report.findings, key=lambda f: (list(Severity).index(f.severity), f.code))
    for _, group in groupby(ordered, key=lambda f: (f.severity, f.code)):
        findings = list(group)
        if len(findings) > _SHOWN_SINGLY:
            yield from _grouped(findings)
        else:
            for finding in findings:
                yield from _single(finding)


def _head(finding: Finding) -> Text:
    style = _SEVERITY_STYLES[finding.severity]
    return Text.assemble((f"{finding.severity:<7}", style), " ", (finding.code, "bold"), "  ")


def _single(finding: Finding) -> Iterator[Padding]:
    head = _head(finding)
    if finding.cell:
        head.append(safe(str(finding.cell)), "cyan")
        head.append("  ")
    head.append(safe(finding.message))
    yield Padding(head, (0, 0, 0, 2))
    yield Padding(Text("-> " + safe(finding.fix), "dim"), (0, 0, 0, 17))


def _grouped(findings: list[Finding]) -> Iterator[Padding]:
    """Many findings of one rule: what it is, all cells, and the fix of the first as an example."""
    first = findings[0]
    head = _head(first)
    head.append(f"{len(findings)} x {first.name.replace('-', ' ')}")
    yield Padding(head, (0, 0, 0, 2))
    cells = [finding.cell for finding in findings if finding.cell]
    if cells:
        yield Padding(Text(safe(cell_list(cells)), "cyan"), (0, 0, 0, 17))
    yield Padding(Text("e.g. " + safe(first.message) + " -> " + safe(first.fix), "dim"), (0, 0, 0, 17))


def cell_list(cells: list[CellRef]) -> str:
    """Cells with the sheet named once: `Declaration!D8, D9; Smelter List!B7`."""
    ordered = sorted(set(cells))
    sheets = groupby(ordered, key=lambda cell: cell.sheet)
    return "; ".join(f"{sheet}!" + ", ".join(cell.address for cell in own) for sheet, own in sheets)
