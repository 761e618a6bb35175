"""Forms of a smelter name that are compared: folded, and without its legal form."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.text import clean, plain, words

_INITIALS = re.compile(r"(?<!\w)\w(?:\.\s?\w)+\.?(?!\w)")
_AND = str.maketrans({"&": " and ", "+": " and "})


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    legal_forms: Mapping[str, tuple[str, ...]]
    anywhere: Mapping[str, tuple[str, ...]]
    legal_forms_cjk: Mapping[str, tuple[str, ...]]
    telling: Mapping[str, tuple[str, ...]]


class _LegalForms(NamedTuple):
    phrases: Mapping[tuple[str, ...], str]
    anywhere: frozenset[tuple[str, ...]]
    longest: int
    cjk: tuple[tuple[str, str], ...]


@cache
def _words() -> _Words:
    text = resources.files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8")
    return _Words.model_validate(tomllib.loads(text))


@cache
def _legal_forms() -> _LegalForms:
    words = _words()
    phrases = {tuple(form.split()): name for name, forms in words.legal_forms.items() for form in forms}
    cjk = [(form, name) for name, forms in words.legal_forms_cjk.items() for form in forms]
    cjk.sort(key=lambda pair: (-len(pair[0]), pair))
    anywhere = frozenset(tuple(form.split()) for form in words.anywhere["forms"])
    return _LegalForms(phrases, anywhere, max(map(len, phrases)), tuple(cjk))


@cache
def compass_words() -> frozenset[str]:
    """Words that tell one plant of a company from another by its direction."""
    return frozenset(_words().telling["compass"])


@cache
def words_that_are_no_places() -> frozenset[str]:
    """Words of an address that name no place by themselves."""
    return frozenset(_words().telling["not_places"])


class NameForms(NamedTuple):
    """A name, folded. `key` and `stripped` have no spaces, so that spacing never matters."""

    tokens: tuple[str, ...]
    """Words without legal forms; all words where nothing else is left."""
    key: str
    stripped: str
    legal: frozenset[str]
    """Classes of the legal forms that were taken off."""
    words: tuple[str, ...]
    """All words."""


def fold_name(text: str) -> str:
    """Words of a name without case, accents, width and punctuation, initials joined (`H.C.` is `hc`)."""
    folded = plain(text).translate(_AND)
    return words(_INITIALS.sub(lambda found: found[0].replace(".", "").replace(" ", ""), folded))


@lru_cache(maxsize=8192)
def name_forms(text: str) -> NameForms:
    """All forms of a name."""
    folded = fold_name(text)
    key = folded.replace(" ", "")
    without, classes = _without_cjk_forms(text)
    every = tuple(folded.split())
    tokens = every if without is text else fold_name(without).split()
    kept, more = _without_legal_forms(tokens)
    if not kept:
        return NameForms(every, key, key, frozenset(), every)
    return NameForms(tuple(kept), key, "".join(kept), classes | more, every)


def _without_cjk_forms(text: str) -> tuple[str, frozenset[str]]:
    if text.isascii():
        return text, frozenset()
    left, classes = clean(text), set()
    for form, name in _legal_forms().cjk:
        if form in left:
            left = left.replace(form, " ")
            classes.add(name)
    return (left, frozenset(classes)) if classes else (text, frozenset())


def _without_legal_forms(tokens: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    kept, classes = _strip_start(list(tokens))
    kept.reverse()
    kept, at_end = _strip_start(kept, backwards=True)
    kept.reverse()
    kept, inside = _strip_inside(kept)
    return kept, classes | at_end | inside


def _strip_start(tokens: list[str], *, backwards: bool = False) -> tuple[list[str], frozenset[str]]:
    forms, classes = _legal_forms(), set()
    while tokens:
        for length in range(min(forms.longest, len(tokens)), 0, -1):
            phrase = tuple(tokens[:length][::-1] if backwards else tokens[:length])
            if phrase in forms.phrases:
                classes.add(forms.phrases[phrase])
                tokens = tokens[length:]
                break
        else:
            break
    return tokens, frozenset(classes)


def _strip_inside(tokens: list[str]) -> tuple[list[str], frozenset[str]]:
    forms, classes, kept, place = _legal_forms(), set(), [], 0
    while place < len(tokens):
        for length in range(min(forms.longest, len(tokens) - place), 0, -1):
            phrase = tuple(tokens[place : place + length])
            if phrase in forms.anywhere:
                classes.add(forms.phrases[phrase])
                place += length
                break
        else:
            kept.append(tokens[place])
            place += 1
    return kept, frozenset(classes)
