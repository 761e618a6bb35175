"""Embedded data in little room: equal texts and equal rows are written once and referred to by number.

Browsers read JSON faster than they unpack anything, and a reader can look into it; so the way to a small file
is to say nothing twice.
"""

import json
from collections.abc import Iterable, Iterator, Sequence

from mineralcheck.reporters.terminal import safe

Number = int | float
Cell = int | float | Sequence[Number]
_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script_json(value: object) -> str:
    """JSON that nothing can end or begin a script with; control and direction characters must be gone."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT)


class Strings:
    """Texts by number, 0 is the empty one; control and direction characters are shown as a mark."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def add(self, text: str | None) -> int:
        """Number of a text."""
        if not text:
            return 0
        found = self._numbers.get(text)
        if found is None:
            shown = safe(text)
            # Two texts that look the same become one only in what is shown.
            found = self._numbers.setdefault(shown, len(self._numbers))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)


class Rows:
    """Rows by number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Cell, ...], int] = {}

    def add(self, *row: Cell) -> int:
        """Number of a row."""
        return self._numbers.setdefault(row, len(self._numbers))

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def json_list(rows: Iterable[object], lines: int = 200) -> Iterator[str]:
    """A JSON list in pieces, some hundred rows a line."""
    yield "["
    for number, row in enumerate(rows):
        separator = "" if not number else "," if number % lines else ",\n"
        yield separator + script_json(row)
    yield "]"


def runs(numbers: Iterable[int]) -> list[int]:
    """Sorted numbers as gaps and lengths: 3, 4, 5, 9 are `[3, 3, 3, 1]`."""
    found: list[int] = []
    end = 0
    for number in sorted(set(numbers)):
        if found and number == end:
            found[-1] += 1
        else:
            found += [number - end, 1]
        end = number + 1
    return found
