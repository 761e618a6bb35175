"""What a finding and a rule say, in the language of the reader.

The English texts are those of the catalogue; the other languages are gettext catalogues under `locale/`.
A text is looked up with its place in the catalogue as context (`MC101.message`), a word with its key
(`word.address`).
"""

import gettext
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from mineralcheck.model.finding import Finding
from mineralcheck.rules.known_faults import known_faults
from mineralcheck.rules.registry import rules_by_code

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "ja", "ko", "zh")
PARTS = ("obligation", "message", "expected", "fix", "why", "example")
"""The texts of a rule that are translated."""
_DOMAIN = "mineralcheck"
_COMMAS = {"ja": "、", "zh": "、"}
# Brackets of a qualified word, such as "Supplier response (Tin)".
_BRACKETS = {"ja": ("（", "）"), "zh": ("（", "）")}


@cache
def english_words() -> Mapping[str, str]:
    """Words of fields, questions, minerals and the like, and texts about known faults, by key."""
    text = resources.files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8")
    words = {key: word for group in tomllib.loads(text).values() for key, word in group.items()}
    for fault in known_faults():
        words |= {f"fault.{fault.name}.what": fault.what, f"fault.{fault.name}.remedy": fault.remedy}
    return words


@cache
def _translations(language: str) -> gettext.NullTranslations:
    folder = resources.files("mineralcheck").joinpath("locale", language, "LC_MESSAGES", f"{_DOMAIN}.mo")
    if language == ENGLISH or not folder.is_file():
        return gettext.NullTranslations()
    with folder.open("rb") as file:
        return gettext.GNUTranslations(file)


def translate(context: str, english: str, language: str = ENGLISH) -> str:
    """Text of the catalogue in a language; the English text where there is no translation."""
    return _translations(language).pgettext(context, english)


def word(key: str, language: str = ENGLISH) -> str:
    """Word for a key; `a|b` gives `A (B)`, `a, b` a list; no key stays as it is (a mineral typed freely)."""
    parts = key.split(", ")
    if len(parts) > 1 and english_words().keys() >= set(parts):
        return _COMMAS.get(language, ", ").join(_one_word(part, language) for part in parts)
    first, *rest = (_one_word(part, language) for part in key.split("|"))
    opening, closing = _BRACKETS.get(language, (" (", ")"))
    return first + "".join(f"{opening}{part}{closing}" for part in rest)


def _one_word(key: str, language: str) -> str:
    english = english_words().get(key)
    return key if english is None else translate(f"word.{key}", english, language)


def localise(finding: Finding, language: str = ENGLISH) -> Finding:
    """The finding with its texts in a language."""
    rule = rules_by_code()[finding.code]
    terms = {name: word(key, language) for name, key in finding.terms.items()}
    values = {"cell": str(finding.cell or "")} | dict(finding.params) | terms

    def text(part: str, english: str) -> str:
        return translate(f"{rule.code}.{part}", english, language).format_map(values)

    expected = finding.expected if rule.expected is None else text("expected", rule.expected)
    return finding.model_copy(
        update={
            "message": text("message", rule.message),
            "expected": expected,
            "fix": text("fix", rule.fix),
        }
    )
