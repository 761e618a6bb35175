"""Does a layout fit a workbook? The numbers and letters before the questions are the anchors.

Every display language keeps them (`3)`, `B.`), so they can be compared without knowing the language; labels
that were never calculated are blank and prove nothing.
"""

import re

from mineralcheck.model.text import clean
from mineralcheck.templates.layout import Layout
from mineralcheck.workbook.sheet import Sheet

_LABEL_COLUMN = 2
_ANCHOR = re.compile(r"\W{0,2}([0-9]{1,2}|[A-K])\s*[).．、:]")


def anchor_of(text: str) -> str | None:
    """Number or letter that a question's text begins with."""
    found = _ANCHOR.match(clean(text))
    return found[1] if found else None


def anchor_rows(layout: Layout) -> dict[str, int]:
    """Row of the text of every question, by its number or letter."""
    rows = {question.label: question.header_row for question in layout.questions.values()}
    return rows | {question.label: question.header_row for question in layout.company_questions.values()}


def holds(declaration: Sheet, layout: Layout) -> bool:
    """Whether every question that shows its text stands in the row where the layout expects it.

    A text that is also shown in its own row is a slip of a translation sheet: the CMRT 6.01 in Korean shows
    question 4 in place of question A as well.
    """
    shown = {label: declaration.cell(row, _LABEL_COLUMN).text for label, row in anchor_rows(layout).items()}
    for label, text in shown.items():
        anchor = anchor_of(text)
        if text and anchor != label and shown.get(anchor or "") != text:
            return False
    return not _extra_questions(declaration, layout)


def _extra_questions(declaration: Sheet, layout: Layout) -> bool:
    """A question below the last one the layout knows: another, longer form."""
    last = max(anchor_rows(layout).values())
    below = range(last + 1, min(last + 12, declaration.max_row) + 1)
    return any(anchor_of(declaration.cell(row, _LABEL_COLUMN).text) for row in below)
