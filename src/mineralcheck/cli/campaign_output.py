"""What becomes of a roll-up: a folder, a file, or the terminal; and the exit code."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.exit_codes import ExitCode
from mineralcheck.cli.showing import terminal, write_text
from mineralcheck.reporters.packs.kinds import PackName
from mineralcheck.reporters.rollup_formats import BINARY, LISTS, RollUpFormat, format_of, marked, suffixes

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from mineralcheck.campaign.report import RollUp


class Shown(NamedTuple):
    """What becomes of the result."""

    report_format: RollUpFormat | None
    output: Path | None
    explain: str | None
    language: str
    no_color: bool
    packs: tuple[PackName, ...] = ()


def check_output(shown: Shown, what: str = "") -> None:
    """Refuse a suffix or format that is not written before any work is done.

    `what` names a result that has no page of its own; the rows behind a figure have none either.
    """
    from mineralcheck.model.errors import UsageError

    path = shown.output
    if path and path.suffix and not path.is_dir() and not (shown.report_format or format_of(path.suffix)):
        raise UsageError(
            f"{path}: no format has the suffix {path.suffix}. Name a folder, or a file with one of "
            f"{', '.join(suffixes())}."
        )
    what = "--explain" if shown.explain else what
    chosen = shown.report_format or (format_of(path.suffix) if path else None)
    if what and chosen and chosen not in LISTS:
        raise UsageError(f"{what} is written as {', '.join(LISTS)}, not as {chosen}.")
    if chosen in BINARY and path is None:
        raise UsageError(f"{chosen} is not text. Name a file with --output.")
    if shown.packs and not _is_folder(shown):
        raise UsageError(
            "--pack: writes several files. Name a folder with --output, without --format and --explain."
        )


def _is_folder(shown: Shown) -> bool:
    """Whether everything goes into a folder, which need not be there yet."""
    path = shown.output
    if path is None or shown.explain:
        return False
    return path.is_dir() or not (shown.report_format or path.suffix)


def show(result: "RollUp", shown: Shown) -> None:
    """Write what was asked for; with an output, the terminal gets the summary line alone."""
    from mineralcheck.reporters.rollup_formats import pieces
    from mineralcheck.reporters.rollup_saving import save, save_all

    chosen = shown.report_format or (format_of(shown.output.suffix) if shown.output else None)
    if shown.explain:
        write(_explained(result, shown.explain, chosen), shown.output, chosen or RollUpFormat.TABLE)
    elif shown.output and (chosen is None or shown.output.is_dir()):
        save_all(result, shown.output, shown.language, shown.packs)
    elif shown.output and chosen:
        save(result, shown.output, chosen, shown.language)
    else:
        width, color = terminal(no_color=shown.no_color)
        chosen = chosen or RollUpFormat.TABLE
        write(pieces(result, chosen, language=shown.language, width=width, color=color), None, chosen)
    _say_totals(result)


def _explained(result: "RollUp", text: str, chosen: RollUpFormat | None) -> Iterable[str]:
    from mineralcheck.campaign.figures import find_part, parse_figure
    from mineralcheck.reporters.rollup_csv import render_evidence as as_csv
    from mineralcheck.reporters.rollup_evidence import render as as_table
    from mineralcheck.reporters.rollup_json import render_evidence as as_json

    name, wanted = parse_figure(text)
    part = find_part(result.view, name, wanted)
    rows = result.evidence(name, part)
    if chosen is RollUpFormat.JSON:
        return as_json(rows)
    if chosen is RollUpFormat.CSV:
        return as_csv(rows)
    return as_table(result, name, part)


def write(pieces: Iterable[str], output: Path | None, chosen: RollUpFormat) -> None:
    """Write a document into a file, whole or not at all, or to the standard output."""
    from itertools import chain

    from mineralcheck.reporters.writing import write_whole

    if output:
        write_whole(output, chain([marked(chosen)], pieces))
        return
    if chosen is RollUpFormat.TABLE:
        write_text(pieces)
        return
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()


def _say_totals(result: "RollUp") -> None:
    from collections import Counter

    if not result.files:
        typer.echo("No workbook was found: there is nothing to add up.", err=True)
        return
    standings = Counter(line.standing.value for line in result.files)
    counted = ", ".join(f"{count} {name}" for name, count in sorted(standings.items()))
    noun = "file" if len(result.files) == 1 else "files"
    typer.echo(f"{len(result.files)} {noun}: {counted}.", err=True)


def exit_code(result: "RollUp", fail_on: o.FailOn) -> ExitCode:
    """As for a check: findings are worse than a file that could not be read."""
    errors = any(line.errors for line in result.files)
    warnings = any(line.warnings for line in result.files)
    if fail_on is not o.FailOn.NEVER and (errors or (warnings and fail_on is o.FailOn.WARNING)):
        return ExitCode.FINDINGS
    unreadable = any(line.outcome != "checked" for line in result.files)
    return ExitCode.UNREADABLE if unreadable else ExitCode.CLEAN
