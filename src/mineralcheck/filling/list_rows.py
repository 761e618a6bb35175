"""Products, mines and the reasons for minerals -> rows of their sheets."""

from collections.abc import Mapping, Sequence

from mineralcheck.filling.entries import entry
from mineralcheck.filling.inputs import MineEntry, ProductEntry
from mineralcheck.filling.patching.changes import Typed
from mineralcheck.filling.patching.sheet_index import Place
from mineralcheck.filling.template import Template
from mineralcheck.model.cells import Cell
from mineralcheck.templates.layout import Table


def product_rows(template: Template, products: Sequence[ProductEntry]) -> dict[Place, Typed]:
    """Rows of the Product List."""
    rows = (
        {
            "product_number": one.number,
            "product_name": one.name,
            "requester_product_number": one.requester_number,
            "requester_product_name": one.requester_name,
            "comments": one.comment,
        }
        for one in products
    )
    left = [
        cell
        for row in template.submission.products
        for cell in (row.product_number, row.product_name, row.comments)
    ]
    return _cells(template.layout.products, rows_of=list(rows), leftovers=left)


def mine_rows(template: Template, mines: Sequence[MineEntry]) -> dict[Place, Typed]:
    """Rows of the Mine List; nothing in a revision without one."""
    if template.layout.mines is None:
        return {}
    rows = [
        {
            **{name: entry(text) for name, text in one.details.items()},
            "metal": one.mineral,
            "smelter_names": entry(one.smelter),
            "mine_name": entry(one.name),
            "mine_id": entry(one.mine_id),
            "mine_id_source": entry(one.mine_id_source),
            "mine_country": entry(template.countries.spelling(one.country)) if one.country else "",
        }
        for one in mines
    ]
    left = [cell for row in template.submission.mines for cell in _cells_of_mine(row)]
    return _cells(template.layout.mines, rows_of=rows, leftovers=left)


def _cells_of_mine(row: object) -> list[Cell]:
    return [value for value in vars(row).values() if isinstance(value, Cell)]


def reason_rows(template: Template, reasons: Mapping[str, str]) -> dict[Place, Typed]:
    """Rows of the Minerals Scope sheet (AMRT): why a mineral is asked for."""
    table = template.layout.mineral_reasons
    if table is None:
        return {}
    left = [cell for row in template.submission.mineral_reasons for cell in (row.mineral, row.reason)]
    rows = [{"mineral": mineral, "reason": text} for mineral, text in reasons.items()]
    return _cells(table, rows_of=rows[: table.last_row - table.first_row + 1], leftovers=left)


def _cells(
    table: Table, rows_of: Sequence[Mapping[str, str]], leftovers: Sequence[Cell]
) -> dict[Place, Typed]:
    typed = {(cell.at.row, cell.at.column): Typed(None) for cell in leftovers if cell.value is not None}
    for number, values in enumerate(rows_of, start=table.first_row):
        for name, text in values.items():
            column = table.column(name)
            if text and column:
                typed[number, column] = Typed(text)
    return typed
