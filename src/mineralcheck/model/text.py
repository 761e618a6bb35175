"""How text is compared: what people would call the same, and what Excel calls the same."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff\uffa0]"
)
_BLANK_MARK = "␣"
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def clean(text: str) -> str:
    """Text as a reader sees it: NFKC, invisible characters dropped, white space collapsed and trimmed."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def one_line(text: str) -> str:
    """Text as it was written, full-width letters and all, without what breaks or hides a line."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def with_marks(text: str) -> str:
    """Text with a mark for every blank that a reader does not see: around it, doubled, of another kind."""
    inner = text.strip(" ")
    if not inner:
        return _BLANK_MARK * len(text)
    before, _, after = text.partition(inner)
    marked = _SPACE.sub(_marked_space, _INVISIBLE.sub(_BLANK_MARK, inner))
    return _BLANK_MARK * len(before) + marked + _BLANK_MARK * len(after)


def _marked_space(found: re.Match[str]) -> str:
    blanks = found[0]
    first = blanks[0] if blanks[0] == " " else _BLANK_MARK
    return first + _BLANK_MARK * (len(blanks) - 1)


def fold(text: str) -> str:
    """`clean` text without regard to case: the key for comparing answers, sheet names and minerals."""
    return clean(text).casefold()


def plain(text: str) -> str:
    """`fold` text without accents: `Ørsted Śląsk` is `orsted slask`."""
    folded = fold(text)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def words(text: str) -> str:
    """`plain` text with nothing but letters and digits, one space between words."""
    return " ".join(_NOT_WORD.sub(" ", plain(text)).split())
