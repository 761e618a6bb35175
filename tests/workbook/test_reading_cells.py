"""Values, dates, errors and sheets of workbooks in every format."""

import datetime as dt
import io

import openpyxl
import pytest
from tests.workbook.containers import (
    biff8,
    ods,
    one_sheet,
    unzipped,
    with_part,
    worksheet,
    xls,
    xlsb,
    xlsx,
    xlsx_parts,
    zipped,
)

from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.opening import open_workbook


def cells_of(rows: str, *strings: str) -> dict[str, object]:
    """Values by address of a one-sheet workbook, without the empty ones."""
    sheet = open_workbook(one_sheet(rows, strings)).sheet("Declaration")
    places = [
        (row, column) for row in range(1, sheet.max_row + 1) for column in range(1, sheet.max_column + 1)
    ]
    cells = [sheet.cell(row, column) for row, column in places]
    return {cell.at.address: cell.value for cell in cells if cell.value is not None}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="2"><c r="B2"><v>5</v></c></row>', {"B2": 5.0}),
        ('<row r="2"><c r="B2" t="s"><v>1</v></c></row>', {"B2": "Gold"}),
        ('<row r="2"><c r="B2" t="inlineStr"><is><t>a &amp; b</t></is></c></row>', {"B2": "a & b"}),
        ('<row r="2"><c r="B2" t="str"><f>A1</f><v>text</v></c></row>', {"B2": "text"}),
        ('<row r="2"><c r="B2" t="str"><v xml:space="preserve"> x </v></c></row>', {"B2": " x "}),
        ('<row r="2"><c r="B2" t="b"><v>1</v></c></row>', {"B2": True}),
        ('<row r="2"><c r="B2" s="1"><v>45000</v></c></row>', {"B2": dt.date(2023, 3, 15)}),
        ('<row r="2"><c r="B2" s="1"><v>45000.5</v></c></row>', {"B2": dt.datetime(2023, 3, 15, 12)}),
        ('<row r="2"><c r="B2" s="1"/></row>', {}),
        ('<row r="2"><c r="B2" t="str"><f>A1</f><v></v></c></row>', {}),
        ('<row r="2"><c r="B2" t="e"><f>A1</f><v>#N/A</v></c></row>', {}),
        ('<row r="2"/><row r="3" ht="5"/>', {}),
        (
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            {"A1": 1.0, "B1": 2.0, "A2": 3.0},
        ),
    ],
)
def test_values_of_xlsx(rows: str, expected: dict[str, object]) -> None:
    assert cells_of(rows, "Tin", "Gold") == expected


def test_outside_of_the_sheet_is_empty() -> None:
    sheet = open_workbook(one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')).sheet("Declaration")
    assert [sheet.value(0, 1), sheet.value(1, 0), sheet.value(2, 1), sheet.value(1, 2)] == [None] * 4
    assert list(sheet.row(1)) == [1.0]
    assert list(sheet.row(0)) == list(sheet.row(2)) == []


def test_errors_are_kept_beside_the_values() -> None:
    rows = (
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" s="3" t="e"><f>NA()</f><v>#N/A</v></c>'
        '<c r="C2"><v>1</v></c><c r="AA2" t="e"><f t="shared" si="1"/><v>#DIV/0!</v></c></row>'
    )
    sheet = open_workbook(one_sheet(rows)).sheet("Declaration")
    assert sheet.errors == {(2, 1): "#REF!", (2, 2): "#N/A", (2, 27): "#DIV/0!"}
    assert sheet.cell(2, 2).at == CellRef("Declaration", 2, 2)
    assert (sheet.cell(2, 2).value, sheet.cell(2, 2).error) == (None, "#N/A")
    assert sheet.cell(2, 3).error is None


def test_an_error_value_that_calamine_does_not_know_costs_no_sheet() -> None:
    rows = '<row r="1"><c r="A1" t="e"><f>X()</f><v>#SPILL!</v></c><c r="B1"><v>7</v></c></row>'
    sheet = open_workbook(one_sheet(rows)).sheet("Declaration")
    assert sheet.value(1, 2) == 7.0
    assert sheet.errors == {(1, 1): "#SPILL!"}


@pytest.mark.parametrize(
    ("cell", "uncalculated"),
    [
        ("<c r='A1'><v>1</v></c>", 0),
        ('<c r="A1"><f>B1</f></c>', 1),
        ('<c r="A1"><f>B1</f><v></v></c>', 1),
        ('<c r="A1"><f>B1</f><v/></c>', 1),
        ('<c r="A1"><f>B1</f><v /></c>', 1),
        ('<c r="A1"><f t="shared" si="0"/></c>', 1),
        ('<c r="A1"><f ca="1">IF(B1&gt;0,1)</f></c>', 1),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', 0),
        ('<c r="A1"><f>B1</f><v>0</v></c>', 0),
        ('<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>', 0),
    ],
)
def test_formulas_without_a_result_are_counted(cell: str, uncalculated: int) -> None:
    rows = f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'
    assert open_workbook(one_sheet(rows)).sheet("Declaration").uncalculated == uncalculated


def test_a_file_of_openpyxl_is_uncalculated() -> None:
    book = openpyxl.Workbook()
    book.active.append(["x", "=A1", "=B1&A1"])
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = open_workbook(buffer.getvalue()).sheet("Sheet")
    assert (sheet.value(1, 1), sheet.uncalculated) == ("x", 2)


@pytest.mark.parametrize(
    ("epoch", "date1904"),
    [(openpyxl.utils.datetime.WINDOWS_EPOCH, False), (openpyxl.utils.datetime.MAC_EPOCH, True)],
)
def test_dates_of_both_epochs(epoch: dt.datetime, date1904: bool) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    day = dt.date(2026, 5, 1)
    book.active["A1"] = day
    book.active["B1"] = dt.datetime(2026, 5, 1, 13, 30)
    book.active["C1"] = 42.5
    buffer = io.BytesIO()
    book.save(buffer)
    opened = open_workbook(buffer.getvalue())
    assert opened.date1904 is date1904
    assert list(opened.sheet("Sheet").row(1)) == [day, dt.datetime(2026, 5, 1, 13, 30), 42.5]


def test_sheets_are_found_without_case_and_stray_space() -> None:
    one = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    book = open_workbook(xlsx({"Smelter List ": one, "smelter list": one, "ＤＥＣＬＡＲＡＴＩＯＮ": one}))
    assert book.find("Smelter List") == "Smelter List "
    assert book.find("smelter list") == "smelter list"
    assert book.find("Declaration") == "ＤＥＣＬＡＲＡＴＩＯＮ"
    assert book.find("Mine List") is None
    with pytest.raises(KeyError):
        book.sheet("Mine List")


def test_a_sheet_name_with_markup_characters() -> None:
    parts = xlsx_parts(
        {"A &amp; &quot;B&quot; &lt;C&gt;": worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')}
    )
    book = open_workbook(zipped(parts))
    assert book.sheet_names == ('A & "B" <C>',)
    assert book.sheet('A & "B" <C>').value(1, 1) == 1.0


def test_sheets_that_were_not_wanted_can_be_read_later() -> None:
    sheets = {
        name: worksheet(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')
        for index, name in enumerate(("Declaration", "Smelter List", "L"))
    }
    book = open_workbook(xlsx(sheets, ["zero", "one", "two"]), sheets=["declaration", "Mine List"])
    assert [book.sheet(name).value(1, 1) for name in ("Declaration", "L", "Smelter List")] == [
        "zero",
        "two",
        "one",
    ]


def test_a_damaged_sheet_leaves_the_others_readable() -> None:
    good = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    bad = worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')
    book = open_workbook(xlsx({"Declaration": good, "Checker": bad}))
    assert book.sheet("Declaration").value(1, 1) == 1.0
    with pytest.raises(UnreadableFileError, match=r"'Checker' is damaged") as caught:
        book.sheet("Checker")
    assert caught.value.reason is UnreadableReason.DAMAGED


def test_a_missing_sheet_part_is_named() -> None:
    parts = unzipped(one_sheet(""))
    del parts["xl/worksheets/sheet1.xml"]
    with pytest.raises(UnreadableFileError, match="Sheet 'Declaration': The file is damaged: the part"):
        open_workbook(zipped(parts)).sheet("Declaration")


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets/../worksheets/SHEET1.XML"])
def test_relationships_in_all_their_spellings(target: str) -> None:
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    links = unzipped(data)["xl/_rels/workbook.xml.rels"].decode().replace("worksheets/sheet1.xml", target)
    assert (
        open_workbook(with_part(data, "xl/_rels/workbook.xml.rels", links)).sheet("Declaration").value(1, 1)
        == 1.0
    )


def test_backslashes_in_part_names() -> None:
    parts = unzipped(one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    odd = zipped({name.replace("/", "\\"): part for name, part in parts.items()})
    assert open_workbook(odd).sheet("Declaration").value(1, 1) == 1.0


def test_a_workbook_with_macros_is_only_data() -> None:
    book = open_workbook(xlsx({"Declaration": worksheet("")}, macros=True))
    assert book.format == "xlsm"
    assert book.sheet("Declaration").max_row == 0


@pytest.mark.parametrize("date1904", [False, True])
def test_xlsb(date1904: bool) -> None:
    book = open_workbook(xlsb({(1, 1): 2.5, (3, 0): 1}, ["Tin", "Gold"], date1904=date1904))
    sheet = book.sheet("Declaration")
    assert (book.format, book.date1904) == ("xlsb", date1904)
    assert (sheet.value(2, 2), sheet.value(4, 1), sheet.value(1, 1)) == (2.5, "Gold", None)


@pytest.mark.parametrize("date1904", [False, True])
def test_xls(date1904: bool) -> None:
    book = open_workbook(xls(biff8({(1, 1): 2.5, (3, 0): 7.0}, date1904=date1904)))
    sheet = book.sheet("Declaration")
    assert (book.format, book.date1904, book.decrypted) == ("xls", date1904, False)
    assert (sheet.value(2, 2), sheet.value(4, 1), sheet.max_row) == (2.5, 7.0, 4)


def test_ods() -> None:
    rows = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'office:value-type="string"><text:p>Tin</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" '
        'office:value="1.5"><text:p>1,5</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-05-01">'
        "<text:p>01.05.26</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048571"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    book = open_workbook(ods(rows))
    sheet = book.sheet("Declaration")
    assert book.format == "ods"
    assert (sheet.value(1, 3), sheet.value(4, 1)) == ("Tin", 1.5)
    assert sheet.cell(5, 1).raw == "2026-05-01"
