"""The way to an answer."""

from tests.support.lists import DAY, TIN, a_matcher

from mineralcheck.matching.ledger import Decision, Ledger, LedgerEntry
from mineralcheck.matching.trace import evidence, trace
from mineralcheck.model.match import DeclaredSmelter


def test_every_step_is_shown_also_after_the_one_that_decided() -> None:
    steps = trace(
        a_matcher(), DeclaredSmelter(TIN, smelter_id="CID999002", name="Kestrel Smelting Co., Ltd.")
    )
    assert [(one.tier, one.found) for one in steps] == [
        ("id", "Kestrel Smelting Co., Ltd."),
        ("exact", "CID999002"),
        ("folded", "CID999002"),
        ("stripped", "CID999002"),
        ("ledger", "-"),
    ]


def test_an_id_and_a_name_elsewhere_are_said_to_be() -> None:
    steps = trace(a_matcher(), DeclaredSmelter(TIN, "CID999201", name="Kestrel Precious Refining"))
    found = {one.tier: one.found for one in steps}
    assert (found["id"], found["exact"], found["other minerals"]) == ("only under Gold", "-", "gold")


def test_decisions_are_shown() -> None:
    ledger = Ledger([LedgerEntry(TIN, "Umbra", "", Decision.REJECT, "CID999001", "me", DAY, "no")])
    steps = trace(a_matcher(ledger=ledger), DeclaredSmelter(TIN, name="Umbra"))
    assert ("ledger", "Umbra", "not CID999001") in steps


def test_evidence_is_best_first_and_empty_without_a_name() -> None:
    found = evidence(a_matcher(), DeclaredSmelter(TIN, name="Kestrel Smelters"))
    assert found[0].smelter.smelter_id == "CID999002"
    assert [one.total() for one in found] == sorted((one.total() for one in found), reverse=True)
    assert evidence(a_matcher(), DeclaredSmelter(TIN)) == ()
