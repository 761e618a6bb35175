"""Does a form stand where a layout has it?

Texts alone do not tell: after an insertion the labels show what belongs to their new places. Some label or
header is missing then, because the form has gaps; so every one of them must be there.
"""

from mineralcheck.reader.landmarks import (
    ANSWER_COLUMN,
    LABEL_COLUMN,
    REMARK_COLUMN,
    Block,
    anchor_of,
    company_questions,
    field_rows,
    questions,
)
from mineralcheck.templates.layout import Layout
from mineralcheck.workbook.sheet import Sheet


def stands_as(sheet: Sheet, layout: Layout) -> bool:
    """Whether the form stands where the layout has it.

    Every label must be there and every question begin with its number or letter. A form that shows no
    question was never calculated; then the formulas must be where the labels belong, if they can be seen.
    A text that is also shown in its own row is a slip of a translation sheet: the CMRT 6.01 in Korean shows
    question 4 in place of question A as well.
    """
    asked = (*questions(layout), *company_questions(layout))
    labelled = {*field_rows(layout), *(block.row for block in asked)}
    labelled |= {row for block in asked if not block.slots for row in block.rows}
    shown = {row: sheet.cell(row, LABEL_COLUMN).text for row in labelled}
    if not any(shown[block.row] for block in asked):
        return all(text or sheet.has_formula(row, LABEL_COLUMN) is not False for row, text in shown.items())
    texts = {block.anchor: shown[block.row] for block in asked}
    anchors = {label: anchor_of(text) for label, text in texts.items()}
    slips = [label for label, anchor in anchors.items() if anchor != label]
    if not all(shown.values()) or any(texts[label] != texts.get(anchors[label] or "") for label in slips):
        return False
    whole = _is_headed(sheet, layout) and all(_without_gap(sheet, block) for block in asked)
    return whole and not _goes_on(sheet, asked[-1].row)


def _is_headed(sheet: Sheet, layout: Layout) -> bool:
    """Whether every question has the words for answer and comments beside it; they move with it."""
    lettered = company_questions(layout)
    rows = [block.row for block in questions(layout)] + [block.row - 1 for block in lettered[:1]]
    cells = (sheet.cell(row, column) for row in rows for column in (ANSWER_COLUMN, REMARK_COLUMN))
    return not any(cell.is_empty for cell in cells)


def _without_gap(sheet: Sheet, block: Block) -> bool:
    """Minerals fill the slots of a question from the first on; without any, every slot has its formula."""
    if not block.slots:
        return True
    shown = [not sheet.cell(row, LABEL_COLUMN).is_empty for row in block.rows]
    if any(shown):
        return shown == sorted(shown, reverse=True)
    return len({sheet.has_formula(row, LABEL_COLUMN) for row in block.rows}) == 1


def _goes_on(sheet: Sheet, last: int) -> bool:
    """A question below the last one the layout knows: another, longer form."""
    below = range(last + 1, min(last + 12, sheet.max_row) + 1)
    return any(anchor_of(sheet.cell(row, LABEL_COLUMN).text) for row in below)
