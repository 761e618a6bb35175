"""Where errors become messages: nothing a user can cause ends in a traceback."""

import os
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
    except OSError as error:
        # A full disk under temporary files or under stdout: what the system refuses, whoever asked it.
        place = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or "an operation failed"
        typer.echo(f"mineralcheck: {place}{reason}. Nothing was left half-written.", err=True)
        _give_up_stdout()
        raise typer.Exit(ExitCode.USAGE) from None


def _give_up_stdout() -> None:
    """Let what could not be written to stdout not be tried again, and complained about, at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
        os.close(devnull)
