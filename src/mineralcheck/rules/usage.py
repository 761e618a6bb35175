"""Whether a mineral is used, as the first questions of the form say it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from mineralcheck.model.submission import Answer, Family, Question, Submission, TemplateInfo
from mineralcheck.templates.registry import version_key

_NEGATIVE = frozenset({"No", "Not declaring", "Not applicable for this declaration"})
GATES = (Question.INTENTIONALLY_ADDED, Question.REMAINS_IN_PRODUCT)


class Use(StrEnum):
    """What the declaration says about a mineral."""

    USED = "used"
    UNUSED = "unused"
    UNDECIDED = "undecided"


def value_of(submission: Submission, mineral: str, question: Question) -> str | None:
    """Answer to a question for a mineral; None when it is blank, off the list or not asked."""
    answer = submission.answers.get(mineral, {}).get(question)
    return answer.value if answer else None


def use_of(submission: Submission, mineral: str) -> Use:
    """Use of a mineral by the gates of the Checker sheet."""
    gates = [gate for gate in GATES if gate in submission.answers.get(mineral, {})]
    return use_by(submission.template, [value_of(submission, mineral, gate) for gate in gates])


def use_by(template: TemplateInfo, values: Sequence[str | None]) -> Use:
    """Use of a mineral by the answers to those of the first two questions that the template asks.

    A "No" to either takes a mineral out of the declaration; in CMRT 3.x both must be denied.
    """
    denied = [value in _NEGATIVE for value in values]
    if all(denied) if _needs_both(template) else any(denied):
        return Use.UNUSED if denied else Use.UNDECIDED
    if values and values[0] == "Yes" and None not in values and "Unknown" not in values:
        return Use.USED
    return Use.UNDECIDED


def _needs_both(template: TemplateInfo) -> bool:
    return template.family is Family.CMRT and 3 <= version_key(template.layout)[0] < 4


def minerals_with(submission: Submission, use: Use) -> tuple[str, ...]:
    """Minerals of the declaration with this use, in their order."""
    return tuple(mineral for mineral in submission.minerals if use_of(submission, mineral) is use)


def later_answers(submission: Submission, mineral: str) -> Iterator[tuple[Question, Answer]]:
    """Answers after the gates that a person filled in."""
    for question, answer in submission.answers.get(mineral, {}).items():
        if question not in GATES and not answer.cell.is_empty:
            yield question, answer


def none_used(submission: Submission) -> bool:
    """Whether the declaration says of every mineral that it is not used."""
    minerals = submission.minerals
    return bool(minerals) and all(use_of(submission, mineral) is Use.UNUSED for mineral in minerals)
