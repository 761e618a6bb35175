"""Findings as workflow commands of GitHub Actions, which shows them as annotations of the run.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest, so the rest is written as
lines of the log that anybody can open.
"""

from collections import Counter
from collections.abc import Iterator

from mineralcheck.check.run import Run
from mineralcheck.model.finding import Severity
from mineralcheck.reporters.columns import FindingRow, finding_rows
from mineralcheck.reporters.terminal import safe

_SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def render(run: Run) -> Iterator[str]:
    """The annotations that will be shown, then the other findings, then the totals."""
    left = Counter(dict.fromkeys(Severity, _SHOWN))
    left[Severity.INFO] -= 1  # for the totals
    rows = _with_turn(run, left)
    yield from (_command(run, row) for row, shown in rows if shown)
    rest = (row for row, shown in _with_turn(run, left) if not shown)
    first = next(rest, None)
    if first:
        yield "::group::Findings beyond those that GitHub shows as annotations\n"
        yield _line(first)
        yield from map(_line, rest)
        yield "::endgroup::\n"
    yield _totals(run)


def _with_turn(run: Run, limits: Counter[Severity]) -> Iterator[tuple[FindingRow, bool]]:
    """Rows with whether they are among the first of their severity."""
    left = Counter(limits)
    for row in finding_rows(run):
        severity = _severity(row)
        left[severity] -= 1
        yield row, left[severity] >= 0


def _severity(row: FindingRow) -> Severity:
    return row.finding.severity if row.finding else Severity.ERROR


def _command(run: Run, row: FindingRow) -> str:
    title, text = _title(row), _text(row)
    facts = f"file={_escaped(run.path_of(row.report.path), _PROPERTY)},title={_escaped(title, _PROPERTY)}"
    return f"::{_COMMANDS[_severity(row)]} {facts}::{_escaped(text, _DATA)}\n"


def _title(row: FindingRow) -> str:
    if row.finding is None:
        return "unreadable"
    place = f" {row.finding.cell}" if row.finding.cell else ""
    return f"{row.finding.code} {row.finding.name}{place}"


def _text(row: FindingRow) -> str:
    return f"{row.finding.message} {row.finding.fix}" if row.finding else row.report.message or "unreadable"


def _line(row: FindingRow) -> str:
    """A line of the log; the runner finds commands of the older form, `##[...]`, anywhere in a line."""
    line = safe(f"{_severity(row)} {row.report.path}: {_title(row)}: {_text(row)}")
    return line.replace("##[", "#\N{REPLACEMENT CHARACTER}[") + "\n"


def _totals(run: Run) -> str:
    totals = run.results.totals
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(totals.verdicts.items()))
    found = ", ".join(f"{totals.findings[severity]} {severity}" for severity in Severity)
    return (
        f"::notice title=mineralcheck::{totals.files} files: {verdicts or 'none found'}. Findings: {found}.\n"
    )


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(character, character) for character in safe(text))
