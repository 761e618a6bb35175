"""The cells of one sheet, by row and column counted from 1."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from mineralcheck.model.cells import Cell, CellRef, CellValue
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.refusals import Refusal, refused

_EMPTY_ROW: Sequence[CellValue] = ()


class Sheet:
    """Values of one sheet.

    `errors` maps (row, column) to an Excel error value such as `#N/A`, and `uncalculated` counts formula
    cells that hold no result; both are known for .xlsx and .xlsm only, the other formats read them as empty.
    `formulas` finds the (row, column) of every cell with a formula; it is called when somebody asks.
    """

    def __init__(
        self,
        name: str,
        rows: Sequence[Sequence[CellValue]],
        errors: Mapping[tuple[int, int], str] | None = None,
        uncalculated: int = 0,
        formulas: Callable[[], frozenset[tuple[int, int]] | None] | None = None,
    ) -> None:
        self.name = name
        self.errors: Mapping[tuple[int, int], str] = errors or {}
        self.uncalculated = uncalculated
        self._rows = rows
        self._formulas = formulas
        self.max_row = len(rows)
        self.max_column = max((len(row) for row in rows), default=0)

    def __repr__(self) -> str:
        return f"<Sheet {self.name!r} {self.max_row}x{self.max_column}>"

    def value(self, row: int, column: int) -> CellValue:
        """Value of a cell; None where it is empty or outside the sheet."""
        if not 0 < row <= self.max_row:
            return None
        cells = self._rows[row - 1]
        if not 0 < column <= len(cells):
            return None
        value = cells[column - 1]
        return None if value == "" else value

    @cached_property
    def _formula_places(self) -> frozenset[tuple[int, int]] | None:
        return self._formulas() if self._formulas else None

    def has_formula(self, row: int, column: int) -> bool | None:
        """Whether a cell holds a formula; None where the format does not let us see it."""
        places = self._formula_places
        return None if places is None else (row, column) in places

    def cell(self, row: int, column: int) -> Cell:
        """A cell with its place and, where there is one, its error value."""
        error = self.errors.get((row, column))
        return Cell(CellRef(self.name, row, column), self.value(row, column), error)

    def row(self, row: int) -> Sequence[CellValue]:
        """Values of a row from column 1; empty where the row is outside the sheet."""
        if not 0 < row <= self.max_row:
            return _EMPTY_ROW
        return [None if value == "" else value for value in self._rows[row - 1]]


def checked_text(
    rows: Sequence[Sequence[CellValue]], limits: Limits, stored_size: int
) -> Sequence[Sequence[CellValue]]:
    """The same rows, or UnreadableFileError when a cell holds a text beyond the limit.

    `stored_size` is the size of the part the rows come from: a small part needs no look at each cell.
    """
    if stored_size <= limits.text_length:
        return rows
    longest = max([len(value) for row in rows for value in row if isinstance(value, str)], default=0)
    if longest > limits.text_length:
        raise refused(Refusal.TOO_LARGE, what=f"a text of {longest} characters in one cell")
    return rows
