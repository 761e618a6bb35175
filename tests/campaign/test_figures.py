"""Figures: every one is made of rows that can be listed; percentages come from counts alone."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from fixtures.campaign_generator import Spec, plan_campaign
from hypothesis import given
from hypothesis import strategies as st
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, rolled, rolled_plan

from mineralcheck.campaign.figures import find_part, measures, parse_figure
from mineralcheck.campaign.metric import Note, definitions, percentage
from mineralcheck.campaign.parts import ALL, Part, PartKind, family_part, group_part, mineral_part
from mineralcheck.campaign.policy import Policy, Rounding
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.roster import SupplierState
from mineralcheck.model.errors import UsageError
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import Family, Scope

C, E, A = Family.CMRT, Family.EMRT, Family.AMRT
FAULT = Finding(code="MC101", name="open-required-field", severity=Severity.ERROR, message="m", fix="f")


@pytest.fixture(scope="module")
def planned() -> Iterator[RollUp]:
    with rolled_plan(plan_campaign(Spec(seed=5).scaled(40))) as found:
        yield found


def numbers(roll_up: RollUp, name: str, part: Part = ALL) -> tuple[object, object, object]:
    one = roll_up.figure(name, part)
    assert one is not None, (name, part)
    return one.numerator, one.denominator, one.percentage


def test_every_figure_is_the_sum_of_its_rows(planned: RollUp) -> None:
    assert {one.name for one in planned.figures} >= set(definitions()) - {"programme_yes"}
    for one in planned.figures:
        units: dict[str, tuple[bool, Decimal]] = {}
        for row in planned.evidence(one.name, one.part):
            assert row.supplier_id
            assert row.file, (one.name, row)
            assert units.setdefault(row.unit, (row.counted, row.weight)) == (row.counted, row.weight)
        counted = sum(weight for is_counted, weight in units.values() if is_counted)
        everything = sum(weight for _, weight in units.values())
        assert one.numerator == counted, (one.name, one.part)
        assert one.denominator in (everything, None), (one.name, one.part)


def test_every_definition_has_a_measure_and_both_languages() -> None:
    assert list(measures()) == list(definitions())
    for definition in definitions().values():
        assert set(definition.title) >= {"en", "ja"}
        assert set(definition.numerator) >= {"en", "ja"}
        assert not definition.denominator or set(definition.denominator) >= {"en", "ja"}


def test_response_is_about_what_was_asked() -> None:
    roster = a_roster(
        a_supplier("both", C, E),
        a_supplier("only-cmrt", C),
        a_supplier("other", E),
        a_supplier("exempt", C, state=SupplierState.EXEMPT),
        a_supplier("declined", C, state=SupplierState.DECLINED),
    )
    reports = [
        a_file("both-1", company="both"),
        a_file("only-1", company="only-cmrt"),
        a_file("other-1", company="other"),  # a CMRT where an EMRT was asked for
        a_file("exempt-1", company="exempt"),
    ]
    with rolled(reports, roster) as found:
        assert numbers(found, "suppliers_asked")[0] == 4
        assert numbers(found, "response_rate") == (2, 4, Decimal("50.0"))
        assert numbers(found, "response_rate", family_part("CMRT")) == (2, 3, Decimal("66.7"))
        assert numbers(found, "response_rate", family_part("EMRT")) == (0, 2, Decimal("0.0"))
        assert numbers(found, "response_rate", group_part("cobalt_mica")) == (0, 2, Decimal("0.0"))
        assert numbers(found, "response_rate", mineral_part("Gold")) == (2, 3, Decimal("66.7"))


def test_expected_minerals_narrow_the_question() -> None:
    roster = a_roster(a_supplier("one", E, minerals=("Cobalt", "Nickel")), a_supplier("two", E))
    reports = [a_file("one-1", family=E, minerals=("Nickel",)), a_file("two-1", family=E)]
    with rolled(reports, roster) as found:
        assert numbers(found, "response_rate", mineral_part("Cobalt")) == (1, 2, Decimal("50.0"))
        assert numbers(found, "response_rate", mineral_part("Nickel")) == (1, 1, Decimal("100.0"))
        assert numbers(found, "response_rate", mineral_part("Mica")) == (1, 1, Decimal("100.0"))
        assert numbers(found, "response_rate", group_part("others")) == (1, 1, Decimal("100.0"))


def test_templates_by_default() -> None:
    roster = a_roster(a_supplier("one").model_copy(update={"templates": ()}))
    with rolled([], roster) as found:
        assert found.figure("response_rate", family_part("CMRT")) is None
        assert numbers(found, "response_rate") == (0, 1, Decimal("0.0"))
    with rolled([], roster, policy=Policy(asked=(C,))) as found:
        assert numbers(found, "response_rate", family_part("CMRT")) == (0, 1, Decimal("0.0"))


def test_without_a_roster_nobody_knows_who_was_asked() -> None:
    with rolled([a_file("one-1"), a_file("ONE-2"), a_file("two-1")]) as found:
        one = found.figure("response_rate", ALL)
        assert one
        assert (str(one.numerator), one.denominator, one.percentage) == ("2", None, None)
        assert one.note is Note.NO_ROSTER
        assert found.figure("suppliers_asked", ALL) is None


def test_accepted_means_without_an_error() -> None:
    roster = a_roster(a_supplier("good"), a_supplier("bad"), a_supplier("silent"))
    with rolled([a_file("good-1"), a_file("bad-1", findings=[FAULT])], roster) as found:
        assert numbers(found, "accepted_rate") == (1, 3, Decimal("33.3"))


def test_spend_is_never_mixed_or_guessed() -> None:
    roster = a_roster(
        a_supplier("a", spend="75.5", currency="EUR"),
        a_supplier("b", spend="24.5", currency="EUR"),
        a_supplier("c", spend="1000", currency="JPY"),
        a_supplier("d"),
    )
    with rolled([a_file("a-1"), a_file("d-1")], roster) as found:
        assert numbers(found, "spend_coverage", ALL._replace(currency="EUR")) == (
            Decimal("75.5"),
            Decimal(100),
            Decimal("75.5"),
        )
        yen = found.figure("spend_coverage", ALL._replace(currency="JPY"))
        assert yen
        assert (yen.percentage, yen.left_out) == (Decimal("0.0"), 1)


def test_a_smelter_counts_once_for_each_mineral() -> None:
    rows = [Named("Tin", "CID999001"), Named("Tin", "CID999001"), Named("Tungsten", "CID999001")]
    with rolled([a_file("one-1", rows), a_file("two-1", rows[:1])]) as found:
        assert numbers(found, "distinct_smelters")[0] == 2
        assert numbers(found, "identified_rate") == (4, 4, Decimal("100.0"))
        (first, second) = list(found.smelters())
        assert (first.mineral, first.suppliers, first.files, first.rows) == ("Tin", 2, 2, 3)
        assert second.mineral == "Tungsten"


def test_suggestions_count_nowhere() -> None:
    rows = [
        Named("Tin", "CID999001"),
        Named("Tin", "CID999002", tier=Tier.SUGGESTED, name="Kestrel"),
        Named("Tin", None, tier=Tier.UNIDENTIFIED),
        Named("Tin", None, tier=Tier.AMBIGUOUS, name="KESTREL"),
    ]
    with rolled([a_file("one-1", rows)]) as found:
        assert numbers(found, "distinct_smelters")[0] == 1
        assert numbers(found, "identified_rate") == (1, 4, Decimal("25.0"))
        assert numbers(found, "unlisted_rate") == (2, 4, Decimal("50.0"))
        assert numbers(found, "unidentified_rate") == (1, 4, Decimal("25.0"))
        assert numbers(found, "unresolved_names")[0] == 1


def test_ceased_smelters_leave_one_denominator_and_not_the_other() -> None:
    other, off = StatusValue.OTHER, StatusValue.NOT_ON_LIST
    rows = [
        Named("Gold", "CID999001"),
        Named("Gold", "CID999002", other, status_text="Not in operation"),
        Named("Gold", "CID999003", other, status_text="Non-Conformant"),
        Named("Gold", "CID999004", StatusValue.ACTIVE),
        Named("Gold", "CID999005", off),
    ]
    with rolled([a_file("one-1", rows)]) as found:
        assert numbers(found, "conformant_rate") == (1, 5, Decimal("20.0"))
        assert numbers(found, "participating_rate") == (2, 5, Decimal("40.0"))
        assert numbers(found, "operational_conformant_rate") == (1, 4, Decimal("25.0"))
        assert numbers(found, "operational_participating_rate") == (2, 4, Decimal("50.0"))
        assert numbers(found, "not_on_list_rate") == (1, 5, Decimal("20.0"))


def test_without_a_status_list_there_is_no_percentage() -> None:
    unknown = StatusValue.UNKNOWN
    rows = [Named("Gold", "CID999001"), Named("Cobalt", "CID999009", unknown)]
    reports = [a_file("one-1", rows[:1]), a_file("two-1", rows[1:], family=E)]
    with rolled(reports) as found:
        for part, share in (
            (mineral_part("Gold"), Decimal("100.0")),
            (mineral_part("Cobalt"), None),
            (ALL, None),
        ):
            one = found.figure("conformant_rate", part)
            assert one
            assert one.percentage == share
            assert one.note is (None if share else Note.STATUS_UNKNOWN)
            assert one.left_out == (0 if share else 1)
            assert one.list_dates


def test_only_conformant_means_nothing_left_open() -> None:
    good, active = Named("Gold", "CID999001"), Named("Gold", "CID999002", StatusValue.ACTIVE)
    open_row = Named("Gold", None, tier=Tier.UNIDENTIFIED)
    reports = [
        a_file("a-1", [good, good]),
        a_file("b-1", [good, active]),
        a_file("c-1", [good, open_row]),
        a_file("d-1", []),
    ]
    with rolled(reports) as found:
        assert numbers(found, "only_conformant_suppliers") == (1, 3, Decimal("33.3"))
        assert numbers(found, "only_participating_suppliers") == (2, 3, Decimal("66.7"))


def test_scope_is_counted_over_submissions() -> None:
    reports = [a_file("a-1"), a_file("b-1", scope=Scope.PRODUCT), a_file("c-1", scope=None)]
    with rolled(reports) as found:
        assert numbers(found, "company_scope_share") == (1, 3, Decimal("33.3"))


def test_smelters_of_refused_answers_can_be_left_out() -> None:
    rows = [Named("Tin", "CID999001")]
    reports = [a_file("good-1", rows), a_file("bad-1", [*rows, Named("Tin", "CID999002")], findings=[FAULT])]
    with rolled(reports) as found:
        assert numbers(found, "distinct_smelters")[0] == 2
    with rolled(reports, policy=Policy(only_accepted=True)) as found:
        assert numbers(found, "distinct_smelters")[0] == 1


@pytest.mark.parametrize(
    ("numerator", "denominator", "half_up", "down"),
    [
        (956, 1000, "95.6", "95.6"),
        (226, 266, "85.0", "84.9"),
        (219, 245, "89.4", "89.3"),
        (1999, 2000, "99.9", "99.9"),
        (1, 3000, "0.1", "0.1"),
        (2000, 2000, "100.0", "100.0"),
        (0, 7, "0.0", "0.0"),
        (1, 8, "12.5", "12.5"),
        (445, 10000, "4.5", "4.4"),
    ],
)
def test_percentages(numerator: int, denominator: int, half_up: str, down: str) -> None:
    pair = Decimal(numerator), Decimal(denominator)
    assert percentage(*pair) == Decimal(half_up)
    assert percentage(*pair, Rounding.DOWN) == Decimal(down)


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_all_and_none_are_said_of_all_and_none_only(numerator: int, denominator: int) -> None:
    numerator = min(numerator, denominator)
    for rounding in Rounding:
        share = percentage(Decimal(numerator), Decimal(denominator), rounding)
        assert (share == 100) == (numerator == denominator)
        assert (share == 0) == (numerator == 0)
        assert abs(share - Decimal(100 * numerator) / denominator) <= Decimal("0.1")


def test_nothing_has_no_percentage() -> None:
    with pytest.raises(ZeroDivisionError):
        percentage(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("response_rate", "all"),
        ("response_rate:3TG", "group:3tg"),
        ("response_rate:cobalt mica", "group:cobalt_mica"),
        ("response_rate:tin", "mineral:Tin"),
        ("response_rate:family:CMRT", "family:CMRT"),
        ("spend_coverage:3tg:eur", "group:3tg:EUR"),
        ("spend_coverage:all:EUR", "all:EUR"),
        ("spend_coverage", "all:EUR"),
        ("declared_use:mineral:Gold", "mineral:Gold"),
    ],
)
def test_parts_are_found_as_people_write_them(planned: RollUp, text: str, part: str) -> None:
    name, wanted = parse_figure(text)
    assert str(find_part(planned.view, name, wanted)) == part


def test_unknown_figures_and_parts_are_refused(planned: RollUp) -> None:
    with pytest.raises(UsageError, match=r"no figure 'foo'\. Known are suppliers_asked, response_rate"):
        parse_figure("foo")
    with pytest.raises(UsageError, match=r"no such part\. There are: response_rate:all"):
        find_part(planned.view, "response_rate", Part(PartKind.ALL, "zinc"))
    with pytest.raises(UsageError, match=r"say which one\. There are: declared_use:3tg, declared_use:cobalt"):
        find_part(planned.view, "declared_use", ALL)


def test_of_several_currencies_one_must_be_named() -> None:
    amounts = [
        a_supplier("one", spend=Decimal(1), currency="EUR"),
        a_supplier("two", spend=Decimal(2), currency="USD"),
    ]
    with rolled([], a_roster(*amounts)) as found:
        with pytest.raises(
            UsageError, match=r"say which one\. .*spend_coverage:all:EUR, spend_coverage:all:USD"
        ):
            find_part(found.view, "spend_coverage", ALL)
        assert find_part(found.view, *parse_figure("spend_coverage:all:usd")).currency == "USD"


def test_where_every_name_is_known_none_is_unresolved() -> None:
    with rolled([a_file("one-1", [Named("Tin", "CID999001")])]) as found:
        assert numbers(found, "unresolved_names", group_part("3tg"))[0] == 0


def test_minerals_that_come_to_the_same_name_are_one() -> None:
    with rolled([a_file("one-1", family=A, minerals=("Bauxite", "BAUXITE", "bauxite "))]) as found:
        assert numbers(found, "declared_use", mineral_part("Bauxite")) == (0, 1, Decimal("0.0"))


def test_a_row_without_a_mineral_does_not_hide_the_figure_of_all() -> None:
    rows = [Named("Tin", "CID999001"), Named("", None, name="Nowhere")]
    with rolled([a_file("one-1", rows)]) as found:
        assert find_part(found.view, "identified_rate", ALL) == ALL
