"""What is in each pack, in its order (data/packs.toml): sections, their tables, and what those are about."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.submission import Question
from mineralcheck.reporters.packs.kinds import PackName


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(_Strict):
    """A section: the key of its texts, and its tables in their order."""

    name: str
    tables: tuple[str, ...] = ()


class PackPlan(_Strict):
    """A pack: the group of minerals that it is about (empty: all minerals), and its sections."""

    group: str
    sections: tuple[Section, ...]


class Plan(_Strict):
    """All packs; which figures and which questions the tables of these names hold."""

    packs: Mapping[PackName, PackPlan]
    figures: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, tuple[Question, ...]]


@cache
def plan() -> Plan:
    """The plan of the program."""
    text = resources.files(__package__).joinpath("data", "packs.toml").read_text(encoding="utf-8")
    return Plan.model_validate(tomllib.loads(text))
