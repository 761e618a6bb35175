"""In which language a supplier is written to."""

from mineralcheck.model.text import fold
from mineralcheck.rules.texts import ENGLISH

# The display languages of the templates (`Declaration!D3`), as revisions of all times have named them.
_MARKS = {
    "ja": ("日本", "japan"),
    "zh": ("中文", "汉语", "漢語", "chinese"),
    "ko": ("한국", "korean"),
    "de": ("deutsch", "german"),
    "en": ("english",),
}


def language_of(display_language: str | None) -> str:
    """Code of the language of a template; English where no letter is written in it."""
    name = fold(display_language or "")
    for code, marks in _MARKS.items():
        if any(mark in name for mark in marks):
            return code
    return ENGLISH
