"""A report on stdout: as wide, coloured and accented as what is at the other end can show."""

import os
import shutil
import sys
from typing import TYPE_CHECKING

from mineralcheck.reporters.formats import FACTS, Format

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from collections.abc import Iterable
    from pathlib import Path

    from mineralcheck.check.packed import Render
    from mineralcheck.check.run import Run

_PLAIN_WIDTH = 160
_PLAIN = str.maketrans("┃│━─╇╈┿┼“”„‘’–…÷", '||=-++++"""\'\'-./')


def require_text(chosen: Format) -> None:
    """Raise UsageError for a format that a terminal cannot show."""
    from mineralcheck.model.errors import UsageError

    if FACTS[chosen].binary and sys.stdout.isatty():
        raise UsageError(f"{chosen} is not text. Name a file with --output.")


def per_file(chosen: Format, output: "Path | None", *, no_color: bool) -> "Render | None":
    """What the report has for each file by itself, to be made while the files are checked."""
    from mineralcheck.reporters.formats import file_renderer
    from mineralcheck.reporters.saving import FILE_WIDTH

    if chosen is not Format.TABLE:
        return file_renderer(chosen)
    from mineralcheck.reporters.table_blocks import Drawing

    width, color = (FILE_WIDTH, False) if output else terminal(no_color=no_color)
    return Drawing(width, color)


def show(run: "Run", chosen: Format, *, no_color: bool) -> None:
    """Write a report to stdout: a table in the encoding of the console, the rest as the bytes it has."""
    from mineralcheck.reporters.formats import renderer

    if chosen is Format.TABLE:
        _show_table(run, no_color=no_color)
        return
    for piece in renderer(chosen)(run):
        sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)
    sys.stdout.buffer.flush()


def write_text(pieces: "Iterable[str]") -> None:
    """Write text for people to stdout, as its encoding can show it.

    A console without Unicode gets lines of ASCII: East Asian code pages do have line drawing, but draw it two
    columns wide.
    """
    unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    for piece in pieces:
        sys.stdout.write(piece if unicode else piece.translate(_PLAIN))
    sys.stdout.flush()


def terminal(*, no_color: bool) -> tuple[int, bool]:
    """Width that a report should have, and whether it should have colours."""
    is_terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = shutil.get_terminal_size().columns if is_terminal or columns.isdigit() else _PLAIN_WIDTH
    return width, is_terminal and not no_color and not os.environ.get("NO_COLOR")


def _show_table(run: "Run", *, no_color: bool) -> None:
    from mineralcheck.reporters import table

    width, color = terminal(no_color=no_color)
    write_text(table.render(run, width=width, color=color))
