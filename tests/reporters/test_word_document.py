"""Tables of Word documents."""

import docx
from docx.oxml.ns import qn

from mineralcheck.reporters.word_document import Grid, add_table


def test_an_empty_cell_makes_its_row_no_higher() -> None:
    word = docx.Document()
    add_table(word, Grid(("Figure", "Share"), ((("Smelters",), ("",)),), (2, 1)))
    sizes = [
        mark.get(qn("w:val"))
        for cell in word.tables[0].rows[1].cells
        for mark in cell._tc.iterfind(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:sz')}")
    ]
    assert sizes == ["17", "17"]
