"""Where errors become messages: nothing a user can cause ends in a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from mineralcheck.cli.exit_codes import ExitCode
from mineralcheck.model.errors import MineralcheckError


@contextmanager
def boundary() -> Iterator[None]:
    """Turn the program's own errors, an interrupt and a closed pipe into a message and an exit code."""
    try:
        yield
    except MineralcheckError as error:
        typer.echo(f"mineralcheck: {error}", err=True)
        raise typer.Exit(ExitCode.USAGE) from None
    except KeyboardInterrupt:
        typer.echo("mineralcheck: stopped; nothing was left half-written.", err=True)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        # The reader of the report went away (`| head`); nobody is left to be told.
        sys.stderr.close()
        raise typer.Exit(ExitCode.CLEAN) from None
