"""`mineralcheck validate`: check files or folders of templates."""

import os
import shutil
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.exit_codes import ExitCode
from mineralcheck.reporters.formats import FACTS, Format, format_of, suffixes

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from collections.abc import Iterator

    from mineralcheck.check.run import Run

_PLAIN_WIDTH = 160
_BYTE_ORDER_MARK = "\ufeff"


def validate(
    paths: o.Paths,
    report_format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Format of the report; default table.")
    ] = None,
    output: o.Output = None,
    reference: o.Reference = None,
    status: o.Status = None,
    as_of: o.AsOf = None,
    lang: o.Lang = None,
    jobs: o.Jobs = None,
    fail_on: o.FailOnOption = o.FailOn.ERROR,
    no_color: o.NoColor = False,
) -> None:
    """Check reporting templates: what is missing, what is wrong, in which cell, and how to mend it.

    Exit code: 0 nothing to complain of, 1 findings, 2 wrong usage, 3 a file could not be read.
    """
    with boundary():
        from mineralcheck.check.validate import Request
        from mineralcheck.check.validate import validate as run_validation
        from mineralcheck.cli.progress import progress_bar
        from mineralcheck.model.finding import Severity

        chosen = _chosen(report_format, output)
        request = Request(
            paths=tuple(paths),
            reference=tuple(reference or ()),
            status=tuple(status or ()),
            as_of=as_of.date() if as_of else None,
            language=lang or "en",
            jobs=jobs,
        )
        with progress_bar() as progress:
            run = run_validation(request, progress)
        with run.results:
            run = replace(run, fail_on=None if fail_on is o.FailOn.NEVER else Severity(fail_on))
            _write(run, chosen, output, no_color)
            _say_totals(run)
            code = exit_code(run, fail_on)
    raise typer.Exit(code)


def exit_code(run: "Run", fail_on: o.FailOn) -> ExitCode:
    """Findings are worse than a file that could not be read, which is worse than nothing."""
    from mineralcheck.model.finding import Severity

    totals = run.results.totals
    if fail_on is not o.FailOn.NEVER and totals.at_least(Severity(fail_on)):
        return ExitCode.FINDINGS
    return ExitCode.UNREADABLE if totals.unreadable else ExitCode.CLEAN


def _chosen(report_format: Format | None, output: Path | None) -> Format:
    """The format that was named, else the one of the suffix; told before any work is done."""
    from mineralcheck.model.errors import UsageError

    by_suffix = format_of(output.suffix) if output else None
    chosen = report_format or by_suffix
    if output and chosen is None and output.suffix:
        raise UsageError(
            f"{output}: no format has the suffix {output.suffix}. Name one with --format, or use one of "
            f"{', '.join(suffixes())}."
        )
    chosen = chosen or Format.TABLE
    if FACTS[chosen].binary and not output and sys.stdout.isatty():
        raise UsageError(f"{chosen} is not text. Name a file with --output.")
    return chosen


def _write(run: "Run", chosen: Format, output: Path | None, no_color: bool) -> None:
    from mineralcheck.reporters.writing import write_whole

    pieces = _pieces(run, chosen, output, no_color=no_color)
    if output:
        write_whole(output, chain([_BYTE_ORDER_MARK] if FACTS[chosen].mark else [], pieces))
        return
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)
    sys.stdout.buffer.flush()


def _pieces(run: "Run", chosen: Format, output: Path | None, *, no_color: bool) -> "Iterator[str | bytes]":
    from mineralcheck.reporters import table
    from mineralcheck.reporters.formats import renderer

    if chosen is not Format.TABLE:
        return renderer(chosen, output.parent if output else None)(run)
    terminal = sys.stdout.isatty() and not output
    columns = os.environ.get("COLUMNS", "")
    width = shutil.get_terminal_size().columns if terminal or columns.isdigit() else _PLAIN_WIDTH
    color = terminal and not no_color and not os.environ.get("NO_COLOR")
    return table.render(run, width=width, color=color)


def _say_totals(run: "Run") -> None:
    totals = run.results.totals
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(totals.verdicts.items()))
    passed = ", ".join(f"{count} {kind}" for kind, count in run.skipped.items())
    line = f"{totals.files} files: {verdicts or 'none found'}."
    if totals.smelter_rows:
        line += f" Smelter rows matched: {totals.matched_rows} of {totals.smelter_rows}."
    if passed:
        line += f" Passed over: {passed}."
    typer.echo(line, err=True)
