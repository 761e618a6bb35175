"""Options that several commands share, with their help."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo


class FailOn(StrEnum):
    """From which severity on a run fails."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class Language(StrEnum):
    """Languages of messages."""

    EN = "en"
    JA = "ja"
    ZH = "zh"
    KO = "ko"
    DE = "de"


SETTINGS_FILES = ("mineralcheck.toml", "pyproject.toml")
"""Files of the working folder that may hold settings; the first that does counts."""

LISTS = "Lists and acceptance"
REPORT = "Report"
SPEED = "Speed"
READING = "Reading"


def format_option(formats: Iterable[StrEnum]) -> OptionInfo:
    """`--format` with the formats that there are; the table is the default."""
    option: OptionInfo = typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join(formats)}; default table, or by the suffix of --output.",
        rich_help_panel=REPORT,
    )
    return option


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Workbooks, or folders that are searched for them.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the report to this file; its suffix chooses the format.",
        rich_help_panel=REPORT,
    ),
]
Reference = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Template or list with the smelters to match against; may be given more than once.",
        rich_help_panel=LISTS,
    ),
]
Status = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="List with the status of smelters; may be given more than once.",
        rich_help_panel=LISTS,
    ),
]
AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Day the run stands for; default today.",
        rich_help_panel=LISTS,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=256,
        metavar="N",
        help="Number of processes; default one for each processor.",
        rich_help_panel=SPEED,
    ),
]
Cache = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache",
        help="Answer unchanged files from the cache of earlier runs.",
        rich_help_panel=SPEED,
    ),
]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="Exit with 1 from this severity on.", rich_help_panel=REPORT)
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of messages; default English.", rich_help_panel=REPORT),
]
Profile = Annotated[
    str,
    typer.Option(
        metavar="PROFILE",
        help="What your company accepts: a file, or a built-in profile by its name.",
        rich_help_panel=LISTS,
    ),
]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE",
        help="Read files up to another limit, such as seconds=120 (an unknown NAME lists all); may be given "
        "more than once.",
        rich_help_panel=READING,
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Passwords to try on encrypted workbooks, one a line.",
        rich_help_panel=READING,
    ),
]
NoColor = Annotated[
    bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.", rich_help_panel=REPORT)
]
