"""Landmarks of the Declaration sheet: rows that carry a label, and the numbers and letters before questions.

Every display language keeps the numbers and letters (`3)`, `B.`), so they can be compared without knowing the
language.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from mineralcheck.model.cells import Cell, CellRef, column_number
from mineralcheck.model.text import clean
from mineralcheck.templates.layout import COMMENT_COLUMN, DECLARATION, Layout

LABEL_COLUMN, ANSWER_COLUMN, REMARK_COLUMN = 2, 4, column_number(COMMENT_COLUMN)
_ANCHOR = re.compile(r"\W{0,2}([0-9]{1,2}|[A-K])\s*[).．、:]")


class Form(Protocol):
    """A sheet as the form is read from it: by the rows and columns of the layout."""

    @property
    def name(self) -> str:
        """Name of the sheet."""

    def cell(self, row: int, column: int) -> Cell:
        """The cell that the layout has at this place; it says where it really is."""

    def has_formula(self, row: int, column: int) -> bool | None:
        """Whether that cell holds a formula; None where the format does not let us see it."""


class Block(NamedTuple):
    """A question with its answer rows: the row of its text, its number or letter, and the rows below.

    `slots` says that a row shows a label only when a mineral was chosen for it.
    """

    row: int
    anchor: str
    rows: tuple[int, ...] = ()
    slots: bool = False


def anchor_of(text: str) -> str | None:
    """Number or letter that a question's text begins with."""
    found = _ANCHOR.match(clean(text))
    return found[1] if found else None


def field_rows(layout: Layout) -> tuple[int, ...]:
    """Rows of the company block."""
    return tuple(sorted(CellRef.parse(DECLARATION, address).row for address in layout.fields.values()))


def questions(layout: Layout) -> tuple[Block, ...]:
    """The numbered questions from top to bottom."""
    return tuple(sorted(_numbered(layout)))


def _numbered(layout: Layout) -> Iterator[Block]:
    minerals = layout.minerals
    for question in layout.questions.values():
        count = len(question.minerals) or minerals.slots
        rows = tuple(question.cell(index).row for index in range(count))
        yield Block(question.header_row, question.label, rows, slots=not minerals.names)


def company_questions(layout: Layout) -> tuple[Block, ...]:
    """The lettered questions from top to bottom; the first has a heading in the row above."""
    return tuple(sorted(_lettered(layout)))


def _lettered(layout: Layout) -> Iterator[Block]:
    minerals = layout.minerals
    for question in layout.company_questions.values():
        rows: tuple[int, ...] = ()
        if question.first:
            first = CellRef.parse(DECLARATION, question.first).row
            rows = tuple(range(first, first + (minerals.form_rows or minerals.slots)))
        yield Block(question.header_row, question.label, rows, slots=bool(rows) and not minerals.names)


def looks_like_a_form(form: Form) -> bool:
    """Whether a sheet asks the first two questions of a template, wherever they stand."""
    seen = [anchor_of(form.cell(row, column).text) for column in (1, 2, 3, 4) for row in range(15, 70)]
    return "1" in seen and "2" in seen[seen.index("1") :]
