"""A cell keeps what was written and where, also when it means nothing to us."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mineralcheck.model.text import clean

CellValue = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def column_letter(column: int) -> str:
    """Letter of a 1-based column number: 1 is `A`, 27 is `AA`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """1-based number of a column letter: `A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class CellRef(NamedTuple):
    """Place of a cell; `row` and `column` count from 1. Prints as `Declaration!D26`."""

    sheet: str
    row: int
    column: int

    @classmethod
    def parse(cls, sheet: str, address: str) -> "CellRef":
        """Place from an A1 address; raises ValueError when it is none."""
        found = _A1.fullmatch(address)
        if not found:
            raise ValueError(f"{address!r} is not a cell address")
        return cls(sheet, int(found[2]), column_number(found[1]))

    @property
    def address(self) -> str:
        """A1 address without the sheet."""
        return f"{column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


def raw_text(value: CellValue) -> str:
    """What was written, as text: whole numbers without a decimal point, dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place, its stored value (percent 100 % is the number 1.0), and its text.

    `error` holds an Excel error value (`#N/A`) where the workbook format lets us see it.
    """

    at: CellRef
    value: CellValue = None
    error: str | None = None

    @property
    def raw(self) -> str:
        """What was written, unchanged."""
        return raw_text(self.value)

    @property
    def text(self) -> str:
        """What a reader sees: `raw`, cleaned of stray space and look-alike characters."""
        return clean(raw_text(self.value))

    @property
    def is_empty(self) -> bool:
        """Nothing a person would call an entry (spaces are none)."""
        return not self.text

    @property
    def is_blank(self) -> bool:
        """What the official Checker calls blank: an empty cell or the number 0; one space is not."""
        return self.value is None or self.value == "" or (self.value == 0 and self.value is not False)

    def equals(self, text: str) -> bool:
        """Equal as Excel compares text: regardless of case, but with every space counted."""
        return self.raw.casefold() == text.casefold()
