"""A sheet with a row for each thing: header, filters, widths, colours; goes on where Excel's rows end."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic

from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.reporters.columns import Column, Kind, Row, Value
from mineralcheck.reporters.excel.book import LAST_ROW, STYLE_OF_KIND, Book, Sheet, Style, Tint
from mineralcheck.reporters.rollup_words import has_word, word

_GOOD = Tint("#D7F0DD", "#14532D")
_MIDDLE = Tint("#FFF1C9", "#6B4700")
_BAD = Tint("#FBD9D7", "#7F1D1D")
_GREY = Tint("#E8E3F3", "#3B2A66")
_BLUE = Tint("#DCE9FB", "#1E3A6E")
# Columns of codes that people know by words, by the table of the words.
_WORDS = {
    "status": "status",
    "response": "response",
    "risk": "level",
    "next_action": "action",
    "template_group": "mineral_group",
}
TINTS: Mapping[str, Mapping[str, Tint]] = {
    "verdict": {Verdict.PASS: _GOOD, Verdict.WARN: _MIDDLE, Verdict.FAIL: _BAD, Verdict.UNREADABLE: _GREY},
    "severity": {Severity.ERROR: _BAD, Severity.WARNING: _MIDDLE, Severity.INFO: _BLUE},
    "tier": {tier: _GOOD if tier.matched else _MIDDLE if tier is Tier.SUGGESTED else _BAD for tier in Tier},
    "status": {
        StatusValue.CONFORMANT: _GOOD,
        StatusValue.ACTIVE: _BLUE,
        StatusValue.OTHER: _MIDDLE,
        StatusValue.NOT_ON_LIST: _MIDDLE,
    },
    "response": {
        "answered": _GOOD,
        "partly": _MIDDLE,
        "other_template": _MIDDLE,
        "unreadable": _GREY,
        "silent": _BAD,
        "declined": _BAD,
    },
    "risk": {"low": _GOOD, "medium": _MIDDLE, "high": _BAD},
}
_WIDTHS = {
    "file": 34,
    "company": 30,
    "message": 60,
    "fix": 50,
    "found": 26,
    "expected": 26,
    "reason": 40,
    "candidates": 50,
    "comment": 40,
    "answer": 16,
    "written": 16,
    "question": 38,
    "name": 28,
    "declared_name": 28,
    "declared_lookup": 28,
    "sheet": 14,
    "sha256": 20,
    "meaning": 100,
    "term": 26,
    "language": 16,
    "supplier": 30,
    "response": 18,
    "files": 30,
    "cell": 18,
    "template_group": 18,
    "supplier_id": 16,
    "supplier_ids": 24,
    "next_action": 26,
    "reasons": 50,
    "suggestions": 50,
    "figure": 44,
    "part": 22,
    "remark": 20,
    "formula": 60,
    "named_by": 40,
    "places": 40,
    "email": 28,
}
_USUAL_WIDTH = 12
_MOST_LINES = 10
_POINTS_A_LINE = 13.5
_CHARACTERS_A_UNIT = 1.1  # widths count zeros; other characters are narrower on average
_WRAPPED = frozenset(
    {"message", "fix", "found", "expected", "reason", "candidates", "comment", "meaning"}
) | {
    "reasons",
    "suggestions",
    "formula",
}


class Listing(Generic[Row]):
    """Rows of one kind; `target` says where the file of a row (else its first cell) leads to."""

    def __init__(
        self,
        book: Book,
        name: str,
        columns: Sequence[Column[Row]],
        target: Callable[[Row], str | None] | None = None,
    ) -> None:
        self._book = book
        self._name = name
        self._columns = columns
        self._target = target
        self._linked = next((n for n, column in enumerate(columns) if column.name == "file"), 0)
        self._styles = [_style(column) for column in columns]
        self._coded = [n for n, column in enumerate(columns) if column.name in _WORDS]
        self._wrapped = [n for n, column in enumerate(columns) if column.name in _WRAPPED]
        self._sheets = 0
        self._sheet, self._row = self._start()

    def _start(self) -> tuple[Sheet, int]:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} ({self._sheets})"
        sheet = self._book.sheet(name)
        sheet.columns([_width(column) for column in self._columns])
        sheet.freeze(1, 1)
        sheet.height(0, 30)
        for number, column in enumerate(self._columns):
            right = column.kind in (Kind.INTEGER, Kind.NUMBER)
            sheet.write(0, number, title_of(column.name), Style.HEADER_RIGHT if right else Style.HEADER)
        return sheet, 0

    def add(self, row: Row) -> None:
        """Append a row."""
        if self._row == LAST_ROW:
            self.finish()
            self._sheet, self._row = self._start()
        self._row += 1
        values = [column.value(row) for column in self._columns]
        for number in self._coded:
            values[number] = _in_words(self._columns[number].name, values[number])
        lines = max((_lines(self._columns[number], values[number]) for number in self._wrapped), default=1)
        if lines > 1:  # Excel fits rows by itself, LibreOffice does not
            self._sheet.height(self._row, lines * _POINTS_A_LINE)
        for number, (value, style) in enumerate(zip(values, self._styles, strict=True)):
            if number == self._linked and self._target and isinstance(value, str):
                self._sheet.write_link(self._row, number, self._target(row), value)
            elif value is not None:
                self._sheet.write(self._row, number, value, style)

    def add_all(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        for row in rows:
            self.add(row)

    def finish(self) -> None:
        """Add filters and colours once the number of rows is known."""
        last = max(self._row, 1)
        self._sheet.filter(last, len(self._columns) - 1)
        for number, column in enumerate(self._columns):
            if column.name in TINTS:
                tints = {str(_in_words(column.name, code)): tint for code, tint in TINTS[column.name].items()}
                self._sheet.tint(number, last, tints)


def title_of(name: str) -> str:
    """Heading for a column name: `declared_id` is `Declared ID`."""
    words = name.replace("_", " ")
    heading = words[:1].upper() + words[1:]
    return heading.replace(" id", " ID").replace("Sha256", "SHA-256")


def _in_words(column: str, value: Value) -> Value:
    key = f"{_WORDS[column]}.{value}" if column in _WORDS else ""
    return word(key) if has_word(key, "en") else value


def _lines(column: Column[Row], value: Value) -> int:
    """Lines that a value takes in its column; characters of East Asian scripts are two wide."""
    if not isinstance(value, str):
        return 1
    width = (
        len(value)
        if value.isascii()
        else len(value) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in value)
    )
    return min(1 + int(width / (_width(column) * _CHARACTERS_A_UNIT)), _MOST_LINES)


def _style(column: Column[Row]) -> Style:
    return Style.WRAP if column.name in _WRAPPED else STYLE_OF_KIND[column.kind]


def _width(column: Column[Row]) -> int:
    if column.kind is Kind.TEXT:
        return _WIDTHS.get(column.name, _USUAL_WIDTH)
    return 10
