"""One smelter out of its rows in several lists."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from mineralcheck.reference.lists import Smelter
from mineralcheck.reference.removals import Removal

REVISION_RANK = -1
STATUS_RANK = 0


class Sighting(NamedTuple):
    """One row of one list.

    `rank` grows with the date of the look-up list; `STATUS_RANK` marks a status list, `REVISION_RANK` a
    revisions list, which give names but do not say who is current.
    """

    rank: int
    label: str
    mineral: str
    name: str
    alias: str
    country: str
    city: str
    state: str


class Newest(NamedTuple):
    """Rank and date of the newest look-up list of a mineral."""

    rank: int
    as_of: dt.date | None


def merge_smelter(
    smelter_id: str, rows: Sequence[Sighting], newest: Newest | None, removal: Removal | None
) -> Smelter:
    """The smelter that these rows of one id and mineral describe; the newest list has the last word."""
    ordered = sorted(rows, key=lambda row: -row.rank)
    last = ordered[0]
    listed = [row for row in ordered if row.rank > STATUS_RANK]
    names = dict.fromkeys(text for row in ordered for text in (row.name, row.alias) if text)
    names.pop(last.name, None)
    return Smelter(
        mineral=last.mineral,
        smelter_id=smelter_id,
        name=last.name,
        country=last.country,
        aliases=tuple(names),
        city=last.city,
        state=last.state,
        first_seen=listed[-1].label if listed else None,
        last_seen=listed[0].label if listed else None,
        retired=_retired(last, newest, removal),
    )


def _retired(last: Sighting, newest: Newest | None, removal: Removal | None) -> str | None:
    if last.rank == REVISION_RANK:
        return removal.sentence if removal else None
    if newest is None or last.rank == STATUS_RANK:
        return None
    if last.rank < newest.rank:
        return f"last listed in {last.label}" + (f"; {removal.sentence}" if removal else "")
    if removal and removal.date and newest.as_of and removal.date > newest.as_of:
        return f"listed in {last.label}; {removal.sentence}"
    return None
