"""What the Smelter List formulas would fill in, rebuilt where a file carries no calculated results.

The match key of the sheet is metal + text of column C, looked up among the aliases and standard names of the
Smelter Look-up sheet of the same workbook; an id in column A fills metal and look-up first. From CMRT 6.22 on
a name typed beside "Smelter not listed" is looked up as well.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from mineralcheck.model.cells import CellValue
from mineralcheck.model.submission import Family
from mineralcheck.model.text import fold
from mineralcheck.templates.layout import NOT_IDENTIFIED, NOT_LISTED, Layout
from mineralcheck.templates.registry import version_key
from mineralcheck.workbook.opening import Workbook

LOOKUP_SHEET = "Smelter Look-up"
_FIRST_ROW = 5
_FIELDS = {
    "smelter_country": 3,
    "smelter_id": 4,
    "smelter_id_source": 5,
    "smelter_city": 7,
    "smelter_state_province": 8,
}


class _Entry(NamedTuple):
    metal: str
    alias: str
    name: str
    values: tuple[CellValue, ...]


class LookupSheet:
    """The Smelter Look-up sheet of the workbook itself, read only when a row needs it."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        name = self._workbook.find(LOOKUP_SHEET)
        if name is None:
            return ()
        sheet = self._workbook.sheet(name)
        rows = [tuple(sheet.row(row))[:9] for row in range(_FIRST_ROW, sheet.max_row + 1)]
        return tuple(
            _Entry(row[0], row[1], row[2] if isinstance(row[2], str) else "", row)
            for row in rows
            if len(row) > 4 and isinstance(row[0], str) and isinstance(row[1], str)
        )

    @cached_property
    def _by_id(self) -> Mapping[str, _Entry]:
        found: dict[str, _Entry] = {}
        for entry in self._entries:
            smelter_id = entry.values[4]
            if isinstance(smelter_id, str) and smelter_id:
                found.setdefault(smelter_id.casefold(), entry)
        return found

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], _Entry]:
        found: dict[tuple[str, str], _Entry] = {}
        for entry in self._entries:
            found.setdefault((fold(entry.metal), fold(entry.alias)), entry)
        return found

    def by_id(self, smelter_id: str) -> _Entry | None:
        """First entry with this id, spelt exactly so but for case, as Excel's MATCH finds it."""
        return self._by_id.get(smelter_id.casefold())

    def by_name(self, metal: str, name: str) -> _Entry | None:
        """First entry with this alias or standard name under the metal."""
        return self._by_name.get((fold(metal), fold(name)))


def looks_up_typed_names(layout: Layout) -> bool:
    """Whether the sheet looks up a name typed beside "Smelter not listed" (CMRT 6.22 and later)."""
    return layout.family is Family.CMRT and version_key(layout.version) >= version_key("6.22")


def fill(values: dict[str, CellValue], lookup: LookupSheet, *, typed_names: bool) -> None:
    """Fill the blank formula cells of a row (by field name) in place; what is filled already stays."""
    smelter_id = values.get("smelter_id_input")
    if isinstance(smelter_id, str) and not (_text(values, "metal") and _text(values, "smelter_lookup")):
        entry = lookup.by_id(smelter_id)
        if entry:
            values["metal"] = values.get("metal") or entry.metal
            values["smelter_lookup"] = values.get("smelter_lookup") or entry.name
    metal, chosen = _text(values, "metal"), _text(values, "smelter_lookup")
    if not (metal and chosen) or (_text(values, "smelter_country") and _text(values, "smelter_id")):
        return
    if fold(chosen) in (NOT_LISTED, NOT_IDENTIFIED):
        chosen = _text(values, "smelter_name") if typed_names else ""
    entry = lookup.by_name(metal, chosen) if chosen else None
    if entry:
        for field, column in _FIELDS.items():
            if not values.get(field) and column < len(entry.values):
                values[field] = entry.values[column]
        values["standard_smelter_name"] = values.get("standard_smelter_name") or entry.name


def _text(values: Mapping[str, CellValue], field: str) -> str:
    value = values.get(field)
    return value if isinstance(value, str) else ""
