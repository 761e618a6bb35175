"""The command line: `mineralcheck COMMAND`. Modules named here import nothing but Typer and this package."""

from typing import Annotated

import typer

from mineralcheck import __version__
from mineralcheck.cli.validate import validate

app = typer.Typer(
    name="mineralcheck",
    help="Check RMI reporting templates (CMRT, EMRT, CRT, AMRT), match smelters, roll up campaigns. Offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mineralcheck {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of every command."""


app.command()(validate)
