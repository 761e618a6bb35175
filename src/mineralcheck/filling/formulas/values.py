"""Values of cells, and how Excel compares, converts and joins them."""

import re
from collections.abc import Sequence
from enum import Enum


class ErrorValue(Enum):
    """Errors that a formula can give."""

    NA = "#N/A"
    REF = "#REF!"
    VALUE = "#VALUE!"
    NAME = "#NAME?"
    DIV0 = "#DIV/0!"
    NUM = "#NUM!"
    NULL = "#NULL!"


Value = float | str | bool | ErrorValue | None
"""Value of one cell; None is an empty cell."""


class NotCalculable(Exception):  # noqa: N818 - a verdict on a formula, never shown to anybody
    """A formula asks for something that is not calculated here; its cell then holds no result."""


class FormulaError(Exception):
    """The result of (a part of) a formula is an error value."""

    def __init__(self, value: ErrorValue) -> None:
        super().__init__(value.value)
        self.value = value


_SORTED_ALIKE = re.compile(r"[A-Za-z0-9 ]*")
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")


def checked(value: Value) -> float | str | bool | None:
    """The value, unless it is an error, which then is the result of the whole formula."""
    if isinstance(value, ErrorValue):
        raise FormulaError(value)
    return value


def text_of(value: Value) -> str:
    """Text as `&` joins it."""
    plain = checked(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "TRUE" if plain else "FALSE"
    if isinstance(plain, float):
        return str(int(plain)) if plain.is_integer() and abs(plain) < 1e15 else f"{plain:.15g}"
    return plain


def number_of(value: Value) -> float:
    """Number as arithmetic takes it; text that is a number counts as one."""
    plain = checked(value)
    if plain is None:
        return 0.0
    if isinstance(plain, str):
        if not _NUMBER.fullmatch(plain):
            raise FormulaError(ErrorValue.VALUE)
        return float(plain)
    return float(plain)


def truth_of(value: Value) -> bool:
    """Truth as a condition takes it."""
    plain = checked(value)
    if isinstance(plain, str):
        folded = plain.lower()
        if folded not in ("true", "false"):
            raise FormulaError(ErrorValue.VALUE)
        return folded == "true"
    return bool(plain)


def _rank(value: float | str | bool) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def compare(first: Value, second: Value) -> int:
    """Order of two values: negative, 0 or positive. Numbers come before text, text before TRUE and FALSE.

    Raises NotCalculable for two texts whose order depends on the collation of the spreadsheet.
    """
    a, b = checked(first), checked(second)
    a = _like(b) if a is None else a
    b = _like(a) if b is None else b
    if _rank(a) != _rank(b):
        return _rank(a) - _rank(b)
    if isinstance(a, str) or isinstance(b, str):
        return _compare_text(str(a).lower(), str(b).lower())
    return (a > b) - (a < b)


def _like(other: float | str | bool | None) -> float | str | bool:
    """What an empty cell is when it is compared with a value of this kind."""
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0.0


def _compare_text(a: str, b: str) -> int:
    if a == b:
        return 0
    if a and b and not (_SORTED_ALIKE.fullmatch(a) and _SORTED_ALIKE.fullmatch(b)):
        raise NotCalculable("the order of these texts depends on the collation")
    return (a > b) - (a < b)


def equal(first: Value, second: Value) -> bool:
    """Whether `=` holds: text regardless of case, an empty cell equals 0, FALSE and empty text."""
    a, b = checked(first), checked(second)
    a = _like(b) if a is None else a
    b = _like(a) if b is None else b
    if isinstance(a, str) and isinstance(b, str):
        return a.lower() == b.lower()
    return _rank(a) == _rank(b) and a == b


_WILDCARDS = re.compile(r"~[*?~]|[*?]")


def has_wildcard(text: str) -> bool:
    """Whether MATCH or COUNTIF take the text for a pattern."""
    return bool(_WILDCARDS.search(text))


def pattern(text: str) -> re.Pattern[str]:
    """Pattern for a whole cell: `*` any text, `?` any character, `~` takes their meaning away."""
    parts: list[str] = []
    position = 0
    for found in _WILDCARDS.finditer(text):
        parts.append(re.escape(text[position : found.start()]))
        parts.append({"*": ".*", "?": "."}.get(found[0], re.escape(found[0][-1])))
        position = found.end()
    parts.append(re.escape(text[position:]))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def criterion(wanted: Value, values: Sequence[Value]) -> int:
    """How many values meet a criterion of COUNTIF: a text (with wildcards) or a number, no operators."""
    plain = checked(wanted)
    if isinstance(plain, str):
        if plain[:1] in ("<", ">", "="):
            raise NotCalculable("COUNTIF with an operator")
        if not plain:
            return sum(value is None or value == "" for value in values)
        number = float(plain) if _NUMBER.fullmatch(plain) else None
        found = pattern(plain)
        return sum(
            bool(found.fullmatch(value)) if isinstance(value, str) else _same_number(value, number)
            for value in values
        )
    number = 0.0 if plain is None else float(plain)
    return sum(_same_number(value, number) for value in values)


def _same_number(value: Value, number: float | None) -> bool:
    return isinstance(value, float) and value == number
