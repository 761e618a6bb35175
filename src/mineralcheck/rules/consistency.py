"""MC3xx: answers that contradict each other or the lists."""

from collections.abc import Iterator

from mineralcheck.model.submission import Answer, Question, SmelterKind, SmelterRow
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import is_entry, is_unidentified, row_numbers
from mineralcheck.rules.usage import GATES, Use, minerals_with, none_used


def answers_to(context: RuleContext, question: Question) -> Iterator[tuple[str, Answer]]:
    """Answers to a question for the minerals that are used."""
    for mineral in minerals_with(context.submission, Use.USED):
        answer = context.submission.answers[mineral].get(question)
        if answer is not None:
            yield mineral, answer


def says_yes(answer: Answer) -> bool:
    """Whether an answer is a Yes, also with an explanation (`Yes all smelters have been provided`)."""
    return answer.value is not None and answer.value.startswith("Yes")


def unidentified_rows(context: RuleContext, mineral: str) -> list[SmelterRow]:
    """Rows of a mineral that say or show that the smelter is not known."""
    return [
        row for row, match in context.matched_rows() if row.mineral == mineral and is_unidentified(row, match)
    ]


@rule("MC301")
def identified_below_full_response(context: RuleContext) -> Iterator[Problem]:
    """Who has not answered may use smelters that nobody has named."""
    responses = dict(answers_to(context, Question.SUPPLIER_RESPONSE))
    for mineral, answer in answers_to(context, Question.ALL_SMELTERS_IDENTIFIED):
        response = responses[mineral]
        if says_yes(answer) and response.value not in (None, response.choices[0]):
            yield Problem(
                answer.cell,
                found=answer.cell.raw,
                params={"response": response.cell.raw, "at": response.cell.at.address},
                terms={"mineral": mineral},
            )


@rule("MC302")
def reported_though_incomplete(context: RuleContext) -> Iterator[Problem]:
    """Rows without a listed smelter show that information is missing."""
    for mineral, answer in answers_to(context, Question.ALL_SMELTER_INFORMATION_REPORTED):
        not_listed = [
            row
            for row in context.submission.smelters
            if row.mineral == mineral and row.kind is SmelterKind.NOT_LISTED
        ]
        rows = sorted({row.row: row for row in (*unidentified_rows(context, mineral), *not_listed)}.items())
        if says_yes(answer) and rows:
            params, terms = row_numbers([row for _, row in rows])
            yield Problem(
                answer.cell, found=answer.cell.raw, params=params, terms=terms | {"mineral": mineral}
            )


@rule("MC303")
def identified_though_unidentified(context: RuleContext) -> Iterator[Problem]:
    """The list itself says that a smelter is not identified."""
    for mineral, answer in answers_to(context, Question.ALL_SMELTERS_IDENTIFIED):
        rows = unidentified_rows(context, mineral)
        if says_yes(answer) and rows:
            params, terms = row_numbers(rows)
            yield Problem(
                answer.cell, found=answer.cell.raw, params=params, terms=terms | {"mineral": mineral}
            )


@rule("MC307")
def listed_though_nothing_used(context: RuleContext) -> Iterator[Problem]:
    """Reported once: most likely the answers are wrong, not every row of the lists."""
    submission = context.submission
    smelters = sum(is_entry(row) for row in submission.smelters)
    mines = len(submission.mines)
    if none_used(submission) and (smelters or mines):
        first = submission.answers[submission.minerals[0]][Question.INTENTIONALLY_ADDED]
        yield Problem(first.cell, params={"smelters": str(smelters), "mines": str(mines)})


@rule("MC308")
def use_unknown_though_listed(context: RuleContext) -> Iterator[Problem]:
    """Whoever names the smelter or the mine of a mineral knows that it is used."""
    submission = context.submission
    rows = [(row.mineral, row.metal) for row in submission.smelters if is_entry(row)]
    rows += [(mine.mineral, mine.metal) for mine in submission.mines]
    for mineral in minerals_with(submission, Use.UNDECIDED):
        listed = next((cell for named, cell in rows if named == mineral), None)
        gates = (submission.answers[mineral].get(question) for question in GATES)
        unknown = next((answer for answer in gates if answer and answer.value == "Unknown"), None)
        if listed is not None and unknown is not None:
            yield Problem(unknown.cell, params={"at": str(listed.at)}, terms={"mineral": mineral})
