"""Small tables for people at a terminal."""

from collections.abc import Iterable, Sequence

from mineralcheck.cli.showing import terminal, write_text


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, no_color: bool = False) -> None:
    """Print a table; what strangers wrote cannot command the terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from mineralcheck.reporters.drawing import drawn
    from mineralcheck.reporters.terminal import safe

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(value)) for value in row))
    width, color = terminal(no_color=no_color)
    write_text([drawn(table, width, color=color)])
