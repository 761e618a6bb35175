"""Text of strangers on a terminal: no escape sequence, no direction mark, no line break gets through."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def safe(text: str) -> str:
    """The text with control and format characters shown as a mark; white space becomes plain spaces."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return _REPLACEMENT if unicodedata.category(character) in _HIDDEN else character
