"""JUnit: a case for each rule and file, what did not run included; a failure is what fails the run."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run, an_unreadable
from tests.support.rendering import rendered

from mineralcheck.check.report import WaivedFinding
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Severity
from mineralcheck.reporters import junit_report
from mineralcheck.reporters.formats import Format
from mineralcheck.rules.registry import catalogue
from mineralcheck.rules.settings import DEFAULT_SETTINGS, RuleSettings, Settings

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("data") / "junit.xsd"))
WARNING = a_finding("MC402", "Smelter List!B7", None, terms={"mineral": "Gold"})


def document(run: Run) -> etree._Element:
    return etree.fromstring(rendered(run, Format.JUNIT))


def case(tree: etree._Element, code: str) -> etree._Element:
    return next(one for one in tree.iter("testcase") if one.get("name", "").startswith(code))


def without(code: str) -> Settings:
    return DEFAULT_SETTINGS.model_copy(update={"rules": RuleSettings(off=(code,))})


def skips(tree: etree._Element) -> list[str]:
    return [one.get("message", "") for one in tree.iter("skipped")]


def test_the_report_is_valid() -> None:
    SCHEMA.assertValid(document(a_mixed_run()))


def test_every_file_has_a_case_for_every_rule() -> None:
    tree = document(a_mixed_run())
    for suite in tree.iterfind("testsuite"):
        names = [one.get("name", "").partition(" ")[0] for one in suite.iterfind("testcase")]
        assert names == ["readable", *(rule.code for rule in catalogue())]
        assert suite.get("tests") == str(len(names))


def test_findings_of_a_rule_are_one_failure_that_names_each_cell() -> None:
    found = (a_finding(), a_finding(place="Declaration!D20", terms={"field": "authorizer_email"}))
    tree = document(a_run(a_report(findings=found)))
    failure = case(tree, "MC106").find("failure")
    assert failure is not None
    assert failure.get("message", "").endswith("(and 1 more)")
    assert "Declaration!D16: " in (failure.text or "")
    assert "Declaration!D20: " in (failure.text or "")
    assert tree[0].get("failures") == "1"


def test_a_warning_fails_only_when_the_run_fails_by_it() -> None:
    tree = document(a_run(a_report(findings=(WARNING,))))
    assert len(case(tree, "MC402")) == 0
    assert "MC402 Smelter List!B7" in tree.findtext("testsuite/system-out", "")
    stricter = document(a_run(a_report(findings=(WARNING,)), fail_on=Severity.WARNING))
    assert case(stricter, "MC402").find("failure") is not None


def test_nothing_fails_when_nothing_may() -> None:
    tree = document(a_run(a_report(findings=(a_finding(),)), fail_on=None))
    assert list(tree.iter("failure")) == []
    assert "MC106" in tree.findtext("testsuite/system-out", "")


def test_rules_of_an_unreadable_file_are_skipped_and_the_reason_is_an_error() -> None:
    tree = document(a_run(an_unreadable()))
    assert [one.get("message") for one in tree.iter("error")] == ["This is a picture."]
    assert len(skips(tree)) == len(catalogue())
    assert tree[0].get("skipped") == str(len(catalogue()))


def test_a_rule_that_is_switched_off_is_skipped_with_the_reason() -> None:
    tree = document(a_run(a_report(), settings=without("MC101")))
    assert skips(case(tree, "MC101")) == ["Switched off by the profile default."]


def test_a_rule_about_other_templates_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = catalogue()[0].model_copy(update={"applies": ("EMRT 2.0",)})
    monkeypatch.setattr(junit_report, "catalogue", lambda: (narrow,))
    tree = document(a_run(a_report()))
    reason = "The rule does not speak about CMRT 6.5."
    assert skips(case(tree, narrow.code)) == [reason]


def test_a_rule_that_found_nothing_passes() -> None:
    assert len(case(document(a_run(a_report())), "MC101")) == 0


def test_rules_that_the_profile_does_not_choose_are_skipped() -> None:
    only = DEFAULT_SETTINGS.model_copy(update={"rules": RuleSettings(only=("MC101",))})
    tree = document(a_run(a_report(), settings=only))
    assert skips(case(tree, "MC101")) == []
    assert skips(case(tree, "MC106")) == ["Switched off by the profile default."]
    assert tree[0].get("skipped") == str(len(catalogue()) - 1)


@pytest.mark.parametrize("is_waived", [False, True])
def test_rules_about_a_missing_sheet_are_skipped(is_waived: bool) -> None:
    missing = a_finding("MC007", None, None, terms={}, params={"sheet": "Smelter List"})
    report = a_report(findings=() if is_waived else (missing,))
    if is_waived:
        accepted = WaivedFinding(
            finding=missing, reason="Agreed", approved_by="QA", expires=dt.date(2027, 1, 1)
        )
        report = report.model_copy(update={"waived": (accepted,)})
    tree = document(a_run(report))
    needing = [rule.code for rule in catalogue() if "Smelter List" in rule.needs]
    assert needing
    told = [code for code in needing if skips(case(tree, code)) == ["The file has no sheet Smelter List."]]
    assert told == needing
    assert skips(case(tree, "MC101")) == []
