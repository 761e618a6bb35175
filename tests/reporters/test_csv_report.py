"""CSV: a row for each finding or smelter, read back by the standard reader."""

import csv
import io

import pytest
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run
from tests.support.rendering import text_of

from mineralcheck.check.run import Run
from mineralcheck.reporters.columns import Column, Kind
from mineralcheck.reporters.csv_report import table
from mineralcheck.reporters.formats import Format


def rows(run: Run, name: Format = Format.CSV) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(run, name), newline="")))


def test_a_finding_is_a_row_with_its_place() -> None:
    (row,) = rows(a_run(a_report(findings=(a_finding(),))))
    assert row["file"] == "inbox/tamarind.xlsx"
    assert (row["code"], row["severity"], row["sheet"], row["cell"]) == (
        "MC106",
        "error",
        "Declaration",
        "D16",
    )
    assert row["found"] == "info at tamarind"
    assert row["verdict"] == "fail"


def test_a_file_without_findings_is_no_row() -> None:
    assert rows(a_run(a_report())) == []


def test_an_unreadable_file_is_a_row_with_the_reason() -> None:
    row = next(row for row in rows(a_mixed_run()) if row["verdict"] == "unreadable")
    assert (row["code"], row["severity"], row["message"]) == ("", "error", "This is a picture.")


def test_smelters_are_rows_with_their_candidates() -> None:
    found = rows(a_mixed_run(), Format.CSV_SMELTERS)
    assert [row["tier"] for row in found] == ["id", "id", "suggested"]
    assert found[0]["score"] == "100"
    assert found[2]["candidates"] == "Kestrel Tin Works (CID999001, 93); Sierra Alloy (CID999002, 61)"


def test_lines_end_as_the_standard_says() -> None:
    text = text_of(a_mixed_run(), Format.CSV)
    assert text.count("\r\n") == text.count("\n")


def test_an_innocent_cell_stays_as_it_is() -> None:
    (row,) = rows(a_run(a_report(findings=(a_finding(found="Tin + Gold, 50 %"),))))
    assert row["found"] == "Tin + Gold, 50 %"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (6_424_000.5, "6424000.5"),
        (1_234_567.89, "1234567.89"),
        (100.0, "100"),
        (97.3, "97.3"),
        (0.00001, "0.00001"),
        (1e22, "10000000000000000000000"),
        (-0.5, "-0.5"),
    ],
)
def test_a_number_has_all_its_digits_and_no_exponent(value: float, written: str) -> None:
    text = "".join(table([value], [Column[float]("spend", lambda number: number, Kind.NUMBER)]))
    assert text == f"spend\r\n{written}\r\n"
