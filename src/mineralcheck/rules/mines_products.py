"""MC6xx: mines and products."""

import re
from collections.abc import Iterator

from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.submission import Scope, SmelterRow
from mineralcheck.model.text import fold, words
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.usage import none_used

_REQUIRED = ("metal", "smelter_names", "mine_name", "mine_country")
_SEPARATORS = re.compile(r"[;|\n]")


@rule("MC601")
def incomplete_mine_row(context: RuleContext) -> Iterator[Problem]:
    """The template marks these cells, but its Checker never looks at the Mine List."""
    for row in context.submission.mines:
        for name in _REQUIRED:
            cell: Cell = getattr(row, name)
            if cell.is_empty or cell.is_blank:
                yield Problem(cell, params={"row": str(row.row)}, terms={"missing": name})


@rule("MC602")
def mine_of_unlisted_smelter(context: RuleContext) -> Iterator[Problem]:
    """A mine belongs to the declaration through a smelter of the same mineral."""
    for row in () if none_used(context.submission) else context.submission.mines:
        own = [smelter for smelter in context.submission.smelters if smelter.mineral == row.mineral]
        known = {words(name) for smelter in own for name in _names(smelter)} - {""}
        wanted = [words(part) for part in _SEPARATORS.split(row.smelter_names.raw)]
        strangers = [
            part for part in wanted if part and not any(part in name or name in part for name in known)
        ]
        if strangers and row.mineral is not None:
            yield Problem(row.smelter_names, found=row.smelter_names.raw, terms={"mineral": row.mineral})


def _names(row: SmelterRow) -> tuple[str, ...]:
    cells = (row.smelter_lookup, row.smelter_name, row.standard_smelter_name, row.smelter_id)
    return tuple(cell.raw for cell in (*cells, row.smelter_id_input))


@rule("MC611")
def product_scope_without_products(context: RuleContext) -> Iterator[Problem]:
    """Without products nobody knows what the declaration speaks of."""
    submission = context.submission
    if submission.scope is Scope.PRODUCT and not submission.products:
        yield Problem(_first(context))


def _first(context: RuleContext) -> CellRef:
    table = context.layout.products
    return CellRef(table.sheet, table.first_row, table.column("product_number"))


@rule("MC612")
def first_product_row_empty(context: RuleContext) -> Iterator[Problem]:
    """The Checker looks at the first row of the Product List only."""
    submission = context.submission
    if submission.scope is Scope.PRODUCT and submission.products:
        first = _first(context)
        if submission.products[0].row != first.row:
            yield Problem(first, params={"row": str(submission.products[0].row)})


@rule("MC613")
def products_under_another_scope(context: RuleContext) -> Iterator[Problem]:
    """Is the declaration about these products, or about the whole company?"""
    submission = context.submission
    if submission.products and submission.scope in (Scope.COMPANY, Scope.USER_DEFINED):
        cell = submission.products[0].product_number
        count = str(len(submission.products))
        yield Problem(cell, params={"count": count}, terms={"scope": f"scope.{submission.scope}"})


@rule("MC614")
def product_without_number(context: RuleContext) -> Iterator[Problem]:
    """The number is what the customer compares with its parts; the name is optional."""
    if context.submission.scope is Scope.PRODUCT:
        for row in context.submission.products:
            if row.product_number.is_empty or row.product_number.is_blank:
                yield Problem(row.product_number, params={"row": str(row.row)})


@rule("MC615")
def duplicate_product(context: RuleContext) -> Iterator[Problem]:
    """The same number for the same product of the customer."""
    first: dict[tuple[str, str], int] = {}
    for row in context.submission.products:
        number, requested = fold(row.product_number.raw), fold(row.requester_product_number.raw)
        earlier = first.setdefault((number, requested), row.row)
        if number and earlier != row.row:
            yield Problem(row.product_number, found=row.product_number.raw, params={"first": str(earlier)})
