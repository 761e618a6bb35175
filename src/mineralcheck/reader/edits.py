"""What somebody changed about the form itself, as far as the cells show it."""

from collections.abc import Iterator

from mineralcheck.model.cells import CellRef
from mineralcheck.model.submission import StructureNote
from mineralcheck.reader.structure import anchor_rows
from mineralcheck.templates.layout import DECLARATION, Layout
from mineralcheck.workbook.sheet import Sheet

_LABEL_COLUMN = 2
_TITLE = (2, 4)


def edited_labels(declaration: Sheet, layout: Layout) -> Iterator[StructureNote]:
    """Labels of fields and questions that are typed text, in a form whose title still is a formula.

    Every label of the templates is a formula (it follows the display language). Where the title is none, a
    program dropped all formulas, and nothing can be told; nor can it where the format does not show formulas.
    """
    if not declaration.has_formula(*_TITLE):
        return
    rows = {CellRef.parse(DECLARATION, address).row for address in layout.fields.values()}
    for row in sorted(rows | set(anchor_rows(layout).values())):
        cell = declaration.cell(row, _LABEL_COLUMN)
        if not cell.is_empty and declaration.has_formula(row, _LABEL_COLUMN) is False:
            yield StructureNote(kind="edited_label", at=cell.at, detail=cell.text)
