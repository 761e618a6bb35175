"""Rows behind the figures in little room: a figure names groups of places, and many figures name the same.

A campaign of 2,000 suppliers has a hundred figures about a hundred thousand rows of smelter lists; written
figure by figure they would fill a hundred megabytes.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mineralcheck.campaign.metric import Evidence
from mineralcheck.reporters.html.pool import Rows, Strings, runs

_Key = tuple[int, int, int, int, float, bool]


class Place(NamedTuple):
    """A file of the page: its number, and the id of the supplier it belongs to."""

    number: int
    supplier_id: str | None


class EvidencePool:
    """Groups of rows by what they are about.

    A group: unit (empty where each place is one), mineral, smelter, text, weight, then file and cell of each
    place. A file that is none of the page's, such as the supplier list, is a negative number: of `elsewhere`.
    """

    def __init__(self, strings: Strings, files: Mapping[str, Place]) -> None:
        self._strings, self._files = strings, files
        self._groups: dict[tuple[_Key, bytes], int] = {}
        self.elsewhere = Rows()
        """supplier, name of the file"""
        self.figures: list[list[list[int]]] = []
        """groups that count and groups that do not, as runs"""

    def add(self, rows: Iterable[Evidence]) -> int:
        """Number of the evidence of a figure."""
        found: dict[_Key, array[int]] = {}
        for row in rows:
            found.setdefault(self._key(row), array("i")).extend(self._place(row))
        own: tuple[list[int], list[int]] = ([], [])
        for key, places in found.items():
            counted = key[-1]
            whole = (*key[:-1], True), places.tobytes()
            own[0 if counted else 1].append(self._groups.setdefault(whole, len(self._groups)))
        return self.keep([runs(own[0]), runs(own[1])])

    def keep(self, parts: list[list[int]]) -> int:
        """Number of what counts and what does not; equal ones have the same."""
        if parts not in self.figures:
            self.figures.append(parts)
        return self.figures.index(parts)

    def _key(self, row: Evidence) -> _Key:
        text = self._strings.add
        unit = 0 if row.unit == f"{row.file} {row.cell}" else text(row.unit)
        weight = float(row.weight)
        return unit, text(row.mineral), text(row.smelter_id), text(row.text), weight, row.counted

    def _place(self, row: Evidence) -> tuple[int, int]:
        file = self._files.get(row.file)
        cell = self._strings.add(row.cell)
        if file and file.supplier_id == row.supplier_id:
            return file.number, cell
        return -1 - self.elsewhere.add(self._strings.add(row.supplier), self._strings.add(row.file)), cell

    def groups(self) -> Iterable[list[object]]:
        """Groups in the order of their numbers."""
        for (key, places), _ in self._groups.items():
            own = array("i")
            own.frombytes(places)
            unit, mineral, smelter, text, weight, _ = key
            yield [unit, mineral, smelter, text, int(weight) if weight.is_integer() else weight, own.tolist()]
