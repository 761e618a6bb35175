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
from mineralcheck.reader.detection import Detected, detect
from mineralcheck.reader.edits import edits
from mineralcheck.reader.headings import REVISION_SHEET
from mineralcheck.reader.landmarks import Form
from mineralcheck.reader.list_places import place_table
from mineralcheck.reader.minerals import cells as declaration_cells
from mineralcheck.reader.minerals import chosen
from mineralcheck.reader.sheet_names import find_list, name_notes
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
    declaration = detected.form
    minerals = chosen(declaration, layout)
    translations = Translations(workbook)
    form = DeclarationForm(declaration, translations)
    answers = read_answers(form, layout, minerals)
    company, by_mineral = read_company_answers(form, layout, minerals)
    fields = read_fields(declaration, layout)
    lists = _Lists(workbook, layout, minerals, translations)
    submission = Submission(
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
        calculated=_is_calculated(declaration),
        notes=(*detected.notes, *lists.notes, *edits(declaration, layout)),
    )
    return submission, lists.layout


def _is_calculated(declaration: Form) -> bool:
    """The title is a formula that always has a result, be it an error."""
    title = declaration.cell(*_TITLE)
    return title.error is not None or not title.is_empty


def _template(detected: Detected, declaration: Form) -> TemplateInfo:
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
    """The list sheets of one workbook; a sheet that is missing is noted and gives no rows.

    `layout` has the lists where they really are.
    """

    def __init__(
        self, workbook: Workbook, layout: Layout, minerals: tuple[str, ...], translations: Translations
    ) -> None:
        self._workbook = workbook
        self._translations = translations
        self._minerals = minerals
        self.layout = layout
        self.notes: list[StructureNote] = []

    def _placed(self, field: str) -> tuple[Sheet, Table] | None:
        table: Table | None = getattr(self.layout, field)
        name = find_list(self._workbook, table, self._translations) if table else None
        if table is None or name is None:
            self.notes += [StructureNote(kind="missing_sheet", detail=table.sheet)] if table else []
            return None
        self.notes += name_notes(self._workbook, table.sheet, name)
        sheet = self._workbook.sheet(name)
        placed = place_table(sheet, table, self._translations, self._minerals)
        self.notes += placed.notes
        if placed.table is not table:
            self.layout = self.layout.model_copy(update={field: placed.table})
        return sheet, placed.table

    def smelters(self) -> tuple[SmelterRow, ...]:
        found = self._placed("smelters")
        if found is None:
            return ()
        lookup = LookupSheet(self._workbook)
        return read_smelters(*found, self._minerals, lookup, typed_names=looks_up_typed_names(self.layout))

    def mines(self) -> tuple[MineRow, ...]:
        found = self._placed("mines")
        return read_mines(*found, self._minerals) if found else ()

    def products(self) -> tuple[ProductRow, ...]:
        found = self._placed("products")
        return read_products(*found) if found else ()

    def reasons(self) -> tuple[MineralReason, ...]:
        found = self._placed("mineral_reasons")
        return read_reasons(*found) if found else ()
