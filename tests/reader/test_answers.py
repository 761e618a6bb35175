"""Answers with case, space and width variants; percentages as text and as numbers."""

import pytest

from mineralcheck.model.cells import Cell, CellRef, CellValue
from mineralcheck.model.submission import Family, Scope
from mineralcheck.reader.answers import read_answer, read_scope
from mineralcheck.templates.registry import layouts, newest

AT = CellRef("Declaration", 26, 4)
SHARES = ("100%", "Greater than 90%", "Greater than 75%", "50% or less", "None")
SURVEY = ("Yes, in conformance with IPC1755 (e.g., CMRT)", "Yes, using other format (describe)", "No")


@pytest.mark.parametrize("value", [1.0, "1", "100%", "100 %", "１００％", " 100%\n"])
def test_full_share(value: CellValue) -> None:
    assert read_answer(Cell(AT, value), SHARES) == "100%"


@pytest.mark.parametrize("value", [100.0, "100", 0.9, 90.0, True, "all", "", None, 0.0])
def test_no_share(value: CellValue) -> None:
    assert read_answer(Cell(AT, value), SHARES) is None


@pytest.mark.parametrize("value", ["yes", "YES", " Yes ", "Ｙｅｓ", "Yes\u200b", "Yes."])
def test_yes(value: str) -> None:
    assert read_answer(Cell(AT, value), ("Yes", "No", "Unknown")) == "Yes"


@pytest.mark.parametrize("value", [1.0, "1", "Yes and no", "Y", "Not applicable"])
def test_what_is_no_answer(value: CellValue) -> None:
    assert read_answer(Cell(AT, value), ("Yes", "No", "Unknown")) is None


def test_punctuation_and_typographic_quotes_do_not_matter() -> None:
    text = "Yes – in conformance with IPC1755 (e.g. CMRT)"
    assert read_answer(Cell(AT, text), SURVEY) == SURVEY[0]


def test_no_two_entries_of_a_list_are_taken_for_each_other() -> None:
    for layout in layouts().values():
        for choices in layout.answers.values():
            assert [read_answer(Cell(AT, choice), choices) for choice in choices] == list(choices)


def test_scope_is_read_by_its_text_because_letters_changed_their_meaning() -> None:
    modern, old = newest(Family.CMRT), layouts()[Family.CMRT, "2.00"]
    cell = Cell(AT, "b. product (or list of products)")
    assert read_scope(cell, modern.scopes) is Scope.PRODUCT
    assert read_scope(cell, old.scopes) is None
    assert read_scope(Cell(AT, "D. Product Level"), old.scopes) is Scope.PRODUCT
    assert read_scope(Cell(AT, "B"), modern.scopes) is None
