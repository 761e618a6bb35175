"""Declared smelter -> explained match: id, then name, then the ledger, then suggestions for a person."""

from functools import lru_cache

from mineralcheck.matching.by_name import NameMatcher
from mineralcheck.matching.ids import IdKind, IdReading, read_id
from mineralcheck.matching.ledger import Ledger
from mineralcheck.matching.names import name_forms
from mineralcheck.matching.outcomes import candidate, matched, smelter_issues
from mineralcheck.matching.reasons import Reason
from mineralcheck.matching.rows import RowNames, read_names
from mineralcheck.model.match import Candidate, DeclaredSmelter, Match, MatchIssue, Tier
from mineralcheck.reference.entries import ReferenceIndex
from mineralcheck.reference.lists import Smelter

_CACHED_ROWS = 65_536


class Matcher:
    """Matches declared smelters against one reference and one ledger; repeated rows are remembered."""

    def __init__(self, reference: ReferenceIndex, ledger: Ledger | None = None) -> None:
        self.reference = reference
        self.ledger = ledger or Ledger()
        self._names = NameMatcher(reference, self.ledger)
        self._cached = lru_cache(maxsize=_CACHED_ROWS)(self._match)

    def __reduce__(self) -> tuple[type["Matcher"], tuple[ReferenceIndex, Ledger]]:
        return type(self), (self.reference, self.ledger)

    def match(self, declared: DeclaredSmelter, supplier: str = "") -> Match:
        """Resolve one declared smelter; `supplier` is the name of the declaring company, where known."""
        match = self._cached(declared)
        if supplier and not match.tier.matched and _names_supplier(declared, supplier):
            issues = (*match.issues, MatchIssue.NAMES_SUPPLIER)
            return match.model_copy(update={"issues": issues})
        return match

    def _match(self, declared: DeclaredSmelter) -> Match:
        reading = read_id(declared.smelter_id)
        row = read_names(declared.lookup, declared.name)
        smelter = self._listed(declared.mineral, reading, row)
        if smelter is not None:
            return self._by_id(declared, reading, row, smelter)
        issues, others = self._id_issues(reading)
        match = self._names.match(declared.mineral, row, declared.country)
        candidates = match.candidates
        if not match.tier.matched:
            candidates = (*others, *(c for c in candidates if c not in others))
        return match.model_copy(update={"issues": (*issues, *match.issues), "candidates": candidates})

    def _listed(self, mineral: str, reading: IdReading, row: RowNames) -> Smelter | None:
        if reading.cid is None:
            return None
        smelter = self.reference.by_id(mineral, reading.cid)
        if smelter and reading.kind is IdKind.NUMBER and not self._names.agrees(smelter, row.names):
            return None
        return smelter

    def _by_id(self, declared: DeclaredSmelter, reading: IdReading, row: RowNames, smelter: Smelter) -> Match:
        issues: list[MatchIssue] = []
        if reading.kind is not IdKind.CID:
            issues.append(MatchIssue.ID_REPAIRED)
        issues += self._names.name_issues(smelter, row)
        issues += smelter_issues(smelter, declared.country)
        return matched(Tier.ID, smelter, Reason.ID.format(name=smelter.name), issues)

    def _id_issues(self, reading: IdReading) -> tuple[tuple[MatchIssue, ...], tuple[Candidate, ...]]:
        if reading.kind is IdKind.BLANK:
            return (), ()
        if reading.cid is None or reading.kind is IdKind.NUMBER:
            return (MatchIssue.ID_NOT_CID,), ()
        minerals = self.reference.minerals_of(reading.cid)
        if not minerals:
            return (MatchIssue.UNKNOWN_ID,), ()
        found = (self.reference.by_id(other, reading.cid) for other in minerals)
        return (MatchIssue.OTHER_MINERAL,), tuple(candidate(smelter, 0.0) for smelter in found if smelter)


def _names_supplier(declared: DeclaredSmelter, supplier: str) -> bool:
    own = name_forms(supplier).stripped
    return any(name_forms(name).stripped == own for name in (declared.lookup, declared.name) if name)
