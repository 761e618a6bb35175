"""Cells are spliced into the XML of a sheet; every other byte stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineralcheck.filling.formulas.values import ErrorValue
from mineralcheck.filling.patching.changes import Change, Result, Typed, read_text, stored_text
from mineralcheck.filling.patching.sheet_index import Place, Sharing, index_sheet
from mineralcheck.filling.patching.sheet_patch import (
    BlockedCell,
    NoFormula,
    patched_sheet,
    replaces_formula,
)
from mineralcheck.model.errors import UnreadableFileError

SHEET = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="main" xmlns:x="y"><dimension ref="A1:D4"/><cols><col min="3" max="5" style="7"/></cols>
<sheetData><!-- <row r="9"> --><row r="1" s="9" customFormat="1"><c r="A1" s="2" t="s"><v>12</v></c>\
<c r="B1" s="3" t="str" cm="1"><f t="shared" ref="B1:B2" si="0" x:e="&gt;">A1&amp;">"</f><v>old</v></c></row>\
<row r="2"><c r="A2"/><c r="B2" t="str"><f t="shared" si="0"/><v>older</v></c><c r="D2"><v>4</v></c></row>\
<row r="4" ><c r="A4" t="e"><f>NA()</f><v>#N/A</v></c></row></sheetData><extLst><ext a="1 > 0"/></extLst>
</worksheet>"""


def sheet_of(rows: str) -> bytes:
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


def patched(sheet: bytes, changes: dict[Place, Change]) -> str:
    return patched_sheet(sheet, index_sheet(sheet), changes).decode()


def assert_only(sheet: bytes, changes: dict[Place, Change], old: str, new: str) -> None:
    """The sheet with the changes is the sheet with `old` replaced by `new`, and nothing else."""
    text = sheet.decode()
    assert text.count(old) == 1
    assert patched(sheet, changes) == text.replace(old, new)


def test_no_change_gives_the_same_bytes() -> None:
    assert patched(SHEET, {}) == SHEET.decode()


def test_a_typed_text_takes_the_place_and_keeps_the_style() -> None:
    new = '<c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">&lt;Tin &amp; Co&gt; </t></is></c>'
    assert_only(SHEET, {(1, 1): Typed("<Tin & Co> ")}, '<c r="A1" s="2" t="s"><v>12</v></c>', new)


@pytest.mark.parametrize(("value", "stored"), [(1.0, "1"), (46023.0, "46023"), (0.5, "0.5")])
def test_a_typed_number(value: float, stored: str) -> None:
    assert_only(SHEET, {(2, 4): Typed(value)}, "<v>4</v>", f"<v>{stored}</v>")


def test_an_emptied_cell_keeps_its_style() -> None:
    assert_only(SHEET, {(1, 1): Typed(None)}, '<c r="A1" s="2" t="s"><v>12</v></c>', '<c r="A1" s="2"/>')


def test_a_result_keeps_the_formula_to_the_byte() -> None:
    assert_only(SHEET, {(1, 2): Result("Tin<")}, "<v>old</v>", "<v>Tin&lt;</v>")


@pytest.mark.parametrize(
    ("value", "head", "result"),
    [
        ("", 't="str"', "<v></v>"),
        (2.0, "", "<v>2</v>"),
        (True, 't="b"', "<v>1</v>"),
        (ErrorValue.NA, 't="e"', "<v>#N/A</v>"),
        (None, "", ""),
    ],
)
def test_results_of_every_kind(value: str | float | bool | ErrorValue | None, head: str, result: str) -> None:
    sheet = sheet_of('<row r="1"><c r="A1" t="str"><f>B1</f><v>x</v></c></row>')
    opening = f'<c r="A1" {head}>' if head else '<c r="A1">'
    new = f"{opening}<f>B1</f>{result}</c>"
    assert_only(sheet, {(1, 1): Result(value)}, '<c r="A1" t="str"><f>B1</f><v>x</v></c>', new)


def test_the_master_of_a_shared_formula_is_not_overwritten() -> None:
    with pytest.raises(BlockedCell, match="B1"):
        patched(SHEET, {(1, 2): Typed("Tin")})


def test_a_child_of_a_shared_formula_may_be_overwritten() -> None:
    new = '<c r="B2" t="inlineStr"><is><t xml:space="preserve">Tin</t></is></c>'
    old = '<c r="B2" t="str"><f t="shared" si="0"/><v>older</v></c>'
    assert_only(SHEET, {(2, 2): Typed("Tin")}, old, new)


@pytest.mark.parametrize("place", [(1, 1), (1, 2), (2, 2)])
def test_no_cell_of_an_array_formula_is_overwritten(place: Place) -> None:
    sheet = sheet_of(
        '<row r="1"><c r="A1"><f t="array" ref="A1:B2">TRANSPOSE(D1:E2)</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row>'
    )
    with pytest.raises(BlockedCell):
        patched(sheet, {place: Typed("x")})


def test_a_result_needs_a_formula() -> None:
    with pytest.raises(NoFormula):
        patched(SHEET, {(1, 1): Result("x")})
    with pytest.raises(NoFormula):
        patched(SHEET, {(3, 1): Result("x")})


def test_only_a_replaced_formula_counts_as_one() -> None:
    index = index_sheet(SHEET)
    assert replaces_formula(index, {(4, 1): Typed("x")})
    assert not replaces_formula(index, {(4, 1): Result("x"), (1, 1): Typed("x"), (9, 9): Typed("x")})


def test_new_cells_stand_in_order_with_the_style_of_row_or_column() -> None:
    text = patched(SHEET, {(2, 3): Typed(3.0), (2, 5): Typed(5.0), (1, 4): Typed(1.0), (2, 6): Typed(6.0)})
    assert '<v>older</v></c><c r="C2" s="7"><v>3</v></c><c r="D2">' in text
    assert '<c r="D2"><v>4</v></c><c r="E2" s="7"><v>5</v></c><c r="F2"><v>6</v></c></row>' in text
    assert '<v>old</v></c><c r="D1" s="9"><v>1</v></c></row>' in text


def test_new_rows_stand_in_order() -> None:
    text = patched(SHEET, {(3, 1): Typed(3.0), (7, 2): Typed(7.0), (5, 1): Typed(5.0)})
    assert '</row><row r="3"><c r="A3"><v>3</v></c></row><row r="4" >' in text
    assert '<v>#N/A</v></c></row><row r="5"><c r="A5"><v>5</v></c></row><row r="7"><c r="B7">' in text
    assert text.index('<row r="7">') < text.index("</sheetData>")


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (
            b"<worksheet><sheetData/></worksheet>",
            '<sheetData><row r="2"><c r="A2"><v>1</v></c></row></sheetData>',
        ),
        (
            b'<worksheet><sheetData><row r="2" ht="9"/></sheetData></worksheet>',
            '<row r="2" ht="9"><c r="A2"><v>1</v>',
        ),
        (
            b'<w:s xmlns:w="m"><w:sheetData></w:sheetData></w:s>',
            '<w:row r="2"><w:c r="A2"><w:v>1</w:v></w:c></w:row>',
        ),
    ],
)
def test_empty_sheets_rows_and_prefixes(sheet: bytes, expected: str) -> None:
    assert expected in patched(sheet, {(2, 1): Typed(1.0)})


def test_rows_and_cells_without_addresses_count_on() -> None:
    sheet = sheet_of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    text = patched(sheet, {(1, 2): Typed(9.0), (2, 1): Typed(8.0)})
    assert '<c><v>1</v></c><c r="B1"><v>9</v></c>' in text
    assert '<row><c r="A2"><v>8</v></c></row>' in text


def test_reading_stops_behind_the_last_row_asked_for() -> None:
    index = index_sheet(SHEET, last_row=2)
    assert list(index.rows) == [1, 2]
    assert SHEET[index.beyond :].startswith(b'<row r="4"')
    text = patched_sheet(SHEET, index, {(3, 1): Typed(3.0)}).decode()
    assert '<row r="3"><c r="A3"><v>3</v></c></row><row r="4" >' in text


def test_what_the_index_knows_of_formulas() -> None:
    index = index_sheet(SHEET)
    master, child = index.formula(1, 2), index.formula(2, 2)
    assert master
    assert child
    assert (master.sharing, master.text, master.origin) == (Sharing.MASTER, 'A1&">"', (1, 2))
    assert (child.sharing, child.text, child.origin) == (Sharing.CHILD, 'A1&">"', (1, 2))
    error = index.cell(4, 1)
    assert error
    assert error.result is ErrorValue.NA


@pytest.mark.parametrize(
    "sheet",
    [
        b"<!DOCTYPE a [<!ENTITY e 'x'>]><worksheet><sheetData/></worksheet>",
        b'<?xml version="1.0" encoding="UTF-16"?><worksheet/>',
        b"<worksheet><sheetData>",
        b"<a>" * 100 + b"</a>" * 100,
        b'<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
    ],
)
def test_hostile_and_damaged_sheets_are_refused(sheet: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        index_sheet(sheet)


def test_drop_down_lists_are_read() -> None:
    sheet = (
        b'<worksheet><sheetData/><dataValidations count="1"><dataValidation type="list" sqref="D1:D2 F5">'
        b"<formula1>$B$1:$B$3</formula1><formula2>9</formula2></dataValidation></dataValidations></worksheet>"
    )
    assert index_sheet(sheet).lists == [("D1:D2 F5", "$B$1:$B$3")]


def test_line_ends_are_those_of_a_cell() -> None:
    assert "one\ntwo\nthree</t>" in patched(SHEET, {(1, 1): Typed("one\r\ntwo\rthree")})


@given(st.text())
def test_text_comes_back_but_for_what_xml_cannot_hold(text: str) -> None:
    kept = "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    stored = stored_text(text)
    assert read_text(stored) == kept
    assert all(c in "\t\n" or c >= " " for c in stored)


CELLS = st.dictionaries(st.tuples(st.integers(1, 8), st.integers(1, 8)), st.integers(0, 999), max_size=12)


@given(CELLS, CELLS)
def test_any_cells_into_any_sheet(before: dict[Place, int], after: dict[Place, int]) -> None:
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{chr(64 + c)}{row}"><v>{v}</v></c>' for (r, c), v in sorted(before.items()) if r == row
        )
        + "</row>"
        for row in sorted({row for row, _ in before})
    )
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    result = index_sheet(patched(sheet, {place: Typed(float(v)) for place, v in after.items()}).encode())
    stored = {(r, c): cell.result for r, row in result.rows.items() for c, cell in row.cells.items()}
    assert stored == {place: float(value) for place, value in {**before, **after}.items()}
    assert list(result.rows) == sorted(result.rows)
    assert all(list(row.cells) == sorted(row.cells) for row in result.rows.values())
