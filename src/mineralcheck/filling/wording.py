"""The same answer in the words of another revision."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.reader.answers import answer_key


class _Wording(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    same: tuple[tuple[str, ...], ...]
    wider: Mapping[str, str]


@cache
def _wording() -> _Wording:
    text = resources.files(__package__).joinpath("data", "wording.toml").read_text(encoding="utf-8")
    return _Wording.model_validate(tomllib.loads(text))


def in_words_of(answer: str, choices: Sequence[str]) -> str | None:
    """The entry of a drop-down list that an answer stands for, None when the list has none.

    The entry itself comes first, then one that means the same, then one that says less.
    """
    offered = {answer_key(choice): choice for choice in choices}
    return next((offered[key] for key in _keys(answer) if key in offered), None)


def _keys(answer: str) -> Iterator[str]:
    key = answer_key(answer)
    yield key
    for group in _wording().same:
        keys = [answer_key(one) for one in group]
        if key in keys:
            yield from keys
    for narrow, wide in _wording().wider.items():
        if key == answer_key(narrow):
            yield answer_key(wide)
