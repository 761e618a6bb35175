"""Changes spliced into the XML of a sheet; every byte that is not of a changed cell stays."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from mineralcheck.filling.patching.changes import Change, Result, result_cell, typed_cell
from mineralcheck.filling.patching.sheet_index import CellSpan, Place, RowSpan, Sharing, SheetIndex
from mineralcheck.model.cells import column_letter

_KEPT = ("r", "s")
_Edit = tuple[int, int, bytes]


class BlockedCell(Exception):  # noqa: N818 - the caller chooses another cell
    """A typed value would take away a formula that other cells live on."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class NoFormula(Exception):  # noqa: N818 - a fault of the caller
    """A calculated result was given for a cell without a formula: it would be a value nobody typed."""


def is_blocked(index: SheetIndex, row: int, column: int) -> bool:
    """Whether a cell holds, or is part of, a formula that other cells live on.

    That is the master of a shared formula, and every cell of an array formula.
    """
    formula = index.formula(row, column)
    if formula and formula.sharing in (Sharing.MASTER, Sharing.ARRAY):
        return True
    return any(
        first[0] <= row <= last[0] and first[1] <= column <= last[1] and first != last
        for first, last in index.arrays
    )


def replaces_formula(index: SheetIndex, changes: Mapping[Place, Change]) -> bool:
    """Whether a typed value takes the place of a formula; the calculation chain is wrong then."""
    return any(
        not isinstance(change, Result) and index.formula(*place) is not None
        for place, change in changes.items()
    )


def patched_sheet(part: bytes, index: SheetIndex, changes: Mapping[Place, Change]) -> bytes:
    """The sheet with the changes in it; raises BlockedCell for a cell that must not be overwritten.

    `index` must reach to the last row that is changed. Raises NoFormula for a result without a formula.
    """
    by_row: dict[int, dict[int, Change]] = defaultdict(dict)
    for (row, column), change in changes.items():
        by_row[row][column] = change
    return _spliced(part, _edits(part, index, by_row))


def _spliced(part: bytes, edits: Iterator[_Edit]) -> bytes:
    pieces: list[bytes] = []
    position = 0
    for start, end, new in edits:
        pieces += (part[position:start], new)
        position = end
    pieces.append(part[position:])
    return b"".join(pieces)


def _edits(part: bytes, index: SheetIndex, by_row: Mapping[int, Mapping[int, Change]]) -> Iterator[_Edit]:
    """Replacements in the order of their places."""
    new_rows: list[tuple[int, int]] = []
    following = sorted(index.rows)
    for number in sorted(by_row):
        if number not in index.rows:
            later = next((one for one in following if one > number), None)
            new_rows.append((index.rows[later].start if later else index.beyond, number))
    edits = [_new_row(index, at, number, by_row[number]) for at, number in new_rows]
    if edits and index.empty_data:
        edits = [_filled_data(index, edits)]
    for number in sorted(by_row.keys() & index.rows.keys()):
        edits += _row_edits(part, index, number, by_row[number])
    return iter(sorted(edits, key=lambda edit: (edit[0], edit[1])))


def _new_row(index: SheetIndex, at: int, number: int, changes: Mapping[int, Change]) -> _Edit:
    mark = index.prefix.encode()
    cells = b"".join(_new_cell(index, number, column, changes[column]) for column in sorted(changes))
    return at, at, b"<" + mark + b'row r="%d">' % number + cells + b"</" + mark + b"row>"


def _filled_data(index: SheetIndex, rows: list[_Edit]) -> _Edit:
    start, end = index.empty_data or (0, 0)
    mark = index.prefix.encode()
    body = b"".join(new for _, _, new in rows)
    return start, end, b"<" + mark + b"sheetData>" + body + b"</" + mark + b"sheetData>"


def _row_edits(part: bytes, index: SheetIndex, number: int, changes: Mapping[int, Change]) -> Iterator[_Edit]:
    row = index.rows[number]
    fresh: dict[int, bytes] = {}
    for column in sorted(changes):
        cell = row.cells.get(column)
        if cell is None:
            fresh[column] = _new_cell(index, number, column, changes[column])
        else:
            yield cell.start, cell.end, _changed(part, index, (number, column), cell, changes[column])
    yield from _inserted(part, index, row, fresh)


def _inserted(part: bytes, index: SheetIndex, row: RowSpan, fresh: Mapping[int, bytes]) -> Iterator[_Edit]:
    """New cells, each before the first cell to its right, those behind the last one at the end of the row."""
    if fresh and row.closing == row.end:  # a row without cells, written `<row/>`
        head = part[row.start : row.end].removesuffix(b"/>").rstrip() + b">"
        tail = b"</" + index.prefix.encode() + b"row>"
        yield row.start, row.end, head + b"".join(fresh.values()) + tail
        return
    places: dict[int, bytes] = defaultdict(bytes)
    for column, new in fresh.items():
        right = min((other for other in row.cells if other > column), default=None)
        places[row.cells[right].start if right else row.closing] += new
    for at, new in places.items():
        yield at, at, new


def _new_cell(index: SheetIndex, row: int, column: int, change: Change) -> bytes:
    address = f"{column_letter(column)}{row}"
    if isinstance(change, Result):
        raise NoFormula(address)
    style = index.style(row, column)
    return typed_cell(index.prefix, {"r": address, **({"s": style} if style else {})}, change)


def _changed(part: bytes, index: SheetIndex, place: Place, cell: CellSpan, change: Change) -> bytes:
    if isinstance(change, Result):
        if cell.formula is None:
            raise NoFormula(cell.attributes["r"])
        formula = part[cell.formula.start : cell.formula.end]
        return result_cell(index.prefix, cell.attributes, formula, change)
    if is_blocked(index, *place):
        raise BlockedCell(cell.attributes["r"])
    kept = {name: cell.attributes[name] for name in _KEPT if name in cell.attributes}
    return typed_cell(index.prefix, kept, change)
