"""The translation sheet of a workbook: what a text in one of its display languages is in English."""

from collections.abc import Mapping
from functools import cached_property

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.reader.answers import answer_key
from mineralcheck.workbook.opening import Workbook

SHEET = "L"
_ENGLISH = "English"
# Answers are short; the sheet also holds the instructions.
_LONGEST_ANSWER = 120


class Translations:
    """Texts of the sheet `L` by translation. The sheet is read when a text is not understood without it."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def _english(self) -> Mapping[str, tuple[str, ...]]:
        name = self._workbook.find(SHEET)
        if name is None:
            return {}
        try:
            sheet = self._workbook.sheet(name)
        except UnreadableFileError:
            return {}  # the answers themselves can be read
        header = [str(value) for value in sheet.row(1)]
        if _ENGLISH not in header:
            return {}
        first = header.index(_ENGLISH)
        found: dict[str, tuple[str, ...]] = {}
        for row in range(2, sheet.max_row + 1):
            english, *others = [value for value in sheet.row(row)[first:] if isinstance(value, str)] or [""]
            for other in others if 0 < len(english) <= _LONGEST_ANSWER else ():
                found[answer_key(other)] = (*found.get(answer_key(other), ()), english)
        return found

    def english(self, text: str) -> tuple[str, ...]:
        """English texts that a translation stands for, in the order of the sheet; most stand for one."""
        return self._english.get(answer_key(text), ()) if text else ()
