"""Likeness by shared letter triples, weighted by how rare a triple is among all names of the reference.

Written here because the libraries that do it (scikit-learn, sparse_dot_topn) bring 200 MB for what is a
dictionary of lists at the size of a smelter list; docs/matching.md has the measurement.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mineralcheck.matching.names import name_forms


@lru_cache(maxsize=65_536)
def grams(text: str) -> frozenset[str]:
    """Letter triples of a text of folded words, with a blank at either end."""
    padded = f" {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


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
        self._unknown = math.log((total + 1) / 0.5) ** 2
        self._weights = {gram: math.log((total + 1) / (count + 0.5)) ** 2 for gram, count in counts.items()}

    def of(self, gram: str) -> float:
        """Weight of one triple."""
        return self._weights.get(gram, self._unknown)

    def total(self, some: Iterable[str]) -> float:
        """Weight of several triples together, in an order that does not depend on the run."""
        return math.fsum(self.of(gram) for gram in some)


class GramIndex:
    """Texts by their triples: how much weight each text shares with a query."""

    def __init__(self, texts: Sequence[frozenset[str]], weights: GramWeights) -> None:
        self._weights = weights
        self._postings: dict[str, list[int]] = defaultdict(list)
        self.totals = [weights.total(text) for text in texts]
        for place, text in enumerate(texts):
            for gram in text:
                self._postings[gram].append(place)

    def shared(self, query: Iterable[str]) -> dict[int, float]:
        """Shared weight of every text that has a triple of the query, by its place."""
        found: dict[int, float] = defaultdict(float)
        for gram in sorted(query):
            weight = self._weights.of(gram)
            for place in self._postings.get(gram, ()):
                found[place] += weight
        return found
