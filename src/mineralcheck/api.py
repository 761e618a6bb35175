"""The public interface, kept by semantic versioning; everything else may change with any release.

    import mineralcheck

    with mineralcheck.check("inbox/", reference="RMI_CMRT_6.5.xlsx") as run:
        for report in run:
            print(report.path, report.verdict)

The names of this module are those of the package. Nothing is printed; what a user can cause is raised as a
`MineralcheckError`; a single unreadable file is a report of its own and stops nothing.
"""

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.check.validate import Request, validate
from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.errors import (
    MineralcheckError,
    OutputError,
    UnreadableFileError,
    UnreadableReason,
    UsageError,
)
from mineralcheck.model.finding import Finding, Severity, Verdict
from mineralcheck.model.match import Match, SmelterStatus, StatusValue, Tier
from mineralcheck.model.submission import Submission
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.saving import save
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.opening import open_workbook

AnyPath = str | os.PathLike[str]
AnyPaths = AnyPath | Iterable[AnyPath]

__all__ = [
    "Cell",
    "CellRef",
    "CheckReport",
    "Finding",
    "Format",
    "Match",
    "MineralcheckError",
    "OutputError",
    "Run",
    "Settings",
    "Severity",
    "SmelterStatus",
    "StatusValue",
    "Submission",
    "Tier",
    "UnreadableFileError",
    "UnreadableReason",
    "UsageError",
    "Verdict",
    "check",
    "read",
    "save",
]


def read(path: AnyPath, *, passwords: Iterable[str] = ()) -> Submission:
    """Read one template: every value with its cell, nothing judged.

    Raises UnreadableFileError, with the reason, for a file that gives no submission. `passwords` are tried
    on an encrypted workbook.
    """
    file = Path(path)
    data = read_bytes(Found(file, file.name))
    book = open_workbook(data, passwords=tuple(passwords), sheets=SHEETS)
    return read_submission(book)[0]


def check(
    paths: AnyPaths,
    *,
    reference: AnyPaths = (),
    status: AnyPaths = (),
    as_of: dt.date | None = None,
    settings: Settings = DEFAULT_SETTINGS,
    language: str = "en",
    jobs: int = 1,
    passwords: Iterable[str] = (),
) -> Run:
    """Check files, folders or archives as `mineralcheck validate` does; the run holds one report a file.

    `reference` and `status` are lists to match against and to take statuses from; without them the imported
    ones count. `as_of` is the day the run stands for (today), `jobs` the number of processes: more than one
    needs a script that is guarded by `if __name__ == "__main__"`. Close the run, or use it in `with`: large
    ones keep a temporary file. Raises UsageError for a path that does not exist or a list that is none.
    """
    request = Request(
        paths=_paths(paths),
        reference=_paths(reference),
        status=_paths(status),
        as_of=as_of,
        settings=settings,
        language=language,
        jobs=jobs,
        passwords=tuple(passwords),
    )
    return validate(request)


def _paths(given: AnyPaths) -> tuple[Path, ...]:
    if isinstance(given, str | os.PathLike):
        return (Path(given),)
    return tuple(Path(one) for one in given)
