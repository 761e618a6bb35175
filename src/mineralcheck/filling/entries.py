"""Text from elsewhere as it may be entered in a template that somebody else will open."""

import re

from mineralcheck.filling.patching.changes import LONGEST_TEXT
from mineralcheck.model.text import clean

# The signs with which no entry may begin by the instructions of the templates, and with them the others that
# a spreadsheet program may take for a formula once the cell is edited or exported.
_FORBIDDEN = "=#＝＃ "
_SIGNS = "+-@＋－＠"
_TELEPHONE = re.compile(r"\+?[\d\s()./-]*\d(?:\s*(?:ext|x)\.?\s*\d+)?", re.IGNORECASE)


def entry(text: str) -> str:
    """Text of a supplier: no invisible characters, one line, and no sign of a formula in front.

    A telephone number keeps its plus sign.
    """
    shown = clean(text)[:LONGEST_TEXT]
    return shown if _TELEPHONE.fullmatch(shown) else shown.lstrip(_FORBIDDEN + _SIGNS)


def own_entry(text: str) -> str:
    """Text of the company itself from an older form: only what no entry may begin with goes."""
    return clean(text)[:LONGEST_TEXT].lstrip(_FORBIDDEN)
