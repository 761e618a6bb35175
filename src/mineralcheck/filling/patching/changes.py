"""What is written into a cell, and how it looks in the XML of a sheet.

Source of the forms: ECMA-376 part 1, 18.3.1.4 (`c`), 18.3.1.40 (`f`), 22.9.2.19 (`ST_Xstring`).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from mineralcheck.filling.formulas.values import ErrorValue, Value

LONGEST_TEXT = 32_767
"""Characters that Excel takes in one cell."""

# XML 1.0 has no control characters, lone surrogates or the two non-characters; a spreadsheet that meets one
# calls the whole workbook damaged.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A text that looks like the escape of a character would be read as that character.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_END = re.compile("\r\n?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Typed(NamedTuple):
    """A value as if typed by a person; what was in the cell goes, its style stays. None empties the cell."""

    value: str | float | None


class Result(NamedTuple):
    """The calculated result of the formula in a cell; the formula stays.

    Without a value the cell holds no result, and whoever opens the workbook calculates it.
    """

    value: Value


Change = Typed | Result


def stored_text(text: str) -> str:
    """Text as it may stand in the XML of a sheet, not yet escaped for XML. A parser would drop a bare CR."""
    return _ESCAPE_LIKE.sub("_x005F_", _NO_XML.sub("", text)).replace("\r", "_x000D_")


def read_text(stored: str) -> str:
    """The text that a stored one stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored) if "_x" in stored else stored


def typed_cell(prefix: str, attributes: Mapping[str, str], change: Typed) -> bytes:
    """A cell that holds a typed value; `attributes` are those to keep (place and style)."""
    value = change.value
    if value is None:
        return f"<{prefix}c{_written(attributes)}/>".encode()
    if isinstance(value, str):
        head = _written({**attributes, "t": "inlineStr"})
        text = escape(stored_text(_LINE_END.sub("\n", value)))
        body = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        return f"<{prefix}c{head}>{body}</{prefix}c>".encode()
    return f"<{prefix}c{_written(attributes)}><{prefix}v>{number(value)}</{prefix}v></{prefix}c>".encode()


def result_cell(prefix: str, attributes: Mapping[str, str], formula: bytes, change: Result) -> bytes:
    """A cell with its formula as it was, and another result."""
    kind, text = _stored_result(change.value)
    kept = {name: value for name, value in attributes.items() if name != "t" or kind}
    head = _written({**kept, "t": kind} if kind else kept).encode()
    result = "" if text is None else f"<{prefix}v>{text}</{prefix}v>"
    mark = prefix.encode()
    return b"<" + mark + b"c" + head + b">" + formula + result.encode() + b"</" + mark + b"c>"


def _stored_result(value: Value) -> tuple[str, str | None]:
    if value is None:
        return "", None
    if isinstance(value, ErrorValue):
        return "e", escape(value.value)
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return "str", escape(stored_text(value))
    return "", number(value)


def number(value: float) -> str:
    """A number as spreadsheets write it: whole numbers without a decimal point."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
