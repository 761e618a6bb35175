"""Figures that count rows of smelter lists and distinct smelters."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from mineralcheck.campaign.facts import Found
from mineralcheck.campaign.list_rows import Judge, ListRow, RowMeasure, in_part
from mineralcheck.campaign.measure import ONE, Measure, Tally
from mineralcheck.campaign.parts import (
    ALL,
    Part,
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
Test = Callable[[ConsolidatedSmelter], bool]


class RowShare(RowMeasure):
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

    def judge(self, view: View, part: Part) -> Judge:  # noqa: ARG002 - a row speaks for itself
        """Every row of a part; those that came to this end count."""
        return lambda row: row.found == self._found if in_part(part, row.mineral, row.family) else None

    def unit(self, row: ListRow) -> str:
        """Each row by itself."""
        return f"{row.path} {row.cell}"

    def said(self, row: ListRow) -> str:
        """The name, and how it was matched."""
        return f"{row.name} ({row.tier})"

    def left_out(self, view: View) -> Mapping[Part, int]:  # noqa: ARG002 - part of the protocol
        """Nothing is left out."""
        return {}


class SmelterShare(RowMeasure):
    """Share of distinct smelters that pass a test, among those that pass another."""

    by_smelter = True

    def __init__(self, name: str, counted: Test, among: Test) -> None:
        self.name = name
        self._counted, self._among = counted, among

    def tallies(self, view: View) -> Iterator[Tally]:
        """Each smelter once under each of its parts."""
        for one in smelters_of(view):
            if self._among(one):
                for part in parts_of_minerals([one.mineral]):
                    yield Tally(part, ONE if self._counted(one) else Decimal(0), ONE)

    def judge(self, view: View, part: Part) -> Judge:
        """Every row that names a smelter of a part."""
        own = (one for one in smelters_of(view) if in_part(part, one.mineral) and self._among(one))
        chosen = {(one.mineral, one.smelter_id): self._counted(one) for one in own}
        return lambda row: chosen.get((row.mineral, row.smelter_id or ""))

    def unit(self, row: ListRow) -> str:
        """A smelter is one unit, however often it is named."""
        return f"{row.mineral} {row.smelter_id}"

    def said(self, row: ListRow) -> str:
        """The name of the list and the status."""
        return f"{row.name}: {said_of(row.status, row.status_text)}"

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
