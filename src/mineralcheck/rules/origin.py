"""MC31x and MC32x: what is said of origin and recycling, beside what the lists say."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import Question, SmelterRow
from mineralcheck.model.text import fold
from mineralcheck.rules.areas import asked_about, named_countries
from mineralcheck.rules.consistency import answers_to
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import row_numbers

_ORIGIN = (Question.FROM_COVERED_COUNTRIES, Question.FROM_CAHRA)
_UNKNOWN = frozenset({"Unknown", "Uncertain or Unknown"})


class _Origin(NamedTuple):
    cell: Cell
    country: str


def _origins(context: RuleContext, mineral: str, question: Question) -> Iterator[_Origin]:
    """Mine countries in the lists that a question about origin means."""
    meant = asked_about(context, question)
    submission = context.submission
    cells = [row.mine_countries for row in submission.smelters if row.mineral == mineral]
    cells += [mine.mine_country for mine in submission.mines if mine.mineral == mineral]
    for cell in cells:
        for code, country in named_countries(cell.raw):
            if code in meant:
                yield _Origin(cell, country)


def _beside_origin(context: RuleContext, said: frozenset[str]) -> Iterator[Problem]:
    for question in _ORIGIN:
        for mineral, answer in answers_to(context, question):
            origin = next(_origins(context, mineral, question), None)
            if answer.value in said and origin:
                yield Problem(
                    answer.cell,
                    found=answer.cell.raw,
                    params={"country": origin.country, "at": str(origin.cell.at)},
                    terms={"question": f"{question}|{mineral}"},
                )


@rule("MC311")
def origin_denied_though_listed(context: RuleContext) -> Iterator[Problem]:
    """The lists name a mine where the answer says that nothing comes from."""
    yield from _beside_origin(context, frozenset({"No"}))


@rule("MC312")
def origin_unknown_though_listed(context: RuleContext) -> Iterator[Problem]:
    """The lists know what the answer does not."""
    yield from _beside_origin(context, _UNKNOWN)


@rule("MC313")
def origin_not_substantiated(context: RuleContext) -> Iterator[Problem]:
    """Any answer but No and Unknown says that something comes from there; somebody has to say what."""
    for question in _ORIGIN:
        for mineral, answer in answers_to(context, question):
            affirmed = answer.value not in (None, "No", *_UNKNOWN)
            if affirmed and answer.comment.is_empty and not any(_origins(context, mineral, question)):
                yield Problem(answer.comment, terms={"question": f"{question}|{mineral}"})


@cache
def _words() -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("data", "yes_no.toml").read_text(encoding="utf-8")
    return {fold(word): answer for answer, words in tomllib.loads(text).items() for word in words}


def recycled_said(text: str) -> str | None:
    """What a cell of the recycled column says in any display language: `yes`, `no`, or nothing clear."""
    return _words().get(fold(text))


def _recycled(context: RuleContext, mineral: str) -> list[tuple[SmelterRow, str | None]]:
    """Rows of a mineral with what their recycled column says: `yes`, `no` or nothing clear."""
    rows = [row for row in context.submission.smelters if row.mineral == mineral]
    return [(row, recycled_said(row.all_recycled_or_scrap.raw)) for row in rows]


def _recycling(context: RuleContext) -> Iterator[tuple[str, str, Problem]]:
    """Answer to the recycling question, what the rows say as a whole, and the problem if they contradict."""
    for mineral, answer in answers_to(context, Question.ALL_RECYCLED_OR_SCRAP):
        rows = _recycled(context, mineral)
        denying = [row for row, said in rows if said == "no"]
        all_say_yes = bool(rows) and all(said == "yes" for _, said in rows)
        told = "no" if denying else "yes" if all_say_yes else ""
        named = denying or [row for row, _ in rows]
        params, terms = row_numbers(named)
        terms["mineral"] = mineral
        problem = Problem(answer.cell, found=answer.cell.raw, params=params, terms=terms)
        yield answer.value or "", told, problem


@rule("MC321")
def recycled_though_rows_deny(context: RuleContext) -> Iterator[Problem]:
    """All of it cannot be recycled when a smelter also takes ore."""
    yield from (problem for value, told, problem in _recycling(context) if (value, told) == ("Yes", "no"))


@rule("MC322")
def not_recycled_though_all_rows_are(context: RuleContext) -> Iterator[Problem]:
    """If every smelter takes recycled material only, so does the mineral as a whole."""
    yield from (problem for value, told, problem in _recycling(context) if (value, told) == ("No", "yes"))


@rule("MC323")
def recycling_unknown_though_rows_know(context: RuleContext) -> Iterator[Problem]:
    """The rows answer what the question leaves open."""
    yield from (problem for value, told, problem in _recycling(context) if value in _UNKNOWN and told)
