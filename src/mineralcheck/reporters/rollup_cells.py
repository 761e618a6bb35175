"""Values of the cells of roll-up tables."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.rollup_words import word

# Excel cuts a cell at 32,767 characters.
_LONGEST_CELL = 32_000
_LONGEST_TEXT = 1_000
_SEPARATOR = "; "


def amount(value: Decimal | None) -> Value:
    """A count as a whole number; an amount as a number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def joined(texts: Iterable[str]) -> str:
    """Texts of one cell. Of what Excel would cut off, long texts are shortened and the rest is counted."""
    listed = list(texts)
    whole = _SEPARATOR.join(listed)
    if len(whole) <= _LONGEST_CELL:
        return whole
    short = [text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…" for text in listed]
    ends = accumulate(len(text) + len(_SEPARATOR) for text in short)
    keep = sum(end <= _LONGEST_CELL for end in ends)
    more = [word("more", n=len(short) - keep)] if keep < len(short) else []
    return _SEPARATOR.join([*short[:keep], *more])
