"""`mineralcheck demo`: a campaign of invented suppliers to try everything on."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary

if TYPE_CHECKING:  # imported when the command runs, not when its help is printed
    from importlib.resources.abc import Traversable

SAMPLE_DAY = "2026-10-01"
"""Day on which the sample campaign was closed; its figures are those of this day."""

_PARTS = {"inbox": "campaign", "lists": "lists"}
_BESIDE = ("suppliers.csv", "company.toml", "README.md")


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder to write; it must not exist yet.")
    ] = Path("mineralcheck-demo"),
    no_color: o.NoColor = False,
) -> None:
    """Write a sample campaign and check it: the quickest way to see what the program does.

    Suppliers, smelters and lists are invented. The folder holds everything the documentation refers to.
    """
    with boundary():
        count = write_sample(folder)
    typer.echo(f"{count} files written to {folder}; {folder / 'README.md'} says what is planted in them.\n")
    typer.echo(f"$ mineralcheck validate {folder / 'inbox'} --as-of {SAMPLE_DAY}\n")
    _validate(folder / "inbox", no_color=no_color)
    typer.echo(f"\nTry next:\n{next_steps(folder)}")


def next_steps(folder: Path) -> str:
    """Commands to go on with, one a line."""
    at = f"{shlex.quote(str(folder / 'inbox'))} --as-of {SAMPLE_DAY}"
    suppliers, status = (
        shlex.quote(str(folder / name)) for name in ("suppliers.csv", "lists/CONFORMANT.xml")
    )
    steps = (
        f"mineralcheck rollup {at} --suppliers {suppliers} --status {status}",
        f"mineralcheck feedback {at} --suppliers {suppliers} --output letters",
        f"mineralcheck validate {at} --output report.html",
        "mineralcheck rules MC402",
    )
    return "\n".join(f"  {step}" for step in steps)


def write_sample(folder: Path) -> int:
    """Write the sample campaign and return the number of files.

    Raises UsageError when the folder exists, OutputError when it cannot be written.
    """
    from mineralcheck.model.errors import OutputError, UsageError

    if folder.exists():
        raise UsageError(f"{folder} exists already. Name another folder: `mineralcheck demo FOLDER`.")
    try:
        return sum(_copy(_sample(source), folder, part) for part, source in _PARTS.items())
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}).") from error


def _copy(source: "Traversable", folder: Path, part: str) -> int:
    (folder / part).mkdir(parents=True)
    files = sorted((one for one in source.iterdir() if one.is_file()), key=lambda one: one.name)
    for one in files:
        target = folder if one.name in _BESIDE else folder / part
        (target / one.name).write_bytes(one.read_bytes())
    return len(files)


def _sample(part: str) -> "Traversable":
    """Files of the sample: in an installed package beside the code, in a checkout where they are made."""
    from importlib.resources import files

    packaged = files("mineralcheck") / "sample" / part
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "fixtures" / part


def _validate(inbox: Path, *, no_color: bool) -> None:
    import contextlib
    import datetime as dt

    from mineralcheck.cli.validate import validate

    # Findings end `validate` with an exit code; a demo that showed them has succeeded.
    with contextlib.suppress(typer.Exit):
        validate(paths=[inbox], as_of=dt.datetime.fromisoformat(SAMPLE_DAY), no_color=no_color)
