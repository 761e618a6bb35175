"""What a smelter row shows and what it means, where formulas lack results, or are gone."""

import io
import re
import zipfile

import pytest
from fixtures.builder import template

from mineralcheck.model.submission import SmelterKind, SmelterRow
from mineralcheck.reader.submission import read_submission
from mineralcheck.workbook.opening import open_workbook

ID, MINERAL = "CID900002", "Gold"


def row_of(data: bytes) -> SmelterRow:
    submission, _ = read_submission(open_workbook(data))
    (row,) = submission.smelters
    return row


def uncalculated(typed_id: str) -> bytes:
    built = template().no_smelters().smelter_row(smelter_id_input=typed_id)
    return built.without_cached_values().bytes()


def without_formulas(data: bytes, *addresses: str) -> bytes:
    """The workbook with the cells of the Smelter List at these addresses emptied."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = re.findall(rb'<sheet [^>]*name="([^"]+)"', source.read("xl/workbook.xml"))
        part = f"xl/worksheets/sheet{names.index(b'Smelter List') + 1}.xml"
        for name in source.namelist():
            body = source.read(name)
            for address in addresses if name == part else ():
                body, count = re.subn(rf'<c r="{address}"[^>]*><f>.*?</c>'.encode(), b"", body)
                assert count == 1
            target.writestr(name, body)
    return out.getvalue()


def test_blank_formula_cells_are_filled() -> None:
    row = row_of(uncalculated(ID))
    assert (row.metal.raw, row.mineral, row.kind) == (MINERAL, MINERAL, SmelterKind.LISTED)
    assert row.smelter_id.raw == ID
    assert row.smelter_country.raw == row.declared.country != ""


def test_a_deleted_formula_fills_nothing_but_the_meaning_is_known() -> None:
    row = row_of(without_formulas(uncalculated(ID), "B5", "C5"))
    assert row.metal.is_blank
    assert row.smelter_lookup.is_blank
    assert row.smelter_country.is_blank, "country follows from metal and look-up, which are blank"
    assert row.metal.error is None
    assert (row.mineral, row.declared.smelter_id, row.kind) == (MINERAL, ID, SmelterKind.LISTED)
    assert row.declared.lookup
    assert row.declared.country


def test_a_deleted_formula_leaves_the_others_at_work() -> None:
    row = row_of(without_formulas(uncalculated(ID), "E5"))
    assert row.smelter_lookup.raw == row.declared.lookup
    assert row.smelter_country.is_blank
    assert row.declared.country


def test_an_unknown_id_shows_an_error_where_formulas_look_it_up() -> None:
    row = row_of(uncalculated("CID999999"))
    assert (row.metal.error, row.smelter_lookup.error) == ("#N/A", "#N/A")
    assert row.mineral is None
    bare = row_of(without_formulas(uncalculated("CID999999"), "B5", "C5"))
    assert (bare.metal.error, bare.smelter_lookup.error) == (None, None)


@pytest.mark.parametrize("typed", [f" {ID} ", f"{ID}\u200b", "ＣＩＤ９００００２"])
def test_an_id_with_stray_characters_is_understood_though_excel_does_not_find_it(typed: str) -> None:
    row = row_of(uncalculated(typed))
    assert row.metal.error == "#N/A"
    assert row.metal.is_blank
    assert (row.mineral, row.declared.smelter_id) == (MINERAL, ID)
