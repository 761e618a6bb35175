"""Text of an answer cell -> the entry of the drop-down list it stands for."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import Scope
from mineralcheck.model.text import fold

_INSIGNIFICANT = re.compile(r"[\s.,;:、，。'\"‘’“”„()\[\]【】_–—-]")
_FULL_SHARE = "100%"


@lru_cache(maxsize=4096)
def answer_key(text: str) -> str:
    """Key under which two spellings of an answer are the same: no case, space, width or punctuation."""
    return _INSIGNIFICANT.sub("", fold(text))


@lru_cache(maxsize=256)
def _keys(choices: tuple[str, ...]) -> Mapping[str, str]:
    return {answer_key(choice): choice for choice in choices}


def _no_translation(_: str) -> tuple[str, ...]:
    return ()


def read_answer(
    cell: Cell,
    choices: tuple[str, ...],
    english: Callable[[str], tuple[str, ...]] = _no_translation,
) -> str | None:
    """The entry of `choices` that a cell stands for, None when it is blank or stands for none.

    `english` is asked what a text that is none of them is in English: answers are pasted in the supplier's
    language, because a drop-down list does not stop that.
    Excel stores 100 % as the number 1 where the list entry is a number (CMRT up to 6.22, CRT, EMRT 1.x, AMRT)
    and as text elsewhere; both are read in every revision. The number 100 is not 100 %.
    """
    if isinstance(cell.value, float) and cell.value == 1.0:
        return _share(choices)
    key, known = answer_key(cell.raw), _keys(choices)
    if key == "1":
        return _share(choices)
    translated = (known.get(answer_key(text)) for text in english(cell.raw)) if key not in known else ()
    return known.get(key) or next(filter(None, translated), None)


def _share(choices: Iterable[str]) -> str | None:
    return next((choice for choice in choices if answer_key(choice).endswith(_FULL_SHARE)), None)


def read_scope(cell: Cell, scopes: Mapping[Scope, tuple[str, ...]]) -> Scope | None:
    """Declaration scope by the text of the option: its letter changed meaning between revisions."""
    key = answer_key(cell.raw)
    for scope, options in scopes.items():
        if key in {answer_key(option) for option in options}:
            return scope
    return None
