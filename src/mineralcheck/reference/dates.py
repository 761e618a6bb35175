"""Dates in lists. A slashed date is not read: nobody can tell whether day or month comes first."""

import datetime as dt
import re

from mineralcheck.model.cells import CellValue

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ](\d{4})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AS_OF = re.compile(r"as of ([A-Z][a-z]+ \d{1,2}, \d{4})")


def date_in(text: str) -> dt.date | None:
    """The first unambiguous date in a text: `2026-08-22`, `August 22, 2026` or `22-Aug-2026`."""
    if found := _ISO.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_FIRST.search(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    if found := _DAY_FIRST.search(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    return None


def as_of_dates(text: str) -> list[dt.date]:
    """Dates that a text introduces with "as of"."""
    return [day for stated in _AS_OF.findall(text) if (day := date_in(stated))]


def cell_date(value: CellValue) -> dt.date | None:
    """Date of a cell, None when it holds none that is beyond doubt."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return date_in(value) if isinstance(value, str) else None


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day some years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _month(text: str) -> int:
    return _MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in _MONTHS else 0


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
