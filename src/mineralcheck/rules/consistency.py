"""MC3xx: answers that contradict each other or the lists."""

from collections.abc import Iterator

from mineralcheck.model.submission import Question
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.usage import none_used


@rule("MC307")
def listed_though_nothing_used(context: RuleContext) -> Iterator[Problem]:
    """Reported once: most likely the answers are wrong, not every row of the lists."""
    submission = context.submission
    smelters, mines = len(submission.smelters), len(submission.mines)
    if none_used(submission) and (smelters or mines):
        first = submission.answers[submission.minerals[0]][Question.INTENTIONALLY_ADDED]
        yield Problem(first.cell, params={"smelters": str(smelters), "mines": str(mines)})
