"""Tiers in their order, what is never automatic, and contradictions."""

import pickle

import pytest
from tests.support.lists import GOLD, ROWS, TIN, TUNGSTEN, a_lookup, a_matcher, matched

from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.match import DeclaredSmelter, MatchIssue, Tier
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import LookupEntry, LookupList


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("Kestrel Smelting Co., Ltd.", Tier.EXACT),
        ("KESTREL SMELTING CO LTD", Tier.FOLDED),
        ("Kestrel Smelting", Tier.STRIPPED),
        ("Kestrel Smelting Company Limited", Tier.STRIPPED),
        ("Kestrel Smeltng", Tier.SUGGESTED),
        ("Quite Different Works", Tier.NONE),
    ],
)
def test_the_strictest_form_that_knows_a_name_decides(name: str, tier: Tier) -> None:
    match = matched(TIN, name)
    assert match.tier is tier
    assert match.smelter_id == ("CID999002" if tier.matched else None)


def test_an_id_comes_before_the_name() -> None:
    match = matched(TIN, "Kestrel Smelting", smelter_id="CID999002")
    assert (match.tier, match.smelter_id, match.score, match.issues) == (Tier.ID, "CID999002", 100.0, ())


def test_a_mineral_is_the_same_however_it_is_written() -> None:
    assert matched(" TIN ", "OTW").smelter_id == "CID999001"


def test_the_look_up_choice_comes_before_the_typed_name() -> None:
    match = matched(TIN, "Kestrel Smelting", lookup="OTW")
    assert match.smelter_id == "CID999001"
    assert MatchIssue.NAME_DIFFERS in match.issues


def test_an_alias_of_two_smelters_is_never_picked() -> None:
    match = matched(TIN, "Twin Alias")
    assert (match.tier, match.smelter_id) == (Tier.AMBIGUOUS, None)
    assert [one.smelter_id for one in match.candidates] == ["CID999005", "CID999006"]
    assert match.issues == (MatchIssue.AMBIGUOUS_ALIAS,)


def test_an_id_settles_an_ambiguous_alias() -> None:
    assert matched(TIN, "Twin Alias", smelter_id="CID999006").issues == ()


def test_a_name_of_another_mineral_is_never_picked() -> None:
    match = matched(GOLD, "Ostrava Tin Works a.s.")
    assert (match.tier, match.smelter_id) == (Tier.NONE, None)
    assert match.issues == (MatchIssue.NAME_ONLY_UNDER_OTHER_MINERAL,)
    assert "tin" in match.reason


def test_another_legal_form_elsewhere_may_be_another_company() -> None:
    match = matched(TIN, "Kestrel Smelting GmbH", country="Germany")
    assert not match.tier.matched
    assert match.candidates[0].smelter_id == "CID999002"


def test_another_legal_form_in_the_same_country_is_the_same_company() -> None:
    assert matched(TIN, "Kestrel Smelting GmbH", country="China").tier is Tier.STRIPPED


def test_without_a_country_only_a_like_legal_form_will_do() -> None:
    assert matched(TIN, "Kestrel Smelting Ltd.").tier is Tier.STRIPPED
    assert matched(TIN, "Kestrel Smelting Inc.").tier is Tier.SUGGESTED


@pytest.mark.parametrize(
    ("smelter_id", "issue"),
    [
        ("cid 999002", MatchIssue.ID_REPAIRED),
        ("CID999002", None),
        ("999002", MatchIssue.ID_REPAIRED),
    ],
)
def test_a_repaired_id_is_said_to_be(smelter_id: str, issue: MatchIssue | None) -> None:
    match = matched(TIN, "Kestrel Smelting", smelter_id=smelter_id)
    assert (match.tier, match.smelter_id) == (Tier.ID, "CID999002")
    assert match.issues == ((issue,) if issue else ())


def test_a_bare_number_is_an_id_only_if_the_name_agrees() -> None:
    match = matched(TIN, "OTW", smelter_id="999002")
    assert (match.smelter_id, match.issues) == ("CID999001", (MatchIssue.ID_NOT_CID,))


@pytest.mark.parametrize(
    ("smelter_id", "issue"),
    [
        ("1XYZ039", MatchIssue.ID_NOT_CID),
        ("CID999999", MatchIssue.UNKNOWN_ID),
        ("CID999201", MatchIssue.OTHER_MINERAL),
    ],
)
def test_a_wrong_id_leaves_the_name_to_decide_and_is_reported(smelter_id: str, issue: MatchIssue) -> None:
    match = matched(TIN, "OTW", smelter_id=smelter_id)
    assert (match.tier, match.smelter_id, match.issues) == (Tier.EXACT, "CID999001", (issue,))
    assert smelter_id in match.reason


def test_an_id_of_another_mineral_with_a_name_of_that_mineral_is_not_matched() -> None:
    match = matched(TIN, "Kestrel Precious Refining", smelter_id="CID999201")
    assert not match.tier.matched
    assert MatchIssue.OTHER_MINERAL in match.issues
    assert "Gold" in match.reason


def test_id_and_name_of_different_smelters_is_a_contradiction() -> None:
    match = matched(TIN, "Ostrava Tin Works a.s.", smelter_id="CID999002")
    assert (match.tier, match.smelter_id, match.issues) == (Tier.ID, "CID999002", (MatchIssue.NAME_DIFFERS,))


def test_a_name_that_no_list_knows_beside_a_good_id_is_worth_a_remark() -> None:
    assert matched(TIN, "Umbra", smelter_id="CID999002").issues == (MatchIssue.NAME_NOT_RECORDED,)


@pytest.mark.parametrize("name", ["Kestrel Smelting", "KESTREL SMELTING CO.,LTD", "Kestral Smelting", ""])
def test_a_name_that_agrees_with_the_id_raises_nothing(name: str) -> None:
    assert matched(TIN, name, smelter_id="CID999002", country="China").issues == ()


@pytest.mark.parametrize(
    ("country", "issues"),
    [
        ("AUSTRIA", ()),
        ("Österreich", ()),
        ("", ()),
        ("Germany", (MatchIssue.COUNTRY_DIFFERS,)),
        ("Kakania", (MatchIssue.COUNTRY_UNKNOWN,)),
    ],
)
def test_the_country_is_compared_by_code(country: str, issues: tuple[MatchIssue, ...]) -> None:
    assert matched(TUNGSTEN, "Wolfram Adler GmbH", country=country).issues == issues


def test_hong_kong_and_china_differ_softly() -> None:
    assert matched(TUNGSTEN, "Adler Hong Kong Ltd.", country="HONG KONG").issues == (
        MatchIssue.COUNTRY_REGION,
    )


@pytest.mark.parametrize(
    ("lookup", "name", "tier"),
    [
        ("Smelter not listed", "", Tier.UNLISTED),
        ("Smelter Not Listed", "Umbra", Tier.UNLISTED),
        ("Smelter not yet identified", "", Tier.UNIDENTIFIED),
        ("Smelter not yet identified", "Unknown", Tier.UNIDENTIFIED),
        ("", "unknown", Tier.UNIDENTIFIED),
        ("", "", Tier.NONE),
        ("#N/A", "0", Tier.NONE),
    ],
)
def test_what_a_row_says_of_itself_is_its_tier(lookup: str, name: str, tier: Tier) -> None:
    match = matched(TIN, name, lookup=lookup)
    assert (match.tier, match.smelter_id) == (tier, None)


def test_a_smelter_that_is_said_not_to_be_listed_but_is() -> None:
    match = matched(TIN, "OTW", lookup="Smelter not listed")
    assert (match.tier, match.smelter_id) == (Tier.EXACT, "CID999001")
    assert match.issues == (MatchIssue.LISTED_AS_NOT_LISTED,)


def test_an_id_in_the_name_column_is_read() -> None:
    match = matched(TIN, "CID999002")
    assert (match.tier, match.smelter_id, match.issues) == (Tier.ID, "CID999002", (MatchIssue.ID_REPAIRED,))


def test_a_retired_smelter_is_matched_and_said_to_be_retired() -> None:
    old = a_lookup(template="CMRT 6.4", as_of=None)
    new = a_lookup([row for row in ROWS if row.smelter_id != "CID999002"])
    match = a_matcher_on(old, new).match(DeclaredSmelter(TIN, "CID999002"))
    assert (match.tier, match.issues) == (Tier.ID, (MatchIssue.RETIRED,))
    assert "last listed in CMRT 6.4" in match.reason


def a_matcher_on(*lists: LookupList) -> Matcher:
    return Matcher(build_reference(lists))


def test_a_name_that_moved_belongs_to_where_it_is_now() -> None:
    old = a_lookup([LookupEntry(TIN, "Moving Name", "Old Holder", "PERU", "CID999301")], "CMRT 6.4", None)
    new = a_lookup(
        [
            LookupEntry(TIN, "Old Holder", "Old Holder", "PERU", "CID999301"),
            LookupEntry(TIN, "Moving Name", "New Holder", "PERU", "CID999302"),
        ]
    )
    assert a_matcher_on(old, new).match(DeclaredSmelter(TIN, name="Moving Name")).smelter_id == "CID999302"


def test_a_supplier_that_names_itself() -> None:
    matcher = a_matcher()
    itself = DeclaredSmelter(TIN, name="Umbra Electronics Ltd.")
    assert MatchIssue.NAMES_SUPPLIER in matcher.match(itself, supplier="UMBRA ELECTRONICS").issues
    assert MatchIssue.NAMES_SUPPLIER not in matcher.match(itself, supplier="Another").issues


def test_a_supplier_that_is_a_listed_smelter_may_name_itself() -> None:
    match = a_matcher().match(
        DeclaredSmelter(TIN, name="Kestrel Smelting"), supplier="Kestrel Smelting Co., Ltd."
    )
    assert match.issues == ()


def test_without_a_list_of_the_mineral_the_reason_says_so() -> None:
    match = matched("Cobalt", "Umbra Cobalt")
    assert (match.tier, match.candidates) == (Tier.NONE, ())
    assert "No reference list" in match.reason


def test_a_matcher_can_be_sent_to_another_process() -> None:
    matcher = a_matcher()
    declared = DeclaredSmelter(TIN, name="Kestrel Smeltng")
    assert pickle.loads(pickle.dumps(matcher)).match(declared) == matcher.match(declared)


def test_the_order_of_the_lists_makes_no_difference() -> None:
    lists = [a_lookup(template="CMRT 6.4", as_of=None), a_lookup(ROWS[:5]), a_lookup(ROWS[5:], "EMRT 2.1")]
    declared = [DeclaredSmelter(row.mineral, name=row.alias[:-2]) for row in ROWS]
    first = [a_matcher_on(*lists).match(one) for one in declared]
    assert [a_matcher_on(*reversed(lists)).match(one) for one in declared] == first
