"""Marked looks and the reference to comments in a worksheet part; values and formulas are not touched."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from mineralcheck.model.cells import CellRef
from mineralcheck.reporters.letters.marking.markup import RELATED, Element, main, parse, serialise
from mineralcheck.reporters.letters.marking.notes import CannotMarkError, Mark
from mineralcheck.reporters.letters.marking.styles import Looks

# What follows the reference to the comments' shapes in a worksheet (ECMA-376, CT_Worksheet).
_AFTER = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_NumberOf = Callable[[Element], int | None]


class SheetPart:
    """A worksheet part."""

    def __init__(self, data: bytes) -> None:
        self._root = parse(data, main("worksheet"))
        found = self._root.find(main("sheetData"))
        if found is None:
            raise CannotMarkError("the worksheet has no cells")
        self._rows = found

    def mark(self, marks: Mapping[CellRef, Mark], looks: Looks) -> None:
        """Give cells the marked twin of their look."""
        columns = list(self._column_looks())
        rows = dict(_numbered(self._rows, main("row"), _row_number))
        for at, mark in sorted(marks.items()):
            row = rows.get(at.row)
            if row is None:
                row = rows[at.row] = _inserted(self._rows, "row", str(at.row), at.row, _row_number)
            cells = dict(_numbered(row, main("c"), _column_number))
            cell = cells.get(at.column)
            if cell is None:
                cell = _inserted(row, "c", at.address, at.column, _column_number)
                cell.set("s", _inherited(row, columns, at.column))
                row.attrib.pop("spans", "")  # a hint that is optional, and no longer true
            cell.set("s", str(looks.marked(int(cell.get("s", "0")), mark)))

    def _column_looks(self) -> Iterator[tuple[int, int, str]]:
        for one in self._root.iter(main("col")):
            if one.get("style"):
                yield int(one.get("min", "0")), int(one.get("max", "0")), one.get("style", "0")

    def refer(self, relation: str) -> None:
        """Refer to the shapes of the comments, unless the sheet does already."""
        if self._root.find(main("legacyDrawing")) is not None:
            return
        reference = self._root.makeelement(main("legacyDrawing"), {})
        reference.set(f"{{{RELATED}}}id", relation)
        later = {main(name) for name in _AFTER}
        place = next((n for n, one in enumerate(self._root) if one.tag in later), len(self._root))
        self._root.insert(place, reference)

    def bytes(self) -> bytes:
        """The part."""
        return serialise(self._root)


def _row_number(one: Element) -> int | None:
    text = one.get("r")
    return int(text) if text else None


def _column_number(one: Element) -> int | None:
    text = one.get("r")
    return CellRef.parse("", text).column if text else None


def _numbered(parent: Element, tag: str, number_of: _NumberOf) -> Iterator[tuple[int, Element]]:
    """Children with their numbers; one that does not say its number follows the one before it."""
    last = 0
    for one in parent.iterchildren(tag):
        last = number_of(one) or last + 1
        yield last, one


def _inserted(parent: Element, name: str, reference: str, number: int, number_of: _NumberOf) -> Element:
    """A new row or cell in its place."""
    new = parent.makeelement(main(name), {"r": reference})
    later = (one for found, one in _numbered(parent, main(name), number_of) if found > number)
    following = next(later, None)
    if following is None:
        parent.append(new)
    else:
        following.addprevious(new)
    return new


def _inherited(row: Element, columns: Iterable[tuple[int, int, str]], column: int) -> str:
    """Look of a cell that is not written: that of its row, else of its column."""
    if row.get("customFormat") in {"1", "true"}:
        return row.get("s", "0")
    return next((look for first, last, look in columns if first <= column <= last), "0")
