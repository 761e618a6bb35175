"""A workbook in, a submission out; a bad cell never raises."""

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import (
    CompanyField,
    MineralReason,
    MineRow,
    ProductRow,
    SmelterRow,
    StructureNote,
    Submission,
    TemplateInfo,
)
from mineralcheck.model.text import clean, fold
from mineralcheck.reader.answers import read_scope
from mineralcheck.reader.autofill import LookupSheet, looks_up_typed_names
from mineralcheck.reader.dates import read_date
from mineralcheck.reader.declaration import (
    DeclarationForm,
    read_answers,
    read_company_answers,
    read_fields,
)
from mineralcheck.reader.detection import REVISION_SHEET, Detected, detect
from mineralcheck.reader.edits import edited_labels
from mineralcheck.reader.minerals import cells as declaration_cells
from mineralcheck.reader.minerals import chosen
from mineralcheck.reader.tables import read_mines, read_products, read_reasons, read_smelters
from mineralcheck.reader.translations import Translations
from mineralcheck.templates.layout import DECLARATION, Layout, Table
from mineralcheck.workbook.opening import Workbook
from mineralcheck.workbook.sheet import Sheet

# Sheets a submission is read from, with the last column of entries (beyond it are only helper cells, which
# make no row); others are opened only when a row needs them.
SHEETS = {
    REVISION_SHEET: None,
    DECLARATION: None,
    "Smelter List": 17,
    "Mine List": 13,
    "Product List": None,
    "Minerals Scope": None,
}
_LANGUAGE = (3, 4)
_TITLE = (2, 4)


def read_submission(workbook: Workbook) -> tuple[Submission, Layout]:
    """Submission of a workbook and the layout it was read with.

    Raises UnreadableFileError when the workbook is no reporting template, or one whose cells are not known.
    """
    detected = detect(workbook)
    layout = detected.layout
    declaration = workbook.sheet(workbook.find(DECLARATION) or DECLARATION)
    minerals = chosen(declaration, layout)
    form = DeclarationForm(declaration, Translations(workbook))
    answers = read_answers(form, layout, minerals)
    company, by_mineral = read_company_answers(form, layout, minerals)
    fields = read_fields(declaration, layout)
    lists = _Lists(workbook, layout, minerals)
    return Submission(
        template=_template(detected, declaration),
        fields=fields,
        scope=read_scope(fields[CompanyField.DECLARATION_SCOPE], layout.scopes),
        effective_date=read_date(fields[CompanyField.EFFECTIVE_DATE], date1904=workbook.date1904).date,
        minerals=minerals,
        selections=declaration_cells(declaration, layout.minerals.selection),
        other_minerals=declaration_cells(declaration, layout.minerals.other),
        leftover_answers=declaration_cells(declaration, layout.minerals.leftover),
        answers=answers.by_mineral,
        company_answers=company,
        mineral_company_answers=by_mineral,
        stray_answers=answers.stray,
        smelters=lists.smelters(),
        mines=lists.mines(),
        products=lists.products(),
        mineral_reasons=lists.reasons(),
        calculated=not declaration.cell(*_TITLE).is_empty,
        notes=(*detected.notes, *lists.notes, *edited_labels(declaration, layout)),
    ), layout


def _template(detected: Detected, declaration: Sheet) -> TemplateInfo:
    layout = detected.layout
    return TemplateInfo(
        family=detected.family,
        version=detected.version,
        layout=layout.version,
        language=_language(declaration.cell(*_LANGUAGE), layout),
        released=layout.released,
        exact=layout.exact and not detected.notes,
    )


def _language(cell: Cell, layout: Layout) -> str | None:
    text = clean(cell.raw)
    return next((name for name in layout.languages if fold(name) == fold(text)), text or None)


class _Lists:
    """The list sheets of one workbook; a sheet that is missing is noted and gives no rows."""

    def __init__(self, workbook: Workbook, layout: Layout, minerals: tuple[str, ...]) -> None:
        self._workbook = workbook
        self._layout = layout
        self._minerals = minerals
        self.notes: list[StructureNote] = []

    def _sheet(self, table: Table) -> Sheet | None:
        name = self._workbook.find(table.sheet)
        if name is None:
            self.notes.append(StructureNote(kind="missing_sheet", detail=table.sheet))
            return None
        return self._workbook.sheet(name)

    def smelters(self) -> tuple[SmelterRow, ...]:
        layout = self._layout
        sheet = self._sheet(layout.smelters)
        if sheet is None:
            return ()
        return read_smelters(
            sheet,
            layout.smelters,
            self._minerals,
            LookupSheet(self._workbook),
            typed_names=looks_up_typed_names(layout),
        )

    def mines(self) -> tuple[MineRow, ...]:
        sheet = self._sheet(self._layout.mines) if self._layout.mines else None
        return read_mines(sheet, self._layout.mines, self._minerals) if sheet and self._layout.mines else ()

    def products(self) -> tuple[ProductRow, ...]:
        sheet = self._sheet(self._layout.products)
        return read_products(sheet, self._layout.products) if sheet else ()

    def reasons(self) -> tuple[MineralReason, ...]:
        table = self._layout.mineral_reasons
        sheet = self._sheet(table) if table else None
        return read_reasons(sheet, table) if sheet and table else ()
