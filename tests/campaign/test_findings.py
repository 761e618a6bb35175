"""MC8xx: every finding about a campaign is made where it holds, and only there."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from contextlib import closing

import pytest
from tests.support.campaigns import DAY, Named, a_file, a_roster, a_supplier, rolled

from mineralcheck.campaign.comparison import compare
from mineralcheck.campaign.findings import CODES, CampaignFinding, code_of
from mineralcheck.campaign.risk_scheme import Factor
from mineralcheck.campaign.roster import Supplier, SupplierState
from mineralcheck.check.report import AnswerReport, CheckReport, Outcome
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableReason
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import CompanyQuestion, Family, Question
from mineralcheck.reporters import compare_csv, compare_json, rollup_csv, rollup_json
from mineralcheck.rules.registry import all_rules, catalogue, rules_by_code

GOOD = [Named("Tin", "CID999001")]
LONG = [Named("Tin", f"CID99910{n}") for n in range(9)]
UNREADABLE = CheckReport(
    path="s/scan.xlsx",
    sha256="0",
    outcome=Outcome.UNREADABLE,
    reason=UnreadableReason.EMPTY,
    message="Empty.",
)


def said(value: str) -> AnswerReport:
    return AnswerReport(cell=CellRef.parse("Declaration", "D50"), text=value, value=value)


def of_origin(answer: str, diligence: str) -> CheckReport:
    return a_file(
        "s-1",
        GOOD,
        answers={"Tin": {Question.FROM_CAHRA: said(answer)}},
        company_answers={CompanyQuestion.DUE_DILIGENCE_IMPLEMENTED: said(diligence)},
    )


def findings(reports: Iterable[CheckReport], *suppliers: Supplier) -> list[CampaignFinding]:
    with rolled(reports, a_roster(*suppliers) if suppliers else None) as found:
        return list(found.findings())


def codes(reports: Iterable[CheckReport], *suppliers: Supplier) -> list[str]:
    return [one.finding.code for one in findings(reports, *suppliers)]


S = a_supplier("s")
BOTH = a_supplier("s", Family.CMRT, Family.EMRT)
FIRES = [
    ("MC801", [], S, "s has not answered."),
    ("MC802", [], a_supplier("s", state=SupplierState.DECLINED), "s has refused to answer."),
    (
        "MC803",
        [UNREADABLE],
        a_supplier("s", name="Tamarind"),
        "Nothing that Tamarind (s) sent can be read as a reporting template.",
    ),
    (
        "MC804",
        [a_file("s-1", GOOD)],
        a_supplier("s", Family.EMRT),
        "s answered, but in another template than the one that was asked for.",
    ),
    (
        "MC805",
        [a_file("s-1", GOOD)],
        BOTH,
        "s has not sent the EMRT, which was asked for, too.",
    ),
    (
        "MC806",
        [of_origin("Yes", "No")],
        S,
        "s declares a high-risk origin but no due diligence measures: Sourced from a CAHRA (Tin).",
    ),
    (
        "MC807",
        [a_file("s-1", [Named("Gold", "CID999002", StatusValue.OTHER, name="Oro")])],
        S,
        "s names a smelter that the status list has as neither conformant nor active: Gold: Oro.",
    ),
    (
        "MC808",
        [a_file("s-1", [Named("Gold", None, tier=Tier.UNLISTED, name="Shed")])],
        S,
        "s names a smelter that no reference list has: Gold: Shed.",
    ),
    (
        "MC811",
        [a_file("s-1", GOOD), a_file("zebra-1", GOOD)],
        S,
        "The file belongs to no supplier of the supplier list; the company is given as “zebra”.",
    ),
    (
        "MC813",
        [a_file("s-1", GOOD), a_file("s-2", [], day=DAY.replace(month=1))],
        S,
        "The file does not count: s-1 took its place.",
    ),
]


@pytest.mark.parametrize(("code", "reports", "supplier", "message"), FIRES, ids=[row[0] for row in FIRES])
def test_a_finding_is_made(code: str, reports: list[CheckReport], supplier: Supplier, message: str) -> None:
    [found] = findings(reports, supplier)
    assert (found.finding.code, found.finding.message) == (code, message)
    assert found.finding.severity is rules_by_code()[code].severity
    assert found.finding.fix


def test_sound_answers_are_told_nothing() -> None:
    assert codes([a_file("s-1", GOOD)], S) == []
    assert codes([of_origin("Yes", "Yes")], S) == []
    assert codes([of_origin("No", "No")], S) == []
    assert (
        codes([a_file("s-1", GOOD), a_file("s-2", [Named("Cobalt", "CID999009")], family=Family.EMRT)], BOTH)
        == []
    )


def test_nobody_is_late_before_the_due_date_or_exempt() -> None:
    assert codes([], a_supplier("s", due_date=DAY)) == []
    assert codes([], a_supplier("s", due_date=DAY.replace(day=DAY.day - 1))) == ["MC801"]
    shed = a_file("s-1", [Named("Gold", None, tier=Tier.UNLISTED, name="Shed")])
    assert codes([shed], a_supplier("s", state=SupplierState.EXEMPT)) == []


def test_without_a_supplier_list_no_file_is_a_stranger() -> None:
    assert codes([a_file("zebra-1", GOOD)]) == []


def test_a_file_that_points_to_two_suppliers() -> None:
    report = a_file("S-0005/x.xlsx", GOOD, company="Kestrel Circuits")
    suppliers = (a_supplier("S-0001", name="Kestrel Circuits"), a_supplier("S-0005", name="Moor Metals"))
    found = [one for one in findings([report], *suppliers) if one.finding.code == "MC812"]
    assert len(found) == 1
    assert set(found[0].suppliers) == {"S-0001", "S-0005"}
    assert found[0].file == "S-0005/x.xlsx"


def test_copied_lists_and_files() -> None:
    suppliers = (a_supplier("a"), a_supplier("b", name="Brightwater"))
    lists = findings([a_file("a-1", LONG), a_file("b-1", LONG, company="Brightwater")], *suppliers)
    assert [(one.finding.code, one.suppliers) for one in lists] == [("MC821", ("a", "b"))]
    assert lists[0].finding.message == (
        "Several suppliers sent the same list of smelters in the CMRT (rows: 9): a, Brightwater (b)."
    )
    assert codes([a_file("a-1", LONG[:7]), a_file("b-1", LONG[:7], company="Brightwater")], *suppliers) == []
    first = a_file("S-1/x.xlsx", GOOD, company="Both")
    same = [first, first.model_copy(update={"path": "S-2/x.xlsx"})]
    assert codes(same, a_supplier("S-1"), a_supplier("S-2")) == ["MC822"]
    scans = [UNREADABLE.model_copy(update={"path": f"S-{n}/scan.xlsx"}) for n in (1, 2)]
    found = findings(scans, a_supplier("S-1"), a_supplier("S-2"))
    assert [one.finding.code for one in found] == ["MC803", "MC803", "MC822"]
    assert found[-1].finding.message == "The same file was sent for several suppliers: S-1, S-2."


def changed(old: Sequence[Named], new: Sequence[Named]) -> list[tuple[str, str, str]]:
    roster = a_roster(S)
    before = a_file("s-1", old, day=DAY.replace(year=2025, month=5))
    with rolled([before], roster) as first, rolled([a_file("s-2", new)], roster) as second:
        found = compare(first, second).findings()
        return [(one.finding.code, one.file, one.finding.message) for one in found]


def test_answers_that_never_change() -> None:
    message = "The CMRT of s says exactly what the one of the campaign before said (s-1)."
    assert changed(LONG, LONG) == [("MC823", "s-2", message)]
    assert changed(LONG, LONG[:-1]) == []


def test_every_rule_about_a_campaign_is_tested_here() -> None:
    about_campaigns = {rule.code for rule in all_rules()} - {rule.code for rule in catalogue()}
    assert about_campaigns == {code for code, *_ in FIRES} | {"MC812", "MC821", "MC822", "MC823"}
    assert all(code.startswith("MC8") for code in about_campaigns)


def test_every_factor_but_those_without_a_rule_names_one() -> None:
    without = {factor for factor in Factor if not code_of(factor, "MC101 The phone number is missing.")}
    assert without == {Factor.AWAITED}
    assert code_of(Factor.ERRORS, "MC101 The phone number is missing.") == "MC101"
    assert {code_of(factor, "MC101 x") for factor in Factor if factor not in without} <= set(rules_by_code())
    assert set(CODES.values()) <= {code for code, *_ in FIRES}


def test_findings_are_in_tables_and_json() -> None:
    with closing(rolled([UNREADABLE], a_roster(S))) as found:
        document = json.loads("".join(rollup_json.render(found)))
        assert [(one["code"], one["supplier_ids"]) for one in document["findings"]] == [("MC803", ["s"])]
        [row] = csv.DictReader(
            io.StringIO("".join(rollup_csv.tables(found)["campaign-findings"]).lstrip("\ufeff"))
        )
        assert (row["code"], row["severity"], row["supplier_ids"]) == ("MC803", "error", "s")
        both = compare(found, found)
        assert json.loads("".join(compare_json.render(both)))["findings"] == document["findings"]
        assert "MC803" in "".join(compare_csv.tables(both)["campaign-findings"])
