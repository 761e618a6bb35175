"""Checkers of CMRT 2.x and 3.x: blank tests only, no sign of an e-mail address is asked for.

CMRT 2.00 to 2.02 compute texts by formulas that fail in saved files; the predicates of 2.03 stand in.
"""

from mineralcheck.completeness.cmrt import COMPANY_ROWS, says
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.completeness.parts import (
    F,
    company_items,
    item,
    named,
    products_item,
    question_items,
)
from mineralcheck.model.submission import CompanyQuestion, Question, Submission
from mineralcheck.templates.layout import Layout

_ROWS_LOOKED_AT = 10
_URL_MARK = "www"


def items(submission: Submission, layout: Layout) -> list[CompletenessItem]:
    """Items of a CMRT 2.x or 3.x."""
    added, remains = Question.INTENTIONALLY_ADDED, Question.REMAINS_IN_PRODUCT
    two_gates = remains in layout.questions

    def is_open(mineral: str) -> bool:
        used = not says(submission, mineral, added, "No")
        return used or (two_gates and not says(submission, mineral, remains, "No"))

    order = [field for field in (*COMPANY_ROWS, F.AUTHORIZER_PHONE) if field in layout.fields]
    found = company_items(submission, layout, order, emails=False)
    for question in layout.questions:
        always = question is added or (two_gates and question is remains)
        found += question_items(submission, question, (lambda _: True) if always else is_open)
    any_open = any(is_open(mineral) for mineral in submission.minerals)
    found += _company_questions(submission, required=any_open, url=two_gates)
    found.append(products_item(submission, layout))
    first = [row for row in submission.smelters if row.row < layout.smelters.first_row + _ROWS_LOOKED_AT]
    filled = any(not row.smelter_lookup.is_blank for row in first)
    found.append(named("smelters", "smelters", required=any_open, incomplete=not filled))
    return found


def _company_questions(submission: Submission, *, required: bool, url: bool) -> list[CompletenessItem]:
    found = []
    for question, answer in submission.company_answers.items():
        found.append(item(answer.cell, question, required=required, incomplete=answer.cell.is_blank))
        if url and question is CompanyQuestion.POLICY_PUBLIC:
            asked = required and answer.cell.equals("Yes")
            missing = _URL_MARK not in answer.comment.raw
            found.append(item(answer.comment, "policy_url", required=asked, incomplete=missing))
    return found
