"""Whether the weights of matching hold for smelters they were not fitted on.

    python -m benchmarks.matching_fit --template CMRT.xlsx [--template EMRT.xlsx ...]

Every alias is left out of its list and asked for. Smelters are dealt into two halves by their id. Weights and
thresholds are fitted on one half by coordinate search, starting from those that are shipped, and measured on
the other, beside the shipped ones: if the shipped ones had been fitted too closely to one list, a fit on a
half would beat them on the other.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.matching_sets import Query, leave_one_out

from mineralcheck.matching.evidence import WEIGHTS, Evidence, EvidenceFinder, Weights
from mineralcheck.matching.grams import GramWeights
from mineralcheck.matching.places import Places
from mineralcheck.matching.suggest import THRESHOLDS, Suggester, Thresholds
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.importing import import_file
from mineralcheck.reference.lists import LookupList
from mineralcheck.reference.minerals import mineral_key

_STEPS = (0.5, 0.75, 0.9, 1.1, 1.33, 2.0)
_WRONG = 3.0  # what a wrong proposal costs, in right first candidates


class Asked(NamedTuple):
    """A left-out name, the id it means, and the evidence for its nearest smelters, in no order."""

    name: str
    country: str
    truth: str | None
    evidence: tuple[Evidence, ...]


class Remembered(EvidenceFinder):
    """Evidence that was collected before, in the order of other weights."""

    def __init__(self, evidence: Sequence[Evidence], weights: Weights) -> None:
        self._found = sorted(evidence, key=lambda one: (-one.total(weights), one.smelter.smelter_id))

    def find(self, name: str, country: str) -> list[Evidence]:  # noqa: ARG002 - one name was asked for before
        """The evidence, whatever is asked for."""
        return list(self._found)


class Measured(NamedTuple):
    """Counts over a set of names; `score` is what is fitted."""

    with_answer: int
    first_right: int
    without: int
    wrongly_proposed: int
    wrong: int

    @property
    def score(self) -> float:
        """Right first candidates, less the wrong proposals at their cost."""
        return self.first_right - _WRONG * (self.wrongly_proposed + self.wrong)


def asked(query: Query) -> Asked:
    """The query with its evidence under the shipped weights' candidates."""
    reference = build_reference(query.lists)
    minerals = reference.mineral_keys
    grams = GramWeights(one.name for mineral in minerals for one in reference.names(mineral))
    mineral = mineral_key(query.declared.mineral)
    finder = EvidenceFinder(
        reference.names(mineral), reference.smelters(mineral), grams, Places(reference.smelters())
    )
    declared = query.declared
    return Asked(
        declared.name, declared.country, query.truth, tuple(finder.find(declared.name, declared.country))
    )


def measure(names: Sequence[Asked], weights: Weights, thresholds: Thresholds) -> Measured:
    """How many of the names are answered right with these weights."""
    first_right = wrongly = wrong = 0
    for one in names:
        finder = Remembered(one.evidence, weights)
        said = Suggester(finder, weights, thresholds).suggest(one.name, one.country)
        first = said.candidates[0].smelter_id if said.candidates else None
        first_right += first == one.truth and first is not None
        wrongly += said.confident and one.truth is None
        wrong += said.confident and one.truth is not None and first != one.truth
    with_answer = sum(one.truth is not None for one in names)
    return Measured(with_answer, first_right, len(names) - with_answer, wrongly, wrong)


def fitted(names: Sequence[Asked]) -> tuple[Weights, Thresholds]:
    """Coordinate search from the shipped values: keep a change only where it scores higher."""
    weights, thresholds = WEIGHTS, THRESHOLDS
    best = measure(names, weights, thresholds).score
    for _ in range(2):
        for field in Weights._fields:
            for step in _STEPS:
                tried = weights._replace(**{field: getattr(WEIGHTS, field) * step})
                score = measure(names, tried, thresholds).score
                if score > best:
                    best, weights = score, tried
        for field in Thresholds._fields:
            for step in _STEPS:
                limits = thresholds._replace(**{field: getattr(THRESHOLDS, field) * step})
                score = measure(names, weights, limits).score
                if score > best:
                    best, thresholds = score, limits
    return weights, thresholds


def half(query: Query, truth_or_name: str) -> int:
    """0 or 1, the same for all names of a smelter that has an id."""
    return hashlib.sha256((query.declared.mineral + truth_or_name).encode()).digest()[0] % 2


def table(names: Sequence[Sequence[Asked]]) -> Iterator[str]:
    """One row for each half and each origin of the weights."""
    yield f"{'measured on':<14}{'weights':<28}{'first right':>16}{'wrongly proposed':>20}{'wrong':>7}"
    for number in (0, 1):
        tried = {
            "shipped": (WEIGHTS, THRESHOLDS),
            "fitted on the other half": fitted(names[1 - number]),
            "fitted on this half": fitted(names[number]),
        }
        for origin, values in tried.items():
            found = measure(names[number], *values)
            share = found.first_right / max(1, found.with_answer)
            yield (
                f"{'half ' + str(number + 1):<14}{origin:<28}{found.first_right:>5} of {found.with_answer:<4}"
                f"{share:.3f}{found.wrongly_proposed:>13} of {found.without:<4}{found.wrong:>7}"
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table for each template."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--template", type=Path, action="append", required=True)
    for path in parser.parse_args(arguments).template:
        one = import_file(path).content
        if not isinstance(one, LookupList):
            raise SystemExit(f"{path}: is no template.")
        halves: tuple[list[Asked], list[Asked]] = ([], [])
        for query in leave_one_out(one, country=False):
            halves[half(query, query.truth or query.declared.name)].append(asked(query))
        print(one.source.label)
        for text in table(halves):
            print(text, flush=True)


if __name__ == "__main__":
    main()
