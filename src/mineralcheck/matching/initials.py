"""Initials: `GTP` for a name of three words, and the other way round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mineralcheck.matching.names import name_forms

_PASSED_OVER = frozenset("and of the de la do da du y e und et".split())  # noqa: SIM905
_LONGEST = 6


def _initials(name: str) -> tuple[str, int]:
    forms = name_forms(name)
    words = [word for word in forms.words if word not in _PASSED_OVER]
    core = sum(word not in _PASSED_OVER for word in forms.tokens)
    return "".join(word[0] for word in words), core


def _abbreviations_of(name: str) -> Iterable[str]:
    """What a name may be abbreviated to: its initials with and without those of the legal form."""
    letters, core = _initials(name)
    if core < 2:
        return ()
    return (letters[:length] for length in range(max(2, min(core, 3)), min(len(letters), _LONGEST) + 1))


def _abbreviations_in(name: str) -> Iterable[str]:
    """Words of a name that may be abbreviations."""
    form = name_forms(name)
    return {word for word in (form.key, *form.tokens) if 2 <= len(word) <= _LONGEST}


class InitialsIndex:
    """Which names a query abbreviates, or is abbreviated by."""

    def __init__(self, names: Sequence[str]) -> None:
        self._full: dict[str, set[int]] = defaultdict(set)
        self._short: dict[str, set[int]] = defaultdict(set)
        for place, name in enumerate(names):
            for text in _abbreviations_of(name):
                self._full[text].add(place)
            for text in _abbreviations_in(name):
                self._short[text].add(place)

    def find(self, query: str) -> Mapping[int, float]:
        """Places of such names: 1 for three letters and more, 0.5 for two."""
        found: dict[int, float] = {}
        for texts, index in (
            (_abbreviations_in(query), self._full),
            (_abbreviations_of(query), self._short),
        ):
            for text in texts:
                weight = 1.0 if len(text) > 2 else 0.5
                for place in index.get(text, ()):
                    found[place] = max(weight, found.get(place, 0.0))
        return found
