"""Marked looks: each look of the workbook that is needed gets a twin with a coloured fill and frame."""

from copy import deepcopy

from mineralcheck.reporters.letters.marking.markup import Element, counted, main, parse, serialise
from mineralcheck.reporters.letters.marking.notes import CannotMarkError, Mark

_COLORS = {Mark.CORRECT: ("FFFFC7CE", "FFC00000"), Mark.CHECK: ("FFFFEB9C", "FFBF8F00")}
_SIDES = ("left", "right", "top", "bottom")
_MOST_LOOKS = 60_000  # Excel reads some 64,000


class Looks:
    """The styles part; `marked` adds what it needs once."""

    def __init__(self, data: bytes) -> None:
        self._root = parse(data, main("styleSheet"))
        self._looks = self._child("cellXfs")
        self._fills = self._child("fills")
        self._borders = self._child("borders")
        self._made: dict[tuple[int, Mark], int] = {}
        self._frames: dict[Mark, tuple[int, int]] = {}

    def _child(self, name: str) -> Element:
        found = self._root.find(main(name))
        if found is None or len(found) == 0:
            raise CannotMarkError(f"the workbook has no {name}")
        return found

    def marked(self, look: int, mark: Mark) -> int:
        """Number of the look that is `look` with the fill and frame of a mark."""
        if (look, mark) not in self._made:
            self._made[look, mark] = self._add(look, mark)
        return self._made[look, mark]

    def _add(self, look: int, mark: Mark) -> int:
        if len(self._looks) >= _MOST_LOOKS:
            return look
        fill, border = self._frame(mark)
        twin = deepcopy(self._looks[look if look < len(self._looks) else 0])
        for name, value in (("fillId", fill), ("borderId", border), ("applyFill", 1), ("applyBorder", 1)):
            twin.set(name, str(value))
        self._looks.append(twin)
        return len(self._looks) - 1

    def _frame(self, mark: Mark) -> tuple[int, int]:
        if mark not in self._frames:
            fill, line = _COLORS[mark]
            self._fills.append(_filled(self._fills, fill))
            self._borders.append(_framed(self._borders, line))
            self._frames[mark] = len(self._fills) - 1, len(self._borders) - 1
        return self._frames[mark]

    def bytes(self) -> bytes:
        """The part."""
        for parent in (self._looks, self._fills, self._borders):
            counted(parent)
        return serialise(self._root)


def _filled(parent: Element, color: str) -> Element:
    fill = parent.makeelement(main("fill"), {})
    pattern = fill.makeelement(main("patternFill"), {"patternType": "solid"})
    fill.append(pattern)
    pattern.append(pattern.makeelement(main("fgColor"), {"rgb": color}))
    pattern.append(pattern.makeelement(main("bgColor"), {"indexed": "64"}))
    return fill


def _framed(parent: Element, color: str) -> Element:
    border = parent.makeelement(main("border"), {})
    for name in _SIDES:
        side = border.makeelement(main(name), {"style": "medium"})
        side.append(side.makeelement(main("color"), {"rgb": color}))
        border.append(side)
    border.append(border.makeelement(main("diagonal"), {}))
    return border
