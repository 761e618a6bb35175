"""The HTML report without a browser: what is embedded, what may run, and in which words."""

import base64
import hashlib
import json
import re
import tomllib
from dataclasses import replace
from importlib import resources

import pytest
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run
from tests.support.rendering import rendered, text_of

from mineralcheck.campaign.metric import definitions
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.html.findings import MARK, Split
from mineralcheck.reporters.html.pool import Strings, runs, script_json


def test_only_the_script_and_style_of_the_report_may_run() -> None:
    page = text_of(a_mixed_run(), Format.HTML)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;".replace("+", "&#43;") in policy[1].replace("+", "&#43;")


def test_the_same_run_gives_the_same_bytes() -> None:
    assert rendered(a_mixed_run(), Format.HTML) == rendered(a_mixed_run(), Format.HTML)


def test_a_text_is_embedded_once_however_many_files_have_it() -> None:
    page = text_of(a_run(*(a_report(f"inbox/{n}.xlsx", (a_finding(),)) for n in range(50))), Format.HTML)
    assert page.count(a_finding().fix) == 1
    assert page.count("Tamarind Circuits Pvt Ltd") == 1


@pytest.mark.parametrize("found", ["info at tamarind", "x", "", f"{MARK}0", "0123456789"])
def test_a_split_text_is_put_together_again(found: str) -> None:
    finding = a_finding(found=found).model_copy(update={"message": f"“{found}” is no address: {found}."})
    split = Split(finding)
    whole = re.sub(f"{MARK}([0-9])", lambda mark: split.values[int(mark[1])], split.message)
    assert finding.message == (split.message if MARK in found else whole)


def test_equal_findings_differ_in_their_values_alone() -> None:
    one, other = Split(a_finding(found="first@@value")), Split(a_finding(found="second value"))
    assert one.message == other.message
    assert one.values != other.values


def test_embedded_data_cannot_leave_its_element() -> None:
    written = script_json(["</script><!--", "a & b"])
    assert set(written) & set("<>&") == set()
    assert json.loads(written) == ["</script><!--", "a & b"]


def test_texts_are_numbered_from_the_empty_one() -> None:
    strings = Strings()
    assert [strings.add(text) for text in ("", None, "a", "b\u202e", "a", "b\u202e")] == [0, 0, 1, 2, 1, 2]
    assert list(strings) == ["", "a", "b\N{REPLACEMENT CHARACTER}"]


def test_runs_are_gaps_and_lengths() -> None:
    assert runs([9, 3, 4, 5]) == [3, 3, 3, 1]
    assert runs([]) == []


def words(language: str) -> dict[str, dict[str, str]]:
    folder = resources.files("mineralcheck.reporters.html").joinpath("data")
    return tomllib.loads(folder.joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_every_word_of_the_page_is_translated_with_its_values(language: str) -> None:
    own = words(language)
    for table, texts in words("en").items():
        assert texts.keys() == own[table].keys(), table
        for key, text in texts.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", own[table][key])), key


def test_every_figure_has_a_chinese_title_and_formula() -> None:
    own = words("zh")
    assert own["figure_title"].keys() == own["figure_formula"].keys() == definitions().keys()


@pytest.mark.parametrize(
    ("language", "title"),
    [("ja", "調査票の検査結果"), ("zh", "报告模板检查结果"), ("ko", "Check of reporting templates")],
)
def test_the_page_is_in_the_language_of_the_run(language: str, title: str) -> None:
    page = text_of(replace(a_mixed_run(), language=language), Format.HTML)
    assert f"<title>{title}</title>" in page
    assert f'<html lang="{language if language != "ko" else "en"}">' in page


def test_a_run_without_files_has_no_charts_and_no_percentages() -> None:
    page = text_of(a_run(), Format.HTML)
    assert "<svg" not in page
    assert "0 of 0" in page
