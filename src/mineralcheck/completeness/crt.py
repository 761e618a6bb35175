"""Checker of CRT 2.x, rows 4 to 61."""

from mineralcheck.completeness.cmrt import COMPANY_ROWS, says
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.completeness.parts import (
    company_items,
    company_question_items,
    is_one_of,
    products_item,
    question_items,
    smelter_items,
    unlisted_items,
)
from mineralcheck.model.submission import Question, Submission
from mineralcheck.templates.layout import Layout


def items(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    """Items of a CRT."""
    added = Question.INTENTIONALLY_ADDED

    def is_open(mineral: str) -> bool:
        return not says(submission, mineral, added, "No", "Unknown")

    def listed(mineral: str) -> bool:
        """The official row can only be open while question 1 is blank and question 2 is Yes."""
        reaches = submission.answers[mineral][added].cell.is_blank
        asked = says(submission, mineral, Question.FROM_CAHRA, "Yes")
        return not (reaches and asked) or any(row.metal.equals(mineral) for row in submission.smelters)

    found = company_items(submission, layout, COMPANY_ROWS)
    found += question_items(submission, added, lambda _: True)
    for question in list(layout.questions)[1:]:
        found += question_items(submission, question, is_open)
    any_open = any(is_open(mineral) for mineral in submission.minerals) or _leftover_open(submission)
    for rows in company_question_items(submission, required=any_open, surveys=True).values():
        found += rows
    found.append(products_item(submission, layout))
    found += smelter_items(submission, lambda _: any_open, listed)
    found.append(unlisted_items(submission, only_one=True))
    return found


def _leftover_open(submission: Submission) -> bool:
    """Hidden rows of three other minerals, pre-filled with No, open the company questions when changed."""
    return any(not is_one_of(cell, ("No", "Unknown")) for cell in submission.leftover_answers)
