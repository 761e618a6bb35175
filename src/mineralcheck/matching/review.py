"""Open matches as questions to a person, and the answers as decisions for the ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mineralcheck.matching.ledger import Decision, LedgerEntry
from mineralcheck.matching.names import name_forms
from mineralcheck.matching.rows import read_names
from mineralcheck.model.errors import UsageError
from mineralcheck.model.match import Candidate, DeclaredSmelter, Match, MatchIssue, Tier
from mineralcheck.model.text import fold
from mineralcheck.reference.countries import country_code
from mineralcheck.reference.minerals import mineral_key
from mineralcheck.reference.rows import is_cid

_OFFERED = 3
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
        return self.match.candidates[:_OFFERED]


def open_questions(rows: Iterable[OpenRow], *, suggested_only: bool = False) -> tuple[Question, ...]:
    """Questions that the open rows raise, the most frequent first.

    Rows that name no smelter, and names that the ledger calls no smelter, are settled. With
    `suggested_only` those without a confident suggestion are left out.
    """
    found: dict[tuple[str, str, str], list[OpenRow]] = defaultdict(list)
    for one in rows:
        name = _name(one.declared)
        settled = MatchIssue.NOT_A_SMELTER in one.match.issues or one.match.tier not in _OPEN
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


REVIEW_COLUMNS = (
    "mineral",
    "name",
    "country",
    "rows",
    "first place",
    "reason",
    *(
        f"{field} {place}"
        for place in range(1, _OFFERED + 1)
        for field in ("candidate", "id", "country of", "score")
    ),
    "decision",
    "smelter_id",
    "why",
)
"""Columns of the spreadsheet to fill in; the last three are empty."""


def review_row(question: Question) -> tuple[str, ...]:
    """A question as a row of the spreadsheet to fill in."""
    offered: list[str] = []
    for one in question.candidates:
        offered += [one.name, one.smelter_id, one.country, f"{one.score:.0f}"]
    offered += [""] * (4 * _OFFERED - len(offered))
    file, row = question.places[0]
    place = f"{file}, row {row}"
    head = (question.mineral, question.name, question.country, str(len(question.places)), place)
    return (*head, question.match.reason, *offered, "", "", "")


def answered(values: Mapping[str, str], place: str, *, who: str, when: dt.date) -> list[LedgerEntry]:
    """The decisions in a filled row: none when it was left blank.

    `accept` takes `smelter_id`, else the first candidate; `reject` without a `smelter_id` rejects all that were
    offered. Raises UsageError that names the place and what is wrong there.
    """
    decision = fold(values.get("decision", "")).replace(" ", "_")
    if not decision:
        return []
    if decision not in set(Decision):
        raise UsageError(
            f"{place}: the decision is {decision!r}; use {', '.join(Decision)}, or leave it blank."
        )
    offered = [values.get(f"id {place_}", "") for place_ in range(1, _OFFERED + 1)]
    chosen = [values.get("smelter_id", "")] if values.get("smelter_id") else [one for one in offered if one]
    if decision == Decision.NOT_A_SMELTER:
        chosen = [""]
    elif not chosen or not all(map(is_cid, chosen)):
        raise UsageError(f"{place}: to {decision} needs a smelter_id such as CID and six digits.")
    ids = chosen[:1] if decision == Decision.ACCEPT else chosen
    why = values.get("why") or "reviewed"
    return [
        LedgerEntry(
            values.get("mineral", ""),
            values.get("name", ""),
            values.get("country", ""),
            Decision(decision),
            one,
            who,
            when,
            why,
        )
        for one in ids
    ]
