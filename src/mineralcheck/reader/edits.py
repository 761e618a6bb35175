"""What somebody changed about the form itself, as far as the cells show it."""

from collections.abc import Iterator

from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.submission import StructureNote
from mineralcheck.reader.answers import read_answer
from mineralcheck.reader.landmarks import LABEL_COLUMN, Form, company_questions, field_rows, questions
from mineralcheck.templates.layout import DECLARATION, Layout

EDITED_LABEL = "edited_label"
EDITED_DROP_DOWN = "edited_drop_down"
_TITLE = (2, 4)


def edits(declaration: Form, layout: Layout) -> Iterator[StructureNote]:
    """Labels and drop-downs that were edited."""
    yield from edited_labels(declaration, layout)
    yield from edited_drop_downs(declaration, layout)


def edited_labels(declaration: Form, layout: Layout) -> Iterator[StructureNote]:
    """Labels of fields and questions that are typed text, in a form whose title still is a formula.

    Every label of the templates is a formula (it follows the display language). Where the title is none, a
    program dropped all formulas, and nothing can be told; nor can it where the format does not show formulas.
    """
    if not declaration.has_formula(*_TITLE):
        return
    asked = (*questions(layout), *company_questions(layout))
    for row in sorted({*field_rows(layout), *(block.row for block in asked)}):
        cell = declaration.cell(row, LABEL_COLUMN)
        if not cell.is_empty and declaration.has_formula(row, LABEL_COLUMN) is False:
            yield StructureNote(kind=EDITED_LABEL, at=cell.at, detail=cell.text)


def edited_drop_downs(declaration: Form, layout: Layout) -> Iterator[StructureNote]:
    """Cells behind the drop-downs that no longer say what the template has there.

    Where most of them differ, the lists were moved or were never there: a revision that nobody has compared,
    or a form that a program wrote. Lists that are formulas in some revisions are not compared.
    """
    sources = list(_drop_down_cells(declaration, layout)) if layout.exact else []
    changed = [cell for cell, choice in sources if read_answer(cell, (choice,)) != choice]
    if 2 * len(changed) < len(sources):
        yield from (
            StructureNote(kind=EDITED_DROP_DOWN, at=each.at, detail=each.text or "-") for each in changed
        )


def _drop_down_cells(declaration: Form, layout: Layout) -> Iterator[tuple[Cell, str]]:
    """Cells behind the drop-downs with the entry that each holds in the template."""
    for address, name in layout.drop_downs.items():
        first = CellRef.parse(DECLARATION, address)
        for row, choice in enumerate(layout.answers[name], first.row):
            yield declaration.cell(row, first.column), choice
