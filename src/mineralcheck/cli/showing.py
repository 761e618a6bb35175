"""A report on stdout: as wide, coloured and accented as what is at the other end can show."""

import os
import shutil
import sys
from typing import TYPE_CHECKING

from mineralcheck.reporters.formats import FACTS, Format

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from mineralcheck.check.run import Run

_PLAIN_WIDTH = 160


def require_text(chosen: Format) -> None:
    """Raise UsageError for a format that a terminal cannot show."""
    from mineralcheck.model.errors import UsageError

    if FACTS[chosen].binary and sys.stdout.isatty():
        raise UsageError(f"{chosen} is not text. Name a file with --output.")


def show(run: "Run", chosen: Format, *, no_color: bool) -> None:
    """Write a report to stdout: a table in the encoding of the console, the rest as the bytes it has."""
    from mineralcheck.reporters.formats import renderer

    if chosen is Format.TABLE:
        _show_table(run, no_color=no_color)
        return
    for piece in renderer(chosen)(run):
        sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)
    sys.stdout.buffer.flush()


def _show_table(run: "Run", *, no_color: bool) -> None:
    from mineralcheck.reporters import table

    terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = shutil.get_terminal_size().columns if terminal or columns.isdigit() else _PLAIN_WIDTH
    color = terminal and not no_color and not os.environ.get("NO_COLOR")
    # East Asian code pages have line drawing, but draw it two columns wide.
    unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    for piece in table.render(run, width=width, color=color, line_drawing=unicode):
        sys.stdout.write(piece)
    sys.stdout.flush()
