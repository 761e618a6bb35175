"""What somebody changed about the form itself, as far as the cells show it."""

from collections.abc import Iterator

from mineralcheck.model.submission import StructureNote
from mineralcheck.reader.landmarks import LABEL_COLUMN, Form, company_questions, field_rows, questions
from mineralcheck.templates.layout import Layout

_TITLE = (2, 4)


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
            yield StructureNote(kind="edited_label", at=cell.at, detail=cell.text)
