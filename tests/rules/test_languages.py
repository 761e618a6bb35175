"""A template is read alike in whatever display language it was saved, and so are translated answers."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import SHARED
from tests.rules.builders import TODAY, a_reference, filled_cells

from mineralcheck.completeness.checker import check_completeness
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.cells import CellRef, CellValue
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.match import UNKNOWN_STATUS
from mineralcheck.model.submission import Submission
from mineralcheck.reader.answers import answer_key
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.rules.context import RuleContext
from mineralcheck.rules.engine import run_rules
from mineralcheck.templates.layout import DECLARATION, Layout
from mineralcheck.workbook.opening import Workbook, open_workbook
from mineralcheck.workbook.sheet import Sheet

BLANKS = sorted((SHARED / "templates").glob("*.xlsx"))
MINERALS = {"EMRT": ("Cobalt", "Nickel"), "AMRT": ("Silver", "Zinc")}
_FIRST_LANGUAGE = 3


class TranslationSheet(NamedTuple):
    """Sheet `L`: languages in order, and per row the labelled cell (if any) and its texts."""

    languages: tuple[str, ...]
    rows: tuple[tuple[CellRef | None, tuple[str, ...]], ...]


class Blank(NamedTuple):
    """A blank template opened once, with its translation sheet."""

    workbook: Workbook
    sheet: TranslationSheet
    layout: Layout


def _address(sheet: object, address: object) -> CellRef | None:
    try:
        return CellRef.parse(str(sheet), str(address))
    except ValueError:
        return None


@cache
def blank(path: Path) -> Blank:
    workbook = open_workbook(path.read_bytes(), sheets=[*SHEETS, "L"])
    own = workbook.sheet("L")
    languages = [str(value) for value in own.row(1)[_FIRST_LANGUAGE:] if value]
    rows = []
    for number in range(2, own.max_row + 1):
        row = list(own.row(number)) + [None] * (_FIRST_LANGUAGE + len(languages))
        texts = tuple(str(text or "") for text in row[_FIRST_LANGUAGE : _FIRST_LANGUAGE + len(languages)])
        rows.append((_address(row[1], row[2]), texts))
    layout = read_submission(workbook)[1]
    return Blank(workbook, TranslationSheet(tuple(languages), tuple(rows)), layout)


class Patched:
    """The sheets of a blank with some cells replaced."""

    format = "xlsx"

    def __init__(self, base: Workbook, cells: Mapping[CellRef, CellValue]) -> None:
        self.date1904 = base.date1904
        self.sheet_names = base.sheet_names
        self._base = base
        self._cells = cells

    def read(self, sheets: Mapping[str, int | None]) -> Mapping[str, Sheet | UnreadableFileError]:
        return {name: self._sheet(name) for name in sheets}

    def _sheet(self, name: str) -> Sheet:
        base = self._base.sheet(name)
        rows = [list(base.row(number)) for number in range(1, base.max_row + 1)]
        for at, value in self._cells.items():
            if at.sheet == name:
                rows += [[] for _ in range(at.row - len(rows))]
                rows[at.row - 1] += [None] * (at.column - len(rows[at.row - 1]))
                rows[at.row - 1][at.column - 1] = value
        return Sheet(name, rows, base.errors)


def answers(found: Blank) -> dict[CellRef, CellValue]:
    minerals = MINERALS.get(found.layout.family, ())
    cells = filled_cells(found.layout, minerals)
    return {CellRef.parse(*place.split("!")): value for place, value in cells.items()}


def labels(found: Blank, language: str) -> dict[CellRef, CellValue]:
    """Labels as the formulas would show them after choosing the language.

    The sheet also keeps texts under addresses that show nothing, such as the entries of lists.
    """
    index = found.sheet.languages.index(language)
    shown: dict[CellRef, CellValue] = {
        at: texts[index]
        for at, texts in found.sheet.rows
        if at is not None and texts[index] and _is_shown(found.workbook, at)
    }
    return shown | {CellRef.parse(DECLARATION, "D3"): language}


def _is_shown(workbook: Workbook, at: CellRef) -> bool:
    return at.sheet in workbook.sheet_names and bool(workbook.sheet(at.sheet).has_formula(at.row, at.column))


def read(found: Blank, cells: Mapping[CellRef, CellValue]) -> Submission:
    return read_submission(Workbook(Patched(found.workbook, cells), SHEETS))[0]


def content(submission: Submission) -> dict[str, object]:
    """All of a submission but the language it is shown in."""
    return submission.model_dump() | {"template": submission.template.model_copy(update={"language": None})}


def cases() -> Iterator[tuple[Path, str]]:
    for path in BLANKS:
        yield from ((path, language) for language in blank(path).sheet.languages)


CASES_BY_LANGUAGE = list(cases())
IDS = [f"{path.stem}-{language}" for path, language in CASES_BY_LANGUAGE]


@pytest.mark.parametrize(("path", "language"), CASES_BY_LANGUAGE, ids=IDS)
def test_the_same_submission_in_every_display_language(path: Path, language: str) -> None:
    found = blank(path)
    typed = answers(found)
    english = read(found, labels(found, "English") | typed)
    other = read(found, labels(found, language) | typed)
    assert other.template.language == language
    assert content(other) == content(english)
    assert any(answer.value for by in other.answers.values() for answer in by.values())


def translated(found: Blank, language: str, typed: Mapping[CellRef, CellValue]) -> dict[CellRef, CellValue]:
    """The answers in the words of the translation sheet, where it has them."""
    index = found.sheet.languages.index(language)
    words = {answer_key(texts[0]): texts[index] for _, texts in reversed(found.sheet.rows) if texts[index]}
    cells = {}
    for at, value in typed.items():
        is_answer = at.sheet == DECLARATION and at.column == 4 and at.row > 27
        word = words.get(answer_key(value)) if is_answer and isinstance(value, str) else None
        cells[at] = word if word and word != "1" else value
    return cells


@pytest.mark.parametrize(("path", "language"), CASES_BY_LANGUAGE, ids=IDS)
def test_answers_pasted_in_another_language_are_understood(path: Path, language: str) -> None:
    found = blank(path)
    typed = answers(found)
    pasted = translated(found, language, typed)
    english, other = read(found, typed), read(found, pasted)
    for mineral, by_question in english.answers.items():
        for question, answer in by_question.items():
            assert other.answers[mineral][question].value == answer.value, (mineral, question)
    for lettered, answer in english.company_answers.items():
        assert other.company_answers[lettered].value == answer.value, lettered
    codes = codes_of(found, other)
    assert "MC201" not in codes
    assert ("MC202" in codes) == (pasted != typed)


def codes_of(found: Blank, submission: Submission) -> set[str]:
    reference = a_reference()
    context = RuleContext(
        submission=submission,
        layout=found.layout,
        completeness=check_completeness(submission, found.layout),
        matches=tuple(Matcher(reference).match(row.declared) for row in submission.smelters),
        statuses=(UNKNOWN_STATUS,) * len(submission.smelters),
        reference=reference,
        today=TODAY,
    )
    return {finding.code for finding in run_rules(context)}


def test_every_blank_is_tried_in_every_language_of_its_sheet(shared: Path) -> None:
    assert len(BLANKS) == len(list((shared / "templates").glob("*.xlsx"))) == 16
    assert len(CASES_BY_LANGUAGE) == 125
    for path in BLANKS:
        found = blank(path)
        assert set(found.layout.languages) <= set(found.sheet.languages), path.name
