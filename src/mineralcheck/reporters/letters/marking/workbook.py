"""A workbook with marked cells and comments; values, formulas, images, protection and all else as it was."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mineralcheck.model.cells import CellRef
from mineralcheck.reporters.letters.marking.comments import add_comments, add_shapes
from mineralcheck.reporters.letters.marking.notes import CannotMarkError, Mark, Note
from mineralcheck.reporters.letters.marking.package import Parts
from mineralcheck.reporters.letters.marking.sheet import SheetPart
from mineralcheck.reporters.letters.marking.styles import Looks
from mineralcheck.workbook.book_parts import book_parts
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def marked_workbook(data: bytes, notes: Sequence[Note], limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The workbook with these notes; notes on sheets that it lacks are left out.

    Raises CannotMarkError for a workbook of another form than .xlsx or .xlsm, UnreadableFileError for a
    damaged one. A cell with several notes gets the graver mark and all texts.
    """
    parts = Parts(data, limits)
    book = book_parts(parts.package, limits)
    if book.styles is None:
        raise CannotMarkError("the workbook has no styles")
    looks = Looks(parts.read(book.styles))
    by_sheet: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        if note.cell.sheet in book.sheets:
            by_sheet[note.cell.sheet].append(note)
    for name in sorted(by_sheet):
        _mark_sheet(parts, book.sheets[name], by_sheet[name], looks)
    parts.write(book.styles, looks.bytes())
    return parts.bytes()


def _mark_sheet(parts: Parts, name: str, notes: Sequence[Note], looks: Looks) -> None:
    marks: dict[CellRef, Mark] = {}
    texts: dict[CellRef, str] = {}
    for note in notes:
        graver = Mark.CORRECT in (note.mark, marks.get(note.cell))
        marks[note.cell] = Mark.CORRECT if graver else Mark.CHECK
        texts[note.cell] = f"{texts[note.cell]}\n{note.text}" if note.cell in texts else note.text
    sheet = SheetPart(parts.read(name))
    sheet.mark(marks, looks)
    shapes = _comment(parts, name, texts)
    sheet.refer(parts.relate(name, "vmlDrawing", shapes))
    parts.write(name, sheet.bytes())


def _comment(parts: Parts, sheet: str, texts: Mapping[CellRef, str]) -> str:
    """Write comments and their shapes; returns the name of the part with the shapes."""
    comments = parts.related(sheet, "comments")
    content, new = add_comments(parts.read(comments) if comments else None, texts)
    if comments is None:
        comments = parts.free_name("xl/comments{}.xml")
        parts.relate(sheet, "comments", comments)
        parts.declare(comments, _COMMENTS_TYPE)
    parts.write(comments, content)
    shapes = parts.related(sheet, "vmlDrawing")
    drawn = add_shapes(parts.read(shapes) if shapes else None, {at: texts[at] for at in new})
    if shapes is None:
        shapes = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.declare(shapes, _SHAPES_TYPE, suffix=True)
    parts.write(shapes, drawn)
    return shapes
