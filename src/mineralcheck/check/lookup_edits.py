"""Submissions whose own Smelter Look-up is not the one that others of their template version have.

It takes several files to see it, so the finding is added to a report that may come from the cache.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from mineralcheck.check.answer import Answer
from mineralcheck.check.packed import Render
from mineralcheck.reference.lists import LookupList
from mineralcheck.reference.lookup_sheet import Dissent, dissent
from mineralcheck.rules.engine import finding_of
from mineralcheck.rules.registry import rules_by_code
from mineralcheck.rules.settings import Settings
from mineralcheck.rules.template import look_up_problem
from mineralcheck.rules.texts import localise

_CODE = "MC008"
# Two files that differ do not say which of them was edited.
_ENOUGH = 3

LookupEdits = Mapping[str, tuple[str, ...]]
"""Rows by file name, as a person reads them: `+` for one that only this file has, `-` for one it lacks."""


def lookup_edits(own: Sequence[LookupList], agreed: Sequence[LookupList]) -> LookupEdits:
    """Edited look-ups among those of a run; `agreed` is the majority list of each template version."""
    files = Counter(one.source.template for one in own)
    found: dict[str, list[str]] = defaultdict(list)
    for majority in agreed:
        template = majority.source.template
        if files[template] >= _ENOUGH:
            same = [one for one in own if one.source.template == template]
            for row in dissent(same, majority):
                found[row.source].append(_told(row))
    return {name: tuple(rows) for name, rows in sorted(found.items())}


def _told(row: Dissent) -> str:
    entry = row.entry
    return f"{'+' if row.added else '-'} {entry.mineral} {entry.alias} {entry.smelter_id}"


def with_edits(
    answer: Answer, edits: LookupEdits, settings: Settings, language: str, render: Render | None = None
) -> Answer:
    """The answer, with a finding if the look-up of its file was edited."""
    changed = edits.get(answer.packed.path)
    if not changed or not settings.rules.is_on(_CODE):
        return answer
    report = answer.packed.report()
    if report.submission is None:
        return answer
    rule = rules_by_code()[_CODE]
    severity = settings.rules.severity.get(_CODE, rule.severity)
    finding = localise(finding_of(rule, look_up_problem(changed), severity), language)
    ordered = sorted((*report.findings, finding), key=lambda each: each.order)
    return Answer.of(report.model_copy(update={"findings": tuple(ordered)}), render)
