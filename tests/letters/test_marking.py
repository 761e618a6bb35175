"""The marked copy: cells coloured and commented, and everything else as it was."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from fixtures.builder import template
from openpyxl.cell.cell import Cell
from python_calamine import CalamineWorkbook
from tests.support.attacks import ATTACKS, hidden

from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.reporters.letters.marking.comments import add_shapes
from mineralcheck.reporters.letters.marking.notes import CannotMarkError, Mark, Note
from mineralcheck.reporters.letters.marking.workbook import marked_workbook

RED, AMBER = "FFFFC7CE", "FFFFEB9C"


def note(place: str, text: str = "Fill in the cell.", mark: Mark = Mark.CORRECT) -> Note:
    sheet, _, address = place.rpartition("!")
    return Note(CellRef.parse(sheet, address), mark, text)


NOTES = [
    note("Declaration!D8", "担当者\n→ 記入してください"),
    note("Declaration!D16", mark=Mark.CHECK),
    note("Smelter List!C5"),
    note("Smelter List!D1400"),
    note("Product List!B6"),
]


@pytest.fixture(scope="module")
def original() -> bytes:
    return template("CMRT", "6.5").bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    assert old.keys() <= new.keys()
    return {name for name, content in new.items() if old.get(name) != content}


def cell_of(data: bytes, sheet: str, address: str) -> Cell:
    found = openpyxl.load_workbook(io.BytesIO(data))[sheet][address]
    assert isinstance(found, Cell)
    return found


def allowed(name: str) -> bool:
    """Parts that marks live in."""
    known = ("xl/worksheets/sheet", "xl/worksheets/_rels/", "xl/comments", "xl/drawings/vmlDrawing")
    return name in {"[Content_Types].xml", "xl/styles.xml"} or name.startswith(known)


def values(data: bytes, sheets: Sequence[str] = ()) -> dict[str, object]:
    """Sheets as calamine reads them; all when none is named."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in sheets or book.sheet_names}


def test_a_cell_is_coloured_and_commented(original: bytes) -> None:
    data = marked_workbook(original, NOTES)
    wrong, odd = cell_of(data, "Declaration", "D8"), cell_of(data, "Declaration", "D16")
    assert wrong.fill.fgColor.rgb == RED
    assert odd.fill.fgColor.rgb == AMBER
    assert wrong.comment is not None
    assert wrong.comment.text == "担当者\n→ 記入してください"


def test_a_cell_that_was_not_written_gets_its_mark_too(original: bytes) -> None:
    cell = cell_of(marked_workbook(original, NOTES), "Smelter List", "D1400")
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment is not None


def test_only_parts_that_hold_marks_change(original: bytes) -> None:
    data = marked_workbook(original, NOTES)
    assert all(allowed(name) for name in changed(original, data))
    assert values(original) == values(data)


def test_a_sheet_without_marks_is_not_touched(original: bytes) -> None:
    data = marked_workbook(original, [note("Product List!B6")])
    sheets = [name for name in changed(original, data) if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 1


def test_looks_of_other_cells_stay(original: bytes) -> None:
    before, after = (
        cell_of(original, "Declaration", "D9"),
        cell_of(marked_workbook(original, NOTES), "Declaration", "D9"),
    )
    assert (before.fill.fgColor.rgb, before.style_id) == (after.fill.fgColor.rgb, after.style_id)


def test_several_notes_on_a_cell_are_one_comment_with_the_graver_mark(original: bytes) -> None:
    notes = [note("Declaration!D8", "first", Mark.CHECK), note("Declaration!D8", "second")]
    cell = cell_of(marked_workbook(original, notes), "Declaration", "D8")
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment is not None
    assert cell.comment.text == "first\nsecond"


def test_a_comment_that_is_there_keeps_its_text(original: bytes) -> None:
    once = marked_workbook(original, [note("Declaration!D8", "theirs")])
    twice = marked_workbook(once, [note("Declaration!D8", "ours"), note("Declaration!D9", "new")])
    comment = cell_of(twice, "Declaration", "D8").comment
    assert comment is not None
    assert comment.text == "theirs\nours"
    shapes = [content for name, content in parts(twice).items() if name.endswith(".vml")]
    assert [content.count(b"ObjectType") for content in shapes] == [2]


def test_a_sheet_that_is_not_there_is_passed_over(original: bytes) -> None:
    data = marked_workbook(original, [note("Nowhere!A1")])
    assert changed(original, data) <= {"xl/styles.xml"}


def test_the_same_notes_give_the_same_bytes(original: bytes) -> None:
    assert marked_workbook(original, NOTES) == marked_workbook(original, list(reversed(NOTES)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_supplier_is_alive_in_a_comment(original: bytes, attack: str) -> None:
    data = marked_workbook(original, [note("Declaration!D8", ATTACKS[attack])])
    comment = cell_of(data, "Declaration", "D8").comment
    assert comment is not None
    assert hidden(comment.text) == []
    (content,) = [content for name, content in parts(data).items() if name.startswith("xl/comments")]
    assert content.count(b"<comment ") == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        marked_workbook(data, NOTES)


def test_a_workbook_of_the_strict_form_is_refused(original: bytes) -> None:
    strict = {
        name: content.replace(
            b"schemas.openxmlformats.org/spreadsheetml", b"purl.oclc.org/ooxml/spreadsheetml"
        )
        for name, content in parts(original).items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in strict.items():
            package.writestr(name, content)
    with pytest.raises(CannotMarkError):
        marked_workbook(buffer.getvalue(), NOTES)


def test_shapes_that_are_no_xml_are_kept() -> None:
    old = b'<xml><o:idmap v:ext="edit" data="1,14"/><v:shape id="_x0000_s14539"><br></v:shape></xml>'
    text = add_shapes(old, {CellRef("S", 3, 2): "note"}).decode()
    assert '<v:shape id="_x0000_s14539"><br></v:shape>' in text
    assert 'data="1,14,15"' in text
    assert 'id="_x0000_s15361"' in text
    assert "<x:Row>2</x:Row><x:Column>1</x:Column>" in text


@pytest.mark.parametrize("name", ["CMRT_6.01", "CMRT_6.5", "EMRT_1.1", "EMRT_2.1", "CRT_2.21", "AMRT_1.3"])
def test_official_templates_keep_all_but_the_marks(shared: Path, name: str) -> None:
    data = (shared / "templates" / f"RMI_{name}.xlsx").read_bytes()
    marked = marked_workbook(data, NOTES)
    assert all(allowed(part) for part in changed(data, marked))
    sheets = ("Declaration", "Smelter List")
    assert values(data, sheets) == values(marked, sheets)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_with_its_comments(original: bytes, tmp_path: Path) -> None:
    source, target = tmp_path / "marked.xlsx", tmp_path / "again"
    source.write_bytes(marked_workbook(original, NOTES))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    data = (target / "marked.xlsx").read_bytes()
    for one in NOTES:
        comment = cell_of(data, one.cell.sheet, one.cell.address).comment
        assert comment is not None
        assert comment.text == one.text
