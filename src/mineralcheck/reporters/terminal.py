"""Text of strangers on a terminal: no escape sequence, no direction mark, no line break gets through."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_NONCHARACTERS = 0xFFFE
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def safe(text: str) -> str:
    """The text with control and format characters shown as a mark; white space becomes plain spaces.

    What is left can also be written in XML and as UTF-8, which half characters of damaged file names cannot.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    # The last two code points of every plane are no characters.
    no_character = ord(character) & _NONCHARACTERS == _NONCHARACTERS
    return _REPLACEMENT if no_character or unicodedata.category(character) in _HIDDEN else character
