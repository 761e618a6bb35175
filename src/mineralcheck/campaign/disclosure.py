"""The table that companies print: a row for each group of minerals, every figure with what it is made of."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.parts import group_of, group_part, groups
from mineralcheck.campaign.view import View


class DisclosureRow(NamedTuple):
    """One group of minerals: those asked about or named, and its figures (None where there is none)."""

    group: str
    minerals: tuple[str, ...]
    coverage: tuple[Metric, ...]
    asked: Metric | None
    response: Metric | None
    smelters: Metric | None
    conformant: Metric | None
    participating: Metric | None
    list_dates: tuple[dt.date, ...]


def disclosure(view: View, figures: Sequence[Metric]) -> tuple[DisclosureRow, ...]:
    """A row for each group that anybody was asked about or that a smelter was named for."""
    return tuple(row for group in groups() if (row := _row(view, figures, group)))


def _row(view: View, figures: Sequence[Metric], group: str) -> DisclosureRow | None:
    own = [metric for metric in figures if metric.part._replace(currency="") == group_part(group)]
    minerals = _minerals(figures, group)
    if not minerals:
        return None
    by_name = {metric.name: metric for metric in own}
    return DisclosureRow(
        group=group,
        minerals=minerals,
        coverage=tuple(metric for metric in own if metric.name == "spend_coverage"),
        asked=by_name.get("suppliers_asked") if view.has_roster else None,
        response=by_name.get("response_rate"),
        smelters=by_name.get("distinct_smelters"),
        conformant=by_name.get("conformant_rate"),
        participating=by_name.get("participating_rate"),
        list_dates=view.info.list_dates,
    )


def _minerals(figures: Sequence[Metric], group: str) -> tuple[str, ...]:
    wanted = ("suppliers_asked", "distinct_smelters")
    found = {m.part for m in figures if m.name in wanted and m.part.kind == "mineral"}
    return tuple(p.value for p in sorted(found, key=lambda p: p.order) if group_of(p.value) == group)
