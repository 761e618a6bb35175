"""Small tables for people at a terminal."""

from collections.abc import Iterable, Sequence

from mineralcheck.cli.showing import terminal, write_text


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, no_color: bool = False) -> None:
    """Print a table; what strangers wrote cannot command the terminal."""
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from mineralcheck.reporters.terminal import safe

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(value)) for value in row))
    width, color = terminal(no_color=no_color)
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    console.print(table)
    write_text([out.getvalue()])
