"""What two names must agree on before one is proposed for the other, however alike they are."""

import re

from mineralcheck.matching.names import compass_words, name_forms

_DIGITS = re.compile(r"\d+")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


def disagreement(query: str, listed: str) -> str | None:
    """The numbers or compass words that only one of two names has, as a sentence part; None when they agree.

    `Plant 1` and `Plant 2`, or `East Plant` and `West Plant`, are twins that every measure confuses.
    """
    for kind, read in (("number", _numbers), ("direction", _compass)):
        ours, theirs = read(query), read(listed)
        if ours != theirs:
            only = ", ".join(sorted(ours ^ theirs))
            return f"the {kind} {only} is in one of the names only"
    return None


def _numbers(name: str) -> frozenset[str]:
    tokens = name_forms(name).tokens
    found = {digits for token in tokens for digits in _DIGITS.findall(token)}
    return frozenset(found | {_ROMAN[token] for token in tokens[1:] if token in _ROMAN})


def _compass(name: str) -> frozenset[str]:
    return compass_words() & frozenset(name_forms(name).tokens)
