"""The first sheet of a report: tables of counts one below the other, charts beside them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from xlsxwriter.chart import Chart

from mineralcheck.reference.lists import ListSource
from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.excel.book import Block, Book, Sheet, Style
from mineralcheck.reporters.list_age import age_in_days, age_note
from mineralcheck.reporters.rollup_words import word

GREEN, AMBER, RED, VIOLET, BLUE, GREY = "#2E9E5B", "#E0A100", "#C8372D", "#7A5FB5", "#3A77C9", "#8A8F98"
_Name = TypeVar("_Name", bound=StrEnum)
_CHART_ROWS = 14


class FrontSheet:
    """The sheet is made first so that it is the first tab, and may be filled at the end."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet: Sheet = book.sheet("Summary")
        self.row = 0

    def line(self, *cells: tuple[Value, Style]) -> None:
        """Write the next row."""
        for column, (value, style) in enumerate(cells):
            self.sheet.write(self.row, column, value, style)
        self.row += 1

    def header(self, titles: Sequence[str], *, numbers: int = 2) -> None:
        """Write the head of a table, behind a blank row; `numbers` columns are right aligned."""
        self.row += 1
        right = range(1, 1 + numbers)
        for_each = (Style.HEADER_RIGHT if n in right else Style.HEADER for n in range(len(titles)))
        self.line(*zip(titles, for_each, strict=True))

    def counts(
        self,
        title: str,
        counts: Counter[_Name],
        names: Iterable[_Name],
        colors: tuple[str, ...],
        words: str = "",
    ) -> Block:
        """Write how often each name occurs, with its share; `words` is the table in which it has a word."""
        self.header((title, "Count", "Share"))
        first, total = self.row, sum(counts.values())
        for name in names:
            count = counts[name]
            share = count / total if total else None
            shown = word(f"{words}.{name}") if words else str(name)
            self.line((shown, Style.TEXT), (count, Style.INTEGER), (share, Style.SHARE))
        return Block(title, first, self.row - 1, colors)

    def place(self, chart: Chart, number: int, column: int) -> None:
        """Put the chart of this number below the others."""
        self.sheet.place(chart, 3 + number * _CHART_ROWS, column)

    def lists(self, sources: Iterable[ListSource], today: dt.date) -> None:
        """Write which lists were used, and how old they are."""
        self.header(("Lists used", "Entries", "Age (days)", "Remark"))
        for source in sources:
            self.line(
                (f"{source.kind}: {source.label}", Style.TEXT),
                (source.entries, Style.INTEGER),
                (age_in_days(source, today), Style.INTEGER),
                (age_note(source, today), Style.TEXT),
            )
