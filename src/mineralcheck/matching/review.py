"""Open matches as questions to a person, and the answers as decisions for the ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mineralcheck.matching.ledger import Decision, LedgerEntry
from mineralcheck.matching.names import name_forms
from mineralcheck.matching.rows import read_names
from mineralcheck.model.match import Candidate, DeclaredSmelter, Match, MatchIssue, Tier
from mineralcheck.model.text import fold
from mineralcheck.reference.countries import country_code
from mineralcheck.reference.minerals import mineral_key

OFFERED = 3
_SETTLED = frozenset({MatchIssue.NOT_A_SMELTER, MatchIssue.NAME_ONLY_UNDER_OTHER_MINERAL})
_OPEN = frozenset({Tier.SUGGESTED, Tier.AMBIGUOUS, Tier.UNLISTED, Tier.NONE})


class OpenRow(NamedTuple):
    """A row of a Smelter List with its match; `file` and `row` say where it stands."""

    file: str
    row: int
    declared: DeclaredSmelter
    match: Match


class Question(NamedTuple):
    """One name to decide on, however many rows have it. `places` are files with row, sorted."""

    mineral: str
    name: str
    country: str
    match: Match
    places: tuple[tuple[str, int], ...]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The entries to choose from, best first."""
        return self.match.candidates[:OFFERED]


def open_questions(rows: Iterable[OpenRow], *, suggested_only: bool = False) -> tuple[Question, ...]:
    """Questions that the open rows raise, the most frequent first.

    Rows that name no smelter, names that the ledger calls no smelter, and names of another mineral (which
    the supplier has to correct) are passed over. With
    `suggested_only` those without a confident suggestion are left out.
    """
    found: dict[tuple[str, str, str], list[OpenRow]] = defaultdict(list)
    for one in rows:
        name = _name(one.declared)
        settled = one.match.tier not in _OPEN or not _SETTLED.isdisjoint(one.match.issues)
        if settled or not name or (suggested_only and one.match.tier is not Tier.SUGGESTED):
            continue
        where = country_code(one.declared.country) or fold(one.declared.country)
        found[mineral_key(one.declared.mineral), name_forms(name).key, where].append(one)
    questions = [
        _question(sorted(same, key=lambda one: (one.file, one.row))) for _, same in sorted(found.items())
    ]
    return tuple(sorted(questions, key=lambda q: (-len(q.places), q.mineral, q.name, q.country)))


def _question(rows: Sequence[OpenRow]) -> Question:
    first = rows[0]
    return Question(
        mineral=first.declared.mineral,
        name=_name(first.declared),
        country=first.declared.country,
        match=first.match,
        places=tuple((one.file, one.row) for one in rows),
    )


def _name(declared: DeclaredSmelter) -> str:
    names = read_names(declared.lookup, declared.name).names
    return names[0] if names else ""


def decide(
    question: Question, decision: Decision, smelter_id: str, *, who: str, when: dt.date, why: str
) -> LedgerEntry:
    """The decision on a question as an entry of the ledger."""
    return LedgerEntry(
        question.mineral, question.name, question.country, decision, smelter_id, who, when, why
    )
