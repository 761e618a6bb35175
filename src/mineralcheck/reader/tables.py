"""The list sheets: smelters, mines, products and reasons, found whatever gaps lie between the rows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from mineralcheck.model.cells import Cell, CellRef, CellValue
from mineralcheck.model.match import DeclaredSmelter
from mineralcheck.model.submission import MineralReason, MineRow, ProductRow, SmelterKind, SmelterRow
from mineralcheck.model.text import clean, fold
from mineralcheck.reader.autofill import LookupSheet, Rebuilt, rebuild
from mineralcheck.reader.minerals import canonical_mineral
from mineralcheck.templates.layout import NOT_IDENTIFIED, NOT_LISTED, Table
from mineralcheck.workbook.sheet import Sheet

_SMELTER_FIELDS = tuple(
    name for name in SmelterRow.model_fields if name not in ("row", "kind", "mineral", "declared")
)
_MINE_FIELDS = tuple(name for name in MineRow.model_fields if name not in ("row", "mineral"))
_PRODUCT_FIELDS = tuple(name for name in ProductRow.model_fields if name != "row")
# Formula results: alone in a row they are residue of a deleted entry, not an entry.
_DERIVED = frozenset(
    {
        "smelter_id_source",
        "smelter_street",
        "smelter_city",
        "smelter_state_province",
        "standard_smelter_name",
    }
)
# What Excel shows where a look-up finds nothing.
NOT_AVAILABLE = "#N/A"
# The footer of the Product List moves when rows are inserted or deleted.
_COPYRIGHT = "©"


class _Row(NamedTuple):
    number: int
    values: dict[str, CellValue]


def _rows(sheet: Sheet, table: Table, fields: tuple[str, ...]) -> Iterator[_Row]:
    columns = {name: table.column(name) for name in fields if table.column(name)}
    inputs = [name for name in columns if name not in _DERIVED]
    last = min(table.last_row, sheet.max_row) if table.tables_below else sheet.max_row
    for number in range(table.first_row, last + 1):
        row = sheet.row(number)
        if not any(row):
            continue  # as most of the 2,000 rows of a Product List
        values = {name: row[col - 1] if col <= len(row) else None for name, col in columns.items()}
        if any(_entered(values[name]) for name in inputs):
            yield _Row(number, values)


def _entered(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(clean(value))
    return value is not None and value != 0


def _cells(
    sheet: Sheet, table: Table, number: int, values: Mapping[str, CellValue], fields: tuple[str, ...]
) -> dict[str, Cell]:
    """A cell per field; a field without a column in this revision is a blank cell at column 0."""
    found = {}
    for name in fields:
        column = table.column(name)
        at = CellRef(sheet.name, number, column)
        found[name] = Cell(at, values.get(name), sheet.errors.get((number, column)))
    return found


def smelter_kind(lookup: str) -> SmelterKind:
    """What the Smelter Look-up column says; the two sentinels are compared without case."""
    key = fold(lookup)
    if key == NOT_LISTED:
        return SmelterKind.NOT_LISTED
    if key == NOT_IDENTIFIED:
        return SmelterKind.NOT_IDENTIFIED
    return SmelterKind.LISTED if key else SmelterKind.NOT_CHOSEN


def read_smelters(
    sheet: Sheet, table: Table, asked: tuple[str, ...], lookup: LookupSheet, *, typed_names: bool
) -> tuple[SmelterRow, ...]:
    """Rows of the Smelter List, with the formula results that the file lacks rebuilt from its look-up."""
    found = []
    for row in _rows(sheet, table, _SMELTER_FIELDS):
        rebuilt = Rebuilt(row.values, row.values)
        if table.column("smelter_id_input"):
            has_formula = partial(_has_formula, sheet, table, row.number)
            rebuilt = rebuild(row.values, lookup, typed_names=typed_names, has_formula=has_formula)
        found.append(_smelter_row(sheet, table, row.number, rebuilt, asked))
    return tuple(found)


def _has_formula(sheet: Sheet, table: Table, number: int, field: str) -> bool:
    """Whether a blank cell is one that a formula would fill; where nobody can see that, it is."""
    column = table.column(field)
    return (number, column) not in sheet.errors and sheet.has_formula(number, column) is not False


def _smelter_row(
    sheet: Sheet, table: Table, number: int, rebuilt: Rebuilt, asked: tuple[str, ...]
) -> SmelterRow:
    cells = _cells(sheet, table, number, rebuilt.shown, _SMELTER_FIELDS)
    for name in rebuilt.unknown_id:
        cells[name] = replace(cells[name], error=NOT_AVAILABLE)
    meant = cells
    if rebuilt.meant is not rebuilt.shown:
        meant = _cells(sheet, table, number, rebuilt.meant, _SMELTER_FIELDS)
    mineral = canonical_mineral(meant["metal"].raw, asked)
    return SmelterRow(
        row=number,
        kind=smelter_kind(meant["smelter_lookup"].raw),
        mineral=mineral,
        declared=_declared(meant, mineral),
        **cells,
    )


def _declared(cells: Mapping[str, Cell], mineral: str | None) -> DeclaredSmelter:
    return DeclaredSmelter(
        mineral=mineral or cells["metal"].text,
        smelter_id=cells["smelter_id_input"].text or _unless_zero(cells["smelter_id"]),
        lookup=cells["smelter_lookup"].text,
        name=_unless_zero(cells["smelter_name"]),
        country=_unless_zero(cells["smelter_country"]),
    )


def _unless_zero(cell: Cell) -> str:
    return "" if cell.is_blank else cell.text


def read_mines(sheet: Sheet, table: Table, asked: tuple[str, ...]) -> tuple[MineRow, ...]:
    """Rows of the Mine List."""
    found = []
    for row in _rows(sheet, table, _MINE_FIELDS):
        cells = _cells(sheet, table, row.number, row.values, _MINE_FIELDS)
        mineral = canonical_mineral(cells["metal"].raw, asked)
        found.append(MineRow(row=row.number, mineral=mineral, **cells))
    return tuple(found)


def read_products(sheet: Sheet, table: Table) -> tuple[ProductRow, ...]:
    """Rows of the Product List, down to the copyright line that ends the form."""
    found = []
    for row in _rows(sheet, table, _PRODUCT_FIELDS):
        number = row.values.get("product_number")
        if isinstance(number, str) and number.lstrip().startswith(_COPYRIGHT):
            break
        found.append(
            ProductRow(row=row.number, **_cells(sheet, table, row.number, row.values, _PRODUCT_FIELDS))
        )
    return tuple(found)


def read_reasons(sheet: Sheet, table: Table) -> tuple[MineralReason, ...]:
    """Rows of the Minerals Scope sheet that give a reason."""
    fields = ("mineral", "reason")
    rows = [row for row in _rows(sheet, table, fields) if row.number <= table.last_row]
    return tuple(MineralReason(**_cells(sheet, table, row.number, row.values, fields)) for row in rows)
