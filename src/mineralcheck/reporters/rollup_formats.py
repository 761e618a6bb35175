"""One list of roll-up formats: it feeds the choices of `--format`, the suffixes and the files of a folder."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line needs the names long before it needs a report
    from collections.abc import Iterator, Mapping

    from mineralcheck.campaign.comparison import Comparison
    from mineralcheck.campaign.report import RollUp

_MARK = "\ufeff"
_FILE_WIDTH = 160


class RollUpFormat(StrEnum):
    """Formats of a roll-up."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    XLSX = "xlsx"


LISTS = (RollUpFormat.TABLE, RollUpFormat.JSON, RollUpFormat.CSV)
"""Formats of a comparison, and of the rows behind a figure."""


BINARY = (RollUpFormat.XLSX,)
"""Formats that are no text: they need a file."""


_SUFFIXES = {
    ".txt": RollUpFormat.TABLE,
    ".json": RollUpFormat.JSON,
    ".csv": RollUpFormat.CSV,
    ".md": RollUpFormat.MARKDOWN,
    ".markdown": RollUpFormat.MARKDOWN,
    ".html": RollUpFormat.HTML,
    ".htm": RollUpFormat.HTML,
    ".xlsx": RollUpFormat.XLSX,
}


def format_of(suffix: str) -> RollUpFormat | None:
    """Format that a file suffix stands for."""
    return _SUFFIXES.get(suffix.lower())


def suffixes() -> tuple[str, ...]:
    """Every suffix that stands for a format."""
    return tuple(sorted(_SUFFIXES))


def pieces(
    roll_up: RollUp,
    chosen: RollUpFormat,
    *,
    language: str = "en",
    width: int = _FILE_WIDTH,
    color: bool = False,
) -> Iterator[str]:
    """Pieces of one text document. CSV holds the figures; all tables come with a folder.

    Raises UsageError for a format that is no text.
    """
    from mineralcheck.model.errors import UsageError
    from mineralcheck.reporters import rollup_csv, rollup_disclosure, rollup_json, rollup_table

    if chosen in BINARY:
        raise UsageError(f"{chosen} is not text. Name a file with --output.")
    if chosen is RollUpFormat.HTML:
        from mineralcheck.reporters.html import render_rollup

        return render_rollup(roll_up, language)
    if chosen is RollUpFormat.JSON:
        return rollup_json.render(roll_up)
    if chosen is RollUpFormat.CSV:
        return rollup_csv.render(roll_up)
    if chosen is RollUpFormat.MARKDOWN:
        return rollup_disclosure.render(roll_up, language)
    return rollup_table.render(roll_up, width=width, color=color, language=language)


def folder_files(roll_up: RollUp, language: str = "en") -> Mapping[str, Iterator[str]]:
    """Every text there is, by file name: summary, JSON, tables, and the disclosure table in each language."""
    from itertools import chain

    from mineralcheck.reporters import rollup_csv, rollup_disclosure
    from mineralcheck.reporters.rollup_words import languages

    files = {
        "summary.txt": pieces(roll_up, RollUpFormat.TABLE, language=language),
        "rollup.json": pieces(roll_up, RollUpFormat.JSON),
        "report.html": pieces(roll_up, RollUpFormat.HTML, language=language),
    }
    for own in languages():
        files[f"disclosure.{own}.md"] = rollup_disclosure.render(roll_up, own)
        files[f"disclosure.{own}.txt"] = rollup_disclosure.render_plain(roll_up, own)
    for name, rows in rollup_csv.tables(roll_up).items():
        files[f"{name}.csv"] = chain([_MARK], rows)
    return files


def marked(chosen: RollUpFormat) -> str:
    """What opens a file of this format: Excel takes UTF-8 without a mark for the local code page."""
    return _MARK if chosen is RollUpFormat.CSV else ""


def comparison_pieces(
    comparison: Comparison,
    chosen: RollUpFormat,
    *,
    language: str = "en",
    width: int = _FILE_WIDTH,
    color: bool = False,
    everything: bool = False,
) -> Iterator[str]:
    """Pieces of one document about two campaigns. CSV holds the figures; all tables come with a folder.

    `everything` shows the figures that did not change, too, in a table; the other formats have them anyway.
    """
    from mineralcheck.reporters import compare_csv, compare_json, compare_table

    if chosen is RollUpFormat.JSON:
        return compare_json.render(comparison)
    if chosen is RollUpFormat.CSV:
        return compare_csv.render(comparison)
    return compare_table.render(
        comparison, width=width, color=color, language=language, everything=everything
    )


def comparison_files(
    comparison: Comparison, language: str = "en", *, everything: bool = False
) -> Mapping[str, Iterator[str]]:
    """Everything there is about two campaigns, by file name."""
    from itertools import chain

    from mineralcheck.reporters import compare_csv

    files = {
        "summary.txt": comparison_pieces(
            comparison, RollUpFormat.TABLE, language=language, everything=everything
        ),
        "comparison.json": comparison_pieces(comparison, RollUpFormat.JSON),
    }
    for name, rows in compare_csv.tables(comparison).items():
        files[f"{name}.csv"] = chain([_MARK], rows)
    return files
