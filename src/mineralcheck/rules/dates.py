"""MC12x: the effective date."""

import datetime as dt
from collections.abc import Iterator

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import CompanyField
from mineralcheck.reader.dates import DateProblem, read_date
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.templates.registry import release_date

# Lower limit of the template's own data validation.
EARLIEST = dt.date(2006, 12, 31)
# It may already be tomorrow where the supplier is.
_TIME_ZONES = dt.timedelta(days=1)


def _cell(context: RuleContext) -> Cell:
    return context.submission.fields[CompanyField.EFFECTIVE_DATE]


def _without_date(context: RuleContext, problem: DateProblem) -> Iterator[Problem]:
    cell = _cell(context)
    if context.submission.effective_date is None and not cell.is_empty and read_date(cell).problem is problem:
        yield Problem(cell, found=cell.raw)


@rule("MC121")
def unreadable_date(context: RuleContext) -> Iterator[Problem]:
    """A text that is no date."""
    yield from _without_date(context, DateProblem.UNREADABLE)


@rule("MC122")
def ambiguous_date(context: RuleContext) -> Iterator[Problem]:
    """A text whose day and month could be exchanged; it is never guessed."""
    yield from _without_date(context, DateProblem.AMBIGUOUS)


@rule("MC123")
def future_date(context: RuleContext) -> Iterator[Problem]:
    """A form cannot have been completed after the day of the check."""
    date = context.submission.effective_date
    if date is not None and date > context.today + _TIME_ZONES:
        yield Problem(_cell(context), found=date.isoformat(), params={"today": context.today.isoformat()})


@rule("MC124")
def date_before_template_limit(context: RuleContext) -> Iterator[Problem]:
    """The template refuses such a date when it is typed, so it was pasted or misread."""
    date = context.submission.effective_date
    if date is not None and date < EARLIEST:
        yield Problem(_cell(context), found=date.isoformat(), params={"limit": EARLIEST.isoformat()})


@rule("MC125")
def date_before_release(context: RuleContext) -> Iterator[Problem]:
    """Nobody can have completed a form that did not exist yet."""
    date, template = context.submission.effective_date, context.submission.template
    released = release_date(template.family, template.version)
    if date is not None and released is not None and EARLIEST <= date < released:
        params = {"released": released.isoformat(), "template": f"{template.family} {template.version}"}
        yield Problem(_cell(context), found=date.isoformat(), params=params)
