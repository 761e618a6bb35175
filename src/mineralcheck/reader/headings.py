"""What a workbook says of itself: its title and its revision label, wherever they were pushed to."""

import re
from collections.abc import Iterable, Iterator

from mineralcheck.model.cells import CellRef
from mineralcheck.model.submission import Family
from mineralcheck.model.text import clean, fold
from mineralcheck.templates.layout import DECLARATION
from mineralcheck.templates.registry import family_titles, layouts
from mineralcheck.workbook.opening import Workbook
from mineralcheck.workbook.sheet import Sheet

REVISION_SHEET = "Revision"
LABEL = CellRef(DECLARATION, 3, 10)
OLDEST = "1.00"
_REVISION = re.compile(r"(?:revision|version)\s*(\d+(?:\.\d+)?[a-z]?)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\(([A-Z]{3,4})\)")
_TITLE_CELLS = ((3, 2), (11, 5), (11, 6))
# Rows and columns in which title and label are looked for when they are not in their cells.
_TOP_ROWS, _TOP_COLUMNS = range(1, 13), range(1, 17)
# The revision label of CMRT 2.00 and 1.00 has no decimals.
_SHORT = {"2": "2.00", "3": "3.00", "1": OLDEST, "1.": OLDEST}


def stated_family(workbook: Workbook, declaration: Sheet) -> Family | None:
    """By the title, which is never translated; else by the heading, which may be translated wrongly."""
    titles: list[str] = []
    name = workbook.find(REVISION_SHEET)
    if name:
        revision = workbook.sheet(name)
        titles = [revision.cell(row, column).text for row, column in _TITLE_CELLS]
    headings = [declaration.cell(2, 4).text]
    by_title = _titled(titles) or _titled(headings) or _bracketed(headings)
    return by_title or _titled(_top_texts(declaration)) or _bracketed(_top_texts(declaration))


def _titled(texts: Iterable[str]) -> Family | None:
    folded = {fold(text) for text in texts}
    families = family_titles().items()
    return next((family for family, names in families if folded & set(map(fold, names.titles))), None)


def _bracketed(texts: Iterable[str]) -> Family | None:
    """Family by its abbreviation in brackets, which every translation of the title keeps."""
    found = {match[1] for text in texts if (match := _ABBREVIATION.search(text))}
    families = family_titles().items()
    return next((family for family, names in families if found & set(names.abbreviations)), None)


def _top_texts(declaration: Sheet) -> Iterator[str]:
    return (declaration.cell(row, column).text for row in _TOP_ROWS for column in _TOP_COLUMNS)


def revision_label(text: str) -> str | None:
    """Version named by a revision label such as `Revision 6.5, April 25, 2025`."""
    found = _REVISION.search(clean(text))
    if found:
        return _SHORT.get(found[1], found[1])
    number = re.match(r"\s*(\d+\.?)\s", text)
    return _SHORT.get(number[1]) if number else None


def stated_version(workbook: Workbook, declaration: Sheet, family: Family) -> str | None:
    """Version by the label of the form, else by the last line of the revision history."""
    label = revision_label(declaration.cell(LABEL.row, LABEL.column).raw)
    if label is None:
        moved = (text for text in _top_texts(declaration) if _REVISION.match(text))
        label = next(map(revision_label, moved), None)
    return label or _last_of_history(workbook, family)


def label_column(declaration: Sheet) -> int | None:
    """Column of the revision label, None when there is none."""
    cells = (declaration.cell(row, column) for row in _TOP_ROWS for column in _TOP_COLUMNS)
    return next((cell.at.column for cell in cells if _REVISION.match(cell.text)), None)


def _last_of_history(workbook: Workbook, family: Family) -> str | None:
    name = workbook.find(REVISION_SHEET)
    if name is None:
        return None
    sheet = workbook.sheet(name)
    known = {version for key, version in layouts() if key is family}
    history = [sheet.cell(row, 2).text for row in range(1, sheet.max_row + 1)]
    return next((text for text in reversed(history) if text in known), None)
