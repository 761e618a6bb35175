"""What the name of a file or folder says about whose it is."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

from pydantic import TypeAdapter

from mineralcheck.model.text import words

_SUFFIX = re.compile(r"\.(xlsx|xlsm|xls|xlsb|ods|zip)$", re.IGNORECASE)
_SHORTEST_ID = 3
_SHORTEST_NUMBER = 5
_VERSION = re.compile(r"v?\d+[a-z]?")


@cache
def assignment_words() -> Mapping[str, frozenset[str]]:
    """Shared mail domains, and words of file names that identify nobody (data/assignment.toml)."""
    text = resources.files(__package__).joinpath("data", "assignment.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, frozenset[str]]).validate_python(tomllib.loads(text))


@lru_cache(maxsize=4096)
def _words_of(part: str) -> str:
    return words(_SUFFIX.sub("", part))


def ids_in(part: str, longest: int, *, folder: bool) -> Iterator[tuple[str, ...]]:
    """What could be ids in the name of a file or folder: candidates of one length together, longest first.

    Candidates are folded to words; an id has at most `longest`. A folder must be the id and nothing else. In
    a file name the id stands between separators; a short one, or a number that may be a year or a version,
    is not looked for beside other words.
    """
    own = _words_of(part).split()
    yield (" ".join(own),)
    if folder:
        return
    for length in range(min(longest, len(own)), 0, -1):
        runs = (" ".join(own[start : start + length]) for start in range(len(own) - length + 1))
        yield tuple(run for run in runs if _could_be_id(run))


def _could_be_id(text: str) -> bool:
    return len(text) >= (_SHORTEST_NUMBER if text.isdigit() else _SHORTEST_ID)


@lru_cache(maxsize=4096)
def names_in(part: str) -> str:
    """What is left of a file or folder name without template names, versions and dates: a company name."""
    noise = assignment_words()["noise"]
    left = [word for word in _words_of(part).split() if word not in noise and not _VERSION.fullmatch(word)]
    return " ".join(left)
