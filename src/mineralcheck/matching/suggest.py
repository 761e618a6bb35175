"""Suggestions for names that no form of the dictionary knows: for a person, never counted as a match."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from mineralcheck.matching.names import name_forms
from mineralcheck.model.match import Candidate
from mineralcheck.reference.lists import Smelter
from mineralcheck.reference.entries import ListedName

_SHOWN = 5


class Suggestion(NamedTuple):
    """The nearest entries, best first; `confident` when the first is good enough to be proposed."""

    candidates: tuple[Candidate, ...]
    confident: bool
    why: str


class Suggester:
    """Ranks the smelters of one mineral by likeness to a name."""

    def __init__(self, names: Sequence[ListedName], smelters: Sequence[Smelter]) -> None:
        self._smelters = {smelter.smelter_id: smelter for smelter in smelters}
        self._ids = [listed.smelter_id for listed in names]
        self._texts = [" ".join(name_forms(listed.name).tokens) for listed in names]

    def suggest(self, name: str, country: str) -> Suggestion:
        """The nearest smelters to a name; `country` is as declared, may be blank."""
        query = " ".join(name_forms(name).tokens)
        found = process.extract(query, self._texts, scorer=fuzz.token_set_ratio, limit=4 * _SHOWN)
        best: dict[str, Candidate] = {}
        for _, score, place in found:
            smelter = self._smelters[self._ids[place]]
            best.setdefault(
                smelter.smelter_id,
                Candidate(
                    smelter_id=smelter.smelter_id, name=smelter.name, score=score, country=smelter.country
                ),
            )
        candidates = tuple(best.values())[:_SHOWN]
        confident = bool(candidates) and candidates[0].score >= 95
        return Suggestion(candidates, confident, "names alike")
