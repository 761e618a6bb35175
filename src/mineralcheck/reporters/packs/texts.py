"""The words of the packs: sandboxed Jinja2 templates, one file a language (data/)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from mineralcheck.reporters.packs.kinds import PackName

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

ENGLISH = "en"
LANGUAGES = (ENGLISH, "ja")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionTexts(_Strict):
    """A section: its heading, what it says, and what the company has to add."""

    heading: str
    text: str = ""
    company: str = ""


class PackTexts(_Strict):
    """Texts of one pack. `about` says what it is for."""

    title: str
    about: str
    sections: Mapping[str, SectionTexts]


class TableTexts(_Strict):
    """Title of a table, and what has to be known to read it."""

    title: str
    note: str = ""


class Texts(_Strict):
    """Everything that the packs say in one language."""

    limits: str
    company_label: str
    nothing: str
    made: str
    sources: SectionTexts
    columns: Mapping[str, str]
    tables: Mapping[str, TableTexts]
    words: Mapping[str, Mapping[str, str]]
    packs: Mapping[PackName, PackTexts]


@cache
def texts(language: str) -> Texts:
    """Texts of a language, English for one that has none."""
    chosen = language if language in LANGUAGES else ENGLISH
    text = resources.files(__package__).joinpath("data", f"{chosen}.toml").read_text(encoding="utf-8")
    return Texts.model_validate(tomllib.loads(text))


def own_word(table: str, key: str, language: str) -> str:
    """Word for a code; what has none stays as it is."""
    return texts(language).words.get(table, {}).get(key, key)


def environment(*, escaped: bool) -> "SandboxedEnvironment":
    """Where templates are filled in: they reach nothing but the values that they are given."""
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("mineralcheck.reporters.packs", "templates"),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
