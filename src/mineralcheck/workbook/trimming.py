"""Cut the rows of a worksheet part that hold nothing a person entered.

Official templates carry some 2,500 rows of formulas whose results are empty. calamine takes longest over
those, so it is handed the part without them. A stretch of rows is cut only if no cell in it has a value
other than an empty text, an error, or a 0 that a formula gave; rows after a gap are kept, and short gaps
with them. Where the XML is not written the way spreadsheet programs write it, nothing is cut at all.

The scan is our own, by regular expression: a whole XML parse of these parts costs ten times as much.
"""

import re
from dataclasses import dataclass
from functools import cache

from mineralcheck.model.cells import column_number

_ROWS_START = b"<sheetData>"
_ROWS_END = b"</sheetData>"
_NO_ROWS = b"<sheetData/>"
_ROW_START = b'<row r="'
_ROW_END = b"</row>"
_SMALLEST_CUT = 16_384
"""Shorter stretches are kept: forms stay whole, and cutting them would save nothing."""

_NO_ENTRY = rb"></v>|/>| />|>#|(?<=</f><v)>0</v>|(?<=/><v)>0</v>"
"""Behind `<v`: empty, an error, or 0 behind `</f>` or `<f .../>`, that is, the result of a formula."""
_NOTABLE = re.compile(rb"<(?:v(?!" + _NO_ENTRY + rb")|[!i])")
"""A value that may be an entry (`<v>` or `<is>`), or a comment or CDATA, which may hide one."""
_HIDING = b"<!"
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"[^>]* t="e"')
_PREFIXED = re.compile(rb"xmlns:\w+\s*=\s*[\"'][^\"']*/spreadsheetml/(?:2006/)?main")
# calamine goes by the name behind a prefix, whatever the prefix is bound to.
_PREFIXED_ELEMENT = re.compile(rb"<[\w.-]+:")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a worksheet part as XML, without those that were cut.

    `sample` is the beginning of each stretch that was cut, to tell what kind of cells those were.
    """

    kept: bytes
    sample: bytes = b""

    @property
    def part(self) -> bytes:
        """A worksheet part with these rows and nothing else."""
        return b"<worksheet>" + _ROWS_START + self.kept + _ROWS_END + b"</worksheet>"


def trimmed(part: bytes, last_column: int | None = None) -> Rows | None:
    """Rows of a worksheet part that may hold an entry; None when the XML is unusual and nothing was cut.

    Entries right of `last_column` (counted from 1) do not keep a row, and errors up to it do keep the
    stretch that begins with them; None counts entries in every column and errors in none.
    """
    start = part.find(_ROWS_START)
    if start < 0:
        return Rows(b"") if _NO_ROWS in part and _HIDING not in part else None
    start += len(_ROWS_START)
    end = part.rfind(_ROWS_END, start)
    if end < 0 or _HIDING in part[:start] or _PREFIXED.search(part, 0, start):
        return None
    entered = _rows_with_entries(part, (start, end), last_column)
    if entered is None:
        return None
    rows = _without_stretches(part, _stretches(part, (start, end), entered, last_column), (start, end))
    return None if _PREFIXED_ELEMENT.search(rows.kept) else rows


def _rows_with_entries(part: bytes, span: Span, last_column: int | None) -> list[Span] | None:
    """Begin and end of each row with an entry, in order; None when one does not look as it should."""
    rows: list[Span] = []
    done = span[0]
    for found in _NOTABLE.finditer(part, *span):
        at = found.start()
        if found[0] == _HIDING:
            return None
        if at < done:
            continue
        if last_column is not None:
            cell = _COLUMN.match(part, part.rfind(b"<c ", done, at))
            if cell and _number_of(cell[1]) > last_column:
                continue
        row = part.rfind(b"<row", done, at)
        row_end = part.find(_ROW_END, at, span[1])
        if row < 0 or row_end < 0 or not part.startswith(_ROW_START, row):
            return None
        done = row_end + len(_ROW_END)
        rows.append((row, done))
    return rows


@cache
def _number_of(letters: bytes) -> int:
    return column_number(letters.decode())


def _stretches(part: bytes, span: Span, entered: list[Span], last_column: int | None) -> list[Span]:
    """Stretches between the rows with entries that are worth cutting."""
    starts = [span[0], *(end for _, end in entered)]
    ends = [*(start for start, _ in entered), span[1]]
    return [
        (start, end)
        for start, end in zip(starts, ends, strict=True)
        if end - start > _SMALLEST_CUT and not _begins_with_errors(part, start, last_column)
    ]


def _begins_with_errors(part: bytes, start: int, last_column: int | None) -> bool:
    if last_column is None:
        return False
    columns = _ERROR.findall(part, start, start + _SMALLEST_CUT)
    return any(_number_of(column) <= last_column for column in columns)


def _without_stretches(part: bytes, stretches: list[Span], span: Span) -> Rows:
    starts = [span[0], *(end for _, end in stretches)]
    ends = [*(start for start, _ in stretches), span[1]]
    kept = b"".join(part[start:end] for start, end in zip(starts, ends, strict=True))
    return Rows(kept, b"".join(part[start : start + _SMALLEST_CUT] for start, _ in stretches))
