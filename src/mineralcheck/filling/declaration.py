"""What a company says of itself: the form of the declaration file, `company.toml` (docs/filling.md)."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from mineralcheck.filling.patching.changes import LONGEST_TEXT
from mineralcheck.model.submission import CompanyQuestion, Question, Scope


def _no_formula(text: str) -> str:
    """No entry may begin with = or #, say the instructions of every template."""
    if text.lstrip()[:1] in ("=", "#"):
        raise ValueError("an entry may not begin with = or #")
    return text


Entry = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_no_formula)]
Named = Annotated[Entry, StringConstraints(min_length=1, strip_whitespace=True)]
AnswersByMineral = Mapping[Named, Mapping[Question, Entry]]
CompanyAnswersByMineral = Mapping[Named, Mapping[CompanyQuestion, Entry]]


class Audience(StrEnum):
    """Who will read the declaration: others, who learn no supplier's name, or the company itself."""

    EXTERNAL = "external"
    INTERNAL = "internal"


class Unlisted(StrEnum):
    """What becomes of smelters that the template's look-up does not have."""

    LIST = "list"
    LEAVE_OUT = "leave_out"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Contact(_Strict):
    """The person to ask."""

    name: Entry = ""
    email: Entry = ""
    phone: Entry = ""


class Authorizer(Contact):
    """The person who answers for the declaration."""

    title: Entry = ""


class Company(_Strict):
    """The company block of the Declaration sheet."""

    name: Entry = ""
    unique_id: Entry = ""
    unique_id_authority: Entry = ""
    address: Entry = ""
    contact: Contact = Contact()
    authorizer: Authorizer = Authorizer()
    effective_date: dt.date | None = None


class ScopeChoice(_Strict):
    """Declaration scope and its description."""

    kind: Scope | None = None
    description: Entry = ""


class Product(_Strict):
    """A row of the Product List."""

    number: Named
    name: Entry = ""
    requester_number: Entry = ""
    requester_name: Entry = ""
    comment: Entry = ""


class Statements(_Strict):
    """What is said, in place of what is derived. Questions have their semantic names, minerals their own."""

    answers: AnswersByMineral = Field(default_factory=dict)
    comments: AnswersByMineral = Field(default_factory=dict)
    programme: Mapping[CompanyQuestion, Entry] = Field(default_factory=dict)
    programme_comments: Mapping[CompanyQuestion, Entry] = Field(default_factory=dict)
    programme_by_mineral: CompanyAnswersByMineral = Field(default_factory=dict)
    programme_comments_by_mineral: CompanyAnswersByMineral = Field(default_factory=dict)

    def over(self, base: "Statements") -> dict[str, object]:
        """These statements on top of others, field by field."""
        return {
            "answers": _joined(base.answers, self.answers),
            "comments": _joined(base.comments, self.comments),
            "programme": {**base.programme, **self.programme},
            "programme_comments": {**base.programme_comments, **self.programme_comments},
            "programme_by_mineral": _joined(base.programme_by_mineral, self.programme_by_mineral),
            "programme_comments_by_mineral": _joined(
                base.programme_comments_by_mineral, self.programme_comments_by_mineral
            ),
        }


_Q = TypeVar("_Q", Question, CompanyQuestion)


def _joined(
    base: Mapping[str, Mapping[_Q, str]], own: Mapping[str, Mapping[_Q, str]]
) -> dict[str, dict[_Q, str]]:
    names = dict.fromkeys([*base, *own])
    return {name: {**base.get(name, {}), **own.get(name, {})} for name in names}


class Variant(Statements):
    """A declaration for one customer: some minerals, some products (by number), another scope.

    What is not given is as in the file's main part.
    """

    minerals: tuple[Named, ...] | None = None
    products: tuple[Named, ...] | None = None
    scope: ScopeChoice | None = None
    language: Named | None = None
    audience: Audience | None = None
    unlisted: Unlisted | None = None


class CompanyDeclaration(Statements):
    """The declaration file. `minerals` limits and orders nothing when it is not given."""

    company: Company = Company()
    scope: ScopeChoice = ScopeChoice()
    minerals: tuple[Named, ...] | None = None
    language: Named = "English"
    audience: Audience = Audience.EXTERNAL
    unlisted: Unlisted = Unlisted.LIST
    products: tuple[Product, ...] = ()
    mineral_reasons: Mapping[Named, Entry] = Field(default_factory=dict)
    variants: Mapping[Named, Variant] = Field(default_factory=dict)

    def varied(self, name: str) -> Self:
        """The declaration for one customer; raises KeyError when there is no such variant.

        Products that the variant does not name go; `minerals` are those of the variant.
        """
        variant = self.variants[name]
        changes = variant.over(self)
        for field in ("minerals", "scope", "language", "audience", "unlisted"):
            own = getattr(variant, field)
            if own is not None:
                changes[field] = own
        if variant.products is not None:
            wanted = frozenset(variant.products)
            changes["products"] = tuple(one for one in self.products if one.number in wanted)
        return self.model_copy(update=changes)
