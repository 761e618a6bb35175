"""A supplier list as CSV or workbook -> a roster. Columns are found by name; errors name row and column."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from mineralcheck.campaign import roster_values as values
from mineralcheck.campaign.roster import Roster, Supplier
from mineralcheck.model.cells import CellValue, raw_text
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import Family
from mineralcheck.model.text import clean, fold, words
from mineralcheck.reference.tables import Table, open_list

_HEADER_ROWS = 20
_NEEDED = ("supplier_id", "name")

Value = TypeVar("Value")


class Columns(NamedTuple):
    """Where the columns are: header row from 1, column from 0 by field, headers as written."""

    row: int
    fields: Mapping[str, int]
    families: Mapping[Family, int]
    texts: tuple[str, ...]


def read_roster(path: Path, mapping: Mapping[str, str] | None = None) -> Roster:
    """Read a supplier list; raises UsageError that names file, row and column.

    `mapping` gives the header of a field whose column is called otherwise (`{"supplier_id": "Kred.-Nr."}`).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Check the name of the file.") from None
    return roster_of(data, path.name, mapping or {})


def roster_of(data: bytes, source: str, mapping: Mapping[str, str]) -> Roster:
    """As `read_roster`, from bytes; `source` is the file name to show."""
    unknown = sorted(set(mapping) - set(values.roster_words().columns))
    if unknown:
        raise UsageError(
            f"--column {unknown[0]}: is no field of a supplier list. Fields are "
            f"{', '.join(values.roster_words().columns)}."
        )
    for table in open_list(data, source).tables:
        columns = _find_columns(table.rows, mapping)
        if columns:
            suppliers = tuple(_suppliers(table, columns, source))
            _refuse_doubles(suppliers, source, columns)
            return Roster(
                source=source,
                sha256=hashlib.sha256(data).hexdigest(),
                columns=_column_names(columns),
                suppliers=suppliers,
            )
    raise UsageError(
        f"{source}: none of the first {_HEADER_ROWS} rows has a column for the supplier id or name"
        + (f" (asked for: {', '.join(mapping.values())})" if mapping else "")
        + ". Name the columns Supplier ID and Supplier Name, or say how they are called with --column."
    )


def _key(text: str) -> str:
    return words(text).replace(" ", "")


def _find_columns(rows: Sequence[Sequence[CellValue]], mapping: Mapping[str, str]) -> Columns | None:
    """The first row that has all columns of the mapping and one for id or name."""
    roles = {_key(h): field for field, headers in values.roster_words().columns.items() for h in headers}
    roles = {header: field for header, field in roles.items() if field not in mapping}
    roles |= {_key(header): field for field, header in mapping.items()}
    for place, row in enumerate(rows[:_HEADER_ROWS], start=1):
        texts = tuple(clean(raw_text(value)) for value in row)
        fields: dict[str, int] = {}
        families: dict[Family, int] = {}
        for column, text in enumerate(texts):
            if text.upper() in set(Family):
                families.setdefault(Family(text.upper()), column)
            elif _key(text) in roles:
                fields.setdefault(roles[_key(text)], column)
        if set(mapping) <= set(fields) and any(field in fields for field in _NEEDED):
            return Columns(place, fields, families, texts)
    return None


def _column_names(columns: Columns) -> dict[str, str]:
    named = {field: columns.texts[place] for field, place in columns.fields.items()}
    if columns.families:
        headers = (columns.texts[place] for place in sorted(columns.families.values()))
        named.setdefault("templates", ", ".join(headers))
    return dict(sorted(named.items()))


class _Row:
    """A row being read; remembers where it is, for the message."""

    def __init__(self, source: str, number: int, row: Sequence[CellValue], columns: Columns) -> None:
        self.number = number
        self._source, self._row, self._columns = source, row, columns

    def at(self, column: int) -> CellValue:
        return self._row[column] if column < len(self._row) else None

    def get(self, field: str, read: Callable[[CellValue], Value]) -> Value:
        column = self._columns.fields.get(field)
        return read(None) if column is None else self.read(column, read)

    def read(self, column: int, read: Callable[[CellValue], Value]) -> Value:
        try:
            return read(self.at(column))
        except values.WrongValueError as error:
            raise self.wrong(column, str(error)) from None

    def wrong(self, column: int, text: str) -> UsageError:
        header = self._columns.texts[column]
        return UsageError(f"{self._source}, row {self.number}, column {header}: {text}.")

    @property
    def is_blank(self) -> bool:
        return not any(clean(raw_text(value)) for value in self._row)


def _suppliers(table: Table, columns: Columns, source: str) -> Iterator[Supplier]:
    for number, cells in enumerate(table.rows[columns.row :], start=columns.row + 1):
        row = _Row(source, number, cells, columns)
        if not row.is_blank:
            yield _supplier(row, columns)


def _supplier(row: _Row, columns: Columns) -> Supplier:
    supplier_id = row.get("supplier_id", values.read_text)
    name = row.get("name", values.read_text)
    if not supplier_id and not name:
        column = next(columns.fields[field] for field in _NEEDED if field in columns.fields)
        raise row.wrong(column, "is blank; every supplier needs an id or a name")
    spend, beside = row.get("spend", values.read_spend)
    email = row.get("email", values.read_text)
    domains = row.get("email_domain", values.read_domains) or values.read_domains(email)
    return Supplier(
        supplier_id=supplier_id or name,
        name=name or supplier_id,
        row=row.number,
        other_names=row.get("other_names", values.read_entries),
        unique_id=row.get("unique_id", values.read_text),
        contact=row.get("contact", values.read_text),
        email=email,
        email_domains=domains,
        country=row.get("country", values.read_text),
        spend=spend,
        currency=row.get("currency", values.read_currency) or beside,
        tier=row.get("tier", values.read_text),
        templates=_templates(row, columns),
        minerals=row.get("minerals", values.read_minerals),
        products=row.get("products", values.read_entries),
        due_date=row.get("due_date", values.read_day),
        state=row.get("status", values.read_state),
    )


def _templates(row: _Row, columns: Columns) -> tuple[Family, ...]:
    marked = [family for family, place in columns.families.items() if row.read(place, values.read_mark)]
    named = row.get("templates", values.read_families)
    return tuple(family for family in Family if family in marked or family in named)


def _refuse_doubles(suppliers: Sequence[Supplier], source: str, columns: Columns) -> None:
    field = "supplier_id" if "supplier_id" in columns.fields else "name"
    header = columns.texts[columns.fields[field]]
    first: dict[str, int] = {}
    for one in suppliers:
        earlier = first.setdefault(fold(one.supplier_id), one.row)
        if earlier != one.row:
            raise UsageError(
                f"{source}, row {one.row}, column {header}: {one.supplier_id!r} is already in row {earlier}. "
                "Merge the two rows, or correct the id."
            )
