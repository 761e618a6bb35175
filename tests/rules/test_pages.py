"""The catalogue for readers."""

import json
import runpy
import sys
from pathlib import Path

import pytest

from mineralcheck.model.errors import UsageError
from mineralcheck.rules import pages
from mineralcheck.rules.registry import all_rules, rules_by_code

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"


def test_docs_are_the_pages_that_the_catalogue_makes() -> None:
    """After a change: python -m mineralcheck.rules.pages docs/rules."""
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*")} == pages.pages()


def test_writing_pages_removes_those_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "MC000.md").write_text("gone", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("kept", encoding="utf-8")
    pages.main(tmp_path)
    pages.main(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"index.md", "known-faults.md", "notes.txt"} | {f"{code}.md" for code in rules_by_code()}


def test_pages_are_written_by_the_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["pages", str(tmp_path / "rules")])
    monkeypatch.delitem(sys.modules, "mineralcheck.rules.pages")
    runpy.run_module("mineralcheck.rules.pages", run_name="__main__")
    assert (tmp_path / "rules" / "MC792.md").exists()


@pytest.mark.parametrize("name", ["MC301", "mc301", "identified-below-full-response"])
def test_a_rule_is_found_by_code_and_name(name: str) -> None:
    assert pages.find_rule(name).code == "MC301"


def test_a_rule_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match=r"did you mean MC404 \(duplicate-smelter-row\)\?"):
        pages.find_rule("duplicate-smelter")
    with pytest.raises(UsageError) as error:
        pages.find_rule("qqqqqqqqq")
    assert str(error.value) == "There is no rule 'qqqqqqqqq'; `mineralcheck rules` lists them."


def test_an_explanation_has_every_part() -> None:
    rule = rules_by_code()["MC601"]
    text = pages.explanation(rule)
    assert text.startswith("MC601 incomplete-mine-row (warning)\n")
    for part in (
        rule.obligation,
        rule.why,
        rule.example,
        "Fill in [cell].",
        "EMRT ≥ 2.0, AMRT",
        "Instructions sheet",
    ):
        assert part in text.replace("\n  ", " ")


def test_wide_characters_are_wrapped_by_what_they_take() -> None:
    rule = rules_by_code()["MC101"].model_copy(update={"why": "製錬所" * 40})
    lines = [line for line in pages.explanation(rule).splitlines() if "製" in line]
    assert len(lines) == 3
    assert max(len(line) for line in lines) == 2 + 49


def test_the_listing_has_a_line_for_each_rule() -> None:
    lines = pages.listing().splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in all_rules()]


def test_json_of_one_rule_and_of_all() -> None:
    one = json.loads(pages.as_json(rules_by_code()["MC121"]))
    assert one["expected"] == "a date such as 15-Mar-2026"
    every = json.loads(pages.as_json(None))
    assert one in every
    texts = {"obligation", "message", "fix", "why", "example", "expected"}
    assert set(one) == texts | {"code", "name", "severity", "applies", "source"}
    assert [each["expected"] for each in every if each["code"] == "MC101"] == [None]
    assert "“" in pages.as_json(None)
    assert len(every) == len(all_rules())


def test_every_rule_is_in_a_range_of_the_index() -> None:
    index = pages.index_page()
    assert all(f"[{rule.code}]({rule.code}.md)" in index for rule in all_rules())


def test_everything_is_explained_in_the_language_asked_for() -> None:
    rule = rules_by_code()["MC121"]
    for text in (pages.explanation(rule, "ja"), pages.rule_page(rule, "ja"), pages.index_page("ja")):
        english = ("Rules", "Obligation", "Severity", "Remedy", "Message", "Applies", "Source", "error")
        assert [word for word in english if word in text] == []
    assert "記入日" in pages.explanation(rule, "ja")
    assert " エラー " in pages.listing("ja")
    assert json.loads(pages.as_json(rule, "ja"))["message"] == "「{found}」は日付ではありません。"


def test_columns_of_the_listing_stand_below_each_other() -> None:
    lines = pages.listing().splitlines()
    assert len({line.index(rule.obligation) for line, rule in zip(lines, all_rules(), strict=True)}) == 1
    assert len({line.index(rule.name) for line, rule in zip(lines, all_rules(), strict=True)}) == 1
