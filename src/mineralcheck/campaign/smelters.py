"""The consolidated smelter list: an entry per mineral and smelter, and what could not be resolved."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.campaign.parts import group_of
from mineralcheck.campaign.view import View
from mineralcheck.model.match import StatusValue
from mineralcheck.model.text import words

ROWS_OF_A_TEMPLATE = 2500
"""Rows that the Smelter List of a template has; a longer roll-up needs several."""

_CEASED = frozenset(
    {
        "ceased",
        "ceased operation",
        "ceased operations",
        "closed",
        "inactive",
        "no longer operating",
        "not applicable",
        "not in operation",
        "not operational",
        "out of business",
        "removed",
        "suspended",
    }
)
_SMELTERS = """
SELECT mineral, smelter_id, name, country, retired, status, status_text, status_as_of, status_source,
  programme, reassessment_due, suppliers, files, rows FROM smelter
"""
_MENTIONS = """
SELECT mineral, smelter_id, supplier_id, path, cell, declared_id, declared_lookup, declared_name,
  declared_country, tier FROM mention WHERE found = 'identified'
ORDER BY mineral, smelter_id, file_id, row
"""
_UNRESOLVED = """
SELECT mineral, declared_lookup, declared_name, declared_id, declared_country, tier, found, suggestions,
  supplier_id, path, cell FROM mention WHERE found <> 'identified' ORDER BY file_id, row
"""


_SAID = {
    StatusValue.NOT_ON_LIST: "not on the status list",
    StatusValue.UNKNOWN: "no status list for the mineral",
}


def said_of(status: str, text: str | None) -> str:
    """A status in words: those of the list, where it has some."""
    value = StatusValue(status)
    return text or _SAID.get(value, value.value)


class ConsolidatedSmelter(NamedTuple):
    """A smelter under one mineral, with status, list and how often it is named.

    `retired` says why it is gone from the newest look-up, `rows` counts rows of smelter lists.
    """

    mineral: str
    smelter_id: str
    name: str
    country: str
    retired: str | None
    status: StatusValue
    status_text: str | None
    status_as_of: dt.date | None
    status_source: str | None
    programme: str | None
    reassessment_due: dt.date | None
    suppliers: int
    files: int
    rows: int

    @property
    def group(self) -> str:
        """Group of its mineral."""
        return group_of(self.mineral)

    @property
    def ceased(self) -> bool:
        """Ceased or removed: by the words of the status list, or gone from the newest look-up.

        A smelter that is conformant or active is in operation, whatever a look-up says.
        """
        if self.status in (StatusValue.CONFORMANT, StatusValue.ACTIVE):
            return False
        return self.retired is not None or words(self.status_text or "") in _CEASED


class Mention(NamedTuple):
    """A row that names a smelter of the list."""

    mineral: str
    smelter_id: str
    supplier_id: str
    file: str
    cell: str
    declared_id: str
    declared_lookup: str
    declared_name: str
    declared_country: str
    tier: str


class Suggestion(NamedTuple):
    """An entry that an unresolved name may stand for."""

    smelter_id: str
    name: str
    score: float


class UnresolvedName(NamedTuple):
    """A name under one mineral that no entry matches, or a smelter that is not yet identified."""

    mineral: str
    name: str
    declared_id: str
    country: str
    tier: str
    found: str
    suggestions: tuple[Suggestion, ...]
    suppliers: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    """File and cell of each row."""


def smelters_of(view: View) -> Iterator[ConsolidatedSmelter]:
    """Every smelter, by mineral and id."""
    for mineral, smelter_id, name, country, retired, status, *rest in view.db.execute(_SMELTERS):
        text, as_of, source, programme, due, suppliers, files, rows = rest
        yield ConsolidatedSmelter(
            mineral=mineral,
            smelter_id=smelter_id,
            name=name,
            country=country or "",
            retired=retired,
            status=StatusValue(status),
            status_text=text,
            status_as_of=_day(as_of),
            status_source=source,
            programme=programme,
            reassessment_due=_day(due),
            suppliers=suppliers,
            files=files,
            rows=rows,
        )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def mentions_of(view: View) -> Iterator[Mention]:
    """Every row that names a smelter of the list, in order of the list."""
    for row in view.db.execute(_MENTIONS):
        yield Mention(*row)


class _Group:
    def __init__(self, name: str, row: tuple[str, ...]) -> None:
        self.name, self.first = name, row
        self.suppliers: dict[str, None] = {}
        self.places: list[tuple[str, str]] = []


def unresolved_of(view: View) -> tuple[UnresolvedName, ...]:
    """What could not be resolved, once per mineral and name however it is spelt, by mineral and name."""
    groups: dict[tuple[str, str, str], _Group] = {}
    for row in view.db.execute(_UNRESOLVED):
        mineral, lookup, name, declared_id, _, _, found, _, supplier, path, cell = row
        shown = name or lookup or declared_id
        group = groups.setdefault((mineral, words(shown) or shown, found), _Group(shown, row))
        group.suppliers[supplier] = None
        group.places.append((path, cell))
    return tuple(_unresolved(group) for _, group in sorted(groups.items(), key=lambda item: item[0]))


def _unresolved(group: _Group) -> UnresolvedName:
    mineral, _, _, declared_id, country, tier, found, suggestions, *_ = group.first
    return UnresolvedName(
        mineral,
        group.name,
        declared_id,
        country,
        tier,
        found,
        tuple(Suggestion(*one) for one in json.loads(suggestions)),
        tuple(sorted(group.suppliers)),
        tuple(group.places),
    )


class TemplatePart(NamedTuple):
    """Where a smelter goes when the list is written into templates: group of minerals, template from 1."""

    group: str
    number: int
    smelter: ConsolidatedSmelter


def template_parts(view: View, rows: int = ROWS_OF_A_TEMPLATE) -> Iterator[TemplatePart]:
    """The list cut for templates, whose Smelter List has room for 2,500 rows."""
    seen: dict[str, int] = {}
    for one in smelters_of(view):
        place = seen.get(one.group, 0)
        seen[one.group] = place + 1
        yield TemplatePart(one.group, place // rows + 1, one)
