"""Findings and words in the language of the reader."""

import pytest
from tests.rules.builders import a_context, findings

from mineralcheck.rules.engine import shorten
from mineralcheck.rules.texts import LANGUAGES, localise, word


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_finding_is_told_in_another_language(language: str) -> None:
    for finding in findings(a_context(fields={"contact_name": None, "authorizer_name": "same"}, smelters=[])):
        other = localise(finding, language)
        assert other.message != finding.message
        assert other.fix != finding.fix
        assert other.model_copy(update={"message": "", "fix": ""}) == finding.model_copy(
            update={"message": "", "fix": ""}
        )
        assert localise(other) == finding


def test_what_is_expected_is_told_in_the_language_when_it_is_words() -> None:
    [finding] = findings(a_context(fields={"effective_date": "soon"}))
    assert localise(finding, "de").expected == "ein Datum wie 15-Mar-2026"
    [finding] = findings(a_context(answers={"from_cahra|Tin": "soon"}))
    assert localise(finding, "de").expected == finding.expected == "Yes; No; Unknown"


def test_a_language_without_translations_is_english() -> None:
    [finding] = findings(a_context(fields={"contact_name": None}))
    assert localise(finding, "tlh") == finding


def test_words_with_a_qualifier() -> None:
    assert word("supplier_response|Tin") == "Supplier response (Tin)"
    assert word("supplier_response|Tin", "ja") == "サプライヤーの回答率（錫）"
    assert word("comment|supplier_response|Tin", "de") == "Kommentar (Rücklaufquote der Lieferanten) (Zinn)"
    assert word("Gold, Tin", "de") == "Gold, Zinn"
    assert word("Gold, Tin", "ja") == "金、錫"
    assert word("Gold, Unobtainium", "ja") == "Gold, Unobtainium"
    assert word("supplier_response|Unobtainium", "de") == "Rücklaufquote der Lieferanten (Unobtainium)"


def test_text_of_a_supplier_is_never_taken_for_a_placeholder() -> None:
    [finding] = findings(a_context(fields={"contact_email": "{cell} {0} %s {missing}"}))
    assert finding.message == "Contact e-mail: “{cell} {0} %s {missing}” is not an e-mail address."
    assert "{cell} {0}" in localise(finding, "ko").message


def test_a_word_is_looked_up_by_its_key() -> None:
    assert word("Tin", "ja") == "錫"
    assert word("comment", "de") == "Kommentar"
    assert word("no such key", "ja") == "no such key"


def test_messages_and_remedies_are_those_of_the_language() -> None:
    [finding] = findings(a_context(fields={"effective_date": "soon"}))
    told = localise(finding, "zh")
    assert (told.message, told.fix) == (
        "“soon”不是日期。",
        "请在 Declaration!D22 中以 DD-MMM-YYYY 格式填写完成表格的日期。",
    )


def test_a_text_is_cut_behind_its_limit_only() -> None:
    assert shorten("abcde", 5) == "abcde"
    assert shorten("abcdef", 5) == "abcd…"
    assert shorten(" a\n b ", 5) == "a b"
