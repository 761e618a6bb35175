"""Where the form really stands on a Declaration sheet into which rows or columns were inserted.

The labels of an official form are formulas that look themselves up by their own row and column, so after an
insertion they show the texts of the places they came to: the form looks whole, and every answer stands beside
the label of another. What moves with the answers are the formulas themselves. So the form is found by the
cells that hold formulas; only where the labels are plain text (a copy of values) does their text count.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.reader.landmarks import (
    ANSWER_COLUMN,
    LABEL_COLUMN,
    REMARK_COLUMN,
    anchor_of,
    company_questions,
    field_rows,
    questions,
)
from mineralcheck.templates.layout import DECLARATION, Layout
from mineralcheck.workbook.sheet import Sheet

Step = tuple[int, int]
"""A place of the layout and where it really is."""

_LANGUAGE_ROW = 3
_WIDTH = 12
"""Columns from the label of a question to its comment, with room for inserted ones."""
_DEPTH = 500
"""Rows in which the form is looked for; the longest ends in row 137."""


@dataclass(frozen=True)
class Placement:
    """Rows and columns of the layout where they really are; what lies between moves with the one before."""

    rows: tuple[Step, ...]
    columns: tuple[Step, ...]

    @property
    def moved(self) -> bool:
        """Whether anything is not in its place."""
        return any(before != now for before, now in (*self.rows, *self.columns))

    @property
    def first_moved(self) -> Step:
        """Row and column of the sheet where the first insertion lies, 1 where there is none."""
        row, column = (
            next((now for before, now in steps if before != now), 1) for steps in (self.rows, self.columns)
        )
        return row, column

    @property
    def inserted(self) -> tuple[str, ...]:
        """What pushed the form: `rows`, `columns` or both."""
        pushed = {"rows": self.rows, "columns": self.columns}
        return tuple(name for name, steps in pushed.items() if any(before != now for before, now in steps))

    def row(self, row: int) -> int:
        """Row of the sheet for a row of the layout."""
        return _moved(row, self.rows)

    def column(self, column: int) -> int:
        """Column of the sheet for a column of the layout."""
        return _moved(column, self.columns)


def _moved(place: int, steps: Sequence[Step]) -> int:
    index = max(bisect_right(steps, place, key=lambda step: step[0]) - 1, 0)
    before, now = steps[index]
    return place + now - before


class MovedForm:
    """A Declaration sheet, asked by the places of the layout."""

    def __init__(self, sheet: Sheet, placement: Placement) -> None:
        self.name = sheet.name
        self._sheet = sheet
        self._placement = placement

    def cell(self, row: int, column: int) -> Cell:
        """The cell that the layout has at this place; it says where it really is."""
        return self._sheet.cell(self._placement.row(row), self._placement.column(column))

    def has_formula(self, row: int, column: int) -> bool | None:
        """Whether that cell holds a formula; None where the format does not let us see it."""
        return self._sheet.has_formula(self._placement.row(row), self._placement.column(column))


def find_form(sheet: Sheet, layout: Layout) -> Placement | None:
    """Placement of the form on the sheet, None when it is not there as a whole."""
    column = _formula_column(sheet, layout)
    if column is not None:
        return _place(_Live(sheet, layout, column))
    for column in range(1, _WIDTH):
        placement = _place(_Written(sheet, layout, column))
        if placement and placement.moved:
            return placement
    return None


def _rows_of(sheet: Sheet) -> range:
    return range(1, min(sheet.max_row, _DEPTH) + 1)


def _formula_column(sheet: Sheet, layout: Layout) -> int | None:
    """Column with the formulas of the labels, None when there are too few of them in any."""
    counts = {
        column: sum(bool(sheet.has_formula(row, column)) for row in _rows_of(sheet))
        for column in range(1, _WIDTH)
    }
    best = max(counts, key=lambda column: (counts[column], -column))
    return best if counts[best] >= len(field_rows(layout)) else None


class _Written:
    """A form whose labels are plain text, in this column."""

    def __init__(self, sheet: Sheet, layout: Layout, column: int) -> None:
        self.sheet = sheet
        self.layout = layout
        self.column = column
        self.rows = _rows_of(sheet)
        self.labels = [row for row in self.rows if self.is_used(row, column)]

    def is_used(self, row: int, column: int) -> bool:
        """Whether a cell shows what belongs to the form."""
        return not self.sheet.cell(row, column).is_empty

    def question_rows(self) -> list[Step] | None:
        """Each number and letter must be there once; the minerals follow it without a gap."""
        asked = (*questions(self.layout), *company_questions(self.layout))
        rows = self._rows_of_anchors()
        if any(len(rows[block.anchor]) != 1 for block in asked):
            return None
        steps: list[Step] = []
        slots = set()
        for block in asked:
            (row,) = rows[block.anchor]
            below = self._labelled_below(row, len(block.rows))
            if len(below) < len(block.rows) and not block.slots:
                return None
            slots.add(len(below) if block.slots else 0)
            steps += [(block.row, row), *zip(block.rows, below, strict=False)]
        return steps if len(slots - {0}) <= 1 else None

    def _rows_of_anchors(self) -> dict[str | None, list[int]]:
        found: dict[str | None, list[int]] = defaultdict(list)
        for row in self.labels:
            found[anchor_of(self.sheet.cell(row, self.column).text)].append(row)
        return found

    def _labelled_below(self, row: int, most: int) -> list[int]:
        labels = set(self.labels)
        below = list(takewhile(lambda one: one in labels, range(row + 1, row + most + 1)))
        texts = [self.sheet.cell(one, self.column).text for one in below]
        return list(below[: next((n for n, text in enumerate(texts) if anchor_of(text)), len(below))])


class _Live(_Written):
    """A form whose labels are formulas; their texts say nothing."""

    def is_used(self, row: int, column: int) -> bool:
        return bool(self.sheet.has_formula(row, column))

    def question_rows(self) -> list[Step] | None:
        """The headers of the questions have formulas for the words "answer" and "comments" as well."""
        numbered, lettered = questions(self.layout), company_questions(self.layout)
        headers = [row for row in self.labels if self._is_header(row)]
        if len(headers) < len(numbered) + bool(lettered):
            return None
        ends = [*headers[1:], self.rows.stop]
        steps: list[Step] = []
        for block, row, end in zip(numbered, headers, ends, strict=False):
            steps += [(block.row, row), *self._in_order(block.rows, row, end)]
        below = [row for block in lettered for row in (block.row, *block.rows)]
        return steps + (self._in_order(below, headers[len(numbered)], ends[len(numbered)]) if below else [])

    def _is_header(self, row: int) -> bool:
        beside = range(self.column + 1, self.column + _WIDTH - 1)
        return sum(self.is_used(row, column) for column in beside) >= 2

    def _in_order(self, rows: Sequence[int], start: int, end: int) -> list[Step]:
        labels = [row for row in self.labels if start < row < end]
        return list(zip(rows, labels, strict=False)) if len(labels) >= len(rows) else [(rows[0], 0)]


def _place(form: _Written) -> Placement | None:
    below = form.question_rows()
    if not below or not _pushed(below):
        return None
    first, row = below[0]
    columns = _columns(form, row)
    above = _company_block(form, row, row - first)
    if columns is None or above is None or not _pushed([*above, *below]):
        return None
    return Placement((*above, *below), columns)


def _columns(form: _Written, row: int) -> tuple[Step, ...] | None:
    """Columns of labels, answers and comments, as the header of the first question shows them."""
    reach = range(form.column, form.column + _WIDTH)
    used = [column for column in reach if form.is_used(row, column)]
    steps = tuple(zip((LABEL_COLUMN, ANSWER_COLUMN, REMARK_COLUMN), used, strict=False))
    if len(steps) < 3 or not _apart(steps):
        return None
    # The cells in which minerals are chosen lie beside each other from the answer column on.
    split = form.layout.minerals.selection and used[2] - used[1] != REMARK_COLUMN - ANSWER_COLUMN
    return None if split else steps


def _company_block(form: _Written, end: int, most: int) -> list[Step] | None:
    """The company block above the first question: moved as a whole, else pushed apart somewhere."""
    rows = field_rows(form.layout)
    labels = {row for row in form.labels if row < end}
    offsets = [offset for offset in range(most + 1) if {row + offset for row in rows} <= labels]
    if len(offsets) == 1:
        return [(1, 1 + _above(form, offsets[0])), *((row, row + offsets[0]) for row in rows)]
    return None if offsets else _pushed_apart(form, rows, labels, most)


def _pushed_apart(form: _Written, rows: Sequence[int], labels: set[int], most: int) -> list[Step] | None:
    """From the last row upwards, the nearest label that is not pushed further than the row below it.

    The cells in which minerals are chosen have labels of their own, so nothing may be pushed around them.
    """
    selection = [CellRef.parse(DECLARATION, address).row for address in form.layout.minerals.selection]
    steps: list[Step] = []
    for row in reversed(rows):
        most = max((label - row for label in labels if row <= label <= row + most), default=-1)
        if most < 0:
            return None
        steps.insert(0, (row, row + most))
    above = [step for step in steps if selection and step[0] < selection[0]]
    below = steps[len(above) :]
    if above and len({now - before for before, now in [*above, below[0]]}) > 1:
        return None
    spanned = [label for label in labels if below[0][1] <= label <= below[-1][1]]
    return [(1, 1 + _above(form, most)), *steps] if len(spanned) == len(below) else None


def _above(form: _Written, offset: int) -> int:
    """How far the top of the form moved: the cell with the display language tells."""
    languages = set(form.layout.languages)
    for moved in range(offset + 1):
        cells = (form.sheet.cell(_LANGUAGE_ROW + moved, column) for column in range(1, 2 * _WIDTH))
        if languages & {cell.text for cell in cells}:
            return moved
    return offset


def _pushed(steps: Iterable[Step]) -> bool:
    """Whether places were only pushed on and apart, never back or together."""
    offsets = [now - before for before, now in steps]
    return offsets[0] >= 0 and all(one <= other for one, other in pairwise(offsets))


def _apart(steps: Iterable[Step]) -> bool:
    """Whether columns were only pushed apart; a column may also have been taken away before the first."""
    offsets = [now - before for before, now in steps]
    return all(one <= other for one, other in pairwise(offsets))
