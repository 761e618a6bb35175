"""The results that a filled template would show, so that nobody has to open it in Excel to see them.

Labels depend on the language, the Checker sheet on every answer, the Smelter List on its look-up. What is
calculated here are the workbook's own formulas; a formula that is not understood loses its result, because a
wrong one is worse than none, and whatever opens the workbook calculates it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from mineralcheck.filling.formulas.calculator import Calculator, StoredFormula
from mineralcheck.filling.formulas.functions import FUNCTIONS
from mineralcheck.filling.formulas.values import ErrorValue, NotCalculable, Value
from mineralcheck.filling.patching.changes import Change, Result, Typed
from mineralcheck.filling.patching.names import DefinedNames
from mineralcheck.filling.patching.sheet_index import Place, SheetIndex, formulas_of
from mineralcheck.model.cells import CellValue
from mineralcheck.workbook.opening import Workbook

EPOCH_1900 = dt.date(1899, 12, 30)
EPOCH_1904 = dt.date(1904, 1, 1)
# Helper sheets whose formulas rest on nothing but the sheet itself.
CONSTANT_SHEETS = frozenset({"L", "C", "SorP"})
_ERRORS = {error.value: error for error in ErrorValue}

Changes = Mapping[str, Mapping[Place, Change]]


def serial(day: dt.date, *, date1904: bool) -> float:
    """Number under which a spreadsheet keeps a day."""
    return float((day - (EPOCH_1904 if date1904 else EPOCH_1900)).days)


class FilledCells:
    """A workbook with typed values in it, as the calculator sees it.

    `indexes` are the sheets whose formulas are calculated, as far as they were indexed; every other cell has
    the value, or the result, that is stored in the workbook.
    """

    def __init__(
        self,
        workbook: Workbook,
        indexes: Mapping[str, SheetIndex],
        names: DefinedNames,
        typed: Mapping[str, Mapping[Place, Typed]],
    ) -> None:
        self._workbook = workbook
        self._indexes = indexes
        self._names = names
        self._typed = typed
        self._last_rows: dict[str, int] = {}

    def formula(self, sheet: str, row: int, column: int) -> StoredFormula | None:
        """Formula of a cell, unless a value was typed over it."""
        index = self._indexes.get(sheet)
        if index is None or (row, column) in self._typed.get(sheet, {}):
            return None
        span = index.formula(row, column)
        return StoredFormula(span.text, *span.origin) if span else None

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Typed or stored value of a cell."""
        typed = self._typed.get(sheet, {}).get((row, column))
        if typed is not None:
            return typed.value
        cells = self._workbook.sheet(sheet)
        error = cells.errors.get((row, column))
        return _ERRORS.get(error, ErrorValue.VALUE) if error else self._plain(cells.value(row, column))

    def last_row(self, sheet: str) -> int:
        """Last row that holds a value, stored or typed."""
        if sheet not in self._last_rows:
            typed = max((row for row, _ in self._typed.get(sheet, {})), default=0)
            self._last_rows[sheet] = max(self._workbook.sheet(sheet).max_row, typed)
        return self._last_rows[sheet]

    def name(self, sheet: str, name: str) -> str | None:
        """What a defined name stands for on a sheet."""
        return self._names.meaning(sheet, name)

    def _plain(self, value: CellValue) -> Value:
        if isinstance(value, dt.datetime):
            seconds = (value - dt.datetime.combine(value.date(), dt.time())).total_seconds()
            return serial(value.date(), date1904=self._workbook.date1904) + seconds / 86_400
        if isinstance(value, dt.date):
            return serial(value, date1904=self._workbook.date1904)
        if isinstance(value, dt.time):
            return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
        return value.total_seconds() / 86_400 if isinstance(value, dt.timedelta) else value


def calculator_for(cells: FilledCells) -> Calculator:
    """A calculator of a filled workbook."""
    return Calculator(cells, FUNCTIONS)


def new_results(
    index: SheetIndex, sheet: str, typed: Mapping[Place, Typed], calculator: Calculator
) -> dict[Place, Result]:
    """Results of a sheet that are not the stored ones."""
    found = {}
    for place, stored in _formula_cells(index, typed):
        try:
            value = calculator.value(sheet, *place)
        except NotCalculable:
            value = None
        if type(value) is not type(stored) or value != stored:
            found[place] = Result(value)
    return found


def _formula_cells(index: SheetIndex, typed: Mapping[Place, Typed]) -> Iterator[tuple[Place, Value]]:
    for place in formulas_of(index):
        cell = index.cell(*place)
        if cell is not None and place not in typed:
            yield place, cell.result
