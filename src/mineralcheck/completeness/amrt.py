"""Checkers of AMRT 1.2 (rows 4 to 49) and 1.3 (rows 4 to 51)."""

from mineralcheck.completeness.cmrt import COMPANY_ROWS, says
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.completeness.parts import (
    company_items,
    counted_rows,
    named,
    products_item,
    question_items,
    smelter_items,
    unlisted_items,
)
from mineralcheck.model.submission import Question, Submission
from mineralcheck.templates.layout import Layout

_SCOPE_ROWS = 3


def items(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    """Items of an AMRT; question 2 has rows that are shown but never required."""
    added = Question.INTENTIONALLY_ADDED
    rows = counted_rows(submission, layout)
    has_lookup = bool(layout.smelters.column("smelter_lookup"))

    def is_open(mineral: str) -> bool:
        return not says(submission, mineral, added, "No", "Unknown", "Not declaring")

    def listed(mineral: str) -> bool:
        own = [row for row in rows if row.metal.equals(mineral)]
        if has_lookup:
            return bool(own)
        return any(not row.smelter_name.is_blank and not row.smelter_country.is_blank for row in own)

    company = company_items(submission, layout, COMPANY_ROWS)
    found = [*company[:_SCOPE_ROWS], *_scope_items(submission, layout), *company[_SCOPE_ROWS:]]
    found += question_items(submission, added, lambda _: True)
    found += question_items(submission, Question.SUPPLIER_RESPONSE, lambda _: False)
    found.append(products_item(submission, layout))
    found += smelter_items(submission, is_open, listed)
    if has_lookup:
        found.append(unlisted_items(submission))
    return found


def _scope_items(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    scope = named("minerals.scope", "minerals.scope", required=True, incomplete=not submission.minerals)
    marker = layout.minerals.other_marker
    if marker is None:
        return [scope]
    chosen = sum(cell.equals(marker) for cell in submission.selections)
    typed = sum(not cell.is_blank for cell in submission.other_minerals)
    other = named("minerals.other", "minerals.other", required=chosen > 0, incomplete=typed != chosen)
    return [scope, other]
