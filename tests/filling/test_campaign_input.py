"""What a campaign store knows comes into a declaration, from a real roll-up of invented suppliers."""

import datetime as dt
from pathlib import Path

import pytest

from mineralcheck.campaign.rollup import RollUpRequest, roll_up
from mineralcheck.campaign.store import Store
from mineralcheck.check.validate import Request
from mineralcheck.filling.campaign_input import CampaignFacts, campaign_facts
from mineralcheck.filling.inputs import Listing
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import Question

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "campaign"
CMRT = ("Tantalum", "Tin", "Gold", "Tungsten")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample campaign, rolled up twice: with and without its supplier list."""
    path = tmp_path_factory.mktemp("campaign") / "campaign.db"
    check = Request(paths=(SAMPLE,), as_of=dt.date(2026, 10, 1), jobs=1)
    for suppliers in (SAMPLE / "suppliers.csv", None):
        roll_up(RollUpRequest(check=check, suppliers=suppliers, store=path)).close()
    return path


@pytest.fixture(scope="session")
def facts(store: Path) -> CampaignFacts:
    return campaign_facts(store, 1, CMRT)


def test_smelters_of_the_wanted_minerals_alone(facts: CampaignFacts) -> None:
    assert {one.mineral for one in facts.smelters} == set(CMRT)
    listed = [one for one in facts.smelters if one.listing is Listing.LISTED]
    assert len(listed) == 12
    assert all(one.smelter_id.startswith("CID9") and one.name and one.country for one in listed)
    assert len({(one.mineral, one.smelter_id) for one in listed}) == len(listed)
    assert all(one.named_by for one in facts.smelters)


def test_who_was_asked_and_who_answered(facts: CampaignFacts) -> None:
    tin = facts.facts("Tin")
    assert (tin.asked, tin.responded) == (10, 6)
    assert len(tin.suppliers) == 6
    assert tin.suppliers[0][Question.INTENTIONALLY_ADDED] == "Yes"
    nobody = facts.facts("Nickel")
    assert (nobody.asked, nobody.responded, nobody.suppliers) == (None, 0, ())


def test_without_a_supplier_list_nobody_knows_who_was_asked(store: Path) -> None:
    """The last run counts when none is named."""
    facts = campaign_facts(store, None, CMRT)
    assert facts.run_id == 2
    assert facts.facts("Tin").asked is None
    assert not facts.facts("Tin").complete


def test_names_that_no_list_has(store: Path) -> None:
    cobalt = campaign_facts(store, 1, ("Cobalt",))
    others = [one for one in cobalt.smelters if one.listing is not Listing.LISTED]
    assert len(others) == cobalt.facts("Cobalt").unresolved > 0
    assert all(one.name or one.listing is Listing.NOT_IDENTIFIED for one in others)


def test_minerals_that_somebody_declares(store: Path) -> None:
    facts = campaign_facts(store, 1, None)
    assert set(CMRT) < set(facts.declared)
    assert {one.mineral for one in facts.smelters} <= set(facts.declared)


def test_names_of_suppliers_as_listed_and_as_declared(facts: CampaignFacts) -> None:
    assert "Tallis & Grove Fasteners plc" in facts.suppliers
    assert list(facts.suppliers) == sorted(set(facts.suppliers))


def test_the_same_each_time(store: Path) -> None:
    assert campaign_facts(store, 1, CMRT) == campaign_facts(store, 1, CMRT)


def test_stores_without_the_run(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no run 9"):
        campaign_facts(store, 9, CMRT)
    empty = tmp_path / "empty.db"
    Store.open(empty).close()
    with pytest.raises(UsageError, match="holds no run"):
        campaign_facts(empty, None, CMRT)
