"""Options that several commands share, with their help."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Workbooks, or folders that are searched for them.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the report to this file; its suffix chooses the format."
    ),
]
Reference = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Template or list with the smelters to match against; may be given more than once.",
    ),
]
Status = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="List with the status of smelters; may be given more than once."),
]
AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Day the run stands for; default today."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, max=256, metavar="N", help="Number of processes; default one for each processor."),
]
Cache = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Answer unchanged files from the cache of earlier runs.")
]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="Exit with 1 from this severity on.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language of messages.")]
Profile = Annotated[
    str,
    typer.Option(
        metavar="PROFILE", help="What your company accepts: a file, or a built-in profile by its name."
    ),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")]
