"""Matching against official lists and real declarations, with the ids that suppliers typed as truth."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from benchmarks.matching import Outcome, by_mineralcheck
from benchmarks.matching_sets import Query, leave_one_out, supplier_rows, typed, typed_names

from mineralcheck.reference.importing import import_file
from mineralcheck.reference.lists import LookupList

Lists = tuple[LookupList, LookupList]


@pytest.fixture(scope="module")
def lists(shared: Path) -> Lists:
    found = [
        import_file(shared / "templates" / f"RMI_{name}.xlsx").content for name in ("CMRT_6.5", "EMRT_2.1")
    ]
    cmrt, emrt = (one for one in found if isinstance(one, LookupList))
    return cmrt, emrt


def shares(queries: Iterable[Query]) -> tuple[float, float, list[Outcome]]:
    """Share right automatically, share right with suggestions, and what was wrong automatically."""
    told = [one for one in by_mineralcheck(list(queries)) if one.query.truth]
    automatic = [one for one in told if one.automatic]
    wrong = [one for one in automatic if one.automatic != one.query.truth]
    right = sum(one.proposed == one.query.truth for one in told)
    return (len(automatic) - len(wrong)) / len(told), right / len(told), wrong


def test_names_that_suppliers_typed(shared: Path, lists: Lists) -> None:
    path = shared / "samples" / "names" / "typed-names-2012-2014.csv"
    automatic, proposed, wrong = shares(typed_names(path, lists))
    assert automatic >= 0.78
    assert proposed >= 0.93
    # Two rows give the id of one smelter and the listed name and the country of another one.
    assert len(wrong) == 2


@pytest.mark.parametrize("block", ["a-526", "b-91", "c-39"])
def test_rows_of_real_declarations_without_their_ids(shared: Path, lists: Lists, block: str) -> None:
    path = shared / "samples" / "supplier-rows" / f"block-{block}-rows.csv"
    automatic, proposed, wrong = shares(supplier_rows(path, lists))
    assert automatic >= 0.9
    assert proposed >= 0.98
    assert wrong == []


def test_names_left_out_of_the_list(lists: Lists) -> None:
    told = list(by_mineralcheck(list(leave_one_out(lists[0], country=True))[::12]))
    answered = [one for one in told if one.query.truth]
    absent = [one for one in told if one.query.truth is None]
    assert sum(one.first == one.query.truth for one in answered) / len(answered) >= 0.75
    assert sum(bool(one.proposed) for one in absent) <= 2
    assert [one for one in told if one.automatic and one.automatic != one.query.truth] == []


def test_names_with_wrong_letters(lists: Lists) -> None:
    for corruptions in (1, 2):
        told = list(by_mineralcheck(list(typed(lists[0], corruptions, country=True))[::4]))
        assert sum(one.first == one.query.truth for one in told) / len(told) >= 0.99
        assert [one for one in told if one.automatic and one.automatic != one.query.truth] == []
