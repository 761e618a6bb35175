"""The cells into which a supplier types free text, with the key of each cell's name."""

from collections.abc import Iterator

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import CompanyField, MineRow, ProductRow, SmelterRow, Submission
from mineralcheck.rules.context import RuleContext

# Chosen from a list, or a date: other rules read these.
_CHOSEN_FIELDS = frozenset({CompanyField.DECLARATION_SCOPE, CompanyField.EFFECTIVE_DATE})
# Columns of the Smelter List that no formula fills for a listed smelter.
_SMELTER_COLUMNS = (
    "smelter_id_input",
    "smelter_name",
    "smelter_contact_name",
    "smelter_contact_email",
    "next_steps",
    "mine_names",
    "mine_countries",
    "comments",
)
_MINE_COLUMNS = ("smelter_names", "mine_name", "mine_id", "mine_id_source", "comments")
_PRODUCT_COLUMNS = (
    "product_number",
    "product_name",
    "requester_product_number",
    "requester_product_name",
    "comments",
)

_MANY_LINES = frozenset(
    {
        "scope_description",
        "address",
        "next_steps",
        "mine_names",
        "mine_countries",
        "smelter_names",
        "comments",
        "reason",
    }
)


def company_texts(submission: Submission) -> Iterator[tuple[str, Cell]]:
    """Free text of the company block."""
    for field, cell in submission.fields.items():
        if field not in _CHOSEN_FIELDS:
            yield str(field), cell


def comment_texts(context: RuleContext) -> Iterator[tuple[str, Cell]]:
    """Comments beside the answers."""
    for key, answer in context.answers():
        yield f"comment|{key}", answer.comment


def table_texts(submission: Submission) -> Iterator[tuple[str, Cell]]:
    """Free text of the list sheets."""
    yield from _columns(submission.smelters, _SMELTER_COLUMNS)
    yield from _columns(submission.mines, _MINE_COLUMNS)
    yield from _columns(submission.products, _PRODUCT_COLUMNS)
    for reason in submission.mineral_reasons:
        yield "reason", reason.reason


def _columns(
    rows: tuple[SmelterRow, ...] | tuple[MineRow, ...] | tuple[ProductRow, ...], names: tuple[str, ...]
) -> Iterator[tuple[str, Cell]]:
    for row in rows:
        for name in names:
            cell: Cell = getattr(row, name)
            yield name, cell


def typed_texts(context: RuleContext) -> Iterator[tuple[str, Cell]]:
    """All free text that was typed, blank cells and numbers left out."""
    submission = context.submission
    for source in (company_texts(submission), comment_texts(context), table_texts(submission)):
        for key, cell in source:
            if isinstance(cell.value, str) and not cell.is_empty:
                yield key, cell


def one_line_texts(context: RuleContext) -> Iterator[tuple[str, Cell]]:
    """Typed text of fields that hold one line: names, numbers and addresses for e-mail."""
    for key, cell in typed_texts(context):
        if key not in _MANY_LINES and not key.startswith("comment|"):
            yield key, cell
