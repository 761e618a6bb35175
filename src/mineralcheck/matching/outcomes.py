"""Building matches: the one place that decides what a match of each tier carries."""

from collections.abc import Iterable

from mineralcheck.matching.reasons import Reason
from mineralcheck.model.match import Candidate, Match, MatchIssue, Tier
from mineralcheck.reference.countries import Agreement, compare_countries, country_code
from mineralcheck.reference.lists import Smelter

_SCORES = {Tier.ID: 100.0, Tier.EXACT: 100.0, Tier.FOLDED: 99.0, Tier.STRIPPED: 97.0, Tier.LEDGER: 100.0}


def candidate(smelter: Smelter, score: float) -> Candidate:
    """A smelter as a possible answer."""
    return Candidate(
        smelter_id=smelter.smelter_id, name=smelter.name, score=round(score, 1), country=smelter.country
    )


def matched(tier: Tier, smelter: Smelter, reason: str, issues: Iterable[MatchIssue] = ()) -> Match:
    """A match that figures count; the sentence on a retired smelter is added to the reason."""
    return Match(
        tier=tier,
        smelter_id=smelter.smelter_id,
        name=smelter.name,
        country=smelter.country,
        score=_SCORES[tier],
        reason=f"{reason} {Reason.RETIRED.format(sentence=smelter.retired)}" if smelter.retired else reason,
        issues=tuple(issues),
    )


def open_match(
    tier: Tier, reason: str, candidates: Iterable[Candidate] = (), issues: Iterable[MatchIssue] = ()
) -> Match:
    """A match left to a person: no id, so that nothing can count it."""
    candidates = tuple(candidates)
    score = candidates[0].score if candidates and tier is Tier.SUGGESTED else None
    return Match(tier=tier, score=score, reason=reason, candidates=candidates, issues=tuple(issues))


def smelter_issues(smelter: Smelter, country: str) -> list[MatchIssue]:
    """What is odd about a smelter whoever names it: it is retired, or declared in another country."""
    issues = [MatchIssue.RETIRED] if smelter.retired else []
    if not country:
        return issues
    agreement = compare_countries(country, smelter.country)
    if agreement is Agreement.DIFFERENT:
        issues.append(MatchIssue.COUNTRY_DIFFERS)
    elif agreement is Agreement.REGION:
        issues.append(MatchIssue.COUNTRY_REGION)
    elif country_code(country) is None:
        issues.append(MatchIssue.COUNTRY_UNKNOWN)
    return issues
