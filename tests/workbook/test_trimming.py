"""Rows that are cut hold nothing that a person entered, and everything else reads the same."""

import datetime as dt
import io
import string

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workbook.containers import one_sheet, worksheet, xlsx

from mineralcheck.model.cells import column_letter
from mineralcheck.workbook.opening import open_workbook
from mineralcheck.workbook.sheet import Sheet
from mineralcheck.workbook.trimming import trimmed

FORMULA = "IF(ISERROR($V{row}),&quot;&quot;,OFFSET('Smelter Look-up'!$D$4,$V{row}-4,0))"
BLANK = (
    '<row r="{row}" s="118" ht="23.2" spans="1:28"><c r="A{row}" s="1"/>'
    '<c r="B{row}" s="1" t="str"><f ca="1">' + FORMULA + "</f><v></v></c>"
    '<c r="C{row}" t="str"><f t="shared" si="3"/><v></v></c><c r="D{row}"><f>' + FORMULA + "</f><v>0</v></c>"
    '<c r="T{row}"><f t="shared" si="4"/><v>0</v></c><c r="V{row}" t="e"><f>NA()</f><v>#N/A</v></c></row>'
)
TYPED = '<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>'


def part_of(*rows: str) -> bytes:
    """A worksheet part of rows, which are given as templates and numbered from 1."""
    return worksheet("".join(row.format(row=number) for number, row in enumerate(rows, start=1))).encode()


def kept_rows(part: bytes, last_column: int | None = None) -> int:
    """How many rows are left; the rows given to it are never all kept by chance."""
    rows = trimmed(part, last_column)
    assert rows is not None
    return rows.kept.count(b"<row ")


MANY = [BLANK] * 100


def test_rows_of_empty_formulas_are_cut() -> None:
    assert kept_rows(part_of(*MANY)) == 0
    assert kept_rows(part_of(TYPED, *MANY)) == 1


def test_a_row_far_below_a_gap_is_kept() -> None:
    assert kept_rows(part_of(TYPED, *MANY, TYPED, *MANY)) == 2


def test_short_gaps_are_kept_with_their_rows() -> None:
    assert kept_rows(part_of(TYPED, *[BLANK] * 3, TYPED, *MANY)) == 5


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="Q{row}"><v>0</v></c>',
        '<c r="Q{row}" t="s"><v>0</v></c>',
        '<c r="Q{row}"><v>5</v></c>',
        '<c r="Q{row}" t="b"><v>0</v></c>',
        '<c r="Q{row}" t="str"><f>A1</f><v>x</v></c>',
        '<c r="Q{row}"><f>A1</f><v>1</v></c>',
        '<c r="Q{row}"><f>A1</f><v>0.5</v></c>',
        '<c r="Q{row}" t="str"><f>A1</f><v xml:space="preserve"> </v></c>',
        '<c r="Q{row}" t="inlineStr"><is><t>x</t></is></c>',
        '<c r="Q{row}" t="inlineStr"><is><r><t>x</t></r></is></c>',
        "<c r='Q{row}'><v>5</v></c>",
    ],
)
def test_any_entry_keeps_its_row(cell: str) -> None:
    entered = f'<row r="{{row}}"><c r="A{{row}}"/>{cell}</row>'
    assert kept_rows(part_of(*MANY, entered, *MANY)) == 1


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="Q{row}"/>',
        '<c r="Q{row}"><v></v></c>',
        '<c r="Q{row}"><v/></c>',
        '<c r="Q{row}" t="str"><f>A1</f><v /></c>',
        '<c r="Q{row}"><f>A1</f></c>',
        '<c r="Q{row}" t="e"><f>A1</f><v>#REF!</v></c>',
    ],
)
def test_what_is_no_entry_keeps_no_row(cell: str) -> None:
    assert kept_rows(part_of(*MANY, f'<row r="{{row}}">{cell}</row>', *MANY)) == 0


def test_entries_right_of_the_last_column_keep_no_row() -> None:
    constant = (
        '<row r="{row}"><c r="A{row}"/><c r="O{row}" t="s"><v>7</v></c><c r="R{row}" t="b"><v>1</v></c></row>'
    )
    both = '<row r="{row}"><c r="M{row}" t="s"><v>7</v></c><c r="O{row}" t="s"><v>7</v></c></row>'
    part = part_of(*[constant] * 300, both, *[constant] * 300)
    assert kept_rows(part) == 601
    assert kept_rows(part, last_column=13) == 1
    assert kept_rows(part, last_column=12) == 0


def test_a_list_of_broken_links_is_kept() -> None:
    broken = '<row r="{row}"><c r="B{row}" t="e"><f>[1]Sheet1!B{row}</f><v>#REF!</v></c></row>'
    part = part_of(TYPED, *[broken] * 300)
    assert kept_rows(part, last_column=17) == 301
    assert kept_rows(part_of(TYPED, *MANY), last_column=17) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sheetData>", "<x:sheetData>"),
        ("<sheetData>", '<sheetData xml:space="preserve">'),
        ("</sheetData>", ""),
        ('<row r="101"', '<row ht="5" r="101"'),
        ('<row r="101"', "<row"),
        ("<v>0</v>", "<!-- <v>0</v> -->"),
        ("<v>0</v>", "<v><![CDATA[0]]></v>"),
        ("<worksheet ", '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '),
        ("<worksheet ", '<worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" '),
    ],
)
def test_unusual_xml_is_not_cut(old: str, new: str) -> None:
    part = part_of(*MANY, TYPED, *MANY).decode()
    assert old in part
    assert trimmed(part.replace(old, new).encode()) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sheetData>", '<sheetData xml:space="preserve">'),
        ('<row r="30"', '<row ht="5" r="30"'),
        ("<c ", "<c\n"),
        ('"', "'"),
        ("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    ],
)
def test_unusual_xml_reads_the_same(old: str, new: str) -> None:
    part = worksheet("".join(TYPED.format(row=row) for row in range(1, 40)))
    unusual = xlsx({"Declaration": part.replace(old, new)}, ["Gold"])
    assert values_of(open_workbook(unusual).sheet("Declaration")) == {
        (row, 1): "Gold" for row in range(1, 40)
    }


def values_of(sheet: Sheet) -> dict[tuple[int, int], object]:
    """Values that are there, by place."""
    return {
        (row, column): sheet.value(row, column)
        for row in range(1, sheet.max_row + 1)
        for column in range(1, sheet.max_column + 1)
        if sheet.value(row, column) is not None
    }


def plain_values(data: bytes, name: str) -> dict[tuple[int, int], object]:
    """The same from calamine on the whole file."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    cells = ((row, column, value) for row, line in enumerate(rows, 1) for column, value in enumerate(line, 1))
    return {(row, column): value for row, column, value in cells if value != ""}


TEXT = st.text(st.sampled_from(string.ascii_letters + string.digits + " <>&\"'é金#"), min_size=1, max_size=12)
ENTRY = st.one_of(
    TEXT,
    st.integers(-5, 10**6),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
    st.booleans(),
    st.dates(min_value=dt.date(1990, 1, 1)),
    st.just("=A1&B1"),
)
PLACES = st.tuples(st.integers(1, 400), st.integers(1, 30))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(PLACES, ENTRY, max_size=25))
def test_workbooks_of_openpyxl_read_as_plain_calamine_reads_them(
    entries: dict[tuple[int, int], object],
) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in entries.items():
        book.active.cell(row, column).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue()
    assert values_of(open_workbook(data).sheet("Sheet")) == plain_values(data, "Sheet")


SPELLINGS = st.sampled_from(
    [
        '<c r="{at}"/>',
        '<c r="{at}" s="1"><v>45000</v></c>',
        '<c r="{at}"><v>0</v></c>',
        '<c r="{at}"><v>7</v></c>',
        '<c r="{at}" t="s"><v>0</v></c>',
        '<c r="{at}" t="s"><v>2</v></c>',
        '<c r="{at}" t="str"><v></v></c>',
        '<c r="{at}" t="str"><f>A1</f><v>x</v></c>',
        '<c r="{at}" t="str"><f>A1</f><v xml:space="preserve"> y</v></c>',
        '<c r="{at}"><f t="shared" si="0"/><v>1</v></c>',
        '<c r="{at}" t="b"><v>0</v></c>',
        '<c r="{at}" t="inlineStr"><is><t>in line</t></is></c>',
        '<c r="{at}" t="e"><v>#N/A</v></c>',
    ]
)
ROWS = st.dictionaries(
    st.integers(1, 300), st.dictionaries(st.integers(1, 25), SPELLINGS, max_size=4), max_size=20
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_a_form_with_random_entries_reads_as_plain_calamine_reads_it(rows: dict[int, dict[int, str]]) -> None:
    data = one_sheet(
        "".join(_row(number, rows.get(number)) for number in range(1, 301)), ["zero", "one", "two"]
    )
    ours = values_of(open_workbook(data).sheet("Declaration"))
    plain = plain_values(data, "Declaration")
    assert {place: value for place, value in plain.items() if place not in ours and place[0] in rows} == {}
    assert {value for place, value in plain.items() if place not in ours} <= {0.0}
    assert {place: value for place, value in ours.items() if plain.get(place) != value} == {}


def _row(number: int, cells: dict[int, str] | None) -> str:
    if cells is None:
        return BLANK.format(row=number)
    written = (cells[column].format(at=f"{column_letter(column)}{number}") for column in sorted(cells))
    return f'<row r="{number}">{"".join(written)}</row>'


def test_the_random_form_is_cut_at_all() -> None:
    data = one_sheet(
        "".join(_row(number, None) for number in range(1, 301)) + _row(301, {1: '<c r="{at}"><v>1</v></c>'})
    )
    ours = values_of(open_workbook(data).sheet("Declaration"))
    assert ours == {(301, 1): 1.0}
    assert len(plain_values(data, "Declaration")) == 601
