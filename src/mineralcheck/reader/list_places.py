"""Where the columns and rows of a list sheet really are.

The headers of official lists are formulas that look themselves up by their own place, so after an insertion
their texts say nothing; the formulas themselves have moved with the columns. Headers that are plain text are
found by the workbook's own labels. Where neither tells, the metals in the rows do.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

from mineralcheck.model.cells import CellRef, column_letter, column_number
from mineralcheck.model.submission import StructureNote
from mineralcheck.reader.minerals import canonical_mineral
from mineralcheck.reader.translations import Translations, label_key
from mineralcheck.templates.layout import Table
from mineralcheck.workbook.sheet import Sheet

MOVED_LIST = "moved_list"
SHIFTED_LIST = "shifted_list"
_METAL = "metal"
# The template hides this column, and its header is no label.
_HIDDEN = frozenset({"standard_smelter_name"})
_DEPTH = 25
_MOST_INSERTED = 6
_SHIFTS = (1, -1, 2, -2)
_ROWS_TO_TELL = 2
_MOST_OF = 0.8


class PlacedTable(NamedTuple):
    """A list with the rows and columns it really has, and what to say about it."""

    table: Table
    notes: tuple[StructureNote, ...] = ()


def place_table(
    sheet: Sheet, table: Table, translations: Translations, minerals: tuple[str, ...]
) -> PlacedTable:
    """The list as it stands on the sheet."""
    notes = []
    header = None if _in_place(sheet, table) else _header(sheet, table, translations)
    if header is not None:
        table = _with_header(table, *header)
        at = CellRef(sheet.name, table.header_row, min(header[1].values()))
        notes.append(StructureNote(kind=MOVED_LIST, at=at, detail=table.sheet))
    shift = _shift_of_rows(sheet, table, minerals)
    if shift:
        at = CellRef(sheet.name, table.first_row, table.column(_METAL) + shift)
        notes.append(StructureNote(kind=SHIFTED_LIST, at=at, detail=str(shift)))
        table = _shifted(table, shift)
    return PlacedTable(table, tuple(notes))


def _columns(table: Table) -> dict[str, int]:
    named = {field: table.column(field) for field in table.columns if field not in _HIDDEN}
    return dict(sorted(named.items(), key=lambda item: item[1]))


def _in_place(sheet: Sheet, table: Table) -> bool:
    """Whether every header is shown, or none is, as in a file that was never calculated."""
    row = table.header_row
    shown = [bool(sheet.cell(row, column).text) for column in _columns(table).values()]
    if any(shown):
        return all(shown) and not _is_entry(sheet, table, row)
    return all(sheet.has_formula(row, column) is not False for column in _columns(table).values())


def _is_entry(sheet: Sheet, table: Table, row: int) -> bool:
    metal = table.column(_METAL)
    return bool(metal) and canonical_mineral(sheet.cell(row, metal).raw) is not None


def _header(sheet: Sheet, table: Table, translations: Translations) -> tuple[int, dict[str, int]] | None:
    """Row of the headers with the column of each field."""
    rows = range(1, min(table.header_row + _DEPTH, sheet.max_row) + 1)
    for find in (_by_formulas, _by_texts):
        for row in rows:
            columns = find(sheet, table, translations, row)
            if columns and (row, columns) != (table.header_row, _columns(table)):
                return row, columns
            if columns:
                return None
    return None


def _by_formulas(sheet: Sheet, table: Table, _translations: Translations, row: int) -> dict[str, int] | None:
    """Columns of a row in which every header is a formula."""
    wanted = _columns(table)
    last = max(wanted.values()) + _MOST_INSERTED
    found = [column for column in range(1, last + 1) if sheet.has_formula(row, column)][: len(wanted)]
    columns = dict(zip(wanted, found, strict=False))
    return columns if len(found) == len(wanted) and _pushed(wanted, columns) else None


def _by_texts(sheet: Sheet, table: Table, translations: Translations, row: int) -> dict[str, int] | None:
    """Columns of a row whose texts are labels of the list in some display language."""
    wanted = _columns(table)
    last = max(wanted.values()) + _MOST_INSERTED
    seen = {column: label_key(sheet.cell(row, column).text) for column in range(1, last + 1)}
    columns: dict[str, int] = {}
    for field, column in wanted.items():
        texts = translations.labels(table.sheet, f"{column_letter(column)}{table.header_row}")
        after = max(columns.values(), default=0)
        match = next((place for place, text in seen.items() if place > after and text in texts), None)
        if match:
            columns[field] = match
    if len(columns) < max(2, _MOST_OF * len(wanted)) or not _pushed(wanted, columns):
        return None
    return {field: columns.get(field) or _beside(field, wanted, columns) for field in wanted}


def _beside(field: str, wanted: Mapping[str, int], columns: Mapping[str, int]) -> int:
    """Column of a field whose header is not to be seen: moved like the one before it."""
    before = [known for known in columns if wanted[known] < wanted[field]]
    known = before[-1] if before else next(iter(columns))
    return wanted[field] + columns[known] - wanted[known]


def _pushed(wanted: Mapping[str, int], columns: Mapping[str, int]) -> bool:
    offsets = [column - wanted[field] for field, column in columns.items()]
    return (
        all(one <= other for one, other in pairwise(offsets)) and offsets[-1] - offsets[0] <= _MOST_INSERTED
    )


def _with_header(table: Table, row: int, columns: Mapping[str, int]) -> Table:
    moved = row - table.header_row
    hidden = {field: table.column(field) for field in table.columns if field in _HIDDEN}
    wanted = _columns(table)
    places = dict(columns) | {field: _beside(field, wanted | hidden, columns) for field in hidden}
    return table.model_copy(
        update={
            "header_row": row,
            "first_row": table.first_row + moved,
            "last_row": table.last_row + moved,
            "columns": {field: column_letter(column) for field, column in places.items() if column > 0},
        }
    )


def _shift_of_rows(sheet: Sheet, table: Table, minerals: tuple[str, ...]) -> int:
    """By how many columns all entries were pasted beside their place; 0 where some are in it."""
    metal = table.column(_METAL)
    if not metal or any(_metals(sheet, table, metal, minerals)):
        return 0
    for shift in _SHIFTS:
        column = metal + shift
        if column > 0 and len(list(islice(_metals(sheet, table, column, minerals), _ROWS_TO_TELL))) > 1:
            return shift
    return 0


def _metals(sheet: Sheet, table: Table, column: int, minerals: tuple[str, ...]) -> Iterator[int]:
    """Rows whose cell in a column names a metal."""
    last = min(table.last_row, sheet.max_row) if table.tables_below else sheet.max_row
    for row in range(table.first_row, last + 1):
        value = sheet.value(row, column)
        if isinstance(value, str) and canonical_mineral(value, minerals):
            yield row


def _shifted(table: Table, shift: int) -> Table:
    columns = {field: column_number(letter) + shift for field, letter in table.columns.items()}
    kept = {field: column_letter(column) for field, column in columns.items() if column > 0}
    return table.model_copy(update={"columns": kept})
