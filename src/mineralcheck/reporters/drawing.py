"""Tables and texts of rich as plain pieces of a report: the same for every terminal of this width."""

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text


def drawn(part: Table | Text, width: int, *, color: bool) -> str:
    """Part of a report as text, without blanks at the ends of its lines."""
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
    console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
