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


class MatchIssue(StrEnum):
    """A contradiction met on the way to a match; rules turn it into a finding."""

    ID_REPAIRED = "id_repaired"
    """The id was read as a CID only after correcting its spelling (blank, case, width, missing zeros)."""
    ID_NOT_CID = "id_not_cid"
    """The id is of another numbering, such as the supplier's own."""
    UNKNOWN_ID = "unknown_id"
    """No list has this id under any mineral."""
    OTHER_MINERAL = "other_mineral"
    """The id is listed, but under another mineral."""
    RETIRED = "retired"
    """The smelter is gone from the newest list."""
    NAME_DIFFERS = "name_differs"
    """Id and name, or look-up and typed name, belong to different smelters."""
    NAME_NOT_RECORDED = "name_not_recorded"
    """The id resolves, but no list knows the name written beside it."""
    COUNTRY_DIFFERS = "country_differs"
    """The country is not the one of the list."""
    COUNTRY_REGION = "country_region"
    """The country differs only by a region that lists file under its state (Hong Kong, Macao)."""
    COUNTRY_UNKNOWN = "country_unknown"
    """The text in the country column is no country we know."""
    AMBIGUOUS_ALIAS = "ambiguous_alias"
    """The name belongs to several smelters of this mineral."""
    NAME_ONLY_UNDER_OTHER_MINERAL = "name_only_under_other_mineral"
    """The name is listed, but only under another mineral."""
    NAMES_SUPPLIER = "names_supplier"
    """The supplier wrote its own name, and it is no listed smelter."""
    NOT_A_SMELTER = "not_a_smelter"
    """The user's ledger says that this name is no smelter."""
    LISTED_AS_NOT_LISTED = "listed_as_not_listed"
    """The row says that the smelter is not listed, but it is."""


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

    `candidates` are the nearest entries, best first, whatever the tier; `issues` the contradictions met.
    """

    model_config = ConfigDict(frozen=True)

    tier: Tier
    smelter_id: str | None = None
    name: str | None = None
    country: str | None = None
    score: float | None = None
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    issues: tuple[MatchIssue, ...] = ()


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
