"""MC101 and MC102: what must be filled in, as the Checker counts it."""

from collections.abc import Iterator, Mapping

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.submission import CompanyField, CompanyQuestion, Scope
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.usage import Use, use_of

# The rules that say more about an open item of a topic, if its cell is blank, and if it is not.
_BLANK: Mapping[str, str] = {
    CompanyField.SCOPE_DESCRIPTION: "MC103",
    "policy_url": "MC204",
    "products": "MC611",
    "smelters": "MC401",
    "smelters.not_listed": "MC406",
}
_FILLED: Mapping[str, str] = {
    CompanyField.CONTACT_EMAIL: "MC106",
    CompanyField.AUTHORIZER_EMAIL: "MC106",
    "policy_url": "MC204",
}


@rule("MC101")
def open_required_field(context: RuleContext) -> Iterator[Problem]:
    """What the Checker counts as open and no other rule explains better."""
    for item in context.completeness:
        if item.open and not _explained_elsewhere(item, context):
            yield Problem(_place(item, context), terms={"field": _name(item)})
    yield from _undescribed_survey(context)


def _name(item: CompletenessItem) -> str:
    return f"{item.topic}|{item.mineral}" if item.mineral else item.topic


def _explained_elsewhere(item: CompletenessItem, context: RuleContext) -> bool:
    """Whether a rule that runs says more about an open item.

    A filled cell is open only because another one is (the first questions of a mineral), or because the
    Checker does not like its text.
    """
    cell = context.declaration_cells.get(item.cell) if item.cell else None
    if cell is not None and not (cell.is_empty or cell.is_blank):
        better = _FILLED.get(item.topic)
        return better is None or context.settings.rules.is_on(better)
    better = _BLANK.get(item.topic) if _applies(item, context) else None
    return better is not None and context.settings.rules.is_on(better)


def _applies(item: CompletenessItem, context: RuleContext) -> bool:
    """Whether the better rule has something to say: it speaks of declared scopes and used minerals only."""
    submission = context.submission
    if item.topic == CompanyField.SCOPE_DESCRIPTION:
        return submission.scope is Scope.USER_DEFINED
    if item.topic == "smelters":
        minerals = (item.mineral,) if item.mineral else submission.minerals
        return any(use_of(submission, mineral) is Use.USED for mineral in minerals)
    return True


def _place(item: CompletenessItem, context: RuleContext) -> CellRef | None:
    smelters, products = context.layout.smelters, context.layout.products
    places = {
        "smelters": CellRef(smelters.sheet, smelters.first_row, smelters.column("metal")),
        "products": CellRef(products.sheet, products.first_row, products.column("product_number")),
        "minerals.scope": _first(context.submission.selections),
        "minerals.other": _first(context.submission.other_minerals),
    }
    return item.cell or places.get(item.topic)


def _first(cells: tuple[Cell, ...]) -> CellRef | None:
    return cells[0].at if cells else None


def _undescribed_survey(context: RuleContext) -> Iterator[Problem]:
    """In EMRT 1.x and CRT the Checker wants the comment, and counts the answer beside it as open."""
    survey = context.submission.company_answers.get(CompanyQuestion.SUPPLIERS_SURVEYED)
    open_cells = {item.cell for item in context.completeness if item.open}
    if survey and survey.value is not None and survey.cell.at in open_cells and survey.comment.is_blank:
        yield Problem(survey.comment, terms={"field": "comment|suppliers_surveyed"})


@rule("MC102")
def blank_looking_field(context: RuleContext) -> Iterator[Problem]:
    """A space or an invisible character satisfies the Checker, but nobody can read it."""
    for item in context.completeness:
        cell = context.declaration_cells.get(item.cell) if item.cell else None
        if item.required and item.complete and cell is not None and cell.is_empty:
            yield Problem(cell, found=cell.raw, terms={"field": _name(item)})
