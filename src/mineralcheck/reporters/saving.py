"""A report into a file, in the format that is named or that the suffix stands for."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mineralcheck.reporters.formats import FACTS, Format, format_of, renderer, suffixes

if TYPE_CHECKING:  # the command line asks for the format of a file before it needs a report
    from collections.abc import Iterator

    from mineralcheck.check.run import Run

_BYTE_ORDER_MARK = "\ufeff"
FILE_WIDTH = 160
"""Characters of a line of a table in a file."""


def chosen_format(path: str | os.PathLike[str], named: Format | None = None) -> Format:
    """The format that is named, else that of the suffix, else the table.

    Raises UsageError for a suffix that stands for no format.
    """
    from mineralcheck.model.errors import UsageError

    suffix = Path(path).suffix
    found = named or format_of(suffix)
    if found is None and suffix:
        raise UsageError(
            f"{path}: no format has the suffix {suffix}. Name one with --format, or use one of "
            f"{', '.join(suffixes())}."
        )
    return found or Format.TABLE


def save(run: Run, path: str | os.PathLike[str], report_format: Format | None = None) -> None:
    """Write the report of a run into a file: whole, or not at all.

    The suffix chooses the format unless one is named. Raises UsageError for an unknown suffix, OutputError
    when the file cannot be written; what was there before is unchanged then.
    """
    from mineralcheck.reporters.writing import write_whole

    target = Path(path)
    chosen = chosen_format(target, report_format)
    mark = [_BYTE_ORDER_MARK] if FACTS[chosen].mark else []
    write_whole(target, chain(mark, _pieces(run, chosen, target.parent)))


def _pieces(run: Run, chosen: Format, folder: Path) -> Iterator[str | bytes]:
    if chosen is not Format.TABLE:
        return renderer(chosen, folder)(run)
    from mineralcheck.reporters import table

    return table.render(run, width=FILE_WIDTH, color=False)
