"""The cells of one sheet, by row and column counted from 1."""

from collections.abc import Mapping, Sequence

from mineralcheck.model.cells import Cell, CellRef, CellValue

_EMPTY_ROW: Sequence[CellValue] = ()


class Sheet:
    """Values of one sheet.

    `errors` maps (row, column) to an Excel error value such as `#N/A`, and `uncalculated` counts formula
    cells that hold no result; both are known for .xlsx and .xlsm only, the other formats read them as empty.
    """

    def __init__(
        self,
        name: str,
        rows: Sequence[Sequence[CellValue]],
        errors: Mapping[tuple[int, int], str] | None = None,
        uncalculated: int = 0,
    ) -> None:
        self.name = name
        self.errors: Mapping[tuple[int, int], str] = errors or {}
        self.uncalculated = uncalculated
        self._rows = rows
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

    def cell(self, row: int, column: int) -> Cell:
        """A cell with its place and, where there is one, its error value."""
        error = self.errors.get((row, column))
        return Cell(CellRef(self.name, row, column), self.value(row, column), error)

    def row(self, row: int) -> Sequence[CellValue]:
        """Values of a row from column 1; empty where the row is outside the sheet."""
        if not 0 < row <= self.max_row:
            return _EMPTY_ROW
        return [None if value == "" else value for value in self._rows[row - 1]]
