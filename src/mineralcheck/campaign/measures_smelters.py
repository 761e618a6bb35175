"""Figures that count rows of smelter lists and distinct smelters."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from mineralcheck.campaign.facts import Found
from mineralcheck.campaign.measure import ONE, Measure, Tally
from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.parts import (
    ALL,
    Part,
    PartKind,
    family_part,
    group_of,
    group_part,
    mineral_part,
    parts_of_minerals,
)
from mineralcheck.campaign.smelters import ConsolidatedSmelter, said_of, smelters_of
from mineralcheck.campaign.view import View
from mineralcheck.model.match import StatusValue

_ROWS = """
SELECT family, mineral, found, count(*) FROM mention GROUP BY family, mineral, found
ORDER BY family, mineral, found
"""
_EVIDENCE = """
SELECT supplier_id, path, cell, mineral, family, found, tier, coalesce(smelter_id, declared_id),
  coalesce(name, nullif(declared_name, ''), nullif(declared_lookup, ''), ''), status
FROM mention ORDER BY file_id, row
"""
_PLACES = """
SELECT mineral, smelter_id, supplier_id, path, cell, status, coalesce(status_text, '')
FROM mention WHERE found = 'identified' ORDER BY mineral, smelter_id, file_id, row
"""

Test = Callable[[ConsolidatedSmelter], bool]


def in_part(part: Part, mineral: str, family: str = "") -> bool:
    """Whether something about a mineral, in a template, belongs to a part."""
    if part.kind is PartKind.FAMILY:
        return family == part.value
    if part.kind is PartKind.GROUP:
        return group_of(mineral) == part.value
    return part.kind is PartKind.ALL or mineral == part.value


class RowShare:
    """Share of rows that came to one of the three ends."""

    def __init__(self, name: str, found: Found) -> None:
        self.name = name
        self._found = found.value

    def tallies(self, view: View) -> Iterator[Tally]:
        """Rows by template and mineral."""
        for family, mineral, found, rows in view.db.execute(_ROWS):
            counted = Decimal(rows if found == self._found else 0)
            group = group_part(group_of(mineral))
            for part in (ALL, family_part(family), group, mineral_part(mineral)):
                yield Tally(part, counted, Decimal(rows))

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """Every row of a part."""
        for supplier, path, cell, mineral, family, found, tier, smelter_id, name, _ in view.db.execute(
            _EVIDENCE
        ):
            if in_part(part, mineral, family):
                yield Evidence(
                    unit=f"{path} {cell}",
                    counted=found == self._found,
                    weight=ONE,
                    supplier_id=supplier,
                    supplier=view.names[supplier],
                    file=path,
                    cell=cell,
                    mineral=mineral,
                    smelter_id=smelter_id or "",
                    text=f"{name} ({tier})",
                )

    def left_out(self, view: View) -> Mapping[Part, int]:  # noqa: ARG002 - part of the protocol
        """Nothing is left out."""
        return {}


class SmelterShare:
    """Share of distinct smelters that pass a test, among those that pass another."""

    def __init__(self, name: str, counted: Test, among: Test) -> None:
        self.name = name
        self._counted, self._among = counted, among

    def tallies(self, view: View) -> Iterator[Tally]:
        """Each smelter once under each of its parts."""
        for one in smelters_of(view):
            if self._among(one):
                for part in parts_of_minerals([one.mineral]):
                    yield Tally(part, ONE if self._counted(one) else Decimal(0), ONE)

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """Every row that names a smelter of a part; a smelter is one unit, however often it is named."""
        chosen = self._chosen(view, part)
        for mineral, smelter_id, supplier, path, cell, status, text in view.db.execute(_PLACES):
            one = chosen.get((mineral, smelter_id))
            if one:
                yield Evidence(
                    unit=f"{mineral} {smelter_id}",
                    counted=self._counted(one),
                    weight=ONE,
                    supplier_id=supplier,
                    supplier=view.names[supplier],
                    file=path,
                    cell=cell,
                    mineral=mineral,
                    smelter_id=smelter_id,
                    text=f"{one.name}: {said_of(status, text)}",
                )

    def _chosen(self, view: View, part: Part) -> Mapping[tuple[str, str], ConsolidatedSmelter]:
        own = (one for one in smelters_of(view) if in_part(part, one.mineral) and self._among(one))
        return {(one.mineral, one.smelter_id): one for one in own}

    def left_out(self, view: View) -> Mapping[Part, int]:
        """Smelters whose status nobody knows."""
        unknown = (s for s in smelters_of(view) if s.status is StatusValue.UNKNOWN and self._among(s))
        return Counter(part for one in unknown for part in parts_of_minerals([one.mineral]))


def _any(_: ConsolidatedSmelter) -> bool:
    return True


def _conformant(one: ConsolidatedSmelter) -> bool:
    return one.status is StatusValue.CONFORMANT


def _participating(one: ConsolidatedSmelter) -> bool:
    return one.status in (StatusValue.CONFORMANT, StatusValue.ACTIVE)


def _operational(one: ConsolidatedSmelter) -> bool:
    return not one.ceased


def _not_on_list(one: ConsolidatedSmelter) -> bool:
    return one.status is StatusValue.NOT_ON_LIST


MEASURES: tuple[Measure, ...] = (
    RowShare("identified_rate", Found.IDENTIFIED),
    RowShare("unlisted_rate", Found.UNLISTED),
    RowShare("unidentified_rate", Found.UNIDENTIFIED),
    SmelterShare("distinct_smelters", _any, _any),
    SmelterShare("conformant_rate", _conformant, _any),
    SmelterShare("participating_rate", _participating, _any),
    SmelterShare("operational_conformant_rate", _conformant, _operational),
    SmelterShare("operational_participating_rate", _participating, _operational),
    SmelterShare("not_on_list_rate", _not_on_list, _any),
)
