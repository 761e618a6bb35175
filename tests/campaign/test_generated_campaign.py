"""A planned campaign: the roll-up prints what was planned, and finds every planted fact."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from fixtures.campaign_generator import Campaign, Spec, Truth, plan_campaign, truth_of
from tests.support.campaigns import fraction, rolled_plan

from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.parts import Part, PartKind, group_part
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.standing import Standing

# Half the size at which the company published its figures: the smallest at which all four come out exactly.
SUPPLIERS = 500


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return plan_campaign(Spec().scaled(SUPPLIERS))


@pytest.fixture(scope="module")
def truth(campaign: Campaign) -> Truth:
    return truth_of(campaign)


@pytest.fixture(scope="module")
def roll_up(campaign: Campaign) -> Iterator[RollUp]:
    with rolled_plan(campaign) as found:
        yield found


def figure(roll_up: RollUp, name: str, part: Part) -> Metric:
    found = roll_up.figure(name, part)
    assert found is not None, (name, part)
    return found


@pytest.mark.parametrize(
    ("group", "response", "conformant"), [("3tg", "95.6", "88.7"), ("cobalt_mica", "67.8", "72.4")]
)
def test_the_published_figures_come_out(roll_up: RollUp, group: str, response: str, conformant: str) -> None:
    row = next(row for row in roll_up.disclosure if row.group == group)
    assert row.asked
    assert row.response
    assert row.conformant
    assert row.asked.numerator == SUPPLIERS
    assert row.response.percentage == Decimal(response)
    assert row.conformant.percentage == Decimal(conformant)


def test_counts_are_those_of_the_plan(roll_up: RollUp, truth: Truth) -> None:
    for group in ("3tg", "cobalt_mica"):
        part = group_part(group)
        response = roll_up.figure("response_rate", part)
        assert fraction(response) == (truth.responded[group], truth.asked[group])
        conformant = roll_up.figure("conformant_rate", part)
        assert fraction(conformant) == (truth.conformant[group], truth.smelters[group])
        participating = figure(roll_up, "participating_rate", part)
        assert participating.numerator == truth.conformant[group] + truth.active[group]
        spend = figure(roll_up, "spend_coverage", part._replace(currency="EUR"))
        assert (str(spend.numerator), str(spend.denominator)) == truth.spend[group]
    rows = roll_up.figure("unidentified_rate", Part(PartKind.ALL))
    assert fraction(rows) == (truth.unidentified_rows, truth.rows)


def test_silent_suppliers_are_found(roll_up: RollUp, truth: Truth) -> None:
    for family, silent in truth.silent.items():
        found = [
            one.asked.supplier.supplier_id
            for one in roll_up.suppliers
            if family in one.asked.families
            and family not in {submission.family for submission in one.asked.submissions}
        ]
        assert found == silent
    answered = {one.asked.supplier.supplier_id for one in roll_up.suppliers if one.asked.submissions}
    responses = {one.response for one in roll_up.suppliers if one.asked.supplier.supplier_id not in answered}
    assert responses == {Response.SILENT, Response.UNREADABLE}


def test_resubmissions_and_duplicates_are_found(roll_up: RollUp, truth: Truth) -> None:
    lines = {line.path: line for line in roll_up.files}
    superseded = {path: line.superseded_by for path, line in lines.items() if line.standing == "superseded"}
    assert superseded == truth.superseded
    duplicates = {
        frozenset((path, line.superseded_by))
        for path, line in lines.items()
        if line.standing is Standing.DUPLICATE
    }
    assert duplicates == {frozenset(pair) for pair in truth.duplicates.items()}
    changes = [one.changes for one in roll_up.superseded()]
    assert any(one.added for one in changes)
    assert not any(one.removed for one in changes)
    assert all("effective_date" in {fact.name for fact in one.facts} for one in changes)


def test_strangers_belong_to_nobody(roll_up: RollUp, truth: Truth) -> None:
    assert [line.path for line in roll_up.unassigned] == truth.strangers


def test_unlisted_smelters_are_found(roll_up: RollUp, truth: Truth) -> None:
    found = {f"{one.mineral} {one.name}" for one in roll_up.unresolved() if one.found == "unlisted"}
    assert found == set(truth.unlisted)


def test_copied_lists_are_found(roll_up: RollUp, truth: Truth) -> None:
    found = sorted(tuple(sorted(same.suppliers)) for same in roll_up.same_lists())
    assert found == sorted(tuple(sorted(pair)) for pair in truth.copied)


def test_the_same_seed_gives_the_same_campaign_and_another_one_another() -> None:
    small = Spec().scaled(20)
    assert plan_campaign(small) == plan_campaign(small)
    assert plan_campaign(small) != plan_campaign(Spec(seed=7).scaled(20))
