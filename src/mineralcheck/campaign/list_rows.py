"""Figures that are made of rows of smelter lists: what counts a row also lists it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple

from mineralcheck.campaign.measure import ONE
from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.parts import Part, PartKind, group_of
from mineralcheck.campaign.view import View

_ROWS = """
SELECT supplier_id, path, cell, mineral, family, found, tier, smelter_id,
  coalesce(smelter_id, declared_id, ''),
  coalesce(name, nullif(declared_name, ''), nullif(declared_lookup, ''), ''), status, status_text
FROM mention ORDER BY file_id, row
"""
_BY_SMELTER = _ROWS.replace("ORDER BY", "WHERE found = 'identified' ORDER BY mineral, smelter_id,")


class ListRow(NamedTuple):
    """A row of a smelter list that is in the figures.

    `smelter_id` is that of the list, None for a row that is in none; `shown_id` may be the declared one.
    """

    supplier_id: str
    path: str
    cell: str
    mineral: str
    family: str
    found: str
    tier: str
    smelter_id: str | None
    shown_id: str
    name: str
    status: str
    status_text: str | None


Judge = Callable[[ListRow], bool | None]
"""Whether a row is in the numerator of a figure; None for a row that the figure is not about."""


def list_rows(view: View, *, by_smelter: bool = False) -> Iterator[ListRow]:
    """Rows in the order of the files; by smelter only those in the list, in its order."""
    return map(ListRow._make, view.db.execute(_BY_SMELTER if by_smelter else _ROWS))


def in_part(part: Part, mineral: str, family: str = "") -> bool:
    """Whether something about a mineral, in a template, belongs to a part."""
    if part.kind is PartKind.FAMILY:
        return family == part.value
    if part.kind is PartKind.GROUP:
        return group_of(mineral) == part.value
    return part.kind is PartKind.ALL or mineral == part.value


class RowMeasure(ABC):
    """A figure that is made of rows of smelter lists."""

    by_smelter: ClassVar[bool] = False

    @abstractmethod
    def judge(self, view: View, part: Part) -> Judge:
        """How rows count for a part."""

    @abstractmethod
    def unit(self, row: ListRow) -> str:
        """What is counted once."""

    @abstractmethod
    def said(self, row: ListRow) -> str:
        """What a row says about it."""

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """Every row that the figure for a part is about."""
        judge, names = self.judge(view, part), view.names
        for row in list_rows(view, by_smelter=self.by_smelter):
            counted = judge(row)
            if counted is not None:
                yield Evidence(
                    unit=self.unit(row),
                    counted=counted,
                    weight=ONE,
                    supplier_id=row.supplier_id,
                    supplier=names[row.supplier_id],
                    file=row.path,
                    cell=row.cell,
                    mineral=row.mineral,
                    smelter_id=row.shown_id,
                    text=self.said(row),
                )
