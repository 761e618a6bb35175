"""Lists with inserted rows and columns, lists pasted beside their columns, and single rows that were."""

import pytest
from fixtures.builder import template
from tests.support.meaning import meaning
from tests.support.moving import inserted, move

from mineralcheck.model.submission import Family, Submission
from mineralcheck.reader.submission import read_submission
from mineralcheck.templates.layout import Layout
from mineralcheck.templates.registry import layouts
from mineralcheck.workbook.opening import open_workbook

FORMS = [("CMRT", "6.5"), ("CMRT", "6.01"), ("CRT", "2.2"), ("EMRT", "1.3"), ("EMRT", "2.1"), ("AMRT", "1.3")]
LISTS = ["Smelter List", "Product List", "Mine List"]


def read(data: bytes) -> tuple[Submission, Layout]:
    return read_submission(open_workbook(data))


def filled(family: str, version: str) -> bytes:
    built = template(family, version).product("P-1", "Pump").product("P-2", "Valve")
    if layouts()[Family(family), version].mines:
        for name in ("Pit 4", "Pit 7"):
            built.mine(metal="Zinc" if family == "AMRT" else "Cobalt", mine_name=name)
    return built.bytes()


@pytest.mark.parametrize(("family", "version"), FORMS)
@pytest.mark.parametrize("sheet", LISTS)
def test_rows_and_columns_inserted_before_the_list(family: str, version: str, sheet: str) -> None:
    data = filled(family, version)
    before, layout = read(data)
    if sheet == "Mine List" and layout.mines is None:
        return
    for rows, columns in [(inserted(2, 3), inserted(1, 1)), (inserted(4, 1), inserted(3, 2))]:
        submission, moved = read(move(data, sheet, rows=rows, columns=columns))
        assert meaning(submission) == meaning(before)
        (note,) = submission.notes
        assert (note.kind, note.detail) == ("moved_list", sheet)
        table = {"Smelter List": moved.smelters, "Product List": moved.products, "Mine List": moved.mines}[
            sheet
        ]
        assert table
        assert note.at
        assert table.header_row == note.at.row


def test_cells_know_their_actual_places() -> None:
    data = template("CMRT", "6.5").bytes()
    before, _ = read(data)
    moved, layout = read(move(data, "Smelter List", rows=inserted(1, 2), columns=inserted(3, 1)))
    old, new = before.smelters[0], moved.smelters[0]
    assert (new.row, new.metal.at.address) == (old.row + 2, f"B{old.row + 2}")
    assert new.smelter_lookup.at.column == old.smelter_lookup.at.column + 1
    assert layout.smelters.first_row == 7


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_whole_list_pasted_one_column_off(shift: int) -> None:
    straight, beside = template().no_smelters(), template().no_smelters()
    layout_columns = "ABCDEFGHIJKLMNOPQ"
    rows = [("Tin", "Oberland Zinn", "GERMANY"), ("Gold", "Tarn Gold", "PERU"), ("Tin", "Moor Tin", "PERU")]
    for number, (metal, name, country) in enumerate(rows, 5):
        typed = {"B": metal, "C": "Smelter not listed", "D": name, "E": country, "N": "Pit 4"}
        for letter, text in typed.items():
            straight.set(f"Smelter List!{letter}{number}", text)
            other = layout_columns[layout_columns.index(letter) + shift]
            beside.set(f"Smelter List!{other}{number}", text)
    wanted, _ = read(straight.bytes())
    submission, layout = read(beside.bytes())
    assert meaning(submission) == meaning(wanted)
    (note,) = submission.notes
    assert (note.kind, note.detail) == ("shifted_list", str(shift))
    assert submission.smelters[0].metal.at.address == layout_columns[1 + shift] + "5"
    assert layout.smelters.column("metal") == 2 + shift


def test_a_single_row_pasted_beside_the_others_shifts_nothing() -> None:
    built = template().smelter_row(row=60, smelter_lookup="Tin", smelter_name="Smelter not listed")
    submission, _ = read(built.bytes())
    assert submission.notes == ()
    assert submission.smelters[-1].mineral is None


def test_a_header_that_somebody_emptied_or_changed_moves_nothing() -> None:
    built = (
        template()
        .set("Smelter List!K4", None)
        .set("Smelter List!D4", "Our name")
        .set("Product List!C5", None)
    )
    submission, _ = read(built.bytes())
    assert submission.notes == ()
    assert meaning(submission) == meaning(read(template().bytes())[0])


def test_a_list_of_minerals_in_the_look_up_column_alone_is_no_shift() -> None:
    built = template().no_smelters().smelter_row(row=9, smelter_lookup="Gold")
    assert read(built.bytes())[0].notes == ()


@pytest.mark.parametrize("language", ["ja", "de", "tr"])
def test_headers_are_found_in_every_language(language: str) -> None:
    data = template("CMRT", "6.5", language).bytes()
    submission, _ = read(move(data, "Smelter List", rows=inserted(3, 2), columns=inserted(2, 1)))
    assert meaning(submission) == meaning(read(data)[0])
