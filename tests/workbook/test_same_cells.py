"""Official blanks and real samples read as plain calamine and openpyxl read them."""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from mineralcheck.workbook.opening import Workbook, open_workbook

ENTRY_COLUMNS = {"Smelter List": 17, "Mine List": 13}
FILES = [*Path(__file__).resolve().parents[2].parent.glob("shared/templates/*.xlsx")]
FILES += Path(__file__).resolve().parents[2].parent.glob("shared/samples/older/*.xls*")
DAMAGED_OR_ENCRYPTED = ("default-password", "protected", "not-a-workbook", "2.03-valid", "3.01-filled")
READABLE = sorted(path for path in FILES if not any(part in path.name for part in DAMAGED_OR_ENCRYPTED))


def differences(book: Workbook, name: str, rows: Sequence[Sequence[object]]) -> dict[tuple[int, int], object]:
    """Cells that differ from `rows`, save the results of formulas right of the entries or equal to 0."""
    sheet = book.sheet(name)
    last = ENTRY_COLUMNS.get(name, 10_000)
    found: dict[tuple[int, int], object] = {}
    for row, line in enumerate(rows, start=1):
        for column, value in enumerate(line, start=1):
            ours = sheet.value(row, column)
            cut = ours is None and (value == 0 or column > last)
            if ours != (None if value == "" else value) and not cut:
                found[row, column] = (value, ours)
    return found


def test_material_is_there(shared: Path) -> None:
    assert len(READABLE) >= 28


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_cells_equal_those_of_plain_calamine(path: Path) -> None:
    data = path.read_bytes()
    plain = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [
        sheet.name for sheet in plain.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    book = open_workbook(data, sheets=dict.fromkeys(names) | ENTRY_COLUMNS)
    assert list(book.sheet_names) == names
    for name in names:
        rows = plain.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert differences(book, name, rows) == {}


def test_cells_equal_those_of_openpyxl(shared: Path) -> None:
    data = (shared / "templates" / "RMI_CMRT_6.4.xlsx").read_bytes()
    other = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    book = open_workbook(data)
    compared = 0
    for name in ("Revision", "Declaration", "Product List", "Smelter Look-up"):
        for row in other[name].iter_rows():
            for cell in row:
                if cell.value is None or str(cell.value).startswith("#"):
                    continue
                ours = book.sheet(name).value(cell.row, cell.column)
                assert _comparable(ours) == _comparable(cell.value), (name, cell.coordinate)
                compared += 1
    assert compared > 5_000


def _comparable(value: object) -> object:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, str):
        return value.replace("_x000D_", "\r").replace("\r\n", "\n").strip() or None
    return None if value == 0 else value


@pytest.mark.parametrize(
    "name", ["cmrt-2.02-empty-default-password.xlsx", "cmrt-3.01-protected.xls", "cmrt-3.01-filled.xls"]
)
def test_workbooks_with_the_built_in_password_are_opened(shared: Path, name: str) -> None:
    book = open_workbook((shared / "samples" / "older" / name).read_bytes(), sheets=["Declaration"])
    assert (book.decrypted, book.date1904) == (True, True)
    assert book.sheet("Declaration").max_row > 90
