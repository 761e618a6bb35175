"""Text from elsewhere as it may be entered in a template that somebody else will open."""

import re
import unicodedata

from mineralcheck.filling.patching.changes import LONGEST_TEXT
from mineralcheck.model.text import clean

# The signs with which no entry may begin by the instructions of the templates, and with them the others that
# a spreadsheet program may take for a formula once the cell is edited or exported.
_FORBIDDEN = "=#＝＃ "
# Control, format, surrogate, line and paragraph characters.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SIGNS = "+-@＋－＠"
_TELEPHONE = re.compile(r"\+?[\d\s()./-]*\d(?:\s*(?:ext|x)\.?\s*\d+)?", re.IGNORECASE)


def entry(text: str) -> str:
    """Text of a supplier: no invisible characters, one line, and no sign of a formula in front.

    A telephone number keeps its plus sign.
    """
    shown = _visible(text)
    return shown if _TELEPHONE.fullmatch(shown) else shown.lstrip(_FORBIDDEN + _SIGNS)


def own_entry(text: str) -> str:
    """Text of the company itself from an older form: only what no entry may begin with goes."""
    return _visible(text).lstrip(_FORBIDDEN)


def _visible(text: str) -> str:
    """One line without control and direction characters, as long as a cell may be."""
    cleaned = clean(text)
    if not cleaned.isprintable():
        signs = (sign for sign in cleaned if unicodedata.category(sign) not in _HIDDEN)
        cleaned = clean("".join(signs))
    return cleaned[:LONGEST_TEXT]
