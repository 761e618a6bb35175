"""MC10x and MC112: the company block, and what must be filled in at all."""

from collections.abc import Iterator

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.submission import CompanyField, CompanyQuestion, Scope
from mineralcheck.model.text import fold
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.placeholders import is_placeholder, says_not_available
from mineralcheck.rules.registry import rule
from mineralcheck.rules.usage import Use, use_of

_NAMED = (
    CompanyField.COMPANY_NAME,
    CompanyField.SCOPE_DESCRIPTION,
    CompanyField.CONTACT_NAME,
    CompanyField.CONTACT_PHONE,
    CompanyField.AUTHORIZER_NAME,
)
_EMAILS = (CompanyField.CONTACT_EMAIL, CompanyField.AUTHORIZER_EMAIL)


@rule("MC101")
def open_required_field(context: RuleContext) -> Iterator[Problem]:
    """What the Checker counts as open and no other rule explains better."""
    for item in context.completeness:
        if item.open and not _explained_elsewhere(item, context):
            yield Problem(_place(item, context), terms={"field": _name(item)})
    yield from _undescribed_survey(context)


def _name(item: CompletenessItem) -> str:
    return f"{item.topic}|{item.mineral}" if item.mineral else item.topic


def _undescribed_survey(context: RuleContext) -> Iterator[Problem]:
    """In EMRT 1.x and CRT the Checker wants the comment, and counts the answer beside it as open."""
    survey = context.submission.company_answers.get(CompanyQuestion.SUPPLIERS_SURVEYED)
    open_cells = {item.cell for item in context.completeness if item.open}
    if survey and survey.value is not None and survey.cell.at in open_cells and survey.comment.is_blank:
        yield Problem(survey.comment, terms={"field": "comment|suppliers_surveyed"})


def _explained_elsewhere(item: CompletenessItem, context: RuleContext) -> bool:
    cell = context.declaration_cells.get(item.cell) if item.cell else None
    if cell is not None and not (cell.is_empty or cell.is_blank):
        return True
    if item.topic == "policy_url":
        return True
    if item.topic == CompanyField.SCOPE_DESCRIPTION:
        return context.submission.scope is Scope.USER_DEFINED
    if item.topic == "smelters":
        minerals = (item.mineral,) if item.mineral else context.submission.minerals
        return any(use_of(context.submission, mineral) is Use.USED for mineral in minerals)
    return item.id in ("products", "smelters.not_listed")


def _place(item: CompletenessItem, context: RuleContext) -> CellRef | None:
    table = context.layout.smelters
    places = {
        "smelters": CellRef(table.sheet, table.first_row, table.column("metal")),
        "minerals.scope": _first(context.submission.selections),
        "minerals.other": _first(context.submission.other_minerals),
    }
    return item.cell or places.get(item.topic)


def _first(cells: tuple[Cell, ...]) -> CellRef | None:
    return cells[0].at if cells else None


@rule("MC102")
def blank_looking_field(context: RuleContext) -> Iterator[Problem]:
    """A space or an invisible character satisfies the Checker, but nobody can read it."""
    for item in context.completeness:
        cell = context.declaration_cells.get(item.cell) if item.cell else None
        if item.required and item.complete and cell is not None and cell.is_empty:
            yield Problem(cell, found=cell.raw, terms={"field": _name(item)})


@rule("MC103")
def user_defined_scope_without_description(context: RuleContext) -> Iterator[Problem]:
    """A user-defined scope means nothing without its description."""
    submission = context.submission
    description = submission.fields.get(CompanyField.SCOPE_DESCRIPTION)
    if submission.scope is Scope.USER_DEFINED and description is not None and description.is_blank:
        yield Problem(description)


@rule("MC104")
def scope_outside_list(context: RuleContext) -> Iterator[Problem]:
    """A scope in other words cannot be compared."""
    cell = context.submission.fields.get(CompanyField.DECLARATION_SCOPE)
    if cell is not None and not cell.is_empty and context.submission.scope is None:
        options = [option for texts in context.layout.scopes.values() for option in texts]
        yield Problem(cell, found=cell.raw, expected="; ".join(sorted(options)))


@rule("MC105")
def placeholder(context: RuleContext) -> Iterator[Problem]:
    """A placeholder fills the cell without giving the name that is asked for."""
    for field in _NAMED:
        cell = context.submission.fields.get(field)
        if cell is not None and is_placeholder(cell.raw):
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC106")
def malformed_email(context: RuleContext) -> Iterator[Problem]:
    """The Checker wants an @; "not available" is another rule's business."""
    for field in _EMAILS:
        cell = context.submission.fields.get(field)
        if cell is None or cell.is_empty or says_not_available(cell.raw):
            continue
        if "@" not in cell.text:
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC107")
def email_not_available(context: RuleContext) -> Iterator[Problem]:
    """The instructions allow these words, the Checker does not."""
    for field in _EMAILS:
        cell = context.submission.fields.get(field)
        if cell is not None and says_not_available(cell.raw):
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC112")
def authorizer_is_contact(context: RuleContext) -> Iterator[Problem]:
    """Allowed; but nobody else has looked at the declaration."""
    fields = context.submission.fields
    contact, authorizer = fields.get(CompanyField.CONTACT_NAME), fields.get(CompanyField.AUTHORIZER_NAME)
    if contact is None or authorizer is None or authorizer.is_empty or is_placeholder(authorizer.raw):
        return
    if fold(contact.raw) == fold(authorizer.raw):
        yield Problem(authorizer, found=authorizer.raw)
