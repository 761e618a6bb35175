"""XlsxWriter with types: text goes in as text, never as formula or number; rows leave memory at once."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mineralcheck.reporters.columns import Kind, Value
from mineralcheck.reporters.neutral import cell
from mineralcheck.reporters.writing import scratch_folder

LAST_ROW = 1_048_575
_PIECE = 1024 * 1024
_LONGEST_TEXT = 32_767
_LONGEST_LINK = 2_079
# Excel refuses more links on a sheet; XlsxWriter keeps them in memory, which this bounds as well.
_MOST_LINKS = 65_530
_FONT = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_HEADER_COLOR = "#1F3A5F"


class Style(StrEnum):
    """Looks of a cell."""

    TITLE = "title"
    HEADER = "header"
    HEADER_RIGHT = "header_right"
    TEXT = "text"
    WRAP = "wrap"
    INTEGER = "integer"
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"
    LINK = "link"


_HEADER: dict[str, str | int | bool] = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": _HEADER_COLOR,
    "text_wrap": True,
}
_RIGHT: dict[str, str | int | bool] = {"align": "right", "indent": 1}
_STYLES: dict[Style, dict[str, str | int | bool]] = {
    Style.TITLE: {"bold": True, "font_size": 16, "font_color": _HEADER_COLOR},
    Style.HEADER: _HEADER,
    Style.HEADER_RIGHT: _HEADER | _RIGHT,
    Style.TEXT: {},
    Style.WRAP: {"text_wrap": True},
    Style.INTEGER: _RIGHT | {"num_format": "#,##0"},
    Style.NUMBER: _RIGHT | {"num_format": "0.0"},
    Style.SHARE: _RIGHT | {"num_format": "0.0 %"},
    Style.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
    Style.LINK: {"font_color": "#0B57D0", "underline": 1},
}
STYLE_OF_KIND = {
    Kind.TEXT: Style.TEXT,
    Kind.INTEGER: Style.INTEGER,
    Kind.NUMBER: Style.NUMBER,
    Kind.DATE: Style.DATE,
}


class Tint(NamedTuple):
    """Colours that a cell takes on by its value."""

    fill: str
    font: str


class Block(NamedTuple):
    """A table of names and counts on a sheet, rows counted from 0: what a chart shows."""

    title: str
    first_row: int
    last_row: int
    colors: tuple[str, ...]


class Book:
    """A workbook in a file; sheets may be written in turns, each from top to bottom.

    Rows wait in files beside it, and stay there when it cannot be completed: give it a folder of its own.
    """

    def __init__(self, path: Path, created: dt.date) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(path.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = Workbook(str(path), options)
        moment = dt.datetime.combine(created, dt.time())
        self._book.set_properties({"title": "mineralcheck", "created": moment})
        self.styles: dict[Style, Format] = {
            style: self._book.add_format(_FONT | facts) for style, facts in _STYLES.items()
        }

    def sheet(self, name: str) -> "Sheet":
        """A new sheet behind the others."""
        return Sheet(self, self._book.add_worksheet(name))

    def tint(self, tint: Tint) -> Format:
        """Format for a conditional colour."""
        return self._book.add_format({"bg_color": tint.fill, "font_color": tint.font})

    def chart(self, block: Block, sheet: str, *, ring: bool) -> Chart:
        """A chart of the names in the first column and the counts in the second."""
        chart = self._book.add_chart({"type": "doughnut" if ring else "bar"})
        rows = (block.first_row, block.last_row)
        chart.add_series(
            {
                "name": block.title,
                "categories": [sheet, rows[0], 0, rows[1], 0],
                "values": [sheet, rows[0], 1, rows[1], 1],
                "points": [{"fill": {"color": color}} for color in block.colors],
                "data_labels": {"value": True, "num_format": "#,##0;;"},
                "gap": 60,
            }
        )
        chart.set_title({"name": block.title, "name_font": {"size": 11}})
        if ring:
            chart.set_legend({"position": "right"})
        else:
            chart.set_legend({"none": True})
            chart.set_y_axis({"reverse": True})
            chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": False})
        chart.set_size({"width": 430, "height": 250})
        return chart

    def stacked(self, block: Block, sheet: str, titles: Sequence[str]) -> Chart:
        """Lying bars of the names in the first column, in pieces: a column for each title."""
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for column, (title, color) in enumerate(zip(titles, block.colors, strict=True), start=1):
            chart.add_series(
                {
                    "name": title,
                    "categories": [sheet, block.first_row, 0, block.last_row, 0],
                    "values": [sheet, block.first_row, column, block.last_row, column],
                    "fill": {"color": color},
                    "data_labels": {"value": True, "num_format": "#,##0;;"},
                    "gap": 60,
                }
            )
        chart.set_title({"name": block.title, "name_font": {"size": 11}})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": False})
        chart.set_size({"width": 430, "height": 250})
        return chart

    def close(self) -> None:
        """Write the file."""
        self._book.close()


class Sheet:
    """A sheet; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._book = book
        self._sheet = sheet
        self._links = 0
        self._sheet.hide_gridlines(2)

    @property
    def name(self) -> str:
        """Name on the tab."""
        return str(self._sheet.get_name())

    def write(self, row: int, column: int, value: Value, style: Style) -> None:
        """Write a value; text is neutralised and cut at what a cell can hold."""
        look = self._book.styles[style]
        if value is None:
            return
        if isinstance(value, str):
            self._sheet.write_string(row, column, _fitting(cell(value)), look)
        elif isinstance(value, dt.date):
            self._sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), look)
        else:
            self._sheet.write_number(row, column, value, look)

    def write_link(self, row: int, column: int, target: str | None, text: str) -> None:
        """Write text that leads to a file, or the text alone when there is nothing safe to lead to."""
        if not target or len(target) > _LONGEST_LINK or self._links >= _MOST_LINKS:
            self.write(row, column, text, Style.TEXT)
            return
        self._links += 1
        shown = _fitting(cell(text))
        self._sheet.write_url(row, column, f"external:{target}", self._book.styles[Style.LINK], shown)

    def columns(self, widths: list[int]) -> None:
        """Set the widths of the columns, in characters."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width, self._book.styles[Style.TEXT])

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns before in view, on paper too."""
        self._sheet.freeze_panes(row, column)
        self._sheet.repeat_rows(0, row - 1)
        self.page(tall=0)

    def page(self, *, tall: int) -> None:
        """Print on A4 across, one page wide and so many tall (0: as many as there are)."""
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, tall)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row that is not yet written."""
        self._sheet.set_row(row, points)

    def filter(self, last_row: int, last_column: int) -> None:
        """Put filter buttons on the first row."""
        self._sheet.autofilter(0, 0, last_row, last_column)

    def tint(self, column: int, last_row: int, tints: Mapping[str, Tint]) -> None:
        """Colour the cells of a column by their text."""
        for text, tint in tints.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._book.tint(tint)}
            self._sheet.conditional_format(1, column, last_row, column, rule)

    def place(self, chart: Chart, row: int, column: int) -> None:
        """Put a chart with its corner on a cell."""
        self._sheet.insert_chart(row, column, chart)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def book_pieces(write: Callable[[Path], None]) -> Iterator[bytes]:
    """Pieces of a workbook that is first written into a temporary file."""
    with scratch_folder() as scratch:
        path = scratch / "report.xlsx"
        write(path)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
