"""A marked copy is of the very file that was checked, or there is none."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.builder import template

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.check.validate import Request, validate
from mineralcheck.reporters.letters.marking.copies import marked_copy
from mineralcheck.workbook.limits import DEFAULT_LIMITS


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.xlsx"
    template("CMRT", "6.5").company(company_name="", contact_name="TBD").save(path)
    return path


def checked(path: Path) -> tuple[Run, CheckReport]:
    with validate(Request((path,), as_of=dt.date(2026, 8, 22), jobs=1)) as run:
        (report,) = run
    return run, report


def test_the_file_that_was_checked_is_marked(faulty: Path) -> None:
    run, report = checked(faulty)
    copy = marked_copy(run, report, "en")
    assert copy
    assert copy != faulty.read_bytes()


def test_a_file_without_faults_has_no_copy(tmp_path: Path) -> None:
    good = tmp_path / "good.xlsx"
    template("CMRT", "6.5").save(good)
    assert marked_copy(*checked(good), "en") is None


def test_a_file_that_was_changed_since_has_no_copy(faulty: Path) -> None:
    run, report = checked(faulty)
    template("CMRT", "6.5").company(company_name="Other Ltd", contact_name="TBD").save(faulty)
    assert marked_copy(run, report, "en") is None


def test_a_file_that_is_gone_has_no_copy(faulty: Path) -> None:
    run, report = checked(faulty)
    faulty.unlink()
    assert marked_copy(run, report, "en") is None


def test_a_file_that_the_run_does_not_know_has_no_copy(faulty: Path) -> None:
    run, report = checked(faulty)
    assert marked_copy(run, report.model_copy(update={"path": "other.xlsx"}), "en") is None


def test_a_file_over_the_limits_of_the_check_has_no_copy(faulty: Path) -> None:
    run, report = checked(faulty)
    size = faulty.stat().st_size
    assert marked_copy(run, report, "en", replace(DEFAULT_LIMITS, file_bytes=size))
    assert marked_copy(run, report, "en", replace(DEFAULT_LIMITS, file_bytes=size - 1)) is None
    assert marked_copy(run, report, "en", replace(DEFAULT_LIMITS, entries=2)) is None
