"""Text that a spreadsheet program would take for a formula, and the apostrophe that prevents it."""

from mineralcheck.model.text import clean

# What spreadsheet programs take for the start of a formula, and the full-width forms that East Asian ones do.
_SIGNS = frozenset("=+-@＝＋－＠")
_CONTROL_SIGNS = frozenset("\t\r\n")
_PASSED_OVER = " \N{REPLACEMENT CHARACTER}"


def is_formula(text: str) -> bool:
    """Whether a program that calculates text might run it."""
    return text[:1] in _CONTROL_SIGNS or text.lstrip(_PASSED_OVER)[:1] in _SIGNS


def as_text(text: str) -> str:
    """The text with an apostrophe in front if it might be run."""
    return f"'{text}" if is_formula(text) else text


def from_cell(text: str) -> str:
    """`clean` text of a cell that was written with `as_text`: what stood there before."""
    cleaned = clean(text)
    inner = cleaned.removeprefix("'")
    return clean(inner) if is_formula(inner) else cleaned
