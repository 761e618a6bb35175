"""Findings or smelters as CSV (RFC 4180): a row each, for spreadsheet programs and scripts."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mineralcheck.check.run import Run
from mineralcheck.reporters.columns import (
    FINDING_COLUMNS,
    SMELTER_COLUMNS,
    Column,
    Row,
    Value,
    finding_rows,
    smelter_rows,
)
from mineralcheck.reporters.neutral import cell

_PIECE = 16 * 1024


def render(run: Run) -> Iterator[str]:
    """Findings, one a row; an unreadable file is a row without a code."""
    return table(finding_rows(run), FINDING_COLUMNS)


def render_smelters(run: Run) -> Iterator[str]:
    """Declared smelters, one a row, with match and status."""
    return table(smelter_rows(run), SMELTER_COLUMNS)


def table(rows: Iterable[Row], columns: Sequence[Column[Row]]) -> Iterator[str]:
    """Pieces of a CSV document; text that a spreadsheet would calculate is neutralised."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow([_field(column.value(row)) for column in columns])
        if buffer.tell() > _PIECE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _field(value: Value) -> str:
    if value is None or isinstance(value, str):
        return cell(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    """The number with all its digits and without an exponent; a whole one without a decimal point."""
    return format(Decimal(repr(value)), "f").removesuffix(".0")
