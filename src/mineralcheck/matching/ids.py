"""Smelter identification numbers as people write them."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from mineralcheck.model.text import clean, words

_CID = re.compile(r"CID\d{6}")
_LOOSE = re.compile(r"[CС][I1L]D[\s:#._-]*([\dOQIL\s]{1,9})", re.IGNORECASE)
_BARE = re.compile(r"\d{3,6}")
_DIGITS = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", " ": ""})
_NO_ID = frozenset(
    {
        "",
        "0",
        "na",
        "n a",
        "none",
        "null",
        "nil",
        "unknown",
        "not listed",
        "not known",
        "not available",
        "no id",
    }
    | {
        "not applicable",
        "no id",
        "tbd",
        "tba",
        "enter smelter details",
        "smelter not listed",
        "ref",
        "value",
        "name",
    }
)


class IdKind(Enum):
    """What the text in an id cell is."""

    BLANK = "blank"
    CID = "cid"
    REPAIRED = "repaired"
    """A CID once blanks, case, width, separators, look-alike letters or missing zeros are put right."""
    NUMBER = "number"
    """Digits alone: a CID without its letters, perhaps."""
    OTHER = "other"
    """A number of some other system."""


class IdReading(NamedTuple):
    """An id cell, read. `cid` is the well-formed id for kinds CID, REPAIRED and NUMBER."""

    kind: IdKind
    cid: str | None = None


@lru_cache(maxsize=16_384)
def read_id(text: str) -> IdReading:
    """Read an id cell; `CID 001105` and full-width digits are repaired, placeholders count as blank."""
    if _CID.fullmatch(text.strip()):
        return IdReading(IdKind.CID, text.strip())
    cleaned = clean(text).upper()
    if words(cleaned) in _NO_ID:
        return IdReading(IdKind.BLANK)
    loose = _LOOSE.fullmatch(cleaned)
    if loose:
        digits = loose[1].translate(_DIGITS)
        if len(digits) <= 6:
            return IdReading(IdKind.REPAIRED, f"CID{digits:0>6}")
    if _BARE.fullmatch(cleaned):
        return IdReading(IdKind.NUMBER, f"CID{cleaned:0>6}")
    return IdReading(IdKind.OTHER)
