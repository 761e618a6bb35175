"""Countries of smelters, and countries of mineral origin: two things that are never mixed.

Where a smelter stands says nothing about where its ore comes from. Origin comes from the mine and origin
columns of the Smelter List and from the Mine List alone.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.campaign.parts import mineral_part
from mineralcheck.campaign.smelters import smelters_of
from mineralcheck.campaign.view import View
from mineralcheck.model.text import words
from mineralcheck.reference.countries import country_code
from mineralcheck.rules.areas import areas, named_countries

_ORIGINS = """
SELECT supplier_id, path, mine_countries_cell, mineral, smelter_id, mine_countries FROM mention
WHERE mine_countries <> ''
"""
_MINES = """
SELECT supplier_id, path, cell, mineral, NULL, country FROM listed JOIN mine_row USING (report_id)
WHERE country <> '' AND (errors = 0 OR NOT ?)
"""
_RECYCLED = frozenset({"recycled", "scrap"})
_COVERED_PHRASES = ("drc or an adjoining country", "covered countr")


class SmelterCountry(NamedTuple):
    """A country in which smelters stand; `code` is ISO 3166-1, empty where the text is no country we know."""

    code: str
    name: str
    mineral: str
    smelters: int


class OriginCountry(NamedTuple):
    """A country that mine and origin columns name for a mineral.

    `covered`: the Democratic Republic of the Congo or an adjoining country; `cahra`: counted among the
    conflict-affected and high-risk areas. `example` is the first place that names it.
    """

    code: str
    name: str
    mineral: str
    covered: bool
    cahra: bool
    suppliers: int
    mentions: int
    example: str


def smelter_countries(view: View) -> tuple[SmelterCountry, ...]:
    """Countries of the distinct smelters, by mineral and number."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in smelters_of(view):
        code = country_code(one.country) or ""
        found[one.mineral, code or one.country].append(one.country)
    rows = (
        SmelterCountry(key if len(key) == 2 else "", _shown(names), mineral, len(names))
        for (mineral, key), names in found.items()
    )
    return tuple(sorted(rows, key=lambda r: (mineral_part(r.mineral).order, -r.smelters, r.code, r.name)))


def _shown(names: list[str]) -> str:
    return sorted(names)[0]


class _Origin:
    def __init__(self, name: str) -> None:
        self.name = name
        self.suppliers: set[str] = set()
        self.places: list[str] = []


def origin_countries(view: View) -> tuple[OriginCountry, ...]:
    """Countries of origin, by mineral and number of mentions; recycled material has none.

    The phrase that many lists use for the covered countries as a whole is a country of its own with a blank
    code.
    """
    covered = areas()["covered"]
    cahra = areas()["cahra"] | frozenset(view.info.policy.cahra)
    found: dict[tuple[str, str], _Origin] = {}
    for supplier, place, mineral, text in _mentions(view):
        for code, name in _named(text):
            own = found.setdefault((mineral, code), _Origin(name))
            own.suppliers.add(supplier)
            own.places.append(place)
    rows = (
        OriginCountry(
            code=code,
            name=own.name,
            mineral=mineral,
            covered=code in covered or not code,
            cahra=code in cahra,
            suppliers=len(own.suppliers),
            mentions=len(own.places),
            example=own.places[0],
        )
        for (mineral, code), own in found.items()
    )
    return tuple(sorted(rows, key=lambda r: (mineral_part(r.mineral).order, -r.mentions, r.code)))


def _mentions(view: View) -> Iterator[tuple[str, str, str, str]]:
    only_accepted = int(view.info.policy.only_accepted)
    rows = [
        *view.db.execute(_ORIGINS).fetchall(),
        *view.db.execute(_MINES, (only_accepted,)).fetchall(),
    ]
    for supplier, path, cell, mineral, _, text in sorted(rows, key=lambda row: (row[1], row[2] or "")):
        yield supplier, f"{path} {cell}", mineral, text


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Countries in a text, each once; recycled and scrap are no countries."""
    seen: set[str] = set()
    folded = words(text)
    if any(phrase in folded for phrase in _COVERED_PHRASES):
        seen.add("")
        yield "", "covered countries, not named singly"
    for code, name in named_countries(text):
        if code not in seen and words(name) not in _RECYCLED:
            seen.add(code)
            yield code, name


def origins_by_smelter(view: View) -> dict[tuple[str, str], tuple[str, ...]]:
    """Countries of origin that the rows of a smelter name, sorted, by mineral and smelter id.

    They come from the mine and origin columns of the Smelter List, not from where the smelter stands.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, _, _, mineral, smelter_id, text in view.db.execute(_ORIGINS):
        if smelter_id:
            found[mineral, smelter_id] |= {name for _, name in _named(text)}
    return {key: tuple(sorted(names)) for key, names in sorted(found.items())}
