"""SARIF: valid by the schema of OASIS, cells as logical locations, within what GitHub takes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run, an_open_field, an_unreadable
from tests.support.rendering import text_of

from mineralcheck.check.run import Run
from mineralcheck.model.finding import Severity
from mineralcheck.reporters import sarif_report
from mineralcheck.reporters.formats import Format
from mineralcheck.rules.registry import catalogue
from mineralcheck.rules.settings import DEFAULT_SETTINGS, RuleSettings
from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.names import display_name

SCHEMA = json.loads(Path(__file__).with_name("data").joinpath("sarif-schema-2.1.0.json").read_text("utf-8"))


def document(run: Run) -> Any:
    found = json.loads(text_of(run, Format.SARIF))
    jsonschema.validate(found, SCHEMA)
    return found


def results(run: Run) -> list[Any]:
    return [result for one in document(run)["runs"] for result in one["results"]]


def test_a_run_of_all_kinds_of_files_is_valid() -> None:
    assert len(results(a_mixed_run())) == 5


def test_a_cell_is_a_logical_location_of_the_workbook() -> None:
    (result,) = results(a_run(a_report(findings=(a_finding(),))))
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "inbox/tamarind.xlsx"
    assert location["logicalLocations"] == [
        {"name": "D16", "fullyQualifiedName": "Declaration!D16", "kind": "cell"}
    ]


def test_the_message_names_the_cell_because_viewers_show_lines_only() -> None:
    fault = a_finding()
    told, silent = results(a_run(a_report(findings=(fault, fault.model_copy(update={"cell": None})))))
    assert told["message"]["text"] == f"Declaration!D16: {fault.message} {fault.fix}"
    assert silent["message"]["text"] == f"{fault.message} {fault.fix}"


def test_what_github_asks_of_a_result_and_a_rule_is_there() -> None:
    """Its documentation asks for these beyond the schema of OASIS, and for addresses from the checkout."""
    (run,) = document(a_mixed_run())["runs"]
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert set(place["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert not place["artifactLocation"]["uri"].startswith(("/", "file:", ".."))
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        assert result["message"]["text"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert (
            rule["id"] == "unreadable-file"
            or f"`mineralcheck rules {rule['id']}`" in rule["help"]["markdown"]
        )


def test_results_come_in_the_order_of_files_and_findings_with_their_rule() -> None:
    found = document(a_mixed_run())["runs"][0]
    rules = found["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in found["results"]] == [
        "MC106",
        "MC101",
        "MC402",
        "MC101",
        "unreadable-file",
    ]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in found["results"])
    assert [result["level"] for result in found["results"]] == ["error", "error", "warning", "error", "error"]


def test_all_rules_are_described_with_what_the_settings_make_of_them() -> None:
    changed = RuleSettings(off=("MC101",), severity={"MC106": Severity.WARNING})
    settings = DEFAULT_SETTINGS.model_copy(update={"rules": changed})
    rules = document(a_run(settings=settings))["runs"][0]["tool"]["driver"]["rules"]
    by_id = {rule["id"]: rule["defaultConfiguration"] for rule in rules}
    assert set(by_id) == {"unreadable-file", *(rule.code for rule in catalogue())}
    assert all(
        rule["fullDescription"]["text"] and rule["help"]["text"] for rule in rules
    )  # GitHub asks for both
    assert by_id["MC101"]["enabled"] is False
    assert by_id["MC106"] == {"level": "warning", "enabled": True}


def test_rules_that_the_profile_does_not_choose_are_not_enabled() -> None:
    settings = DEFAULT_SETTINGS.model_copy(update={"rules": RuleSettings(only=("MC101",))})
    rules = document(a_run(settings=settings))["runs"][0]["tool"]["driver"]["rules"]
    enabled = {rule["id"] for rule in rules if rule["defaultConfiguration"].get("enabled", True)}
    assert enabled == {"unreadable-file", "MC101"}


def test_equal_findings_have_fingerprints_of_their_own_and_keep_them() -> None:
    twice = (an_open_field(), an_open_field())
    first, second = (results(a_run(a_report(findings=twice))) for _ in range(2))
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in first]
    assert prints == [result["partialFingerprints"]["primaryLocationLineHash"] for result in second]
    assert len(set(prints)) == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [("inbox", "inbox/a%231.xlsx"), ("/data/in box", "file:///data/in%20box/a%231.xlsx")],
)
def test_the_path_leads_from_where_the_user_stood(given: str, expected: str) -> None:
    root = Path(given)
    name = display_name(root / "a#1.xlsx", root)
    run = replace(
        a_run(a_report(name, (a_finding(),))), found={name: Found(root / "a#1.xlsx", name, root=root)}
    )
    (result,) = results(run)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == expected


def test_more_results_than_github_takes_become_more_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_report, "RESULTS_A_RUN", 2)
    found = document(a_mixed_run())["runs"]
    assert [len(one["results"]) for one in found] == [2, 2, 1]
    assert len({one["automationDetails"]["id"] for one in found}) == 3


def test_what_no_file_can_hold_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_report, "RESULTS_A_RUN", 1)
    monkeypatch.setattr(sarif_report, "RUNS_A_FILE", 2)
    found = document(a_mixed_run())["runs"]
    assert [len(one["results"]) for one in found] == [1, 1]
    (notification,) = found[1]["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("3 results were left out")


def test_a_single_run_needs_no_category() -> None:
    assert "automationDetails" not in document(a_run(an_unreadable()))["runs"][0]
