"""Checker of CMRT 6.x, row by row; predicates in the order of its rows 4 to 69."""

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.completeness.parts import (
    F,
    company_items,
    company_question_items,
    counted_rows,
    products_item,
    question_items,
    smelter_items,
    unlisted_items,
)
from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import Question, SmelterRow, Submission
from mineralcheck.templates.layout import Layout

COMPANY_ROWS = (
    F.COMPANY_NAME,
    F.DECLARATION_SCOPE,
    F.SCOPE_DESCRIPTION,
    F.CONTACT_NAME,
    F.CONTACT_EMAIL,
    F.CONTACT_PHONE,
    F.AUTHORIZER_NAME,
    F.AUTHORIZER_EMAIL,
    F.EFFECTIVE_DATE,
)


def says(submission: Submission, mineral: str, question: Question, *texts: str) -> bool:
    """Whether the answer cell holds one of the texts, as a spreadsheet formula compares them."""
    answer = submission.answers[mineral].get(question)
    return answer is not None and any(answer.cell.equals(text) for text in texts)


def named_with_lookup(rows: tuple[SmelterRow, ...], mineral: str) -> bool:
    """Some row has the metal, and some row's metal and look-up together begin with it and go on."""
    name = mineral.casefold()
    joined = [row.metal.raw.casefold() + row.smelter_lookup.raw.casefold() for row in rows]
    return any(row.metal.equals(mineral) for row in rows) and any(
        text.startswith(name) and len(text) > len(name) for text in joined
    )


def items(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    """Items of a CMRT 6.x."""
    added, remains = Question.INTENTIONALLY_ADDED, Question.REMAINS_IN_PRODUCT

    def said(mineral: str, question: Question, text: str) -> bool:
        return says(submission, mineral, question, text)

    def is_open(mineral: str) -> bool:
        no = said(mineral, added, "No")
        return not no and not (said(mineral, added, "Yes") and said(mineral, remains, "No"))

    def later_incomplete(mineral: str, cell: Cell) -> bool:
        used = said(mineral, added, "Yes") and said(mineral, remains, "Yes")
        return not used or cell.is_blank

    found = company_items(submission, layout, COMPANY_ROWS)
    found += question_items(submission, added, lambda _: True)
    found += question_items(
        submission,
        remains,
        lambda m: not said(m, added, "No"),
        lambda m, cell: not said(m, added, "Yes") or cell.is_blank,
    )
    for question in list(layout.questions)[2:]:
        found += question_items(submission, question, is_open, later_incomplete)
    any_open = any(is_open(mineral) for mineral in submission.minerals)
    for rows in company_question_items(submission, required=any_open).values():
        found += rows
    listed = counted_rows(submission, layout)
    found.append(products_item(submission, layout))
    found += smelter_items(submission, is_open, lambda m: named_with_lookup(listed, m))
    found.append(unlisted_items(submission))
    return found
