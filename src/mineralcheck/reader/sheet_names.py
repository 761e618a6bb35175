"""Sheets that go by another name: numbered copies, and tabs that somebody translated."""

import re
from collections.abc import Iterator

from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.submission import StructureNote
from mineralcheck.model.text import fold
from mineralcheck.reader.landmarks import looks_like_a_form
from mineralcheck.reader.translations import Translations, label_key
from mineralcheck.templates.layout import DECLARATION, Table
from mineralcheck.workbook.opening import Workbook
from mineralcheck.workbook.sheet import Sheet

RENAMED_SHEET = "renamed_sheet"
SECOND_FORM = "second_form"
_MOST_SHEETS = 24
_HELPERS = frozenset(
    {
        "revision",
        "instructions",
        "definitions",
        "checker",
        "smelter look-up",
        "standard smelter names",
        "l",
        "k",
        "c",
        "sorp",
    }
)


def find_declaration(workbook: Workbook) -> str | None:
    """Name of the sheet with the form: the one of that name, a numbered copy, or one that looks like it."""
    name = workbook.find(DECLARATION)
    if name is not None:
        return name
    copies = list(_copies(workbook, DECLARATION))
    forms = [one for one in copies or list(_strangers(workbook)) if _is_form(workbook, one)]
    return forms[0] if forms else None


def _is_form(workbook: Workbook, name: str) -> bool:
    sheet = _readable(workbook, name)
    return sheet is not None and looks_like_a_form(sheet)


def find_list(workbook: Workbook, table: Table, translations: Translations) -> str | None:
    """Name of the sheet with a list, found like the form; its headers tell."""
    name = workbook.find(table.sheet)
    if name is not None:
        return name
    copies = list(_copies(workbook, table.sheet))
    return copies[0] if copies else next(_by_header(workbook, table, translations), None)


def _by_header(workbook: Workbook, table: Table, translations: Translations) -> Iterator[str]:
    places = [f"{letter}{table.header_row}" for letter in table.columns.values()]
    wanted = {place: translations.labels(table.sheet, place) for place in places}
    wanted = {place: texts for place, texts in wanted.items() if texts}
    for name in _strangers(workbook) if len(wanted) > 1 else ():
        sheet = _readable(workbook, name)
        if sheet is not None and all(_shows(sheet, place, texts) for place, texts in wanted.items()):
            yield name


def _shows(sheet: Sheet, address: str, texts: frozenset[str]) -> bool:
    at = CellRef.parse(sheet.name, address)
    return label_key(sheet.cell(at.row, at.column).text) in texts


def _copies(workbook: Workbook, name: str) -> Iterator[str]:
    copy = re.compile(rf"(?:copy of )?{re.escape(fold(name))}(?: ?[-_ ]? ?(?:\(?\d{{1,2}}\)?|copy))?")
    return (one for one in workbook.sheet_names if copy.fullmatch(fold(one)))


def _strangers(workbook: Workbook) -> Iterator[str]:
    names = [name for name in workbook.sheet_names if fold(name) not in _HELPERS]
    return iter(names[:_MOST_SHEETS])


def _readable(workbook: Workbook, name: str) -> Sheet | None:
    try:
        return workbook.sheet(name)
    except UnreadableFileError:
        return None


def name_notes(workbook: Workbook, meant: str, name: str) -> Iterator[StructureNote]:
    """What to say about the sheet that was taken for another, and about further copies of it."""
    if fold(name) != fold(meant):
        yield StructureNote(kind=RENAMED_SHEET, at=CellRef(name, 1, 1), detail=meant)
    if meant == DECLARATION:
        for other in _copies(workbook, meant):
            if other != name and _is_form(workbook, other):
                yield StructureNote(kind=SECOND_FORM, at=CellRef(other, 1, 1), detail=other)
