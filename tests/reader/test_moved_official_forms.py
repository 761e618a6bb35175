"""Official forms with inserted rows and columns labels recalculated: read as before, or refused."""

import random
from pathlib import Path

import pytest
from tests.completeness.test_official_checker import CASES, Case
from tests.support.meaning import meaning
from tests.support.moving import inserted, move
from tests.support.official import materialise

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.model.submission import Submission
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.workbook.opening import open_workbook

ONE_OF_EACH = list({f"{case.family}_{case.version}": case for case in CASES}.values())
each_blank = pytest.mark.parametrize("case", ONE_OF_EACH, ids=lambda case: f"{case.family}_{case.version}")


def filled(case: Case, shared: Path) -> bytes:
    blank = shared / "templates" / f"RMI_{case.family}_{case.version}.xlsx"
    return materialise(blank, case.cells | {"Declaration!D3": "English"}, keep_cached=True)


def read(data: bytes) -> Submission:
    return read_submission(open_workbook(data, sheets=SHEETS))[0]


def outcome(data: bytes) -> object:
    try:
        return meaning(read(data))
    except UnreadableFileError as error:
        return error.reason


@each_blank
def test_whatever_is_inserted_above_the_form_is_read_around(case: Case, shared: Path) -> None:
    data = filled(case, shared)
    wanted = meaning(read(data))
    for count in (1, 12):
        submission = read(move(data, "Declaration", rows=inserted(2, count), columns=inserted(1, 1)))
        assert meaning(submission) == wanted, count
        assert [(note.kind, note.detail) for note in submission.notes] == [("moved_form", "rows, columns")]


@each_blank
def test_an_insertion_anywhere_is_never_misread(case: Case, shared: Path) -> None:
    """Every row and column, one to six of them, was tried when this was written; here are some at random."""
    data = filled(case, shared)
    wanted = meaning(read(data))
    chance = random.Random(case.id)
    for _ in range(3):
        rows = inserted(chance.randint(1, 140), chance.choice((1, 2, 6)))
        columns = inserted(chance.randint(1, 40), chance.choice((1, 2)))
        found = outcome(move(data, "Declaration", rows=rows, columns=columns))
        assert found in (wanted, UnreadableReason.MOVED_LAYOUT)
