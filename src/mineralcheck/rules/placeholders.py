"""Words that stand for nothing, for the same person and for no e-mail address, in many languages."""

import re
import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.text import fold

_FILLER = re.compile(r"[\W_]+|x{2,}|(?P<letter>[a-z0])(?P=letter){2,}", re.IGNORECASE)


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    same: frozenset[str]
    nothing: frozenset[str]
    not_available: frozenset[str]


@cache
def _words() -> _Words:
    text = resources.files(__package__).joinpath("data", "placeholders.toml").read_text(encoding="utf-8")
    return _Words.model_validate(tomllib.loads(text))


def _key(text: str) -> str:
    return fold(text).strip(" .。\"'()[]*")


def is_placeholder(text: str) -> bool:
    """Whether a text only fills the cell: `n/a`, `-`, `xxx`, `same`, `同上`; a blank is none."""
    if not fold(text):
        return False
    key = _key(text)
    return not key or bool(_FILLER.fullmatch(key)) or key in _words().same or key in _words().nothing


def says_not_available(text: str) -> bool:
    """Whether a text says that there is no e-mail address, in the words that the instructions allow."""
    return _key(text) in _words().not_available
