"""Dates as suppliers write them."""

import datetime as dt

import pytest

from mineralcheck.model.cells import Cell, CellRef, CellValue
from mineralcheck.reader.dates import DateProblem, read_date

AT = CellRef("Declaration", 22, 4)
DAY = dt.date(2025, 5, 1)


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2025, 5, 1),
        dt.datetime(2025, 5, 1, 13, 30),
        45778.0,
        "45778",
        "2025-05-01",
        "2025/5/1",
        "2025.05.01",
        "20250501",
        "2025-05-01 00:00:00",
        "2025年5月1日",
        "２０２５年５月１日",
        "2025년 5월 1일",
        "01-May-2025",
        "1 May 2025",
        "May 1, 2025",
        "May 1st, 2025",
        "1. Mai 2025",
        "1er mai 2025",
        "1 de mayo de 2025",
        "1 de maio de 2025",
        "1 maggio 2025",
        "1 Mayıs 2025",
        "\u00a001-MAY-2025 ",
    ],
)
def test_one_day_in_many_spellings(value: CellValue) -> None:
    assert read_date(Cell(AT, value)).date == DAY


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("25/06/2025", dt.date(2025, 6, 25)),
        ("06/25/2025", dt.date(2025, 6, 25)),
        ("7/7/2025", dt.date(2025, 7, 7)),
    ],
)
def test_numbers_that_can_be_read_one_way_only(text: str, date: dt.date) -> None:
    assert read_date(Cell(AT, text)).date == date


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("05/06/2025", DateProblem.AMBIGUOUS),
        ("5.6.2025", DateProblem.AMBIGUOUS),
        ("31/31/2024", DateProblem.UNREADABLE),
        ("31 February 2025", DateProblem.UNREADABLE),
        ("soon", DateProblem.UNREADABLE),
        ("2025", DateProblem.UNREADABLE),
        ("1 Foo 2025", DateProblem.UNREADABLE),
        (1e12, DateProblem.UNREADABLE),
        (True, DateProblem.UNREADABLE),
        (None, DateProblem.BLANK),
        ("", DateProblem.BLANK),
        (0.0, DateProblem.BLANK),
    ],
)
def test_no_date_and_why(value: CellValue, problem: DateProblem) -> None:
    reading = read_date(Cell(AT, value))
    assert (reading.date, reading.problem) == (None, problem)


def test_serials_count_from_the_epoch_of_the_workbook() -> None:
    assert read_date(Cell(AT, 44316.0), date1904=True).date == DAY


def test_text_is_told_from_a_real_date() -> None:
    assert read_date(Cell(AT, "2025-05-01")).as_text
    assert not read_date(Cell(AT, DAY)).as_text
