"""Completeness against the verdicts of the official Checker sheets, recalculated from random fillings."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import SHARED
from tests.support.official import Value, materialise

from mineralcheck.completeness.checker import check_completeness
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.workbook.opening import open_workbook


class Row(NamedTuple):
    id: str
    required: bool
    open: bool


class Case(NamedTuple):
    id: str
    family: str
    version: str
    cells: dict[str, Value]
    rows: dict[str, Row]


def _cases() -> Iterator[Case]:
    path = SHARED / "oracle" / "cases.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        body = json.loads(line)
        rows: dict[str, Row] = {}
        for row in body["checker"]:
            if not row["hidden"]:
                required = row["necessary"] == 1
                rows.setdefault(row["id"], Row(row["id"], required, required and row["incomplete"] == 1))
        yield Case(body["id"], body["family"], body["version"], body["cells"], rows)


CASES = list(_cases())


def test_there_are_cases_for_every_blank(shared: Path) -> None:
    blanks = {path.stem.removeprefix("RMI_") for path in (shared / "templates").glob("*.xlsx")}
    assert {f"{case.family}_{case.version}" for case in CASES} == blanks
    assert len(CASES) == 256


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_same_verdict_as_the_official_checker(case: Case, shared: Path) -> None:
    blank = shared / "templates" / f"RMI_{case.family}_{case.version}.xlsx"
    submission, layout = read_submission(open_workbook(materialise(blank, case.cells), sheets=SHEETS))
    items = {item.id: item for item in check_completeness(submission, layout)}
    found = {i: Row(i, items[i].required, items[i].open) if i in items else None for i in case.rows}
    assert found == case.rows
    assert set(items) == set(case.rows), "one item per visible row, and no other"
