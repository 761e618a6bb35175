"""Insert rows and columns into a worksheet of an .xlsx file, as a spreadsheet program does.

Labels that look themselves up by their own row and column get the result they have at their new place, as
they do when the file is calculated again.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from mineralcheck.model.cells import column_letter, column_number
from mineralcheck.workbook.opening import open_workbook

_CELL = re.compile(r'<c r="([A-Z]+)([0-9]+)"([^>]*?)(/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(r'<row r="([0-9]+)"')
_LOOKS_ITSELF_UP = re.compile(r"ADDRESS\(ROW\(\),COLUMN\(\),4\)")
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]+)"[^>]*?r:id="([^"]+)"')
_RELATION = re.compile(r"<Relationship [^>]*>")

Move = Callable[[int], int]


def inserted(at: int, count: int) -> Move:
    """Where a row or column goes when `count` new ones are inserted before it."""
    return lambda place: place + count if place >= at else place


def stays(place: int) -> int:
    """Where a row or column goes when nothing is inserted."""
    return place


def part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Name of the part of a sheet."""
    relations = {}
    for element in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode()):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', element))
        relations[facts["Id"]] = facts["Target"]
    ids = dict(_SHEET.findall(archive.read("xl/workbook.xml").decode()))
    target: str = relations[ids[sheet]]
    return target.removeprefix("/") if target.startswith("/") else "xl/" + target


def labels(data: bytes, language: str) -> Mapping[str, str]:
    """Label texts of a workbook in a language, by sheet and address: `DeclarationB25`."""
    book = open_workbook(data, sheets=("L",))
    if "L" not in book.sheet_names:
        return {}
    sheet = book.sheet("L")
    header = [str(value) for value in sheet.row(1)]
    column = next(n for n, name in enumerate(header) if language in name)
    rows = (sheet.row(number) for number in range(2, sheet.max_row + 1))
    return {f"{row[1]}{row[2]}": str(row[column] or "") for row in rows}


def _calculated(attributes: str, formula: str, text: str | None) -> str:
    attributes = re.sub(r' t="[^"]*"', "", attributes)
    if text is None:
        return f'{attributes} t="e">{formula}<v>#N/A</v></c>'
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'{attributes} t="str">{formula}<v xml:space="preserve">{escaped}</v></c>'


def _moved_sheet(xml: str, sheet: str, rows: Move, columns: Move, texts: Mapping[str, str]) -> str:
    def cell(found: re.Match[str]) -> str:
        address = f"{column_letter(columns(column_number(found[1])))}{rows(int(found[2]))}"
        body = found[5] or ""
        formula = re.match(r"<f[^>]*>.*?</f>|<f[^>]*/>", body, re.DOTALL)
        start = f'<c r="{address}"'
        if formula and texts and _LOOKS_ITSELF_UP.search(formula[0]):
            return start + _calculated(found[3], formula[0], texts.get(sheet + address))
        return start + found[3] + found[4]

    moved = _CELL.sub(cell, xml)
    return _ROW.sub(lambda found: f'<row r="{rows(int(found[1]))}"', moved)


def rewritten(data: bytes, change: Callable[[str, str], str], *sheets: str) -> bytes:
    """The workbook with the XML of some sheets changed: `change(sheet, xml)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        parts = {part_of(source, sheet): sheet for sheet in sheets}
        for name in source.namelist():
            body = source.read(name)
            if name in parts:
                body = change(parts[name], body.decode()).encode()
            target.writestr(name, body, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


def move(
    data: bytes, sheet: str, *, rows: Move = stays, columns: Move = stays, language: str = "English"
) -> bytes:
    """The workbook with the rows and columns of a sheet moved, and its labels calculated again."""
    texts = labels(data, language)
    return rewritten(data, lambda name, xml: _moved_sheet(xml, name, rows, columns, texts), sheet)


def in_language(data: bytes, language: str, *sheets: str) -> bytes:
    """The workbook as it looks after another display language was chosen."""
    texts = labels(data, language)
    return rewritten(data, lambda name, xml: _moved_sheet(xml, name, stays, stays, texts), *sheets)
