"""How far the cells of a worksheet part reach, and which shared strings they repeat.

calamine holds every cell from A1 to the last one, and ends the whole process when that is too much memory;
so the box around the cells is known before calamine sees them.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from mineralcheck.model.cells import column_number
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.markup import Attributes, walk
from mineralcheck.workbook.refusals import Refusal, refused

_FAR_CELL = re.compile(rb'<c(?! r="[AB]?[A-Z][0-9]{1,4}")[\s/>]')
_NEAR_ROWS, _NEAR_COLUMNS = 9_999, column_number("BZ")
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)", re.ASCII | re.IGNORECASE)
_VALUES = frozenset({"v", "is"})


@dataclass(slots=True)
class Survey:
    """Last row and column that hold a value, and how often each shared string is used."""

    rows: int = 0
    columns: int = 0
    strings: Counter[int] = field(default_factory=Counter)


def check_box(sheet: str, rows: int, columns: int, limits: Limits) -> None:
    """Refuse a sheet whose cells span more than the limit."""
    if rows * columns > limits.cells:
        raise refused(Refusal.SPANS, sheet=sheet, rows=rows, columns=columns)


def is_near(rows: bytes, limits: Limits) -> bool:
    """Whether all cells lie so near to A1 that no survey is needed (most sheets)."""
    return limits.cells >= _NEAR_ROWS * _NEAR_COLUMNS and not _FAR_CELL.search(rows)


class _Surveyor:
    def __init__(self) -> None:
        self.survey = Survey()
        self._row = self._column = 0
        self._place = 0, 0
        self._shared = False
        self._text: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name in _VALUES:
            self.survey.rows = max(self.survey.rows, self._place[0])
            self.survey.columns = max(self.survey.columns, self._place[1])
            self._text = [] if self._shared else None

    def _cell(self, attributes: Attributes) -> None:
        self._place = self._row, self._column + 1
        if "r" in attributes:
            address = _ADDRESS.fullmatch(attributes["r"])
            if address is None:
                raise refused(Refusal.DAMAGED, what="a cell has no proper address")
            self._place = int(address[2]), column_number(address[1].upper())
        self._column = self._place[1]
        self._shared = attributes.get("t") == "s"

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        if name in _VALUES and self._text is not None:
            index = "".join(self._text).strip()
            if index.isdecimal():
                self.survey.strings[int(index)] += 1
            self._text = None


def surveyed(part: bytes, limits: Limits) -> Survey:
    """Survey of a worksheet part by a full XML parse; raises UnreadableFileError when that fails."""
    surveyor = _Surveyor()
    walk(part, limits, surveyor.start, surveyor.end, surveyor.text)
    return surveyor.survey


def string_sizes(part: bytes, limits: Limits) -> dict[int, int]:
    """Characters of each shared string, by a full XML parse; calamine makes room for the number declared."""
    lengths: list[int] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "si":
            lengths.append(0)
        elif int(attributes.get("uniqueCount", 0)) > len(part):
            raise refused(Refusal.DAMAGED, what="it declares more texts than it can hold")

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    walk(part, limits, start, text=text)
    return dict(enumerate(lengths))
