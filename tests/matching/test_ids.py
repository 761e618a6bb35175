"""Ids as people write them."""

import pytest

from mineralcheck.matching.ids import IdKind, read_id


@pytest.mark.parametrize("text", ["CID999001", " CID999001 ", "CID999001\n"])
def test_a_well_formed_id_is_taken_as_it_stands(text: str) -> None:
    assert read_id(text) == (IdKind.CID, "CID999001")


@pytest.mark.parametrize(
    "text",
    [
        "cid999001",
        "CID 999001",
        "CID-999001",
        "CID: 999001",
        "ＣＩＤ９９９００１",
        "CID999OO1",
        "C1D999001",
        "\uffa0CID 999001",
    ],
)
def test_a_misspelt_id_is_repaired(text: str) -> None:
    assert read_id(text) == (IdKind.REPAIRED, "CID999001")


def test_missing_zeros_are_put_in_front() -> None:
    assert read_id("CID1105") == (IdKind.REPAIRED, "CID001105")


@pytest.mark.parametrize(
    "text", ["", " ", "0", "N/A", "#N/A", "Not Listed", "unknown", "Enter smelter details", "-"]
)
def test_a_placeholder_is_no_id(text: str) -> None:
    assert read_id(text).kind is IdKind.BLANK


@pytest.mark.parametrize("text", ["1XYZ039", "12 Invented Street", "CID9990011", "CIDs", "RMI"])
def test_another_numbering_is_not_taken_for_a_cid(text: str) -> None:
    assert read_id(text) == (IdKind.OTHER, None)


def test_a_bare_number_may_be_a_cid_without_its_letters() -> None:
    assert read_id("999001") == (IdKind.NUMBER, "CID999001")
