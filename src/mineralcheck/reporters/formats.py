"""One list of formats: it feeds the choices of `--format`, the suffixes of `--output` and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line needs the names long before it needs a report
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mineralcheck.check.packed import Render as RenderFile
    from mineralcheck.check.run import Run

    Render = Callable[[Run], Iterator[str | bytes]]


class Format(StrEnum):
    """Formats of a check report."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    CSV_SMELTERS = "csv-smelters"
    MARKDOWN = "markdown"
    HTML = "html"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"
    XLSX = "xlsx"
    PARQUET = "parquet"
    PARQUET_SMELTERS = "parquet-smelters"


@dataclass(frozen=True)
class FormatFacts:
    """How a format is made and kept.

    `module` and `function` render it; `per_file` makes what it has for one file, where the file is checked;
    `suffixes` choose it in `--output`; `binary` formats do not go to a terminal; `links` ones refer to the
    files and are told the folder they will lie in; with `mark`, a byte order mark opens a file, because Excel
    takes UTF-8 without one for the local code page.
    """

    module: str
    function: str = "render"
    per_file: str = ""
    suffixes: tuple[str, ...] = ()
    binary: bool = False
    links: bool = False
    mark: bool = False


FACTS: dict[Format, FormatFacts] = {
    Format.TABLE: FormatFacts("table", suffixes=(".txt",)),
    Format.JSON: FormatFacts("json_report", per_file="file_text", suffixes=(".json",)),
    Format.CSV: FormatFacts("csv_report", suffixes=(".csv",), mark=True),
    Format.CSV_SMELTERS: FormatFacts("csv_report", "render_smelters", mark=True),
    Format.MARKDOWN: FormatFacts("markdown_report", suffixes=(".md", ".markdown")),
    Format.HTML: FormatFacts("html", suffixes=(".html", ".htm")),
    Format.JUNIT: FormatFacts("junit_report", suffixes=(".xml",)),
    Format.SARIF: FormatFacts("sarif_report", suffixes=(".sarif",)),
    Format.GITHUB: FormatFacts("github_report"),
    Format.XLSX: FormatFacts("xlsx_report", suffixes=(".xlsx",), binary=True, links=True),
    Format.PARQUET: FormatFacts("parquet_report", suffixes=(".parquet",), binary=True),
    Format.PARQUET_SMELTERS: FormatFacts("parquet_report", "render_smelters", binary=True),
}
_SUFFIXES = {suffix: name for name, facts in FACTS.items() for suffix in facts.suffixes}


def format_of(suffix: str) -> Format | None:
    """Format that a file suffix stands for."""
    return _SUFFIXES.get(suffix.lower())


def suffixes() -> tuple[str, ...]:
    """Every suffix that stands for a format."""
    return tuple(sorted(_SUFFIXES))


def renderer(name: Format, folder: Path | None = None) -> Render:
    """Function that renders a run in a format other than the table, imported when it is used.

    `folder` is where the report will lie, None when that is not known.
    """
    facts = FACTS[name]
    module = import_module(f"mineralcheck.reporters.{facts.module}")
    render: Callable[..., Iterator[str | bytes]] = getattr(module, facts.function)
    return partial(render, folder=folder) if facts.links else render


def file_renderer(name: Format) -> RenderFile | None:
    """Function that renders what a format has for each file by itself; None for a format that has no such."""
    facts = FACTS[name]
    if not facts.per_file:
        return None
    render: RenderFile = getattr(import_module(f"mineralcheck.reporters.{facts.module}"), facts.per_file)
    return render
