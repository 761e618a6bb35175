"""The report as Markdown, for tickets, wikis and job summaries."""

from collections.abc import Iterable, Iterator, Sequence

from mineralcheck import __version__
from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Finding, Severity, Verdict
from mineralcheck.reporters.columns import company_of
from mineralcheck.reporters.list_age import age_note
from mineralcheck.reporters.neutral import markdown

_SEVERITIES = tuple(Severity)


def render(run: Run) -> Iterator[str]:
    """Pieces of the document: totals, a table of files, and what to change in each."""
    yield "# Check of reporting templates\n\n"
    profile = markdown(run.profile)
    yield f"As of {run.as_of.isoformat()}, by mineralcheck {__version__}, profile {profile}.\n\n"
    yield from _table(("Figure", "Count"), _totals(run), "lr")
    yield from _lists(run)
    yield "\n## Files\n\n"
    titles = ("File", "Company", "Template", "Scope", "Open fields", "Smelters matched", "Verdict")
    yield from _table(titles, (_file_row(report) for report in run.results), "llllrrl")
    for report in run.results:
        yield from _findings(report)


def _totals(run: Run) -> Iterator[tuple[str, str]]:
    totals = run.results.totals
    yield "Files", str(totals.files)
    for verdict in Verdict:
        yield f"Verdict {verdict}", str(totals.verdicts[verdict])
    for severity in _SEVERITIES:
        yield f"Findings: {severity}", str(totals.findings[severity])
    yield "Smelter rows", str(totals.smelter_rows)
    yield "Smelter rows matched", str(totals.matched_rows)


def _lists(run: Run) -> Iterator[str]:
    if not run.sources:
        return
    yield "\n## Lists used\n\n"
    rows = (
        (
            source.kind.value,
            source.source,
            source.as_of.isoformat() if source.as_of else "",
            str(source.entries),
            age_note(source, run.as_of),
        )
        for source in run.sources
    )
    yield from _table(("Kind", "List", "As of", "Entries", "Remark"), rows, "lllrl")


def _file_row(report: CheckReport) -> tuple[str, ...]:
    sub = report.submission
    if sub is None:
        return report.path, "", "", "", "", "", report.verdict.value
    return (
        report.path,
        company_of(report),
        f"{sub.template.family} {sub.template.version}",
        str(sub.scope or ""),
        f"{len(sub.open_items)} of {sub.required_items}",
        f"{sub.matched_smelters} of {len(sub.smelters)}",
        report.verdict.value,
    )


def _findings(report: CheckReport) -> Iterator[str]:
    if not report.findings and report.submission:
        return
    yield f"\n## {markdown(report.path)}\n\n"
    if report.submission is None:
        yield f"**unreadable**: {markdown(report.message)}\n"
        return
    ordered = sorted(report.findings, key=lambda finding: _SEVERITIES.index(finding.severity))
    titles = ("Severity", "Rule", "Cell", "Finding", "What to do")
    yield from _table(titles, map(_finding_row, ordered), "lllll")


def _finding_row(finding: Finding) -> tuple[str, ...]:
    rule = f"{finding.code} {finding.name}"
    return finding.severity.value, rule, str(finding.cell or ""), finding.message, finding.fix


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> Iterator[str]:
    yield _line(titles)
    yield _line("---:" if side == "r" else "---" for side in align)
    for row in rows:
        yield _line(map(markdown, row))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
