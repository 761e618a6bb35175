"""What the template itself knows: its smelters, its countries, and how its formulas find them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mineralcheck.model.cells import CellValue
from mineralcheck.model.text import clean, fold
from mineralcheck.reader.autofill import LOOKUP_SHEET
from mineralcheck.reference.countries import country_code
from mineralcheck.templates.layout import NOT_IDENTIFIED, NOT_LISTED
from mineralcheck.workbook.opening import Workbook

_COUNTRIES = "C"
_MINERAL, _ALIAS, _NAME, _COUNTRY, _ID, _SOURCE, _, _CITY, _STATE, _KEY = range(10)


@dataclass(frozen=True)
class LookUpRow:
    """A row of the Smelter Look-up sheet."""

    mineral: str
    alias: str
    name: str
    country: str
    smelter_id: str
    source: str
    city: str
    state: str


class TemplateLookUp:
    """The Smelter Look-up sheet as the formulas of the Smelter List use it.

    They find the first row with an id (column E), then the first row whose key (column J) is mineral and
    standard name; rows without a key are found by nobody.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._rows: list[LookUpRow] = []
        self._by_id: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        self._spellings: dict[tuple[str, str], str] = {}
        name = workbook.find(LOOKUP_SHEET)
        if name is not None:
            sheet = workbook.sheet(name)
            for number in range(1, sheet.max_row + 1):
                self._add([*sheet.row(number), *[None] * 10][:10])

    def _add(self, row: list[CellValue]) -> None:
        texts = [value if isinstance(value, str) else "" for value in row]
        place = len(self._rows)
        self._rows.append(
            LookUpRow(
                mineral=texts[_MINERAL],
                alias=texts[_ALIAS],
                name=texts[_NAME],
                country=texts[_COUNTRY],
                smelter_id=texts[_ID],
                source=texts[_SOURCE],
                city=texts[_CITY],
                state=texts[_STATE],
            )
        )
        if texts[_ID]:
            self._by_id.setdefault(texts[_ID].lower(), place)
        if texts[_KEY]:
            self._by_key.setdefault(texts[_KEY].lower(), place)
        if fold(texts[_ALIAS]) in (NOT_LISTED, NOT_IDENTIFIED):
            self._spellings.setdefault((fold(texts[_MINERAL]), fold(texts[_ALIAS])), texts[_ALIAS])

    def by_id(self, mineral: str, smelter_id: str) -> LookUpRow | None:
        """What the sheet fills in when this id is typed into column A.

        None when the id is unknown or another mineral's, and when the sheet does not lead from the standard
        name back to the id.
        """
        place = self._by_id.get(smelter_id.lower())
        if place is None or fold(self._rows[place].mineral) != fold(mineral):
            return None
        found = self.by_choice(self._rows[place].mineral, self._rows[place].name)
        return found if found and found.smelter_id.lower() == smelter_id.lower() else None

    def by_choice(self, mineral: str, text: str) -> LookUpRow | None:
        """What the sheet fills in when mineral and look-up (columns B and C) are chosen."""
        place = self._by_key.get((mineral + text).lower())
        return None if place is None else self._rows[place]

    def choices(self, mineral: str, smelter_id: str) -> list[str]:
        """Texts that can be chosen under a mineral and lead to this id, in the order of the sheet."""
        found = []
        for row in self._rows:
            own = fold(row.mineral) == fold(mineral) and row.smelter_id.lower() == smelter_id.lower()
            target = self.by_choice(row.mineral, row.alias) if own and row.alias else None
            if target and target.smelter_id.lower() == smelter_id.lower():
                found.append(row.alias)
        return found

    def spelling(self, mineral: str, text: str) -> str:
        """A choice that names no smelter as the sheet spells it under a mineral: `Smelter Not Listed`."""
        return self._spellings.get((fold(mineral), fold(text))) or text[:1].upper() + text[1:]


class TemplateCountries:
    """The countries of the template's own list (sheet `C`: code and name)."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def _names(self) -> Mapping[str, str]:
        name = self._workbook.find(_COUNTRIES)
        if name is None:
            return {}
        sheet = self._workbook.sheet(name)
        rows = [sheet.row(number)[:2] for number in range(2, sheet.max_row + 1)]
        listed = [(str(row[0] or ""), row[1]) for row in rows if len(row) == 2 and isinstance(row[1], str)]
        by_name = {fold(text): text for _, text in listed}
        return {fold(code): text for code, text in reversed(listed) if code} | by_name

    def spelling(self, text: str) -> str:
        """A country as the drop-down list of the template spells it, else the text itself."""
        known = self._names.get(fold(text))
        if known is None:
            code = country_code(text)
            known = self._names.get(fold(code)) if code else None
        return known or clean(text)
