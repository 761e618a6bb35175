"""The look-up sheet, by position, with all that real ones hold."""

import datetime as dt
import io
from collections.abc import Sequence

import openpyxl
import pytest
from tests.support.lists import ROWS, TIN, a_lookup

from mineralcheck.reference.lists import LookupEntry, LookupList
from mineralcheck.reference.lookup_sheet import (
    dissent,
    majority_lookup,
    majority_lookups,
    read_lookup,
    stated_template,
)
from mineralcheck.workbook.opening import Workbook, open_workbook

Row = Sequence[object]

GOOD = ["Tin", "Umbra Alias", "Umbra Tin", "PERU", "CID999001", "RMI", None, "Pisco", "Ica"]


def a_workbook(*rows: Row, revisions: Sequence[Row] = (), name: str = "Smelter Look-up") -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    # Headers of official blanks are in Chinese, a paragraph, or zero; none of it may matter.
    for header in ([], [], [], [0, "冶炼厂查找 (*)", "A paragraph of instructions.", 0]):
        sheet.append(header)
    for row in rows:
        sheet.append(row)
    revision = book.create_sheet("Revision")
    for row in revisions:
        revision.append(row)
    out = io.BytesIO()
    book.save(out)
    return open_workbook(out.getvalue())


def read(*rows: Row) -> tuple[LookupEntry, ...]:
    return read_lookup(a_workbook(*rows), "CMRT 6.5").entries


def test_columns_are_read_by_position() -> None:
    assert read(GOOD) == (
        LookupEntry("Tin", "Umbra Alias", "Umbra Tin", "PERU", "CID999001", "Pisco", "Ica"),
    )


@pytest.mark.parametrize(
    "row",
    [
        ["Tin", "Smelter not listed", "", "", "", ""],
        ["Tin", "Smelter Not Listed", "", "", "", ""],
        ["Tin", "Smelter not yet identified", "Unknown", "", "", ""],
        [0.0, "Smelter not listed", "", "", "", ""],
        [0.0, "Stray", "Stray", "PERU", "CID999002", ""],
        ["Tin", "", "", "", "CID999002", ""],
        ["Tin", "No id", "No id", "PERU", "", ""],
        ["Tin", "Number", "Number", "PERU", 999002, ""],
        [],
    ],
)
def test_sentinels_and_stray_rows_are_left_out(row: Row) -> None:
    assert [entry.smelter_id for entry in read(row, GOOD)] == ["CID999001"]


def test_rows_after_a_gap_are_read() -> None:
    assert len(read(GOOD, [], [], [*GOOD[:4], "CID999002", *GOOD[5:]])) == 2


def test_a_workbook_without_the_sheet_gives_an_empty_list() -> None:
    found = read_lookup(a_workbook(GOOD, name="Another"), "AMRT 1.2")
    assert (found.entries, found.source.entries, found.source.template) == ((), 0, "AMRT 1.2")


def test_the_date_is_the_last_one_the_revision_sheet_states() -> None:
    book = a_workbook(GOOD, revisions=[["as of March 3, 2020."], ["List as of March 5, 2025. More"]])
    assert read_lookup(book, "CMRT 6.5").source.as_of == dt.date(2025, 3, 5)


def test_without_a_stated_date_the_release_of_the_template_counts() -> None:
    assert read_lookup(a_workbook(GOOD), "CMRT 6.5").source.as_of == dt.date(2025, 4, 25)
    assert read_lookup(a_workbook(GOOD), "Unknown 9").source.as_of is None


def test_the_template_is_what_the_workbook_says() -> None:
    title = [None, "Conflict Minerals Reporting Template"]
    history: list[Row] = [[], [], title, *[[]] * 9, [None, 6.4], [None, 6.5]]
    assert stated_template(a_workbook(GOOD, revisions=history)) == "CMRT 6.5"
    assert stated_template(a_workbook(GOOD)) is None


FORGED = LookupEntry(TIN, "Forged", "Forged", "PERU", "CID999666")


def of(*rows: LookupEntry, source: str = "a.xlsx", template: str = "CMRT 6.5") -> LookupList:
    return a_lookup(rows, template, source=source)


def test_a_row_that_most_files_lack_is_not_believed() -> None:
    lists = [of(*ROWS), of(*ROWS, source="b.xlsx"), of(*ROWS, FORGED, source="c.xlsx")]
    agreed = majority_lookup(lists)
    assert set(agreed.entries) == set(ROWS)
    assert agreed.source.source == "3 submissions"
    assert [(one.source, one.entry, one.added) for one in dissent(lists, agreed)] == [
        ("c.xlsx", FORGED, True)
    ]


def test_a_row_that_one_file_lost_is_kept() -> None:
    lists = [of(*ROWS), of(*ROWS, source="b.xlsx"), of(*ROWS[1:], source="c.xlsx")]
    agreed = majority_lookup(lists)
    assert set(agreed.entries) == set(ROWS)
    assert [(one.source, one.added) for one in dissent(lists, agreed)] == [("c.xlsx", False)]


def test_a_single_file_is_all_there_is() -> None:
    one = of(*ROWS)
    assert set(majority_lookup([one]).entries) == set(ROWS)
    assert dissent([one], majority_lookup([one])) == ()


def test_there_is_one_majority_for_each_version_and_empty_lists_do_not_vote() -> None:
    lists = [of(*ROWS), of(), of(*ROWS[:3], template="CMRT 6.4")]
    assert [(one.source.template, len(one.entries)) for one in majority_lookups(lists)] == [
        ("CMRT 6.4", 3),
        ("CMRT 6.5", len(ROWS)),
    ]


def test_a_majority_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        majority_lookup([])
