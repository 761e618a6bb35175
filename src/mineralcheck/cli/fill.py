"""`mineralcheck fill`: the company's own declaration, written into the blank official template."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.command_options import takes
from mineralcheck.cli.exit_codes import ExitCode

if TYPE_CHECKING:  # imported when the command runs, not when its help is printed
    from mineralcheck.filling.fill import FillRequest, FillResult

_SUFFIXES = (".xlsx", ".xlsm")


Blank = Annotated[Path, typer.Argument(metavar="TEMPLATE", help="Blank official template, as published.")]
Filled = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="Write the filled template to this file.")
]
Source = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="FILE", help="Campaign store of a roll-up, or an older submission of your own."
    ),
]
Declared = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What your company says of itself (TOML).")
]
ForCustomer = Annotated[
    str | None, typer.Option(metavar="NAME", help="Variant of the declaration file, for one customer.")
]
RunNumber = Annotated[
    int | None, typer.Option("--run", metavar="N", help="Run of the campaign store; default the last one.")
]
Shown = Annotated[
    str | None, typer.Option(metavar="NAME", help="Display language of the template; default English.")
]
Why = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the record here; default beside the output: NAME.record.json."),
]


@dataclass(frozen=True, kw_only=True)
class FillOptions:
    """Options of `mineralcheck fill`."""

    template: Blank
    output: Filled
    source: Source = None
    declaration: Declared = None
    variant: ForCustomer = None
    run_id: RunNumber = None
    language: Shown = None
    record: Why = None


@takes(FillOptions)
def fill(given: FillOptions) -> None:
    """Write your own declaration into the blank official template, with the smelters of a roll-up.

    Or carry an older submission into a newer template. The record says where each answer comes from and what
    was left out; it may name suppliers and is not for customers.

    Exit code: 0 nothing is left to fill in, 1 required fields are still open, 2 wrong usage.
    """
    with boundary():
        from mineralcheck.filling.fill import FillRequest
        from mineralcheck.filling.fill import fill as run_fill

        _check_suffix(given.template, given.output)
        request = FillRequest(
            given.template,
            given.output,
            given.source,
            given.declaration,
            given.variant,
            given.run_id,
            given.language,
        )
        result = run_fill(request)
        _write(request, result, given.record or given.output.with_suffix(".record.json"))
        _say(result)
        _say_stale(given.output, result)
    raise typer.Exit(ExitCode.FINDINGS if result.open_fields else ExitCode.CLEAN)


def _check_suffix(template: Path, output: Path) -> None:
    """A workbook under the suffix of another kind is one that Excel does not open."""
    from mineralcheck.model.errors import UsageError

    wanted = template.suffix.lower()
    if wanted in _SUFFIXES and output.suffix.lower() != wanted:
        raise UsageError(f"{output}: a filled template is a workbook. Give it the suffix {wanted}.")


def _write(request: "FillRequest", result: "FillResult", record: Path) -> None:
    from mineralcheck.model.errors import UsageError
    from mineralcheck.reporters.writing import write_whole

    read = {path.resolve() for path in (request.template, request.source, request.declaration) if path}
    for written in (*(one.path for one in result.files), record):
        if written.resolve() in read:
            raise UsageError(f"{written}: is read in the same run. Name another file to write.")
    for one in result.files:
        write_whole(one.path, [one.template.data])
    write_whole(record, [result.record.text()])


def _say(result: "FillResult") -> None:
    from mineralcheck.reporters.terminal import safe

    for part in result.record.parts:
        for field in part.open_fields:
            typer.echo(f"{part.path}: open: {safe(field)}")
        lists = f"smelters {part.smelters}, mines {part.mines}, products {part.products}"
        typer.echo(f"{part.path}: {lists}; required fields open: {len(part.open_fields)}.", err=True)
    left_out = len(result.record.left_out)
    if left_out:
        typer.echo(f"Left out: {left_out}; the record names everything.", err=True)


def _say_stale(output: Path, result: "FillResult") -> None:
    """Parts of an earlier run could be sent along; whose they are, only a person knows."""
    from mineralcheck.filling.splitting import other_parts
    from mineralcheck.reporters.terminal import safe

    for path in other_parts(output, [one.path for one in result.files]):
        said = (
            "was not written by this run. If it is a part of an earlier one, delete it before you send these."
        )
        typer.echo(f"Attention: {safe(str(path))} {said}", err=True)
