"""What is calculated is what is stored in the official blanks, formula for formula."""

from pathlib import Path

import pytest
from tests.conftest import SHARED

from mineralcheck.filling.patching.book import Book
from mineralcheck.filling.patching.sheet_index import formulas_of, index_sheet
from mineralcheck.filling.recalculation import CONSTANT_SHEETS, FilledCells, calculator_for, new_results
from mineralcheck.workbook.opening import open_workbook

BLANKS = sorted((SHARED / "templates").glob("*.xlsx"))
LISTS = ("Smelter List", "Mine List")
# The minerals in this blank are Chinese; their order depends on a collation that is not known here.
UNDECIDED = {"RMI_AMRT_1.2": 265}


@pytest.mark.parametrize("blank", BLANKS, ids=lambda path: path.stem)
def test_stored_results_of_a_blank(blank: Path, shared: Path) -> None:
    data = blank.read_bytes()
    book = Book(data)
    indexes = {
        name: index_sheet(book.sheet(name), last_row=20 if name in LISTS else None)
        for name in book.sheet_names
        if name not in CONSTANT_SHEETS
    }
    calculator = calculator_for(FilledCells(open_workbook(data), indexes, book.names(), {}))
    others = {
        (sheet, place): result.value
        for sheet, index in indexes.items()
        for place, result in new_results(index, sheet, {}, calculator).items()
    }
    assert sum(len(formulas_of(index)) for index in indexes.values()) > 800
    assert {place: value for place, value in others.items() if value is not None} == {}
    assert len(others) == UNDECIDED.get(blank.stem, 0)
