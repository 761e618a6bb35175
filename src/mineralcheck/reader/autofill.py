"""What the Smelter List formulas would fill in, rebuilt where a file carries no calculated results.

The match key of the sheet is metal + text of column C, looked up among the aliases and standard names of the
Smelter Look-up sheet of the same workbook; an id in column A fills metal and look-up first. From CMRT 6.22 on
a name typed beside "Smelter not listed" is looked up as well.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from mineralcheck.model.cells import CellValue
from mineralcheck.model.submission import Family
from mineralcheck.model.text import clean, fold
from mineralcheck.templates.layout import NOT_IDENTIFIED, NOT_LISTED, Layout
from mineralcheck.templates.registry import version_key
from mineralcheck.workbook.opening import Workbook

LOOKUP_SHEET = "Smelter Look-up"
_FIRST_ROW = 5
_BY_ID = ("metal", "smelter_lookup")
_FIELDS = {
    "smelter_country": 3,
    "smelter_id": 4,
    "smelter_id_source": 5,
    "smelter_city": 7,
    "smelter_state_province": 8,
}


class Entry(NamedTuple):
    """A row of the Smelter Look-up sheet."""

    metal: str
    alias: str
    name: str
    values: tuple[CellValue, ...]


class LookupSheet:
    """The Smelter Look-up sheet of the workbook itself, read only when a row needs it."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        name = self._workbook.find(LOOKUP_SHEET)
        if name is None:
            return ()
        sheet = self._workbook.sheet(name)
        rows = [tuple(sheet.row(row))[:9] for row in range(_FIRST_ROW, sheet.max_row + 1)]
        return tuple(
            Entry(row[0], row[1], row[2] if isinstance(row[2], str) else "", row)
            for row in rows
            if len(row) > 4 and isinstance(row[0], str) and isinstance(row[1], str)
        )

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self._entries:
            smelter_id = entry.values[4]
            if isinstance(smelter_id, str) and smelter_id:
                found.setdefault(smelter_id.casefold(), entry)
        return found

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Entry]:
        found: dict[tuple[str, str], Entry] = {}
        for entry in self._entries:
            found.setdefault((fold(entry.metal), fold(entry.alias)), entry)
        return found

    def by_id(self, smelter_id: str) -> Entry | None:
        """First entry with this id, spelt exactly so but for case, as Excel's MATCH finds it."""
        return self._by_id.get(smelter_id.casefold())

    def by_name(self, metal: str, name: str) -> Entry | None:
        """First entry with this alias or standard name under the metal."""
        return self._by_name.get((fold(metal), fold(name)))


def looks_up_typed_names(layout: Layout) -> bool:
    """Whether the sheet looks up a name typed beside "Smelter not listed" (CMRT 6.22 and later)."""
    return layout.family is Family.CMRT and version_key(layout.version) >= version_key("6.22")


class Rebuilt(NamedTuple):
    """A smelter row by field name: what its cells show when calculated, and what the supplier means.

    The two differ where a formula was deleted (the official CMRT 6.31 lacks two) or typed over.
    `unknown_id` names the formula cells that show `#N/A`, as the look-up lacks the typed id.
    """

    shown: Mapping[str, CellValue]
    meant: Mapping[str, CellValue]
    unknown_id: frozenset[str] = frozenset()


def rebuild(
    values: Mapping[str, CellValue],
    lookup: LookupSheet,
    *,
    typed_names: bool,
    has_formula: Callable[[str], bool],
) -> Rebuilt:
    """A smelter row with its blank formula cells filled; what is filled already stays.

    `has_formula` tells of a field whether its cell holds a formula; it is asked only when that matters.
    """
    meant = dict(values)
    _fill(meant, lookup, typed_names, lambda _: True)
    filled = [name for name in meant if meant[name] != values.get(name)]
    typed = _text(values, "smelter_id_input")
    missing = [name for name in _BY_ID if typed.strip() and not _text(values, name)]
    if missing and lookup.by_id(typed):
        missing = []
    if not filled and not missing:
        return Rebuilt(values, values)
    errors = frozenset(name for name in missing if has_formula(name))
    if not errors and all(map(has_formula, filled)):
        return Rebuilt(meant, meant)
    shown = dict(values)
    _fill(shown, lookup, typed_names, has_formula, exact=True)
    return Rebuilt(shown, meant, errors)


def _fill(
    values: dict[str, CellValue],
    lookup: LookupSheet,
    typed_names: bool,
    may: Callable[[str], bool],
    *,
    exact: bool = False,
) -> None:
    """Fill fields in place. With `exact`, an id must be typed as the look-up has it."""
    if not (_text(values, "metal") and _text(values, "smelter_lookup")):
        typed = _text(values, "smelter_id_input")
        entry = lookup.by_id(typed) if typed else None
        if typed and entry is None and not exact:
            entry = lookup.by_id(clean(typed))
        if entry:
            _set(values, {"metal": entry.metal, "smelter_lookup": entry.name}, may)
    metal, chosen = _text(values, "metal"), _text(values, "smelter_lookup")
    if not (metal and chosen) or (_text(values, "smelter_country") and _text(values, "smelter_id")):
        return
    if fold(chosen) in (NOT_LISTED, NOT_IDENTIFIED):
        chosen = _text(values, "smelter_name") if typed_names else ""
    entry = lookup.by_name(metal, chosen) if chosen else None
    if entry:
        columns = {field: column for field, column in _FIELDS.items() if column < len(entry.values)}
        _set(values, {field: entry.values[column] for field, column in columns.items()}, may)
        _set(values, {"standard_smelter_name": entry.name}, may)


def _set(values: dict[str, CellValue], found: Mapping[str, CellValue], may: Callable[[str], bool]) -> None:
    for field, value in found.items():
        if not values.get(field) and value and may(field):
            values[field] = value


def _text(values: Mapping[str, CellValue], field: str) -> str:
    value = values.get(field)
    return value if isinstance(value, str) else ""
