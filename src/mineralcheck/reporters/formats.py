"""One list of formats: it feeds the choices of `--format`, the suffixes of `--output` and the tests."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line needs the names long before it needs a report
    from collections.abc import Callable, Iterator

    from mineralcheck.check.run import Run


class Format(StrEnum):
    """Formats of a check report."""

    TABLE = "table"
    JSON = "json"


_SUFFIXES = {".json": Format.JSON, ".txt": Format.TABLE}
_MODULES = {Format.JSON: "json_report"}


def format_of(suffix: str) -> Format | None:
    """Format that a file suffix stands for."""
    return _SUFFIXES.get(suffix.lower())


def renderer(name: Format) -> Callable[[Run], Iterator[str]]:
    """Function that renders a run in a format other than the table, imported when it is used."""
    module = import_module(f"mineralcheck.reporters.{_MODULES[name]}")
    render: Callable[[Run], Iterator[str]] = module.render
    return render
