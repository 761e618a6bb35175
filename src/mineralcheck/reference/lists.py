"""What a reference list says: entries, the list they come from, and the smelter they add up to."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class ListKind(StrEnum):
    """What a list tells: names and ids, statuses, or why entries changed."""

    LOOKUP = "lookup"
    PUBLIC = "public"
    CONFORMANT = "conformant"
    ACTIVE = "active"
    REVISIONS = "revisions"
    CSV = "csv"

    @property
    def has_status(self) -> bool:
        """Whether the list gives statuses."""
        return self in _WITH_STATUS


_WITH_STATUS = frozenset({ListKind.PUBLIC, ListKind.CONFORMANT, ListKind.ACTIVE, ListKind.CSV})


class ListSource(BaseModel):
    """Where a list comes from (`reference` of the JSON report).

    `source` is the file name alone, `as_of` the day for which the list speaks, `entries` its data rows,
    `template` the template it was read from (`CMRT 6.5`) or stands for (`CMRT`).
    """

    model_config = ConfigDict(frozen=True)

    kind: ListKind
    source: str
    sha256: str
    as_of: dt.date | None = None
    entries: int = 0
    template: str | None = None

    @property
    def label(self) -> str:
        """How a person calls the list: `CMRT 6.5`, else its file with its date."""
        if self.template and " " in self.template:
            return self.template
        name = f"{self.template} list" if self.template else self.source
        return f"{name} of {self.as_of.isoformat()}" if self.as_of else name


class LookupEntry(NamedTuple):
    """A row of a look-up list; `alias` is the name to look for, `name` the standard smelter name."""

    mineral: str
    alias: str
    name: str
    country: str
    smelter_id: str
    city: str = ""
    state: str = ""


class StatusEntry(NamedTuple):
    """A row of a status list; `mineral` may be `Multiple`, `text` is the status as written."""

    mineral: str
    smelter_id: str
    name: str
    country: str
    text: str
    programme: str | None = None
    last_assessment: dt.date | None = None
    cycle_years: int | None = None
    reassessment_due: dt.date | None = None
    reassessing: bool = False
    city: str = ""


class RevisionEntry(NamedTuple):
    """A row of a revisions list. One cell may hold several kinds, one a line."""

    mineral: str
    smelter_id: str
    name: str
    country: str
    basis: tuple[str, ...]
    details: tuple[str, ...]
    date: dt.date | None = None


@dataclass(frozen=True)
class LookupList:
    """Names and ids as one list gives them."""

    source: ListSource
    entries: tuple[LookupEntry, ...]


@dataclass(frozen=True)
class StatusList:
    """Statuses as one list gives them.

    `minerals` is set when the file speaks for these minerals alone; empty means for all.
    """

    source: ListSource
    entries: tuple[StatusEntry, ...]
    minerals: tuple[str, ...] = ()


@dataclass(frozen=True)
class RevisionList:
    """Changes of a list with their reasons."""

    source: ListSource
    entries: tuple[RevisionEntry, ...]


ReferenceList = LookupList | StatusList | RevisionList


class Smelter(BaseModel):
    """A smelter of the merged lists, under one mineral.

    `name` and `country` are those of the newest list that has it; `aliases` all other names it was given;
    `first_seen` and `last_seen` the templates or lists it was in; `retired` a sentence when it is gone from
    the newest list of its mineral.
    """

    model_config = ConfigDict(frozen=True)

    mineral: str
    smelter_id: str
    name: str
    country: str = ""
    aliases: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    first_seen: str | None = None
    last_seen: str | None = None
    retired: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Standard name first, then the aliases."""
        return (self.name, *self.aliases)
