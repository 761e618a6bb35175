"""What is to be declared, wherever it comes from: a campaign, an older submission, the company's own file."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.model.submission import CompanyField, CompanyQuestion, Question, Scope


class Basis(StrEnum):
    """Where an answer comes from."""

    DERIVED = "derived"
    STATED = "stated"
    CARRIED = "carried"


@dataclass(frozen=True)
class Given:
    """An answer as it is to be given; `value` is None where no answer can be given, for the reason."""

    value: str | None
    basis: Basis
    reason: str = ""
    comment: str = ""


class Listing(StrEnum):
    """How a smelter is to be entered."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    NOT_IDENTIFIED = "not_identified"


@dataclass(frozen=True)
class SmelterEntry:
    """A smelter under one mineral.

    `details` are further columns of the Smelter List by field, `named_by` the suppliers that named it.
    """

    mineral: str
    listing: Listing
    smelter_id: str = ""
    name: str = ""
    country: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    named_by: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How the record calls it."""
        shown = self.name or self.smelter_id or "a smelter that is not yet identified"
        return f"{self.mineral}: {shown}" + (f" ({self.country})" if self.country else "")


@dataclass(frozen=True)
class MineEntry:
    """A row of the Mine List; `details` are further columns by field."""

    mineral: str
    smelter: str
    name: str
    country: str
    mine_id: str = ""
    mine_id_source: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProductEntry:
    """A row of the Product List."""

    number: str
    name: str = ""
    requester_number: str = ""
    requester_name: str = ""
    comment: str = ""


class LeftOut(NamedTuple):
    """Something that is not in the declaration, and why; `kind` is a word such as smelter or answer."""

    kind: str
    subject: str
    reason: str


@dataclass(frozen=True)
class DeclarationInput:
    """All that a declaration says. `minerals` are those it is about, in the order of the template's rows."""

    minerals: tuple[str, ...]
    fields: Mapping[CompanyField, str] = field(default_factory=dict)
    scope: Scope | None = None
    effective_date: dt.date | None = None
    answers: Mapping[str, Mapping[Question, Given]] = field(default_factory=dict)
    company_answers: Mapping[CompanyQuestion, Given] = field(default_factory=dict)
    mineral_company_answers: Mapping[CompanyQuestion, Mapping[str, Given]] = field(default_factory=dict)
    smelters: tuple[SmelterEntry, ...] = ()
    mines: tuple[MineEntry, ...] = ()
    products: tuple[ProductEntry, ...] = ()
    mineral_reasons: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
