"""`--engine` and `--scheduler`: what checks the files of a campaign."""

from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli.options import SPEED

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from contextlib import AbstractContextManager

    from mineralcheck.campaign.batches import Engine


class EngineName(StrEnum):
    """What checks the files of a campaign."""

    LOCAL = "local"
    DASK = "dask"


EngineOption = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        help="What checks the files: processes of this machine, or Dask (`pip install mineralcheck[dask]`).",
        rich_help_panel=SPEED,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Dask scheduler whose workers check the files; without it Dask runs on this machine.",
        rich_help_panel=SPEED,
    ),
]


def engine_of(
    name: EngineName, scheduler: str | None, jobs: int | None
) -> "AbstractContextManager[Engine | None]":
    """The engine to enter, None inside for the processes of this machine; raises UsageError."""
    if name is EngineName.LOCAL:
        from mineralcheck.model.errors import UsageError

        if scheduler:
            raise UsageError("--scheduler: belongs to --engine dask.")
        return nullcontext()
    from mineralcheck.campaign.dask_engine import dask_engine
    from mineralcheck.check.jobs import default_jobs

    return dask_engine(jobs or default_jobs(), scheduler)
