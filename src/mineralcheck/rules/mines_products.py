"""MC6xx: mines and products."""

from collections.abc import Iterator

from mineralcheck.model.cells import CellRef
from mineralcheck.model.submission import Scope
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule


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
