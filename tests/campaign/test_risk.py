"""Supplier risk: every factor fires, none without reason, critical ones override, and actions follow."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.support.campaigns import DAY, Named, a_file, a_roster, a_supplier, rolled

from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.risk import SupplierResult
from mineralcheck.campaign.risk_scheme import Action, Factor, Risk, Weight, default_scheme, read_scheme
from mineralcheck.campaign.roster import Supplier, SupplierState
from mineralcheck.check.report import AnswerReport, CheckReport, Outcome
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableReason, UsageError
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import CompanyQuestion, Family, Question

GOOD = [Named("Tin", "CID999001")]


def result(
    reports: Iterable[CheckReport], supplier: Supplier, policy: Policy | None = None
) -> SupplierResult:
    with rolled(reports, a_roster(supplier), policy=policy) as found:
        return found.suppliers[0]


def factors(one: SupplierResult) -> list[Factor]:
    return [reason.factor for reason in one.reasons]


def a_fault(name: str = "open-required-field", code: str = "MC101") -> Finding:
    return Finding(
        code=code,
        name=name,
        severity=Severity.ERROR,
        cell=CellRef("Declaration", 17, 4),
        message="The phone number is missing.",
        fix="Fill it in.",
    )


def said(value: str, cell: str = "D50") -> AnswerReport:
    return AnswerReport(cell=CellRef.parse("Declaration", cell), text=value, value=value)


def test_a_good_answer_is_no_risk() -> None:
    one = result([a_file("s-1", GOOD)], a_supplier("s"))
    assert (one.response, one.risk, one.score, one.reasons) == (Response.ANSWERED, Risk.LOW, 0, ())
    assert (one.action, one.due) == (Action.NONE, None)


def test_silence_is_high_risk_once_it_is_due() -> None:
    late = result([], a_supplier("s", due_date=DAY - dt.timedelta(days=1)))
    assert (late.response, late.risk, factors(late)) == (Response.SILENT, Risk.HIGH, [Factor.NO_ANSWER])
    assert (late.action, late.due) == (Action.REMIND, DAY + dt.timedelta(days=14))
    early = result([], a_supplier("s", due_date=DAY + dt.timedelta(days=9)))
    assert (early.risk, factors(early), early.action) == (Risk.LOW, [Factor.AWAITED], Action.AWAIT)
    assert early.due == DAY + dt.timedelta(days=9)
    assert result([], a_supplier("s")).risk is Risk.HIGH


def test_refusal_and_exemption() -> None:
    declined = result([], a_supplier("s", state=SupplierState.DECLINED))
    assert (declined.response, factors(declined)) == (Response.DECLINED, [Factor.REFUSED])
    assert (declined.risk, declined.action) == (Risk.HIGH, Action.ESCALATE)
    exempt = result([], a_supplier("s", state=SupplierState.EXEMPT))
    assert (exempt.response, exempt.risk, exempt.reasons) == (Response.EXEMPT, Risk.LOW, ())


def test_unreadable_other_and_missing_templates() -> None:
    unreadable = CheckReport(
        path="s/x.xlsx",
        sha256="0",
        outcome=Outcome.UNREADABLE,
        reason=UnreadableReason.EMPTY,
        message="Empty.",
    )
    one = result([unreadable], a_supplier("s"))
    assert (one.response, factors(one), one.action) == (
        Response.UNREADABLE,
        [Factor.UNREADABLE],
        Action.SEND_AGAIN,
    )
    other = result([a_file("s-1", GOOD)], a_supplier("s", Family.EMRT))
    assert (other.response, factors(other)) == (Response.OTHER_TEMPLATE, [Factor.OTHER_TEMPLATE])
    partly = result([a_file("s-1", GOOD)], a_supplier("s", Family.CMRT, Family.EMRT))
    assert (partly.response, factors(partly)) == (Response.PARTLY, [Factor.TEMPLATE_MISSING])
    assert partly.reasons[0].examples[0].text == "EMRT"


def test_errors_and_denied_smelters() -> None:
    one = result([a_file("s-1", GOOD, findings=[a_fault()])], a_supplier("s"))
    assert (factors(one), one.score, one.risk, one.action) == (
        [Factor.ERRORS],
        30,
        Risk.MEDIUM,
        Action.CORRECT,
    )
    (case,) = one.reasons[0].examples
    assert (case.file, case.cell) == ("s-1", "Declaration!D17")
    denied = result([a_file("s-1", GOOD, findings=[a_fault("denied-smelter", "MC712")])], a_supplier("s"))
    assert (factors(denied), denied.risk, denied.action) == (
        [Factor.DENIED_SMELTER],
        Risk.HIGH,
        Action.REMOVE_SMELTER,
    )


def test_smelters_that_are_open_or_not_listed() -> None:
    rows = [
        *GOOD,
        Named("Tin", None, tier=Tier.UNIDENTIFIED),
        Named("Gold", None, tier=Tier.UNLISTED, name="Shed"),
        Named("Gold", None, tier=Tier.NONE, name="SHED"),
        Named("Gold", "CID999002", StatusValue.OTHER),
        Named("Gold", "CID999003", StatusValue.NOT_ON_LIST),
        Named("Gold", "CID999004", StatusValue.ACTIVE),
        Named("Gold", "CID999005", StatusValue.UNKNOWN),
    ]
    one = result([a_file("s-1", rows)], a_supplier("s"))
    assert {reason.factor: reason.cases for reason in one.reasons} == {
        Factor.STATUS_OTHER: 1,
        Factor.UNIDENTIFIED_SMELTERS: 1,
        Factor.UNLISTED_SMELTERS: 2,
        Factor.NOT_ON_LIST: 1,
    }
    assert one.score == 30 + 15 + 16 + 10


def test_a_smelter_in_two_submissions_is_one_case() -> None:
    rows = [Named("Cobalt", "CID999009", StatusValue.NOT_ON_LIST)]
    reports = [a_file("s-1", rows, family=Family.EMRT), a_file("s-2", rows, family=Family.CRT)]
    one = result(reports, a_supplier("s", Family.EMRT, Family.CRT))
    assert [(reason.factor, reason.cases) for reason in one.reasons] == [(Factor.NOT_ON_LIST, 1)]


@pytest.mark.parametrize(
    ("origin", "diligence", "fires"),
    [
        ("Yes", "No", True),
        ("Yes", "", True),
        ("Yes", "Yes", False),
        ("No", "No", False),
        ("DRC only", "No", True),
    ],
)
def test_high_risk_origin_without_due_diligence(origin: str, diligence: str, fires: bool) -> None:
    blank = AnswerReport(cell=CellRef("Declaration", 81, 4), text="", value=None)
    file = a_file(
        "s-1",
        GOOD,
        answers={"Tin": {Question.FROM_COVERED_COUNTRIES: said(origin)}},
        company_answers={CompanyQuestion.DUE_DILIGENCE_IMPLEMENTED: said(diligence) if diligence else blank},
    )
    one = result([file], a_supplier("s"))
    assert (Factor.COVERED_WITHOUT_DILIGENCE in factors(one)) is fires
    assert (one.risk is Risk.HIGH) is fires


def test_programme_answers() -> None:
    answers = {
        CompanyQuestion.POLICY_ESTABLISHED: said("No"),
        CompanyQuestion.RESPONSES_REVIEWED: said("No"),
        CompanyQuestion.CORRECTIVE_ACTION: said("Yes"),
        CompanyQuestion.DISCLOSURE_REQUIRED: said("No"),  # says nothing about the programme
    }
    one = result([a_file("s-1", GOOD, company_answers=answers)], a_supplier("s"))
    assert [(reason.factor, reason.cases) for reason in one.reasons] == [(Factor.PROGRAMME_NO, 2)]
    assert (one.score, one.risk, one.action) == (10, Risk.LOW, Action.IMPROVE_PROGRAMME)


def test_only_what_counts_is_held_against_a_supplier() -> None:
    older = a_file("s-1", GOOD, day=dt.date(2026, 1, 1), findings=[a_fault()])
    one = result([older, a_file("s-2", GOOD)], a_supplier("s"))
    assert one.reasons == ()


def test_points_grow_up_to_a_limit() -> None:
    weight = Weight(points=10, each=2, most=13)
    assert [weight.score(cases) for cases in (0, 1, 2, 3, 9)] == [0, 10, 12, 13, 13]


def test_every_factor_has_a_weight_an_action_and_a_name() -> None:
    from mineralcheck.reporters.rollup_words import has_word, languages

    assert set(default_scheme().factors) == set(Factor)
    for language in languages():
        for factor in Factor:
            assert has_word(f"factor.{factor.value}", language)
        for action in Action:
            assert has_word(f"action.{action.value}", language)


def test_a_scheme_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "risk.toml"
    file.write_text(
        "[levels]\nhigh = 20\n[factors.errors]\npoints = 25\naction = 'correct'\ndays = 3\n", "utf-8"
    )
    scheme = read_scheme(file)
    one = result([a_file("s-1", GOOD, findings=[a_fault()])], a_supplier("s"), Policy(scheme=scheme))
    assert (one.score, one.risk, one.due) == (25, Risk.HIGH, DAY + dt.timedelta(days=3))
    assert scheme.weight(Factor.REFUSED) == default_scheme().weight(Factor.REFUSED)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[factors.late]\npoints = 1\n", r"factors\.late"),
        ("[factors.errors]\npoint = 1\n", r"factors\.errors\.point"),
        ("[levels]\nhigh = 'many'\n", r"levels\.high"),
        ("levels", "is no TOML file"),
    ],
)
def test_a_wrong_scheme_names_the_key(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "risk.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        read_scheme(file)
