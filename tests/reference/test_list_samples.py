"""Official templates and real exports, with the counts that are known of them."""

import datetime as dt
from pathlib import Path

import pytest

from mineralcheck.model.match import StatusValue
from mineralcheck.reference.compare import Kind, compare_lists, smelter_count
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.importing import Options, import_file
from mineralcheck.reference.lists import StatusList
from mineralcheck.reference.status import StatusIndex

DAY = Options(as_of=dt.date(2026, 8, 22))


@pytest.mark.parametrize(
    ("name", "rows", "ids"),
    [
        ("CMRT", 666, 347),
        ("EMRT", 628, 376),
        ("AMRT", 219, 156),
        ("CONFORMANT", 420, 420),
        ("ACTIVE", 24, 24),
        ("REVISIONS", 588, 402),
    ],
)
def test_exports_of_the_website(shared: Path, name: str, rows: int, ids: int) -> None:
    found = import_file(shared / "samples" / "rmi-exports" / f"{name}.xml", DAY).content
    assert (found.source.entries, len(found.entries), smelter_count(found)) == (rows, rows, ids)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("CMRT_6.01", 311),
        ("CMRT_6.1", 337),
        ("CMRT_6.22", 350),
        ("CMRT_6.31", 349),
        ("CMRT_6.4", 368),
        ("CMRT_6.5", 349),
        ("CRT_2.2", 64),
        ("EMRT_1.1", 100),
        ("EMRT_1.3", 126),
        ("EMRT_2.0", 290),
        ("EMRT_2.1", 305),
        ("AMRT_1.3", 49),
    ],
)
def test_look_up_sheets_of_templates(shared: Path, name: str, ids: int) -> None:
    found = import_file(shared / "templates" / f"RMI_{name}.xlsx").content
    assert (smelter_count(found), found.source.template) == (ids, name.replace("_", " "))


def test_what_changed_between_two_templates(shared: Path) -> None:
    old, new = (import_file(shared / "templates" / f"RMI_CMRT_6.{minor}.xlsx").content for minor in (4, 5))
    kinds = [one.kind for one in compare_lists(old, new)]
    assert {kind: kinds.count(kind) for kind in Kind if kind in kinds} == {
        Kind.ADDED: 11,
        Kind.REMOVED: 30,
        Kind.RENAMED: 5,
    }


def test_conformant_smelters_past_their_cycle_are_conformant(shared: Path) -> None:
    found = import_file(shared / "samples" / "rmi-exports" / "CONFORMANT.xml", DAY).content
    assert isinstance(found, StatusList)
    overdue = [
        one for one in found.entries if one.reassessment_due and one.reassessment_due < dt.date(2026, 8, 22)
    ]
    assert len(overdue) == 160
    index = StatusIndex([found])
    assert all(index.status_of(e.mineral, e.smelter_id).value is StatusValue.CONFORMANT for e in overdue)


def test_smelters_that_left_say_where_they_were_last_and_why(shared: Path) -> None:
    paths = sorted((shared / "templates").glob("RMI_CMRT_6.*.xlsx"))
    lists = [import_file(path).content for path in paths]
    retired = [one for one in build_reference(lists).smelters() if one.retired]
    assert len(retired) == 66
    revisions = import_file(shared / "samples" / "rmi-exports" / "REVISIONS.xml", DAY).content
    told = build_reference([*lists, revisions]).smelters()
    reasons = [
        one.retired for one in told if one.retired and one.retired.startswith("last listed in CMRT 6.4")
    ]
    assert any("; removed 20" in reason for reason in reasons)
