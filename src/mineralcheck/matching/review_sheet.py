"""Questions as a table to fill in with a spreadsheet, and the filled table as decisions."""

import datetime as dt
from collections.abc import Mapping

from mineralcheck.matching.ledger import Decision, LedgerEntry
from mineralcheck.matching.review import OFFERED, Question
from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold
from mineralcheck.reference.rows import is_cid

_OFFER = ("candidate", "id", "country of", "score")
_TO_FILL_IN = ("decision", "smelter_id", "why")

COLUMNS = (
    *("mineral", "name", "country", "rows", "first place", "reason"),
    *(f"{field} {number}" for number in range(1, OFFERED + 1) for field in _OFFER),
    *_TO_FILL_IN,
)
"""Columns of the table; the last three are for the person to fill in."""


def sheet_row(question: Question) -> tuple[str, ...]:
    """A question as a row of the table."""
    offered: list[str] = []
    for one in question.candidates:
        offered += [one.name, one.smelter_id, one.country, f"{one.score:.0f}"]
    offered += [""] * (len(_OFFER) * OFFERED - len(offered))
    file, row = question.places[0]
    head = (question.mineral, question.name, question.country, str(len(question.places)))
    return (*head, f"{file}, row {row}", question.match.reason, *offered, "", "", "")


def decisions(values: Mapping[str, str], place: str, *, who: str, when: dt.date) -> list[LedgerEntry]:
    """The decisions in a filled row: none when it was left blank.

    `accept` takes `smelter_id`, else the first candidate; `reject` without a `smelter_id` rejects all that
    were offered. Raises UsageError that names the place and what is wrong there.
    """
    written = fold(values.get("decision", "")).replace(" ", "_")
    if not written:
        return []
    if written not in set(Decision):
        known = ", ".join(Decision)
        raise UsageError(f"{place}: the decision is {written!r}; use {known}, or leave it blank.")
    decision = Decision(written)
    mineral, name, country = (values.get(column, "") for column in ("mineral", "name", "country"))
    if not mineral or not name:
        raise UsageError(f"{place}: mineral or name is blank.")
    why = values.get("why") or "reviewed"
    ids = _chosen(values, decision, place)
    return [LedgerEntry(mineral, name, country, decision, one, who, when, why) for one in ids]


def _chosen(values: Mapping[str, str], decision: Decision, place: str) -> list[str]:
    if decision is Decision.NOT_A_SMELTER:
        return [""]
    offered = [values.get(f"id {number}", "") for number in range(1, OFFERED + 1)]
    named = values.get("smelter_id", "")
    chosen = [named] if named else [one for one in offered if one]
    if not chosen or not all(map(is_cid, chosen)):
        raise UsageError(f"{place}: to {decision} needs a smelter_id such as CID and six digits.")
    return chosen[:1] if decision is Decision.ACCEPT else chosen
