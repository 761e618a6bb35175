"""Dates as suppliers write them: real dates, serial numbers and text; an ambiguous one is never guessed."""

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.model.cells import Cell
from mineralcheck.model.text import fold
from mineralcheck.reader.months import month_numbers

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]*(?:de\s+)?([^\W\d]+)\.?[\s,-]*(?:de\s+)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_TIME = re.compile(r"[\st]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*z?$")
_EPOCH_1900 = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)


class DateProblem(StrEnum):
    """Why a date cell gives no date."""

    BLANK = "blank"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


class DateReading(NamedTuple):
    """A date, or the reason why there is none; `as_text` when it was typed as text."""

    date: dt.date | None
    problem: DateProblem | None = None
    as_text: bool = False


def read_date(cell: Cell, *, date1904: bool = False) -> DateReading:
    """Date of a cell. Day and month of `05/06/2025` are ambiguous; `25/06/2025` can only be read one way."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return DateReading(value.date())
    if isinstance(value, dt.date):
        return DateReading(value)
    if isinstance(value, float):
        return _from_serial(value, date1904)
    if isinstance(value, str) and cell.text:
        return _from_text(fold(value), date1904)
    return DateReading(None, DateProblem.BLANK if cell.is_blank else DateProblem.UNREADABLE)


def _from_serial(serial: float, date1904: bool) -> DateReading:
    if serial == 0:
        return DateReading(None, DateProblem.BLANK)
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    try:
        return DateReading(epoch + dt.timedelta(days=int(serial)))
    except OverflowError:
        return DateReading(None, DateProblem.UNREADABLE)


def _from_text(text: str, date1904: bool) -> DateReading:
    text = _TIME.sub("", text)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), date1904)._replace(as_text=True)
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _day_and_month(int(numbers[1]), int(numbers[2]), int(numbers[3]))
    return _date(*(_named(text) or (0, 0, 0)))


def _named(text: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[3]), month_numbers().get(found[2], 0), int(found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return int(found[3]), month_numbers().get(found[1], 0), int(found[2])
    return None


def _day_and_month(first: int, second: int, year: int) -> DateReading:
    if first <= 12 and second <= 12 and first != second:
        return DateReading(None, DateProblem.AMBIGUOUS, as_text=True)
    day, month = (first, second) if first > 12 else (second, first)
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> DateReading:
    try:
        return DateReading(dt.date(year, month, day), as_text=True)
    except ValueError:
        return DateReading(None, DateProblem.UNREADABLE, as_text=True)
