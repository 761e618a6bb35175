"""How every question was answered: the entries of its drop-down list, and how often each was chosen."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.campaign.parts import mineral_part
from mineralcheck.campaign.view import View
from mineralcheck.model.submission import CompanyQuestion, Question

BLANK = "(blank)"
OTHER = "(another text)"
_COUNTS = """
SELECT question, mineral, CASE WHEN value IS NOT NULL THEN value WHEN text = '' THEN ? ELSE ? END AS shown,
  count(*) FROM counted JOIN answer USING (report_id) GROUP BY question, mineral, shown
ORDER BY question, mineral, shown
"""
_ORDER = {name: place for place, name in enumerate((*Question, *CompanyQuestion))}


class AnswerCount(NamedTuple):
    """How many submissions gave an answer, of how many that were asked; blank mineral: the whole company."""

    question: str
    mineral: str
    answer: str
    given: int
    of: int


def answer_counts(view: View) -> tuple[AnswerCount, ...]:
    """Answers to every question, in the order of the template; most frequent answers first."""
    rows = view.db.execute(_COUNTS, (BLANK, OTHER)).fetchall()
    asked: Counter[tuple[str, str]] = Counter()
    for question, mineral, _, given in rows:
        asked[question, mineral] += given
    counts = (
        AnswerCount(question, mineral, answer, given, asked[question, mineral])
        for question, mineral, answer, given in rows
    )
    return tuple(sorted(counts, key=_order))


def _order(one: AnswerCount) -> tuple[int, tuple[int, int, str, str], bool, int, str]:
    mineral = mineral_part(one.mineral).order
    last = one.answer in (BLANK, OTHER)
    return _ORDER.get(one.question, len(_ORDER)), mineral, last, -one.given, one.answer


class GivenAnswer(NamedTuple):
    """One answer with its place."""

    supplier_id: str
    file: str
    cell: str
    question: str
    mineral: str
    answer: str
    comment: str


def given_answers(view: View, question: str, mineral: str | None = None) -> Iterator[GivenAnswer]:
    """Every answer to a question, in order of the files."""
    rows = view.db.execute(
        "SELECT supplier_id, path, cell, question, mineral, coalesce(value, nullif(text, ''), ?), comment "
        "FROM counted JOIN answer USING (report_id) WHERE question = ? AND mineral = coalesce(?, mineral) "
        "ORDER BY file_id, mineral",
        (BLANK, question, mineral),
    )
    for row in rows:
        yield GivenAnswer(*row)
