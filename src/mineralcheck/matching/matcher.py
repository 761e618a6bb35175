"""Declared smelter -> explained match: id, then name, then the ledger, then suggestions for a person."""

from functools import lru_cache

from mineralcheck.matching.by_name import NameMatcher
from mineralcheck.matching.ids import IdKind, IdReading, read_id
from mineralcheck.matching.ledger import Ledger
from mineralcheck.matching.names import name_forms
from mineralcheck.matching.outcomes import matched, smelter_issues
from mineralcheck.matching.reasons import Reason
from mineralcheck.matching.rows import RowNames, read_names
from mineralcheck.model.match import DeclaredSmelter, Match, MatchIssue, Tier
from mineralcheck.reference.entries import ReferenceIndex
from mineralcheck.reference.lists import Smelter

_CACHED_ROWS = 65_536


class Matcher:
    """Matches declared smelters against one reference and one ledger; repeated rows are remembered."""

    def __init__(self, reference: ReferenceIndex, ledger: Ledger | None = None) -> None:
        self.reference = reference
        self.ledger = ledger or Ledger()
        self.names = NameMatcher(reference, self.ledger)
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
        reading, row = _written(declared)
        smelter = self._listed(declared.mineral, reading, row)
        if smelter is not None:
            return self._by_id(declared, reading, row, smelter)
        match = self.names.match(declared.mineral, row, declared.country)
        if reading.kind is IdKind.BLANK:
            return match
        return self._with_id_issue(match, declared.smelter_id, reading)

    def _listed(self, mineral: str, reading: IdReading, row: RowNames) -> Smelter | None:
        if reading.cid is None:
            return None
        smelter = self.reference.by_id(mineral, reading.cid)
        if smelter and reading.kind is IdKind.NUMBER and not self.names.agrees(smelter, row.names):
            return None
        return smelter

    def _by_id(self, declared: DeclaredSmelter, reading: IdReading, row: RowNames, smelter: Smelter) -> Match:
        issues: list[MatchIssue] = []
        if reading.kind is not IdKind.CID:
            issues.append(MatchIssue.ID_REPAIRED)
        issues += self.names.name_issues(smelter, row)
        issues += smelter_issues(smelter, declared.country)
        return matched(Tier.ID, smelter, Reason.ID.format(name=smelter.name), issues)

    def _with_id_issue(self, match: Match, written: str, reading: IdReading) -> Match:
        """A match by name beside an id that leads nowhere in this mineral."""
        if reading.cid is None or reading.kind is IdKind.NUMBER:
            issue, note = MatchIssue.ID_NOT_CID, Reason.ID_NOT_CID.format(id=written)
        elif minerals := self.reference.minerals_of(reading.cid):
            issue = MatchIssue.OTHER_MINERAL
            note = Reason.ID_UNDER_OTHER_MINERAL.format(id=reading.cid, minerals=", ".join(minerals))
        else:
            issue, note = MatchIssue.UNKNOWN_ID, Reason.UNKNOWN_ID.format(id=reading.cid)
        return match.model_copy(update={"issues": (issue, *match.issues), "reason": f"{note} {match.reason}"})


def _written(declared: DeclaredSmelter) -> tuple[IdReading, RowNames]:
    """Id and names of a row; an id written where the name belongs is taken as id when its column is blank."""
    reading, row = read_id(declared.smelter_id), read_names(declared.lookup, declared.name)
    ids = {name: one for name in row.names if (one := read_id(name)).kind in (IdKind.CID, IdKind.REPAIRED)}
    if not ids:
        return reading, row
    names = RowNames(tuple(name for name in row.names if name not in ids), row.said)
    if reading.kind is IdKind.BLANK:
        return IdReading(IdKind.REPAIRED, next(iter(ids.values())).cid), names
    return reading, names


def _names_supplier(declared: DeclaredSmelter, supplier: str) -> bool:
    own = name_forms(supplier).stripped
    return any(name_forms(name).stripped == own for name in (declared.lookup, declared.name) if name)
