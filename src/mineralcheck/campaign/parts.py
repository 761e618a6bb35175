"""What a figure is about: the whole campaign, a template family, a group of minerals, one mineral."""

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.submission import CompanyQuestion, Family
from mineralcheck.templates.registry import layouts


class PartKind(StrEnum):
    """What a figure is about."""

    ALL = "all"
    FAMILY = "family"
    GROUP = "group"
    MINERAL = "mineral"
    QUESTION = "question"


class Part(NamedTuple):
    """What a figure is about: `group` and `3tg`, `mineral` and `Tin`; written `group:3tg`.

    `currency` is set for amounts, which are never converted.
    """

    kind: PartKind
    value: str = ""
    currency: str = ""

    def __str__(self) -> str:
        text = f"{self.kind.value}:{self.value}" if self.value else self.kind.value
        return f"{text}:{self.currency}" if self.currency else text

    @property
    def short(self) -> str:
        """As a user may write it: `3tg`, `Tin`, `all`."""
        text = self.value or self.kind.value
        return f"{text}:{self.currency}" if self.currency else text

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Sort key: the whole first, then templates, groups and minerals as people print them."""
        known = _printed(self.kind)
        place = known.index(self.value) if self.value in known else len(known)
        return list(PartKind).index(self.kind), place, self.value, self.currency


ALL = Part(PartKind.ALL)


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: Mapping[str, tuple[str, ...]]
    defaults: Mapping[Family, tuple[str, ...]]


OTHERS = "others"


@cache
def _data() -> _Data:
    text = resources.files(__package__).joinpath("data", "parts.toml").read_text(encoding="utf-8")
    return _Data.model_validate(tomllib.loads(text))


@cache
def _group_by_mineral() -> Mapping[str, str]:
    return {mineral: group for group, minerals in _data().groups.items() for mineral in minerals}


def groups() -> tuple[str, ...]:
    """Groups of minerals, in the order in which they are printed."""
    return (*_data().groups, OTHERS)


def group_of(mineral: str) -> str:
    """Group of a mineral."""
    return _group_by_mineral().get(mineral, OTHERS)


@cache
def _printed(kind: PartKind) -> tuple[str, ...]:
    if kind is PartKind.FAMILY:
        return tuple(family.value for family in Family)
    if kind is PartKind.GROUP:
        return groups()
    if kind is PartKind.QUESTION:
        return tuple(question.value for question in CompanyQuestion)
    return tuple(_group_by_mineral()) if kind is PartKind.MINERAL else ()


def family_part(family: str) -> Part:
    """Figures about one template family."""
    return Part(PartKind.FAMILY, family)


def group_part(group: str) -> Part:
    """Figures about one group of minerals."""
    return Part(PartKind.GROUP, group)


def mineral_part(mineral: str) -> Part:
    """Figures about one mineral."""
    return Part(PartKind.MINERAL, mineral)


def parts_of_minerals(minerals: Iterable[str]) -> tuple[Part, ...]:
    """All parts that something about these minerals counts for, each once."""
    found = dict.fromkeys([ALL])
    for mineral in minerals:
        found[group_part(group_of(mineral))] = None
        found[mineral_part(mineral)] = None
    return tuple(found)


@cache
def _covered(family: Family) -> frozenset[str]:
    """Minerals that any revision of a family names."""
    own = [layout for (of, _), layout in layouts().items() if of is family]
    return frozenset(m for layout in own for m in (*layout.minerals.names, *layout.minerals.known))


def asked_minerals(family: Family, expected: Iterable[str]) -> tuple[str, ...]:
    """Minerals that a request for a template asks about.

    Those expected of the supplier, as far as the template has them; without such a word the minerals that
    the template is known for: four for the CMRT, cobalt and mica for the EMRT, none for the AMRT, which has
    any mineral. An AMRT asks about every expected mineral that no other template has.
    """
    wanted = tuple(dict.fromkeys(expected))
    if family is Family.AMRT:
        elsewhere = frozenset(m for other in (Family.CMRT, Family.EMRT, Family.CRT) for m in _covered(other))
        return tuple(mineral for mineral in wanted if mineral not in elsewhere)
    return tuple(m for m in wanted if m in _covered(family)) or _data().defaults[family]
