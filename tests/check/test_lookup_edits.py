"""A supplier that edits the look-up of its own file is noticed beside the others."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from fixtures.builder import template
from openpyxl import load_workbook

from mineralcheck.campaign.rollup import RollUpRequest, roll_up
from mineralcheck.check.cache import Answers, user_cache
from mineralcheck.check.lookup_edits import lookup_edits
from mineralcheck.check.report import CheckReport
from mineralcheck.check.validate import Request, validate
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.reference.lists import ListKind, ListSource, LookupEntry, LookupList
from mineralcheck.reference.lookup_sheet import majority_lookups
from mineralcheck.rules.settings import DEFAULT_SETTINGS, RuleSettings, Settings, Waiver

DAY = dt.date(2026, 6, 30)
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


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three files, of which the last has a look-up of its own."""
    for name in "abc":
        template("CMRT", "6.5").company(company_unique_id="S-1").save(tmp_path / f"{name}.xlsx")
    book = load_workbook(tmp_path / "c.xlsx")
    book["Smelter Look-up"]["B5"] = "My Own Metals"
    book.save(tmp_path / "c.xlsx")
    book.close()
    return tmp_path


def told(
    inbox: Path, settings: Settings = DEFAULT_SETTINGS, language: str = "en", answers: Answers | None = None
) -> dict[str, CheckReport]:
    request = Request(paths=(inbox,), as_of=DAY, jobs=1, settings=settings, language=language)
    with validate(request, answers=answers).results as results:
        return {report.path[-6]: report for report in results}


def mc008(reports: dict[str, CheckReport]) -> dict[str, list[Finding]]:
    found = {name: [f for f in report.findings if f.code == "MC008"] for name, report in reports.items()}
    return {name: findings for name, findings in found.items() if findings}


def with_rules(**rules: Any) -> Settings:
    return DEFAULT_SETTINGS.model_copy(update={"rules": RuleSettings(**rules)})


def test_one_of_three_files_was_edited(inbox: Path) -> None:
    [(name, [finding])] = mc008(told(inbox)).items()
    assert (name, finding.severity, str(finding.cell)) == ("c", Severity.WARNING, "Smelter Look-up!A1")
    assert "(2)" in finding.message


def test_three_files_of_which_none_was_edited(inbox: Path) -> None:
    (inbox / "c.xlsx").write_bytes((inbox / "a.xlsx").read_bytes())
    assert mc008(told(inbox)) == {}


def test_it_is_told_in_the_language_and_as_the_profile_says(inbox: Path) -> None:
    [[english]] = mc008(told(inbox)).values()
    [[japanese]] = mc008(told(inbox, language="ja")).values()
    assert japanese.message != english.message
    [[error]] = mc008(told(inbox, with_rules(severity={"MC008": Severity.ERROR}))).values()
    assert error.severity is Severity.ERROR
    assert mc008(told(inbox, with_rules(off=("MC008",)))) == {}


def test_it_can_be_waived(inbox: Path) -> None:
    waiver = Waiver("S-1", "MC008", "", "a list agreed upon", "K. Mori", DAY)
    settings = DEFAULT_SETTINGS.model_copy(update={"waivers": (waiver,)})
    reports = told(inbox, settings)
    assert mc008(reports) == {}
    assert [waived.finding.code for waived in reports["c"].waived] == ["MC008"]
    codes = {name: {finding.code for finding in report.findings} for name, report in reports.items()}
    assert ["MC792" in codes[name] for name in "abc"] == [True, True, False]


def test_what_is_kept_holds_for_the_same_other_files_only(inbox: Path) -> None:
    with user_cache(wanted=True) as answers:
        first = told(inbox, answers=answers)
        assert told(inbox, answers=answers) == first
        (inbox / "b.xlsx").unlink()
        assert mc008(told(inbox, answers=answers)) == {}


def test_a_roll_up_counts_it(inbox: Path) -> None:
    check = Request(
        paths=(inbox,), as_of=DAY, jobs=1, settings=with_rules(severity={"MC008": Severity.ERROR})
    )
    with roll_up(RollUpRequest(check=check)) as campaign:
        codes = {one.path[-6]: {finding.code for finding in one.findings} for one in campaign.reports()}
    assert ["MC008" in codes[name] for name in "abc"] == [False, False, True]
