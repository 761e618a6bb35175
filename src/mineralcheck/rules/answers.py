"""MC2xx: the answers of the form."""

from collections.abc import Iterator

from mineralcheck.model.submission import Question
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.usage import Use, later_answers, minerals_with, value_of


@rule("MC201")
def answer_outside_list(context: RuleContext) -> Iterator[Problem]:
    """Pasting goes around the drop-down list of a cell."""
    for key, answer in context.answers():
        if answer.value is None and not answer.cell.is_empty:
            expected = "; ".join(answer.choices)
            yield Problem(answer.cell, found=answer.cell.raw, expected=expected, terms={"question": key})


@rule("MC203")
def answers_for_unused_mineral(context: RuleContext) -> Iterator[Problem]:
    """Either the mineral is used after all, or these answers belong to nothing."""
    submission = context.submission
    for mineral in minerals_with(submission, Use.UNUSED):
        cells = [answer.cell for _, answer in later_answers(submission, mineral)]
        first = submission.answers[mineral].get(Question.REMAINS_IN_PRODUCT)
        if (
            first
            and value_of(submission, mineral, Question.INTENTIONALLY_ADDED) != "Yes"
            and first.value == "Yes"
        ):
            cells.insert(0, first.cell)
        if cells:
            listed = ", ".join(cell.at.address for cell in cells)
            yield Problem(cells[0], params={"cells": listed}, terms={"mineral": mineral})
