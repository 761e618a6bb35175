"""Runs rendered in any format, as bytes, text or parsed."""

from mineralcheck.check.run import Run
from mineralcheck.reporters import table
from mineralcheck.reporters.formats import Format, renderer


def rendered(run: Run, name: Format) -> bytes:
    """The whole report; the run is closed afterwards."""
    with run.results:
        pieces = table.render(run, width=160, color=False) if name is Format.TABLE else renderer(name)(run)
        return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def text_of(run: Run, name: Format) -> str:
    """The whole report of a text format."""
    return rendered(run, name).decode()
