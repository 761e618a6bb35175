"""Messages in other languages: complete, with the same placeholders, in the words of the templates."""

import gettext
import re
import unicodedata
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from tools.messages import po_bytes, po_file, read, texts, translated_languages, updated

from mineralcheck.model.submission import CompanyField
from mineralcheck.rules.registry import rules_by_code
from mineralcheck.rules.texts import LANGUAGES, word
from mineralcheck.workbook.opening import open_workbook

TRANSLATED = translated_languages()
SHEET_COLUMNS = {"de": "Deutsch", "ja": "日本語 Japanese", "ko": "한국어 Korean", "zh": "中文 Chinese"}
# Terms that a supplier finds in the template in the very same words.
TERMS = (
    *set(CompanyField) - {CompanyField.COMPANY_UNIQUE_ID_AUTHORITY, CompanyField.EFFECTIVE_DATE},
    "Tantalum",
    "Tin",
    "Gold",
    "Tungsten",
    "metal",
    "smelter_id",
    "smelter_name",
    "comments",
    "product_number",
    "policy_established",
)
# The label in the template has the words in another order.
OTHER_ORDER = {("zh", CompanyField.AUTHORIZER_EMAIL)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_all_five_languages_are_there() -> None:
    assert set(LANGUAGES) == {"en", "de", "ja", "ko", "zh"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    """After a change of the catalogue: python -m tools.messages update."""
    found = {message.context: message for message in read(language) if message.id}
    assert list(found) == [context for context, _ in texts()]
    for context, english in texts():
        message = found[context]
        assert message.id == english, context
        assert message.string, context
        assert not message.fuzzy, context
        assert placeholders(english) == placeholders(str(message.string)), context


@pytest.mark.parametrize("language", TRANSLATED)
def test_files_are_as_the_tool_writes_them(language: str) -> None:
    assert po_file(language).read_bytes() == po_bytes(updated(read(language), language))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_file_says_the_same(language: str) -> None:
    with po_file(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in read(language):
        if message.id:
            assert compiled.pgettext(message.context or "", str(message.id)) == message.string


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_are_not_left_in_english(language: str) -> None:
    for message in read(language):
        if re.fullmatch(r"MC.*\.(obligation|message|why)", message.context or ""):
            assert message.string != message.id, message.context


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_scripts_with_their_own_punctuation_use_it(language: str) -> None:
    for message in read(language):
        if re.fullmatch(r"MC.*\.(obligation|why)", message.context or ""):
            assert str(message.string).endswith("。"), message.context


@cache
def _sheet_texts(folder: Path, column: str) -> str:
    found = []
    for path in sorted(folder.glob("*_CMRT_6.5.xlsx")) + sorted(folder.glob("*_EMRT_2.1.xlsx")):
        sheet = open_workbook(path.read_bytes(), sheets=["L"]).sheet("L")
        index = list(sheet.row(1)).index(column) + 1
        found += [_plain(sheet.cell(row, index).raw) for row in range(2, sheet.max_row + 1)]
    return "\n".join(found)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.mark.parametrize("language", TRANSLATED)
def test_terms_are_those_of_the_translation_sheet(language: str, shared: Path) -> None:
    listed = _sheet_texts(shared / "templates", SHEET_COLUMNS[language])
    wanted = {term: word(term, language) for term in TERMS if (language, term) not in OTHER_ORDER}
    assert {term: text for term, text in wanted.items() if _plain(text) not in listed} == {}


def test_every_source_of_a_rule_is_a_word() -> None:
    assert all(
        word(f"source.{s.partition(':')[0]}") != s for rule in rules_by_code().values() for s in rule.source
    )
