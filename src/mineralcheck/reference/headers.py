"""Finding the header row of an imported list and what its columns mean."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from pydantic import TypeAdapter

from mineralcheck.model.cells import CellValue, raw_text
from mineralcheck.model.text import clean, fold, words

_HEADER_ROWS = 10
_NEEDED = frozenset({"smelter_id", "name"})


@cache
def _roles() -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("data", "headers.toml").read_text(encoding="utf-8")
    synonyms = TypeAdapter(dict[str, tuple[str, ...]]).validate_python(tomllib.loads(text))
    return {_key(header): role for role, headers in synonyms.items() for header in headers}


def _key(text: str) -> str:
    return words(text).replace(" ", "")


class Header(NamedTuple):
    """The header of a table: its row (from 1), the column of each role (from 0), the texts as written."""

    row: int
    columns: Mapping[str, int]
    texts: tuple[str, ...]

    def value(self, row: Sequence[CellValue], role: str) -> CellValue:
        """Value of a column of a row, None where the list has no such column."""
        column = self.columns.get(role)
        return row[column] if column is not None and column < len(row) else None

    def text(self, row: Sequence[CellValue], role: str) -> str:
        """Cleaned text of a column of a row, without a repeated label (`Status: Active`)."""
        text = clean(raw_text(self.value(row, role)))
        label = fold(self.texts[self.columns[role]]) if role in self.columns else ""
        return text[len(label) + 1 :].strip() if label and fold(text).startswith(f"{label}:") else text

    def lines(self, row: Sequence[CellValue], role: str) -> tuple[str, ...]:
        """The lines of a cell, each cleaned."""
        lines = (clean(line) for line in raw_text(self.value(row, role)).splitlines())
        return tuple(line for line in lines if line)


def find_header(rows: Sequence[Sequence[CellValue]]) -> Header | None:
    """The first of the first ten rows that names at least an id and a name column."""
    roles = _roles()
    for place, row in enumerate(rows[:_HEADER_ROWS], start=1):
        texts = tuple(raw_text(value) for value in row)
        columns: dict[str, int] = {}
        for column, text in enumerate(texts):
            role = roles.get(_key(text))
            if role:
                columns.setdefault(role, column)
        if columns.keys() >= _NEEDED:
            return Header(place, columns, texts)
    return None
