"""MC2xx: the answers of the form."""

import re
from collections.abc import Iterator

from mineralcheck.model.submission import CompanyQuestion, Question
from mineralcheck.model.text import fold, with_marks
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.usage import Use, later_answers, minerals_with, none_used, value_of

_URL = re.compile(
    r"https?://\S+|(?<![@\w.-])(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\b(?!@)", re.IGNORECASE
)
# A No here is a fact about the company's duties, not about its programme.
_NEUTRAL = frozenset({CompanyQuestion.DISCLOSURE_REQUIRED})


@rule("MC201")
def answer_outside_list(context: RuleContext) -> Iterator[Problem]:
    """Pasting goes around the drop-down list of a cell."""
    for key, answer in context.answers():
        if answer.value is None and not answer.cell.is_empty:
            expected = "; ".join(answer.choices)
            yield Problem(answer.cell, found=answer.cell.raw, expected=expected, terms={"question": key})


@rule("MC202")
def answer_in_other_words(context: RuleContext) -> Iterator[Problem]:
    """Understood here, but the formulas of the template compare the text as it is."""
    for key, answer in context.answers():
        cell = answer.cell
        if answer.value is not None and isinstance(cell.value, str) and not cell.equals(answer.value):
            params = {"value": answer.value}
            yield Problem(cell, found=with_marks(cell.raw), params=params, terms={"question": key})


@rule("MC203")
def answers_for_unused_mineral(context: RuleContext) -> Iterator[Problem]:
    """Either the mineral is used after all, or these answers belong to nothing."""
    submission = context.submission
    for mineral in minerals_with(submission, Use.UNUSED):
        cells = [answer.cell for _, answer in later_answers(submission, mineral)]
        if value_of(submission, mineral, Question.REMAINS_IN_PRODUCT) == "Yes":
            cells.insert(0, submission.answers[mineral][Question.REMAINS_IN_PRODUCT].cell)
        if cells:
            listed = ", ".join(cell.at.address for cell in cells)
            yield Problem(cells[0], params={"cells": listed}, terms={"mineral": mineral})


@rule("MC204")
def policy_without_address(context: RuleContext) -> Iterator[Problem]:
    """A public policy can be read somewhere; the Checker wants two characters at least."""
    answer = context.submission.company_answers.get(CompanyQuestion.POLICY_PUBLIC)
    if none_used(context.submission) or answer is None:
        return
    if answer.value == "Yes" and len(answer.comment.text) < 2:
        yield Problem(answer.comment, found=answer.comment.raw or None)


@rule("MC205")
def policy_address_malformed(context: RuleContext) -> Iterator[Problem]:
    """The Checker takes any text for an address."""
    answer = context.submission.company_answers.get(CompanyQuestion.POLICY_PUBLIC)
    text = answer.comment.text if answer and answer.value == "Yes" else ""
    if answer and len(text) >= 2 and not _URL.search(text):
        yield Problem(answer.comment, found=answer.comment.raw)


@rule("MC206")
def survey_format_not_described(context: RuleContext) -> Iterator[Problem]:
    """Where the Checker asks for the comment itself, the open field is reported as such."""
    answer = context.submission.company_answers.get(CompanyQuestion.SUPPLIERS_SURVEYED)
    open_cells = {item.cell for item in context.completeness if item.open}
    if answer is None or answer.cell.at in open_cells:
        return
    if "other format" in fold(answer.value or "") and answer.comment.is_empty:
        yield Problem(answer.comment)


@rule("MC207")
def corrective_action_not_described(context: RuleContext) -> Iterator[Problem]:
    """A bare Yes cannot be followed up."""
    answer = context.submission.company_answers.get(CompanyQuestion.CORRECTIVE_ACTION)
    if answer and answer.value == "Yes" and answer.comment.is_empty:
        yield Problem(answer.comment)


@rule("MC208")
def programme_answer_no(context: RuleContext) -> Iterator[Problem]:
    """Allowed, but the customer will want to talk about it."""
    if none_used(context.submission):
        return
    for key, answer in context.answers():
        question = key.partition("|")[0]
        if question in set(CompanyQuestion) - _NEUTRAL and answer.value == "No":
            yield Problem(answer.cell, found=answer.cell.raw, terms={"question": key})


@rule("MC209")
def answer_without_mineral(context: RuleContext) -> Iterator[Problem]:
    """Changing the minerals moves the labels of the rows, not the answers."""
    for answer in context.submission.stray_answers:
        yield Problem(answer.cell, found=answer.cell.raw, params={"label": answer.label})
