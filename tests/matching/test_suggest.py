"""Suggestions: what is proposed, what is not, and why."""

import os
import subprocess
import sys

import pytest
from tests.support.lists import TIN, TUNGSTEN, a_matcher, matched

from mineralcheck.matching.guards import disagreement
from mineralcheck.model.match import DeclaredSmelter, Match, Tier
from mineralcheck.reference.lists import LookupEntry


def first(match: Match) -> str:
    return match.candidates[0].smelter_id


@pytest.mark.parametrize(
    "name",
    [
        "Ostrava Tin Worsk",
        "Ostrva Tin Works",
        "Ostrava Tinn Works a.s.",
        "Works Ostrava Tin",
        "Ostrava Tin Wroks",
    ],
)
def test_a_mistyped_name_is_proposed(name: str) -> None:
    match = matched(TIN, name)
    assert (match.tier, match.smelter_id, first(match)) == (Tier.SUGGESTED, None, "CID999001")
    assert match.score == match.candidates[0].score


def test_a_suggestion_says_what_speaks_for_it() -> None:
    match = matched(TIN, "Ostrava Tin Worsk", country="Czech Republic")
    assert "1 letter differs" in match.reason
    assert "same country" in match.reason


def test_initials_lead_to_the_whole_name() -> None:
    rows = [LookupEntry(TUNGSTEN, "Northern Powder Works", "Northern Powder Works", "SPAIN", "CID999401")]
    match = a_matcher(*rows).match(DeclaredSmelter(TUNGSTEN, name="NPW"))
    assert first(match) == "CID999401"


def test_a_short_name_with_two_letters_swapped_is_found() -> None:
    assert first(matched(TIN, "TOW")) == "CID999001"


@pytest.mark.parametrize(
    ("name", "country", "why"),
    [
        ("Blue Heron Metals Plant 3", "", "number"),
        ("Blue Heron Metal Plant", "", "number"),
        ("Kestral Smelting Wuzhou", "Peru", "it is in CHINA"),
        ("Kestral Smelting Linz", "", "not in Linz"),
        ("Completely Unrelated", "", "too little in common"),
    ],
)
def test_nothing_is_proposed_against_a_guard_and_the_reason_says_which(
    name: str, country: str, why: str
) -> None:
    match = matched(TIN, name, country=country)
    assert match.tier is Tier.NONE
    assert why in match.reason


def test_twins_are_left_to_a_person() -> None:
    rows = [
        LookupEntry(TIN, "Umbra Alpha Smelting", "Umbra Alpha Smelting", "PERU", "CID999501"),
        LookupEntry(TIN, "Umbra Omega Smelting", "Umbra Omega Smelting", "PERU", "CID999502"),
    ]
    match = a_matcher(*rows).match(DeclaredSmelter(TIN, name="Umbra Smelting"))
    assert match.tier is Tier.NONE
    assert {one.smelter_id for one in match.candidates} == {"CID999501", "CID999502"}


def test_nothing_in_common_leaves_no_candidates() -> None:
    match = matched(TIN, "ξξξξ")
    assert (match.tier, match.candidates) == (Tier.NONE, ())


@pytest.mark.parametrize(
    ("first_name", "second_name", "agree"),
    [
        ("Plant 1", "Plant 2", False),
        ("Plant I", "Plant 1", True),
        ("Plant II", "Plant 2", True),
        ("East Plant", "West Plant", False),
        ("East Plant", "Plant", False),
        ("Plant", "plant", True),
        ("8800 Works", "Works 8800", True),
    ],
)
def test_numbers_and_directions_must_agree(first_name: str, second_name: str, agree: bool) -> None:
    assert (disagreement(first_name, second_name) is None) is agree


def test_at_most_five_candidates_best_first() -> None:
    scores = [one.score for one in matched(TIN, "Blue Kestrel Twin Tin Smelting").candidates]
    assert len(scores) <= 5
    assert scores == sorted(scores, reverse=True)


_PRINT = """
from tests.support.lists import *
for name in ("Ostrava Works", "Blue Heron", "Kestrel Metals Plant", "Twin"):
    print(matched(TIN, name).model_dump_json())
"""


def test_scores_do_not_depend_on_the_order_of_sets() -> None:
    def printed(seed: str) -> bytes:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT], env=environment, capture_output=True, check=True
        )
        return done.stdout

    assert printed("1") == printed("2")
