"""Likeness by shared letter triples, weighted by how rare a triple is among all names of the reference.

Written here because the libraries that do it (scikit-learn, sparse_dot_topn) bring 200 MB for what is a
dictionary of lists at the size of a smelter list; docs/matching.md has the measurement.

Weights are whole numbers: their sums do not depend on the order in which a set gives its members, so the same
input gives the same score in every run and on every machine.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from mineralcheck.matching.names import name_forms

_SCALE = 1000


@lru_cache(maxsize=4096)
def grams(text: str) -> frozenset[str]:
    """Letter triples of a text of folded words, with a blank at either end."""
    padded = f" {text} "
    return frozenset([padded[place : place + 3] for place in range(len(padded) - 2)])


def name_grams(name: str) -> frozenset[str]:
    """Letter triples of a name without its legal form."""
    return grams(" ".join(name_forms(name).tokens))


class GramWeights:
    """Weight of each triple: the squared logarithm of its rarity. One that no name has weighs most."""

    def __init__(self, names: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for name in names:
            counts.update(name_grams(name))
            total += 1
        self._unknown = _weight(total, 0)
        self._weights = {gram: _weight(total, count) for gram, count in counts.items()}

    def weighed(self, some: Iterable[str]) -> dict[str, int]:
        """Triples with their weights."""
        weight_of, unknown = self._weights.get, self._unknown
        return {gram: weight_of(gram, unknown) for gram in some}

    def total(self, some: Iterable[str]) -> int:
        """Weight of several triples together; never zero."""
        return sum(self.weighed(some).values()) or 1


def _weight(total: int, count: int) -> int:
    return max(1, round(_SCALE * math.log((total + 1) / (count + 0.5)) ** 2))


class GramIndex:
    """Texts by their triples: how much weight each text shares with a query."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        self._texts = len(texts)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for gram in text:
                self._postings[gram].append(place)

    def shared(self, query: Mapping[str, int]) -> Sequence[int]:
        """Shared weight of every text, 0 for one that has no triple of the query."""
        found = [0] * self._texts
        postings = self._postings.get
        for gram, weight in query.items():
            for place in postings(gram, ()):
                found[place] += weight
        return found
