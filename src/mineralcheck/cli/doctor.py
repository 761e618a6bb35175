"""`mineralcheck doctor`: what is installed, which lists are known, and what could get in the way."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.exit_codes import ExitCode

if TYPE_CHECKING:  # imported when the command runs, not when its help is printed
    from mineralcheck.cli.diagnosis import Check


class Shape(StrEnum):
    """Forms of the answer."""

    TABLE = "table"
    JSON = "json"


def doctor(
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Format of the output.")] = Shape.TABLE,
) -> None:
    """Say what is installed, which reference lists are known and how old they are.

    Exit code: 0 all is well or merely worth knowing, 1 something will not work.
    """
    with boundary():
        from mineralcheck.cli.diagnosis import Level, diagnose

        checks = list(diagnose())
        typer.echo(_json(checks) if shape is Shape.JSON else _lines(checks))
    bad = any(check.level is Level.BAD for check in checks)
    raise typer.Exit(ExitCode.FINDINGS if bad else ExitCode.CLEAN)


def _lines(checks: "list[Check]") -> str:
    width = max(len(check.subject) for check in checks)
    lines = []
    for check in checks:
        first, *others = check.text.split("\n")
        lines.append(f"{check.level:<4}  {check.subject:<{width}}  {first}")
        lines += [f"{'':<4}  {'':<{width}}  {other}" for other in others]
    return "\n".join(lines)


def _json(checks: "list[Check]") -> str:
    import json

    body = [{"level": check.level, "subject": check.subject, "text": check.text} for check in checks]
    return json.dumps({"schema": "mineralcheck/doctor/v1", "checks": body}, ensure_ascii=False, indent=2)
