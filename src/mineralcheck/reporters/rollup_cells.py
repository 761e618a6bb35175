"""Values of the cells of roll-up tables."""

from collections.abc import Iterable
from decimal import Decimal

from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.rollup_words import word

# Excel cuts a cell at 32,767 characters.
_LONGEST_CELL = 32_000


def amount(value: Decimal | None) -> Value:
    """A count as a whole number; an amount as a number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def joined(texts: Iterable[str]) -> str:
    """Texts of one cell; what Excel would cut off is counted instead."""
    listed = list(texts)
    text = "; ".join(listed)
    while len(text) > _LONGEST_CELL:
        keep = len(listed) * _LONGEST_CELL // len(text) - 1
        text = f"{'; '.join(listed[:keep])}; {word('more', n=len(listed) - keep)}"
    return text
