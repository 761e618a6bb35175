"""How a declared smelter resolved, and what its status is."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class Tier(StrEnum):
    """How a match came about, best first. Only the tiers before `suggested` count as matched."""

    ID = "id"
    EXACT = "exact"
    FOLDED = "folded"
    STRIPPED = "stripped"
    LEDGER = "ledger"
    SUGGESTED = "suggested"
    AMBIGUOUS = "ambiguous"
    UNLISTED = "unlisted"
    UNIDENTIFIED = "unidentified"
    NONE = "none"

    @property
    def matched(self) -> bool:
        """Whether figures count the row as this smelter."""
        return self in _MATCHED


_MATCHED = frozenset({Tier.ID, Tier.EXACT, Tier.FOLDED, Tier.STRIPPED, Tier.LEDGER})


class DeclaredSmelter(NamedTuple):
    """A smelter as the supplier wrote it: cleaned text, empty where nothing was written.

    `lookup` is the choice in the Smelter Look-up column, `name` the typed name.
    """

    mineral: str
    smelter_id: str = ""
    lookup: str = ""
    name: str = ""
    country: str = ""


class Candidate(BaseModel):
    """One possible answer; `score` runs from 0 to 100."""

    model_config = ConfigDict(frozen=True)

    smelter_id: str
    name: str
    score: float
    country: str = ""


class Match(BaseModel):
    """The way from a declared smelter to an entry of the reference list, with its reason.

    `issues` are contradictions met on the way, as codes such as `name_differs` or `other_mineral`.
    """

    model_config = ConfigDict(frozen=True)

    tier: Tier
    smelter_id: str | None = None
    name: str | None = None
    country: str | None = None
    score: float | None = None
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    issues: tuple[str, ...] = ()


class StatusValue(StrEnum):
    """Status of a smelter in the imported list; never derived from anything else."""

    CONFORMANT = "conformant"
    ACTIVE = "active"
    OTHER = "other"
    NOT_ON_LIST = "not_on_list"
    UNKNOWN = "unknown"


class SmelterStatus(BaseModel):
    """Status with the list it comes from; `text` is what the list says, `as_of` the date of the list."""

    model_config = ConfigDict(frozen=True)

    value: StatusValue
    text: str | None = None
    as_of: dt.date | None = None
    source: str | None = None
    programme: str | None = None
    reassessment_due: dt.date | None = None


UNKNOWN_STATUS = SmelterStatus(value=StatusValue.UNKNOWN)
