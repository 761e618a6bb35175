"""Resolving a declared smelter by its name, always within its mineral."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from mineralcheck.matching.dictionary import Hit, NameDictionary
from mineralcheck.matching.evidence import Evidence, EvidenceFinder
from mineralcheck.matching.grams import GramWeights
from mineralcheck.matching.ledger import Ledger
from mineralcheck.matching.names import name_forms
from mineralcheck.matching.outcomes import candidate, matched, open_match, smelter_issues
from mineralcheck.matching.places import Places
from mineralcheck.matching.reasons import Reason
from mineralcheck.matching.rows import RowNames
from mineralcheck.matching.suggest import Suggester, Suggestion
from mineralcheck.model.match import Match, MatchIssue, Tier
from mineralcheck.reference.countries import Agreement, compare_countries
from mineralcheck.reference.entries import ReferenceIndex
from mineralcheck.reference.lists import Smelter
from mineralcheck.reference.minerals import mineral_key

_ALIKE = 80.0
_REASON = {Tier.EXACT: Reason.EXACT, Tier.FOLDED: Reason.FOLDED, Tier.STRIPPED: Reason.STRIPPED}


class NameMatcher:
    """Finds names in the lists of each mineral; what a mineral needs is prepared when it is first met."""

    def __init__(self, reference: ReferenceIndex, ledger: Ledger) -> None:
        self._reference = reference
        self._ledger = ledger
        self._dictionary = lru_cache(maxsize=None)(self._build_dictionary)
        self._finder = lru_cache(maxsize=None)(self._build_finder)
        self._gram_weights = lru_cache(maxsize=None)(self._build_gram_weights)
        self._minerals = lru_cache(maxsize=None)(self._build_minerals)
        self._places = lru_cache(maxsize=None)(lambda: Places(reference.smelters()))

    def _build_dictionary(self, mineral: str) -> NameDictionary:
        return NameDictionary(self._reference.names(mineral))

    def _build_finder(self, mineral: str) -> EvidenceFinder:
        names, smelters = self._reference.names(mineral), self._reference.smelters(mineral)
        return EvidenceFinder(names, smelters, self._gram_weights(), self._places())

    def _build_gram_weights(self) -> GramWeights:
        minerals = self._reference.mineral_keys
        return GramWeights(one.name for mineral in minerals for one in self._reference.names(mineral))

    def match(self, mineral: str, row: RowNames, country: str) -> Match:
        """Match by the names of a row: the first that resolves, else the first that is ambiguous."""
        mineral = mineral_key(mineral)
        if not row.names:
            return _nameless(row)
        found = [match for name in row.names if (match := self._listed(mineral, name, country))]
        resolved = [match for match in found if match.tier.matched]
        if not resolved:
            return found[0] if found else self._unlisted(mineral, row, country)
        issues = [MatchIssue.NAME_DIFFERS] if len({match.smelter_id for match in resolved}) > 1 else []
        if row.said is Tier.UNLISTED:
            issues.append(MatchIssue.LISTED_AS_NOT_LISTED)
        return resolved[0].model_copy(update={"issues": (*resolved[0].issues, *issues)})

    def find(self, mineral: str, name: str) -> Hit | None:
        """What the dictionary of a mineral knows of a name."""
        return self._dictionary(mineral_key(mineral)).find(name)

    def _listed(self, mineral: str, name: str, country: str) -> Match | None:
        hit = self.find(mineral, name)
        rejected = self._ledger.rejected(mineral, name, country)
        if hit and len(hit.ids) == 1 and hit.ids[0] not in rejected:
            smelter = self._reference.by_id(mineral, hit.ids[0])
            if smelter and _may_be_automatic(hit, name, smelter, country):
                return matched(hit.tier, smelter, _REASON[hit.tier], smelter_issues(smelter, country))
        accepted = self._ledger.accepted(mineral, name, country)
        smelter = self._reference.by_id(mineral, accepted.smelter_id) if accepted else None
        if accepted and smelter:
            reason = Reason.LEDGER.format(who=accepted.who, when=accepted.when, why=accepted.why)
            return matched(Tier.LEDGER, smelter, reason, smelter_issues(smelter, country))
        if hit and len(hit.ids) > 1:
            return self._ambiguous(mineral, hit, country)
        return None

    def _ambiguous(self, mineral: str, hit: Hit, country: str) -> Match:
        found = [self._reference.by_id(mineral, smelter_id) for smelter_id in hit.ids]
        smelters = sorted(
            (s for s in found if s),
            key=lambda s: (compare_countries(country, s.country) is Agreement.DIFFERENT, s.smelter_id),
        )
        reason = Reason.AMBIGUOUS.format(count=len(smelters))
        issues = (MatchIssue.AMBIGUOUS_ALIAS,)
        return open_match(Tier.AMBIGUOUS, reason, (candidate(s, 100.0) for s in smelters), issues)

    def _unlisted(self, mineral: str, row: RowNames, country: str) -> Match:
        said = row.said or Tier.NONE
        for name in row.names:
            decision = self._ledger.no_smelter(mineral, name, country)
            if decision:
                reason = Reason.NOT_A_SMELTER.format(who=decision.who, when=decision.when, why=decision.why)
                return open_match(said, reason, (), (MatchIssue.NOT_A_SMELTER,))
        if not self._reference.names(mineral):
            return open_match(said, Reason.NO_LIST)
        found = self._suggestion(mineral, row.names, country)
        elsewhere = self.elsewhere(mineral, row.names)
        issues = (MatchIssue.NAME_ONLY_UNDER_OTHER_MINERAL,) if elsewhere else ()
        if found.confident:
            reason = Reason.SUGGESTED.format(name=found.candidates[0].name, why=found.why)
            return open_match(Tier.SUGGESTED, reason, found.candidates, issues)
        if elsewhere:
            reason = Reason.OTHER_MINERAL.format(minerals=", ".join(elsewhere))
            return open_match(said, reason, found.candidates, issues)
        return open_match(said, f"{_SAID.get(said, Reason.NONE)} {found.why}", found.candidates)

    def _suggestion(self, mineral: str, names: Sequence[str], country: str) -> Suggestion:
        suggest = Suggester(self._finder(mineral)).suggest
        found = [suggest(name, country, self._ledger.rejected(mineral, name, country)) for name in names]
        return next((one for one in found if one.confident), found[0])

    def forms(self, mineral: str, name: str) -> Iterator[tuple[Tier, str, tuple[str, ...]]]:
        """Each form of a name, strictest first, with the ids that have it under a mineral."""
        return self._dictionary(mineral_key(mineral)).forms(name)

    def evidence(self, mineral: str, name: str, country: str) -> list[Evidence]:
        """What speaks for the nearest entries of a mineral, best first."""
        return self._finder(mineral_key(mineral)).find(name, country)

    def elsewhere(self, mineral: str, names: Iterable[str]) -> tuple[str, ...]:
        """Keys of the other minerals under which one of the names is listed."""
        found = {other for name in names for other in self._minerals().get(name_forms(name).key, ())}
        return tuple(sorted(found - {mineral}))

    def _build_minerals(self) -> Mapping[str, frozenset[str]]:
        """Minerals under which each folded name is listed."""
        found: dict[str, set[str]] = defaultdict(set)
        for mineral in self._reference.mineral_keys:
            for listed in self._reference.names(mineral):
                found[name_forms(listed.name).key].add(mineral)
        return {key: frozenset(minerals) for key, minerals in found.items()}

    def agrees(self, smelter: Smelter, names: Iterable[str]) -> bool:
        """Whether any of the names is one of the smelter's, or close to one."""
        return any(self._is_named(smelter, name) for name in names)

    def name_issues(self, smelter: Smelter, row: RowNames) -> list[MatchIssue]:
        """What the names of a row say against a smelter found by id."""
        issues: list[MatchIssue] = [MatchIssue.LISTED_AS_NOT_LISTED] if row.said is Tier.UNLISTED else []
        for name in row.names:
            if self._is_named(smelter, name):
                continue
            hit = self.find(smelter.mineral, name)
            issue = MatchIssue.NAME_DIFFERS if hit else MatchIssue.NAME_NOT_RECORDED
            if issue not in issues:
                issues.append(issue)
        return issues

    def _is_named(self, smelter: Smelter, name: str) -> bool:
        hit = self.find(smelter.mineral, name)
        if hit:
            return smelter.smelter_id in hit.ids or _one_of(smelter, name)
        text = " ".join(name_forms(name).tokens)
        return any(
            fuzz.token_set_ratio(text, " ".join(name_forms(own).tokens)) >= _ALIKE for own in smelter.names
        )


_SAID = {Tier.UNLISTED: Reason.UNLISTED, Tier.UNIDENTIFIED: Reason.UNIDENTIFIED}


def _nameless(row: RowNames) -> Match:
    if row.said:
        return open_match(row.said, _SAID[row.said])
    return open_match(Tier.NONE, Reason.NO_NAME)


def _one_of(smelter: Smelter, name: str) -> bool:
    stripped = name_forms(name).stripped
    return any(name_forms(own).stripped == stripped for own in smelter.names)


def _may_be_automatic(hit: Hit, name: str, smelter: Smelter, country: str) -> bool:
    """A name that differs by its legal form may be a sister company: the country or the form must agree."""
    if hit.tier is not Tier.STRIPPED:
        return True
    agreement = compare_countries(country, smelter.country)
    if agreement is Agreement.DIFFERENT:
        return False
    own = name_forms(name).legal
    return agreement is Agreement.SAME or not own or not hit.legal or bool(own & hit.legal)
