"""The translation sheet of a workbook: every text of the form in all its display languages.

Columns B and C of the sheet hold sheet and cell of a text, the columns from D on its wording in each
language, English first.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from mineralcheck.model.cells import raw_text
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.text import words
from mineralcheck.reader.answers import answer_key
from mineralcheck.workbook.opening import Workbook

SHEET = "L"
_PLACE, _CELL = 1, 2
_ENGLISH = "English"
# Answers are short; the sheet also holds the instructions.
_LONGEST_ANSWER = 120


class _Text(NamedTuple):
    sheet: str
    address: str
    english: str
    others: tuple[str, ...]


def label_key(text: str) -> str:
    """Key under which two spellings of a label are the same; the mark of a mandatory field goes."""
    return words(text.replace("(*)", " "))


class Translations:
    """Texts of the sheet `L`. It is read when something is not understood without it."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def _texts(self) -> tuple[_Text, ...]:
        name = self._workbook.find(SHEET)
        try:
            return tuple(self._read(name)) if name else ()
        except UnreadableFileError:
            return ()  # the answers themselves can be read

    def _read(self, name: str) -> Iterator[_Text]:
        sheet = self._workbook.sheet(name)
        header = [str(value) for value in sheet.row(1)]
        if _ENGLISH not in header:
            return
        first = header.index(_ENGLISH)
        for number in range(2, sheet.max_row + 1):
            row = sheet.row(number)
            texts = tuple(value for value in row[first:] if isinstance(value, str))
            if texts:
                yield _Text(raw_text(row[_PLACE]), raw_text(row[_CELL]), texts[0], texts[1:])

    @cached_property
    def _english(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for text in self._texts:
            for other in text.others if 0 < len(text.english) <= _LONGEST_ANSWER else ():
                found[answer_key(other)] = (*found.get(answer_key(other), ()), text.english)
        return found

    def english(self, text: str) -> tuple[str, ...]:
        """English texts that a translation stands for, in the order of the sheet; most stand for one."""
        return self._english.get(answer_key(text), ()) if text else ()

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
        for text in self._texts:
            found[text.sheet, text.address] |= {label_key(one) for one in (text.english, *text.others)} - {""}
        return found

    def labels(self, sheet: str, address: str) -> frozenset[str]:
        """Keys of the texts that a cell of the form shows, one for each language."""
        return self._labels.get((sheet, address), frozenset())
