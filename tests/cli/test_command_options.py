"""Commands whose options are the fields of a dataclass."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from mineralcheck.cli.command_options import takes

Number = Annotated[int, typer.Option("--number", "-n", help="How many.")]


@dataclass(frozen=True, kw_only=True)
class GreetOptions:
    name: Annotated[str, typer.Argument(metavar="NAME")]
    number: Number = 1


@takes(GreetOptions)
def greet(given: GreetOptions) -> None:
    """Greet somebody."""
    typer.echo(f"{given.name} {given.number}")


app = typer.Typer()
app.command()(greet)


def test_fields_are_arguments_and_options_with_their_defaults() -> None:
    assert CliRunner().invoke(app, ["Ada"]).stdout == "Ada 1\n"
    assert CliRunner().invoke(app, ["Ada", "-n", "3"]).stdout == "Ada 3\n"


def test_help_is_that_of_the_function_and_of_the_fields() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert "Greet somebody." in shown
    assert "How many." in shown


def test_a_missing_or_wrong_value_is_refused() -> None:
    assert CliRunner().invoke(app, []).exit_code == 2
    assert CliRunner().invoke(app, ["Ada", "-n", "three"]).exit_code == 2
