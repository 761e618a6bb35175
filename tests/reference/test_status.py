"""Statuses: whole words, union of lists, and never more than a list says."""

import datetime as dt

import pytest
from tests.support.lists import DAY, GOLD, TIN, a_status, a_status_list

from mineralcheck.model.match import StatusValue
from mineralcheck.reference.lists import ListKind, StatusEntry
from mineralcheck.reference.status import StatusIndex, status_value

LATER = DAY + dt.timedelta(days=30)


@pytest.mark.parametrize("text", ["Conformant", "CONFORMANT", " conformant ", "Compliant", "RMAP Conformant"])
def test_conformant(text: str) -> None:
    assert status_value(text) is StatusValue.CONFORMANT


@pytest.mark.parametrize(
    "text",
    [
        "Non-Conformant",
        "Non Conformant",
        "Nonconformant",
        "Not conformant",
        "Formerly Conformant",
        "Inactive",
        "",
        "In Communication",
    ],
)
def test_a_text_that_only_contains_a_status_word_is_not_that_status(text: str) -> None:
    assert status_value(text) is StatusValue.OTHER


def test_without_a_list_a_status_is_unknown() -> None:
    status = StatusIndex().status_of(TIN, "CID999001")
    assert (status.value, status.source, status.as_of) == (StatusValue.UNKNOWN, None, None)


def test_a_smelter_that_no_list_has_is_not_on_the_list_and_nothing_worse() -> None:
    status = StatusIndex([a_status_list([a_status("CID999001")])]).status_of(TIN, "CID999002")
    assert (status.value, status.text, status.as_of) == (StatusValue.NOT_ON_LIST, None, DAY)


def test_a_status_carries_what_the_list_says_and_the_list() -> None:
    row = StatusEntry(
        TIN,
        "CID999001",
        "Invented",
        "PERU",
        "Facility Standard Assessed",
        "LBMA",
        reassessment_due=dt.date(2020, 1, 1),
    )
    status = StatusIndex([a_status_list([row], ListKind.PUBLIC)]).status_of("tin", "CID999001")
    assert (status.value, status.text) == (StatusValue.OTHER, "Facility Standard Assessed")
    assert (status.programme, status.source, status.as_of) == ("LBMA", "public.xml", DAY)
    assert status.reassessment_due == dt.date(2020, 1, 1)


def test_a_passed_re_assessment_date_changes_no_status() -> None:
    row = a_status("CID999001")._replace(reassessment_due=dt.date(2001, 1, 1))
    assert StatusIndex([a_status_list([row])]).status_of(TIN, "CID999001").value is StatusValue.CONFORMANT


def test_lists_of_one_day_add_up() -> None:
    lists = [
        a_status_list([a_status("CID999001")]),
        a_status_list([a_status("CID999002", "Active")], ListKind.ACTIVE),
    ]
    index = StatusIndex(lists)
    assert index.status_of(TIN, "CID999001").value is StatusValue.CONFORMANT
    assert index.status_of(TIN, "CID999002").value is StatusValue.ACTIVE
    assert index.status_of(TIN, "CID999003").source == "active.xml, conformant.xml"


def test_of_two_statuses_on_one_day_the_better_counts() -> None:
    rows = [a_status("CID999001", "Active"), a_status("CID999001", "Conformant")]
    index = StatusIndex([a_status_list(rows, ListKind.PUBLIC)])
    assert index.status_of(TIN, "CID999001").value is StatusValue.CONFORMANT


def test_a_newer_list_replaces_an_older_one_of_its_kind() -> None:
    old, new = a_status_list([a_status("CID999001")]), a_status_list([a_status("CID999002")], as_of=LATER)
    for lists in ([old, new], [new, old]):
        index = StatusIndex(lists)
        assert index.status_of(TIN, "CID999001").value is StatusValue.NOT_ON_LIST
        assert index.status_of(TIN, "CID999002").as_of == LATER


def test_a_newer_list_of_one_status_leaves_the_others_of_an_older_one() -> None:
    both = [a_status("CID999001"), a_status("CID999002", "Active")]
    newer = a_status_list([a_status("CID999003")], as_of=LATER)
    index = StatusIndex([a_status_list(both, ListKind.PUBLIC), newer])
    assert index.status_of(TIN, "CID999001").value is StatusValue.NOT_ON_LIST
    assert index.status_of(TIN, "CID999002").value is StatusValue.ACTIVE


def test_multiple_as_metal_counts_for_every_mineral_of_the_id() -> None:
    index = StatusIndex([a_status_list([a_status("CID999001", mineral="Multiple")])])
    assert index.status_of(TIN, "CID999001").value is StatusValue.CONFORMANT
    assert index.status_of(GOLD, "CID999001").value is StatusValue.CONFORMANT


def test_a_status_of_one_mineral_says_nothing_of_another() -> None:
    index = StatusIndex([a_status_list([a_status("CID999001")])])
    assert index.status_of(GOLD, "CID999001").value is StatusValue.NOT_ON_LIST


def test_a_list_for_one_mineral_leaves_the_others_unknown() -> None:
    index = StatusIndex([a_status_list([a_status("CID999001")], minerals=(TIN,))])
    assert index.status_of(TIN, "CID999009").value is StatusValue.NOT_ON_LIST
    assert index.status_of(GOLD, "CID999009").value is StatusValue.UNKNOWN
