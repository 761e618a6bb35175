"""A declaration -> the bytes of the filled template."""

from collections.abc import Mapping
from dataclasses import dataclass

from mineralcheck.completeness.checker import check_completeness
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.filling.declaration_cells import LANGUAGE, declaration_cells
from mineralcheck.filling.formulas.calculator import Calculator
from mineralcheck.filling.inputs import DeclarationInput, LeftOut
from mineralcheck.filling.list_rows import mine_rows, product_rows, reason_rows
from mineralcheck.filling.patching.changes import Change, Typed
from mineralcheck.filling.patching.sheet_index import Place, SheetIndex
from mineralcheck.filling.patching.sheet_patch import patched_sheet, replaces_formula
from mineralcheck.filling.recalculation import CONSTANT_SHEETS, FilledCells, calculator_for, new_results
from mineralcheck.filling.smelter_rows import smelter_rows
from mineralcheck.filling.template import Template
from mineralcheck.model.submission import Family
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.templates.layout import DECLARATION
from mineralcheck.workbook.opening import open_workbook

# Where the hidden list of the recycled column stands in an AMRT (cells Z2 and Z3 of the Smelter List).
_RECYCLED_LIST = {"Yes": (2, 26), "No": (3, 26)}

TypedSheets = dict[str, dict[Place, Typed]]


@dataclass(frozen=True)
class FilledTemplate:
    """A filled template: its bytes, what is in its lists, what did not fit, and what is still open in it."""

    data: bytes
    smelters: int
    mines: int
    products: int
    left_out: tuple[LeftOut, ...]
    open_items: tuple[CompletenessItem, ...]


def filled(template: Template, content: DeclarationInput, language: str, *, internal: bool) -> FilledTemplate:
    """Fill a template. The result has been read back: `open_items` is what its own Checker would say."""
    layout = template.layout
    words = _recycled_words(template, language)
    rows = smelter_rows(template, content.smelters, internal=internal, words=words)
    typed: TypedSheets = {
        template.sheet_name(DECLARATION): declaration_cells(template, content, language),
        template.sheet_name(layout.smelters.sheet): rows.typed,
        template.sheet_name(layout.products.sheet): product_rows(template, content.products),
    }
    if layout.mines:
        typed[template.sheet_name(layout.mines.sheet)] = mine_rows(template, content.mines)
    if layout.mineral_reasons:
        sheet = template.sheet_name(layout.mineral_reasons.sheet)
        typed[sheet] = reason_rows(template, content.mineral_reasons)
    data = _patched(template, typed)
    return FilledTemplate(
        data=data,
        smelters=rows.count,
        mines=len(content.mines) if layout.mines else 0,
        products=len(content.products),
        left_out=tuple(rows.left_out),
        open_items=_open_items(data),
    )


def _recycled_words(template: Template, language: str) -> dict[str, str]:
    """Yes and No as the list of the recycled column has them in a language: the AMRT translates that list."""
    if template.layout.family is not Family.AMRT:
        return {}
    sheet, declaration = template.sheet_name(template.layout.smelters.sheet), template.sheet_name(DECLARATION)
    header = template.layout.smelters.header_row
    indexes = {sheet: template.index(sheet, header), declaration: template.index(declaration)}
    typed = {declaration: {LANGUAGE: Typed(language)}}
    cells = FilledCells(template.workbook, indexes, template.book.names(), typed)
    calculator = calculator_for(cells)
    found = {word: calculator.value(sheet, *place) for word, place in _RECYCLED_LIST.items()}
    return {word: text for word, text in found.items() if isinstance(text, str)}


def _patched(template: Template, typed: TypedSheets) -> bytes:
    indexes = _indexes(template, typed)
    cells = FilledCells(template.workbook, indexes, template.book.names(), typed)
    calculator = calculator_for(cells)
    sheets: dict[str, bytes] = {}
    replaced = False
    for name, index in indexes.items():
        changes = _changes(name, index, typed.get(name, {}), calculator)
        if changes:
            sheets[name] = patched_sheet(template.book.sheet(name), index, changes)
            replaced = replaced or replaces_formula(index, changes)
    return template.book.patched(sheets, formulas_replaced=replaced)


def _indexes(template: Template, typed: Mapping[str, Mapping[Place, Typed]]) -> dict[str, SheetIndex]:
    """Every sheet with formulas that depend on something; long lists to the last row that is typed."""
    tables = (template.layout.smelters, template.layout.mines)
    headers = {template.sheet_name(table.sheet): table.header_row for table in tables if table}
    found = {}
    for name in template.book.sheet_names:
        if name in CONSTANT_SHEETS:
            continue
        last = None
        if name in headers:
            last = max([headers[name], *(row for row, _ in typed.get(name, {}))])
        found[name] = template.index(name, last)
    return found


def _changes(
    sheet: str, index: SheetIndex, typed: Mapping[Place, Typed], calculator: Calculator
) -> dict[Place, Change]:
    changes: dict[Place, Change] = dict(typed)
    changes.update(new_results(index, sheet, typed, calculator))
    return changes


def _open_items(data: bytes) -> tuple[CompletenessItem, ...]:
    submission, layout = read_submission(open_workbook(data, sheets=SHEETS))
    return tuple(item for item in check_completeness(submission, layout) if item.open)
