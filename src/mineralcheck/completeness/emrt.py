"""Checkers of EMRT 1.x (rows 4 to 65) and 2.x (rows 4 to 124)."""

from mineralcheck.completeness.cmrt import COMPANY_ROWS, named_with_lookup, says
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.completeness.parts import (
    Gate,
    company_items,
    company_question_items,
    counted_rows,
    item,
    named,
    products_item,
    question_items,
    smelter_items,
    unlisted_items,
)
from mineralcheck.model.submission import CompanyQuestion, Question, Submission
from mineralcheck.templates.layout import Layout

ADDED, REMAINS = Question.INTENTIONALLY_ADDED, Question.REMAINS_IN_PRODUCT
_NOT_APPLICABLE = "Not applicable for this declaration"
_NOT_DECLARING = "Not declaring"
_COUNTING = ("1.0", "1.01", "1.02", "1.1", "1.11")
_SCOPE_ROWS = 3


def items(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    """Items of an EMRT."""
    return _items_1(submission, layout) if layout.minerals.names else _items_2(submission, layout)


def _items_1(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    denied = ("No", "Unknown", _NOT_APPLICABLE)

    def used(mineral: str) -> bool:
        return not says(submission, mineral, ADDED, *denied)

    def is_open(mineral: str) -> bool:
        return used(mineral) and not says(submission, mineral, REMAINS, *denied)

    rows = counted_rows(submission, layout)
    found = company_items(submission, layout, COMPANY_ROWS)
    found += question_items(submission, ADDED, lambda _: True)
    found += _later(submission, layout, used, is_open, surveys=True)
    found.append(products_item(submission, layout))
    found += smelter_items(submission, is_open, lambda m: named_with_lookup(rows, m))
    counts = (layout.like or layout.version) in _COUNTING
    found.append(unlisted_items(submission, only_one=counts))
    return found


def _items_2(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    def used(mineral: str) -> bool:
        return not says(submission, mineral, ADDED, "No", "Unknown", _NOT_DECLARING)

    def is_open(mineral: str) -> bool:
        return used(mineral) and not says(submission, mineral, REMAINS, "No", "Unknown")

    rows = counted_rows(submission, layout)
    named_rows = [row for row in rows if not row.smelter_lookup.is_blank]
    company = company_items(submission, layout, COMPANY_ROWS)
    scope = named("minerals.scope", "minerals.scope", required=True, incomplete=not submission.minerals)
    found = [*company[:_SCOPE_ROWS], scope, *company[_SCOPE_ROWS:]]
    found += question_items(submission, ADDED, lambda _: True)
    found += _later(submission, layout, used, is_open, surveys=False)
    found.append(products_item(submission, layout))
    found += smelter_items(submission, is_open, lambda m: any(row.metal.equals(m) for row in named_rows))
    found.append(unlisted_items(submission))
    return found


def _later(
    submission: Submission, layout: Layout, used: Gate, is_open: Gate, *, surveys: bool
) -> list[CompletenessItem]:
    """Questions 2 to 7 and A to G; C is asked for each mineral and stands between B and D."""
    found = question_items(submission, REMAINS, used)
    for question in list(layout.questions)[2:]:
        found += question_items(submission, question, is_open)
    any_open = any(is_open(mineral) for mineral in submission.minerals)
    company = company_question_items(submission, required=any_open, surveys=surveys)
    for topic in layout.company_questions:
        found += company.get(topic) or _per_mineral(submission, topic, is_open)
    return found


def _per_mineral(submission: Submission, question: CompanyQuestion, is_open: Gate) -> list[CompletenessItem]:
    answers = submission.mineral_company_answers.get(question, {})
    return [
        item(a.cell, question, required=is_open(m), incomplete=a.cell.is_blank, mineral=m)
        for m, a in answers.items()
    ]
