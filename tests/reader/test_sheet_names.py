"""Sheets that were renamed or copied are found by their content."""

import pytest
from fixtures.builder import template
from tests.support.meaning import meaning
from tests.support.renaming import renamed

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.model.submission import Submission
from mineralcheck.reader.submission import read_submission
from mineralcheck.workbook.opening import open_workbook


def read(data: bytes) -> Submission:
    return read_submission(open_workbook(data))[0]


@pytest.mark.parametrize(
    "names",
    [
        {"Declaration": "申报"},
        {"Declaration": "Declaration (2)"},
        {"Declaration": "Copy of Declaration", "Smelter List": "Smelter List-1"},
        {"Declaration": "Erklärung", "Smelter List": "Schmelzen", "Product List": "Produkte"},
        {"Smelter List": "製錬業者リスト", "Product List": "製品リスト"},
    ],
)
@pytest.mark.parametrize("version", ["6.5", "3.01"])
def test_renamed_sheets_are_found_and_reported(names: dict[str, str], version: str) -> None:
    data = template("CMRT", version, "de").product("P-1").bytes()
    submission = read(renamed(data, names))
    assert meaning(submission) == meaning(read(data))
    told = {
        note.detail: note.at.sheet for note in submission.notes if note.kind == "renamed_sheet" and note.at
    }
    assert told == names
    assert {note.kind for note in submission.notes} == {"renamed_sheet"}
    shown = names.get("Declaration", "Declaration")
    assert {cell.at.sheet for cell in submission.fields.values()} == {shown}


def test_a_tab_in_other_letters_is_no_other_name() -> None:
    data = renamed(template().bytes(), {"Declaration": "declaration ", "Smelter List": "SMELTER LIST"})
    assert read(data).notes == ()


def test_a_second_form_in_the_workbook_is_reported() -> None:
    built = template()
    for number in range(1, 9):
        built.set(f"Definitions!B{20 + number}", f"{number}) A question")
    data = renamed(built.bytes(), {"Definitions": "Declaration (2)"})
    (note,) = read(data).notes
    assert (note.kind, note.detail) == ("second_form", "Declaration (2)")


def test_a_list_that_cannot_be_found_is_missing() -> None:
    built = (
        template()
        .set("Smelter List!B4", "Something")
        .set("Smelter List!C4", "Other")
        .set("Smelter List!D4", "x")
    )
    submission = read(renamed(built.bytes(), {"Smelter List": "Tabelle1"}))
    assert [(note.kind, note.detail) for note in submission.notes] == [("missing_sheet", "Smelter List")]
    assert submission.smelters == ()


def test_a_workbook_without_a_form_is_no_template() -> None:
    built = template()
    data = renamed(built.set("Declaration!B25", None).bytes(), {"Declaration": "Form"})
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    assert caught.value.reason is UnreadableReason.NOT_A_TEMPLATE
