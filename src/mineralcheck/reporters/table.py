"""The report for people at a terminal: a table of files, and under it what to change in each."""

import io
import posixpath
from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mineralcheck.check.report import CheckReport, WaivedFinding
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
_ORDER = {severity: number for number, severity in enumerate(Severity)}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def render(run: Run, *, width: int, color: bool) -> Iterator[str]:
    """Pieces of the report for a terminal of this width."""
    folder = common_folder(run)
    if folder:
        yield _text(Text(f"In {safe(folder)}"), width, color=color)
    yield _text(_files_table(run, width, folder), width, color=color)
    for report in run.results:
        if report.findings or report.waived or report.submission is None:
            yield "\n" + "".join(_text(part, width, color=color) for part in _file_parts(report, folder))


def common_folder(run: Run) -> str:
    """Folder that all files are in, with a slash behind it; empty when they share none."""
    parents = {path.rpartition("/")[0] for path in run.results.paths}
    shared = posixpath.commonpath(sorted(parents)) if parents and "" not in parents else ""
    return f"{shared}/" if shared else ""


def _text(part: Table | Text, width: int, *, color: bool) -> str:
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


def _files_table(run: Run, width: int, folder: str) -> Table:
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
        table.add_row(*_row(report, folder, wide=wide))
    return table


def _row(report: CheckReport, folder: str, *, wide: bool) -> list[Text]:
    name = Text(safe(report.path.removeprefix(folder)))
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


def _file_parts(report: CheckReport, folder: str) -> Iterator[Table | Text]:
    heading = Text.assemble((safe(report.path.removeprefix(folder)), "bold"))
    if supplier := safe(_supplier(report)):
        heading.append(f"  {supplier}", "dim")
    yield heading
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
    yield lines


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
