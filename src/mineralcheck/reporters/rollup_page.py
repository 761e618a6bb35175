"""Tables and lines of the campaign reports on a page of a given width."""

import io
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mineralcheck.reporters.terminal import safe


class Page:
    """A page of a width, with or without colours."""

    def __init__(self, width: int, *, color: bool) -> None:
        self._width, self._color = width, color

    def text(self, part: Table | Text) -> str:
        """A part as text, without blanks at the ends of its lines."""
        out = io.StringIO()
        console = Console(
            file=out,
            width=self._width,
            force_terminal=self._color,
            no_color=not self._color,
            color_system="standard" if self._color else None,
            highlight=False,
            legacy_windows=False,
        )
        console.print(part)
        return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


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
