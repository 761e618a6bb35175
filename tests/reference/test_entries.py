"""Several lists merged: first and last seen, retired entries, names that stay."""

import datetime as dt
import pickle

import pytest
from tests.support.lists import (
    GOLD,
    TIN,
    a_lookup,
    a_revision,
    a_revision_list,
    a_status,
    a_status_list,
)

from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import LookupEntry, ReferenceList, Smelter

OLD_DAY, NEW_DAY = dt.date(2024, 2, 1), dt.date(2025, 3, 1)


def row(smelter_id: str, name: str = "Umbra", alias: str = "", mineral: str = TIN) -> LookupEntry:
    return LookupEntry(mineral, alias or name, name, "PERU", smelter_id, "Pisco", "Ica")


def old(*rows: LookupEntry) -> ReferenceList:
    return a_lookup(rows, "CMRT 6.4", OLD_DAY)


def new(*rows: LookupEntry) -> ReferenceList:
    return a_lookup(rows, "CMRT 6.5", NEW_DAY)


def merged(*lists: ReferenceList, smelter_id: str = "CID999001") -> Smelter:
    smelter = build_reference(lists).by_id(TIN, smelter_id)
    assert smelter
    return smelter


def test_first_and_last_version_are_kept() -> None:
    smelter = merged(old(row("CID999001")), new(row("CID999001")))
    assert (smelter.first_seen, smelter.last_seen, smelter.retired) == ("CMRT 6.4", "CMRT 6.5", None)


def test_a_smelter_that_left_the_newest_list_keeps_its_name_and_says_where_it_was() -> None:
    smelter = merged(old(row("CID999001")), new(row("CID999002")))
    assert (smelter.name, smelter.retired) == ("Umbra", "last listed in CMRT 6.4")


def test_a_revision_says_why() -> None:
    removed = a_revision_list(a_revision("CID999001", "Removed", "Ceased operations", NEW_DAY))
    smelter = merged(old(row("CID999001")), new(row("CID999002")), removed)
    assert smelter.retired == "last listed in CMRT 6.4; removed 2025-03-01: Ceased operations"


def test_one_cell_may_hold_two_revisions() -> None:
    both = a_revision("CID999001", "Name correction", "Typographical", NEW_DAY)._replace(
        basis=("Name correction", "Removed"), details=("Typographical", "Ceased operations")
    )
    smelter = merged(old(row("CID999001")), new(row("CID999002")), a_revision_list(both))
    assert smelter.retired is not None
    assert smelter.retired.endswith("Ceased operations")


def test_a_smelter_that_came_back_is_not_retired() -> None:
    revisions = a_revision_list(
        a_revision("CID999001", "Removed", "Ceased operations", OLD_DAY),
        a_revision("CID999001", "Added", "Returned", NEW_DAY),
    )
    assert merged(new(row("CID999001")), revisions).retired is None


def test_a_removal_before_the_list_was_made_is_history() -> None:
    removed = a_revision_list(a_revision("CID999001", "Removed", "Ceased", dt.date(2020, 1, 1)))
    assert merged(new(row("CID999001")), removed).retired is None


def test_a_removal_after_the_list_was_made_counts() -> None:
    removed = a_revision_list(a_revision("CID999001", "Removed", "Ceased", dt.date(2026, 1, 1)))
    assert merged(new(row("CID999001")), removed).retired == "listed in CMRT 6.5; removed 2026-01-01: Ceased"


def test_the_newest_name_is_the_name_and_the_old_one_an_alias() -> None:
    smelter = merged(old(row("CID999001", "Old Name")), new(row("CID999001", "New Name")))
    assert (smelter.name, smelter.aliases) == ("New Name", ("Old Name",))


def test_the_same_smelter_under_two_minerals_is_two_entries() -> None:
    index = build_reference([new(row("CID999001"), row("CID999001", "Umbra Gold", mineral=GOLD))])
    assert index.minerals_of("CID999001") == (GOLD, TIN)
    assert [one.name for one in index.smelters(GOLD)] == ["Umbra Gold"]


def test_an_older_template_of_another_family_retires_nothing() -> None:
    emrt = a_lookup([row("CID999701", mineral="Cobalt")], "EMRT 2.1", NEW_DAY + dt.timedelta(days=99))
    assert merged(new(row("CID999001")), emrt).retired is None


def test_a_status_list_adds_smelters_that_no_look_up_has() -> None:
    index = build_reference([new(row("CID999001")), a_status_list([a_status("CID999002")])])
    smelter = index.by_id(TIN, "CID999002")
    assert smelter
    assert (smelter.last_seen, smelter.retired) == (None, None)


def test_multiple_as_metal_stands_for_an_id_that_no_look_up_has() -> None:
    index = build_reference([a_status_list([a_status("CID999002", mineral="Multiple")])])
    assert index.by_id(GOLD, "CID999002")
    known = build_reference(
        [new(row("CID999002")), a_status_list([a_status("CID999002", mineral="Multiple")])]
    )
    assert known.minerals_of("CID999002") == (TIN,)


def test_rows_without_a_cid_are_no_smelters() -> None:
    assert len(build_reference([new(row("Not Matched"), row("CID999001"))])) == 1


def test_a_retired_smelter_known_from_revisions_alone_has_its_name() -> None:
    removed = a_revision_list(a_revision("CID999009", "Removed", "Never a smelter", OLD_DAY))
    smelter = merged(new(row("CID999001")), removed, smelter_id="CID999009")
    assert (smelter.name, smelter.retired) == ("Invented Old Name", "removed 2024-02-01: Never a smelter")


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_the_lists_makes_no_difference(reverse: bool) -> None:
    lists = [
        old(row("CID999001", "A"), row("CID999002", "B")),
        new(row("CID999001", "C")),
        a_status_list([a_status("CID999003")]),
    ]
    first = build_reference(lists)
    second = build_reference(lists[::-1] if reverse else lists)
    assert (first.smelters(), first.sources, first.names(TIN)) == (
        second.smelters(),
        second.sources,
        second.names(TIN),
    )


def test_an_index_can_be_sent_to_another_process() -> None:
    index = build_reference([new(row("CID999001"))])
    assert pickle.loads(pickle.dumps(index)).smelters() == index.smelters()
