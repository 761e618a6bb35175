"""Place names inside smelter names: `Hunan ...` is hardly the one in Guangxi, however alike the rest is.

The places are those of the reference list itself: the words of its city, state and country columns.
"""

from collections.abc import Iterable

from mineralcheck.matching.names import words_that_are_no_places
from mineralcheck.model.text import words
from mineralcheck.reference.lists import Smelter

_SHORTEST = 4


class Places:
    """The place words of a reference, and which of them belong to which smelter."""

    def __init__(self, smelters: Iterable[Smelter]) -> None:
        listed = tuple(smelters)
        self._known = frozenset(word for one in listed for word in _place_words(one))
        self._of = {(one.mineral, one.smelter_id): self._in_texts(_texts(one)) for one in listed}

    def foreign(self, name_places: frozenset[str], smelter: Smelter) -> frozenset[str]:
        """Those of the place words that neither the names nor the address of a smelter have."""
        return name_places - self._of[smelter.mineral, smelter.smelter_id] if name_places else name_places

    def within(self, name: str) -> frozenset[str]:
        """Place words of a name."""
        return self._in_texts((name,))

    def _in_texts(self, texts: Iterable[str]) -> frozenset[str]:
        return self._known.intersection(word for text in texts for word in words(text).split())


def _texts(smelter: Smelter) -> tuple[str, ...]:
    return (*smelter.names, smelter.city, smelter.state, smelter.country)


def _place_words(smelter: Smelter) -> Iterable[str]:
    for text in (smelter.city, smelter.state, smelter.country):
        for word in words(text).split():
            if len(word) >= _SHORTEST and word not in words_that_are_no_places():
                yield word
