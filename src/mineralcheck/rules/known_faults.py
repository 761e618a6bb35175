"""MC001: faults of official templates, and the findings they excuse."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Finding
from mineralcheck.model.submission import CompanyField, CompanyQuestion
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import id_cell

# Upper limit of the data validation in these revisions.
_LAST_DATE = dt.date(2026, 3, 31)
_FIRST_ROW = 5


class KnownFault(BaseModel):
    """A fault of some revisions. A template without a revision means all of its family."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    templates: tuple[str, ...]
    trigger: str | None = None
    ids: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()
    what: str
    remedy: str

    def concerns(self, context: RuleContext) -> bool:
        """Whether a template is of a revision with this fault."""
        template = context.submission.template
        return bool({template.family, f"{template.family} {template.version}"} & set(self.templates))


@cache
def known_faults() -> tuple[KnownFault, ...]:
    """All known faults, as `data/known_faults.toml` lists them."""
    text = resources.files(__package__).joinpath("data", "known_faults.toml").read_text(encoding="utf-8")
    return tuple(KnownFault.model_validate({"name": n} | body) for n, body in tomllib.loads(text).items())


Trigger = Callable[[RuleContext, KnownFault], Iterator[CellRef]]


def _row_ids(context: RuleContext, fault: KnownFault) -> Iterator[CellRef]:
    return (id_cell(row).at for row in context.submission.smelters if id_cell(row).text in fault.ids)


def _leftover_row(context: RuleContext, fault: KnownFault) -> Iterator[CellRef]:
    return (at for at in _row_ids(context, fault) if at.row == _FIRST_ROW)


def _typed_country(context: RuleContext, _: KnownFault) -> Iterator[CellRef]:
    countries = (row.smelter_country for row in context.submission.smelters)
    return (cell.at for cell in countries if not cell.is_empty and not cell.text.isupper())


def _address_without_www(context: RuleContext, _: KnownFault) -> Iterator[CellRef]:
    answer = context.submission.company_answers[CompanyQuestion.POLICY_PUBLIC]
    if answer.value == "Yes" and len(answer.comment.text) > 1 and "www" not in answer.comment.raw:
        yield answer.comment.at


def _policy_without_comment(context: RuleContext, _: KnownFault) -> Iterator[CellRef]:
    answer = context.submission.company_answers[CompanyQuestion.POLICY_ESTABLISHED]
    if answer.value == "Yes" and len(answer.comment.raw) < 2:
        yield answer.comment.at


def _date_refused(context: RuleContext, _: KnownFault) -> Iterator[CellRef]:
    if context.today > _LAST_DATE and context.submission.effective_date is None:
        yield context.submission.fields[CompanyField.EFFECTIVE_DATE].at


TRIGGERS: Mapping[str, Trigger] = {
    "row_ids": _row_ids,
    "leftover_row": _leftover_row,
    "typed_country": _typed_country,
    "address_without_www": _address_without_www,
    "policy_without_comment": _policy_without_comment,
    "date_refused": _date_refused,
}


def met_faults(context: RuleContext) -> Iterator[tuple[KnownFault, CellRef]]:
    """Faults that a file shows, each with the cell where it does."""
    for fault in known_faults():
        if fault.trigger and fault.concerns(context):
            yield from ((fault, at) for at in TRIGGERS[fault.trigger](context, fault))


@rule("MC001")
def known_template_fault(context: RuleContext) -> Iterator[Problem]:
    """Silent in a blank template, which is nobody's declaration."""
    if not context.submission.text(CompanyField.COMPANY_NAME):
        return
    for fault, at in met_faults(context):
        template = context.submission.template
        yield Problem(
            at,
            params={"template": f"{template.family} {template.version}"},
            terms={"what": f"fault.{fault.name}.what", "remedy": f"fault.{fault.name}.remedy"},
        )


def without_excused(findings: tuple[Finding, ...], context: RuleContext) -> tuple[Finding, ...]:
    """Findings but those that a fault of the template explains."""
    excused = {(code, at.sheet, at.row) for fault, at in met_faults(context) for code in fault.excuses}
    return tuple(
        finding
        for finding in findings
        if finding.cell is None or (finding.code, finding.cell.sheet, finding.cell.row) not in excused
    )
