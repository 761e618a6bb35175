"""Tables and lines of the campaign reports on a page of a given width."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from mineralcheck.reporters.drawing import drawn
from mineralcheck.reporters.terminal import safe


class Page:
    """A page of a width, with or without colours."""

    def __init__(self, width: int, *, color: bool) -> None:
        self._width, self._color = width, color

    def text(self, part: Table | Text) -> str:
        """A part as text, without blanks at the ends of its lines."""
        return drawn(part, self._width, color=self._color)


def heading(text: str) -> Text:
    """A heading with a blank line above."""
    return Text(f"\n{safe(text)}", "bold")


def grid(titles: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> Table:
    """A table whose first `left` columns are text and the others numbers."""
    table = Table(expand=False, show_edge=False, pad_edge=False)
    for place, title in enumerate(titles):
        table.add_column(title, justify="left" if place < left else "right", overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(text)) for text in row))
    return table
