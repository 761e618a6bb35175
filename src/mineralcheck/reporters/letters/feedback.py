"""A check report -> what to tell its sender, in the sender's language."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import PurePosixPath

from mineralcheck.check.report import CheckReport, SmelterReport, SubmissionReport
from mineralcheck.matching.reasons import Reason
from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import Candidate, Tier
from mineralcheck.reporters.letters.content import Change, Clarification, FileFeedback
from mineralcheck.reporters.letters.questions import Questions
from mineralcheck.reporters.table_blocks import cell_list
from mineralcheck.reporters.terminal import safe
from mineralcheck.rules.registry import rules_by_code
from mineralcheck.rules.texts import localise, translate, word
from mineralcheck.templates.registry import layout_for

Repeated = Callable[[str, int], str]

_SHOWN_SINGLY = 5
_CANDIDATES = 3
_NEAR = 25.0  # a suggestion begins at 50
_TO_CLARIFY = frozenset({Tier.SUGGESTED, Tier.AMBIGUOUS, Tier.NONE})


@cache
def not_for_suppliers() -> frozenset[str]:
    """Rules whose findings are for the customer: they speak of its lists, or of how the file was read."""
    text = resources.files(__package__).joinpath("data", "audience.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["not_for_suppliers"])


def feedback_on(report: CheckReport, language: str, repeated: Repeated) -> FileFeedback:
    """Feedback on a file. `repeated` words a message that is about several cells.

    A finding about a smelter that is not matched stands with that smelter and is not told twice.
    """
    name = safe(PurePosixPath(report.path).name)
    sub = report.submission
    if sub is None:
        return FileFeedback(name, unreadable=report.reason or "not_readable")
    told = [localise(f, language) for f in report.findings if f.code not in not_for_suppliers()]
    rows = {row.row: row for row in sub.smelters if _to_clarify(row)}
    about = {row: _about(row, told, sub) for row in rows}
    apart = {id(finding) for finding in about.values() if finding}
    rest = [finding for finding in told if id(finding) not in apart]
    changes = _Changes(sub, language, repeated)
    return FileFeedback(
        name=name,
        template=f"{sub.template.family} {safe(sub.template.version)}",
        corrections=changes.of(finding for finding in rest if finding.severity is Severity.ERROR),
        checks=changes.of(finding for finding in rest if finding.severity is Severity.WARNING),
        smelters=tuple(_clarification(row, about[row.row], language) for row in rows.values()),
    )


def _to_clarify(row: SmelterReport) -> bool:
    """A declared smelter that nobody can place.

    One declared as not listed counts only when something is near, one of which no list speaks never.
    """
    near = row.match.tier is Tier.UNLISTED and bool(_candidates(row))
    declared = row.declared
    named = any((declared.name, declared.lookup, declared.smelter_id))
    compared = row.match.reason != Reason.NO_LIST
    return named and compared and (near or row.match.tier in _TO_CLARIFY)


def _about(row: int, findings: Iterable[Finding], sub: SubmissionReport) -> Finding | None:
    """The finding that says what is unclear about the smelter of a row (rules MC5xx compare with lists)."""
    layout = layout_for(sub.template.family, sub.template.layout)
    sheet = layout.smelters.sheet if layout else "Smelter List"
    for finding in findings:
        at = finding.cell
        if at and (at.sheet, at.row) == (sheet, row) and finding.code.startswith("MC5"):
            return finding
    return None


def _candidates(row: SmelterReport) -> tuple[Candidate, ...]:
    """The nearest entries; one that has next to nothing in common would only confuse."""
    return tuple(one for one in row.match.candidates if one.score >= _NEAR)[:_CANDIDATES]


def _clarification(row: SmelterReport, finding: Finding | None, language: str) -> Clarification:
    declared = row.declared
    parts = (declared.name or declared.lookup, declared.smelter_id, declared.country)
    mineral = row.mineral or declared.mineral
    return Clarification(
        row=row.row,
        mineral=safe(word(mineral, language)) if mineral else "",
        declared=safe(", ".join(part for part in parts if part)),
        candidates=tuple(
            safe(", ".join(part for part in (one.name, one.smelter_id, one.country) if part))
            for one in _candidates(row)
        ),
        fix=safe(f"{finding.message} {finding.fix}") if finding else "",
    )


class _Changes:
    """Makes the rows of the table; many findings of one rule on one sheet become one row."""

    def __init__(self, sub: SubmissionReport, language: str, repeated: Repeated) -> None:
        self._questions = Questions(sub, language)
        self._language = language
        self._repeated = repeated

    def of(self, findings: Iterable[Finding]) -> tuple[Change, ...]:
        """Rows in order of place; whole-file findings first."""
        ordered = sorted(findings, key=lambda finding: (finding.cell or CellRef("", 0, 0), finding.code))
        turn = {id(finding): number for number, finding in enumerate(ordered)}
        by_rule = sorted(ordered, key=_sheet_and_code)
        groups = [list(group) for _, group in groupby(by_rule, key=_sheet_and_code)]
        singles = [[one] for group in groups if len(group) <= _SHOWN_SINGLY for one in group]
        many = [group for group in groups if len(group) > _SHOWN_SINGLY]
        rows = sorted([*singles, *many], key=lambda group: turn[id(group[0])])
        return tuple(self._change(group) for group in rows)

    def _change(self, findings: Sequence[Finding]) -> Change:
        first = findings[0]
        message = first.message
        if len(findings) > 1:
            message = self._repeated(message, len(findings))
        rule = rules_by_code()[first.code]
        expected = first.expected or translate(f"{rule.code}.obligation", rule.obligation, self._language)
        return Change(
            sheet=safe(first.cell.sheet) if first.cell else "",
            cells=", ".join(_addresses(findings)),
            question=safe(self._questions.of(first)),
            found=safe(message),
            expected=safe(expected),
            fix=safe(first.fix),
        )


def _sheet_and_code(finding: Finding) -> tuple[str, str]:
    return finding.cell.sheet if finding.cell else "", finding.code


def _addresses(findings: Sequence[Finding]) -> Iterator[str]:
    cells = [finding.cell for finding in findings if finding.cell]
    if len(cells) == 1:
        yield cells[0].address
    elif cells:
        yield cell_list(cells).removeprefix(f"{cells[0].sheet}!")
