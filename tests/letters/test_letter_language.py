"""Every display language of every template leads to a language of letters; what has none, to English."""

import pytest

from mineralcheck.reporters.letters.language import language_of
from mineralcheck.rules.texts import LANGUAGES
from mineralcheck.templates.registry import layouts


@pytest.mark.parametrize(
    ("display", "code"),
    [
        ("English", "en"),
        ("日本語 Japanese", "ja"),
        ("中文 Chinese", "zh"),
        ("한국어 Korean", "ko"),
        ("Deutsch", "de"),
        ("Français", "en"),
        ("Türkçe", "en"),
        ("", "en"),
        (None, "en"),
        ("=cmd|x", "en"),
    ],
)
def test_a_display_language_has_its_letters(display: str | None, code: str) -> None:
    assert language_of(display) == code


def test_the_templates_offer_every_language_of_letters() -> None:
    offered = {language_of(name) for layout in layouts().values() for name in layout.languages}
    assert offered == set(LANGUAGES)
