"""What changed between two submissions of a supplier."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from mineralcheck.campaign.facts import smelter_line

_SMELTERS = """
SELECT mineral, smelter_id, name, declared_name, declared_lookup, declared_id
FROM smelter_row WHERE report_id = ? ORDER BY row
"""
_ANSWERS = """
SELECT question, mineral, cell, coalesce(value, text), comment FROM answer WHERE report_id = ?
"""
_REPORT = """
SELECT version, scope, effective_date, verdict, errors, smelter_list_sha256, answers_sha256, company
FROM report WHERE report_id = ?
"""


class NamedSmelter(NamedTuple):
    """A smelter as a submission names it; `smelter_id` is empty where it could not be resolved."""

    mineral: str
    smelter_id: str
    name: str


class ChangedAnswer(NamedTuple):
    """An answer that is another one now; `cell` is the place in the newer submission."""

    question: str
    mineral: str
    cell: str
    old: str
    new: str


class ChangedFact(NamedTuple):
    """A fact about the submission as such: `version`, `scope`, `effective_date`, `verdict`, `errors`."""

    name: str
    old: str
    new: str


class Changes(NamedTuple):
    """What changed from an older submission to a newer one.

    `same_smelters` and `same_answers` say that nothing at all changed there, comments included.
    """

    facts: tuple[ChangedFact, ...]
    answers: tuple[ChangedAnswer, ...]
    added: tuple[NamedSmelter, ...]
    removed: tuple[NamedSmelter, ...]
    kept: int
    same_smelters: bool
    same_answers: bool

    @property
    def says_otherwise(self) -> bool:
        """Whether an answer or a smelter is another one now."""
        return bool(self.answers or self.added or self.removed)

    @property
    def is_copy(self) -> bool:
        """Whether the newer one says what the older one said, a list of smelters included."""
        return self.same_smelters and self.same_answers and self.kept > 0


def changes_between(
    old_db: sqlite3.Connection,
    old_reports: Sequence[int],
    new_db: sqlite3.Connection,
    new_reports: Sequence[int],
) -> Changes:
    """Compare two submissions, which may be in two stores; each is a report, with those that continue it."""
    old, new = _report(old_db, old_reports[0]), _report(new_db, new_reports[0])
    before, after = _smelters(old_db, old_reports), _smelters(new_db, new_reports)
    whole = len(old_reports) == len(new_reports) == 1
    facts = (ChangedFact(name, old[name], new[name]) for name in _FACTS if old[name] != new[name])
    return Changes(
        facts=tuple(facts),
        answers=_answers_changed(_answers(old_db, old_reports[0]), _answers(new_db, new_reports[0])),
        added=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        removed=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        kept=len(after.keys() & before.keys()),
        same_smelters=old["smelters"] == new["smelters"] if whole else before.keys() == after.keys(),
        same_answers=old["answers"] == new["answers"],
    )


_FACTS = ("version", "scope", "effective_date", "verdict", "errors")
_COLUMNS = (*_FACTS, "smelters", "answers", "company")


def _report(db: sqlite3.Connection, report_id: int) -> dict[str, str]:
    row = db.execute(_REPORT, (report_id,)).fetchone()
    return {name: "" if value is None else str(value) for name, value in zip(_COLUMNS, row, strict=True)}


def _smelters(db: sqlite3.Connection, reports: Iterable[int]) -> dict[str, NamedSmelter]:
    found: dict[str, NamedSmelter] = {}
    rows = chain.from_iterable(db.execute(_SMELTERS, (report_id,)) for report_id in reports)
    for mineral, smelter_id, name, *declared in rows:
        shown = next((text for text in (name, *declared) if text), "")
        line = smelter_line(mineral, smelter_id, *declared)
        found.setdefault(line, NamedSmelter(mineral, smelter_id or "", shown))
    return found


_Answer = tuple[str, str, str]


def _answers(db: sqlite3.Connection, report_id: int) -> Mapping[tuple[str, str], _Answer]:
    rows = db.execute(_ANSWERS, (report_id,))
    return {(question, mineral): (cell, said, comment) for question, mineral, cell, said, comment in rows}


def _answers_changed(
    before: Mapping[tuple[str, str], _Answer], after: Mapping[tuple[str, str], _Answer]
) -> tuple[ChangedAnswer, ...]:
    """Answers to questions that either of the two asks; comments alone are no other answer."""
    found = []
    for question, mineral in sorted(before.keys() | after.keys()):
        old = before.get((question, mineral), ("", "", ""))
        new = after.get((question, mineral), ("", "", ""))
        if old[1] != new[1]:
            found.append(ChangedAnswer(question, mineral, new[0] or old[0], old[1], new[1]))
    return tuple(found)
