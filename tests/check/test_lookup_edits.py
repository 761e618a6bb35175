"""A supplier that edits the look-up of its own file is noticed beside the others."""

import datetime as dt
from pathlib import Path

import pytest
from fixtures.builder import template
from openpyxl import load_workbook

from mineralcheck.check.answer import Answer
from mineralcheck.check.lookup_edits import LookupEdits, lookup_edits, with_edits
from mineralcheck.check.report import CheckReport, Outcome, SubmissionReport
from mineralcheck.check.validate import Request, validate
from mineralcheck.model.finding import Severity
from mineralcheck.model.submission import Family, TemplateInfo
from mineralcheck.reference.lists import ListKind, ListSource, LookupEntry, LookupList
from mineralcheck.reference.lookup_sheet import majority_lookups
from mineralcheck.rules.settings import DEFAULT_SETTINGS, RuleSettings, Settings

TIN = LookupEntry("Tin", "Kestrel Tin Works", "Kestrel Tin Works", "JAPAN", "CID999001")
GOLD = LookupEntry("Gold", "Aurora Refinery", "Aurora Refinery", "CANADA", "CID999021")
OWN = LookupEntry("Tin", "My Own Metals", "My Own Metals", "PERU", "CID999009")


def a_list(source: str, *entries: LookupEntry, version: str = "CMRT 6.5") -> LookupList:
    about = ListSource(kind=ListKind.LOOKUP, source=source, sha256=source, template=version)
    return LookupList(about, entries)


def edits(*lists: LookupList) -> dict[str, tuple[str, ...]]:
    return dict(lookup_edits(lists, majority_lookups(lists)))


def test_a_row_that_only_one_file_has_and_one_that_it_lacks() -> None:
    lists = [a_list("a", TIN, GOLD), a_list("b", TIN, GOLD), a_list("c", TIN, OWN)]
    assert edits(*lists) == {"c": ("- Gold Aurora Refinery CID999021", "+ Tin My Own Metals CID999009")}


def test_equal_files_and_other_versions() -> None:
    lists = [a_list(name, TIN, GOLD) for name in "abc"]
    assert edits(*lists, a_list("d", TIN, version="CMRT 6.4")) == {}


def test_two_files_do_not_say_which_of_them_was_edited() -> None:
    assert edits(a_list("a", TIN), a_list("b", OWN)) == {}


def a_report(name: str) -> CheckReport:
    about = TemplateInfo(family=Family.CMRT, version="6.5", layout="6.5", language="English")
    submission = SubmissionReport(
        template=about,
        company={},
        scope=None,
        effective_date=None,
        minerals=(),
        answers={},
        company_answers={},
    )
    return CheckReport(path=name, sha256="0", outcome=Outcome.CHECKED, submission=submission)


def with_edits_in(
    report: CheckReport, edits: LookupEdits, settings: Settings = DEFAULT_SETTINGS, language: str = "en"
) -> CheckReport:
    return with_edits(Answer.of(report), edits, settings, language).packed.report()


def test_the_finding_is_told_in_the_language_of_the_run() -> None:
    changed = {"c": ("+ Tin My Own Metals CID999009", "- Gold Aurora Refinery CID999021")}
    [finding] = with_edits_in(a_report("c"), changed).findings
    assert (finding.code, finding.severity, str(finding.cell)) == (
        "MC008",
        Severity.WARNING,
        "Smelter Look-up!A1",
    )
    assert "(2)" in finding.message
    assert "+ Tin My Own Metals CID999009" in finding.message
    [other] = with_edits_in(a_report("c"), changed, language="ja").findings
    assert other.message != finding.message
    assert with_edits_in(a_report("a"), changed).findings == ()


@pytest.mark.parametrize("rules", [RuleSettings(off=("MC008",)), RuleSettings(only=("MC101",))])
def test_the_rule_can_be_switched_off(rules: RuleSettings) -> None:
    settings = DEFAULT_SETTINGS.model_copy(update={"rules": rules})
    assert with_edits_in(a_report("c"), {"c": ("x",)}, settings).findings == ()


def test_its_severity_is_that_of_the_profile() -> None:
    rules = RuleSettings(severity={"MC008": Severity.ERROR})
    settings = DEFAULT_SETTINGS.model_copy(update={"rules": rules})
    assert with_edits_in(a_report("c"), {"c": ("x",)}, settings).findings[0].severity is Severity.ERROR


def test_an_unreadable_file_has_no_finding() -> None:
    report = CheckReport(path="c", sha256=None, outcome=Outcome.UNREADABLE)
    assert with_edits_in(report, {"c": ("x",)}) == report


@pytest.mark.parametrize("edited", [True, False])
def test_a_run_over_three_files_of_which_one_was_edited(edited: bool, tmp_path: Path) -> None:
    for name in "abc":
        template("CMRT", "6.5").save(tmp_path / f"{name}.xlsx")
    if edited:
        book = load_workbook(tmp_path / "c.xlsx")
        book["Smelter Look-up"]["B5"] = "My Own Metals"
        book.save(tmp_path / "c.xlsx")
        book.close()
    request = Request(paths=(tmp_path,), as_of=dt.date(2026, 6, 30), jobs=1)
    with validate(request).results as results:
        told = {r.path[-6:]: [f.code for f in r.findings if f.code == "MC008"] for r in results}
    assert told == {"a.xlsx": [], "b.xlsx": [], "c.xlsx": ["MC008"] if edited else []}
