"""What is to be marked."""

from enum import StrEnum
from typing import NamedTuple

from mineralcheck.model.cells import CellRef


class Mark(StrEnum):
    """Colour of a mark."""

    CORRECT = "correct"
    CHECK = "check"


class Note(NamedTuple):
    """A comment for a cell, with its mark; lines of `text` are separated by line feeds."""

    cell: CellRef
    mark: Mark
    text: str


class CannotMarkError(Exception):
    """The workbook has a form that is not patched; no copy is made."""
