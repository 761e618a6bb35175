"""What the name columns of a declared smelter say, before anything is looked up."""

from functools import lru_cache
from typing import NamedTuple

from mineralcheck.model.match import Tier
from mineralcheck.model.text import words

_NOT_LISTED = frozenset({"smelter not listed", "not listed", "smelter refiner not listed"})
_NOT_IDENTIFIED = frozenset(
    {
        "smelter not yet identified",
        "not yet identified",
        "smelter not identified",
        "unknown",
        "unknown smelter",
    }
    | {"unknown smelter", "not identified", "not known", "to be determined", "tbd", "unidentified"}
)
_NO_NAME = frozenset(
    {"", "0", "na", "n a", "none", "nil", "null", "ref", "value", "name", "enter smelter details"}
)


class RowNames(NamedTuple):
    """Names to look up, the look-up choice first, and what the row says of itself.

    `said` is UNLISTED for "Smelter not listed", UNIDENTIFIED for "Smelter not yet identified" or a name like
    "unknown", else None.
    """

    names: tuple[str, ...]
    said: Tier | None


@lru_cache(maxsize=16_384)
def read_names(lookup: str, name: str) -> RowNames:
    """Read the Smelter Look-up and Smelter Name columns."""
    said: Tier | None = None
    names: list[str] = []
    for text in (lookup, name):
        folded = words(text)
        if folded in _NOT_LISTED:
            said = said or Tier.UNLISTED
        elif folded in _NOT_IDENTIFIED:
            said = said or Tier.UNIDENTIFIED
        elif folded not in _NO_NAME and text not in names:
            names.append(text)
    return RowNames(tuple(names), said)
