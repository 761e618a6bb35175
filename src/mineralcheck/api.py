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
from collections.abc import Iterable, Mapping
from pathlib import Path

from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk import SupplierResult
from mineralcheck.campaign.rollup import RollUpRequest, roll_up
from mineralcheck.campaign.smelters import ConsolidatedSmelter
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
from mineralcheck.reporters import rollup_formats, rollup_saving, saving
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.rollup_formats import RollUpFormat
from mineralcheck.rules.profile import load_profile
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.opening import open_workbook

AnyPath = str | os.PathLike[str]
AnyPaths = AnyPath | Iterable[AnyPath]

__all__ = [
    "Cell",
    "CellRef",
    "CheckReport",
    "ConsolidatedSmelter",
    "Finding",
    "Format",
    "Match",
    "Metric",
    "MineralcheckError",
    "OutputError",
    "RollUp",
    "RollUpFormat",
    "Run",
    "Severity",
    "SmelterStatus",
    "StatusValue",
    "Submission",
    "SupplierResult",
    "Tier",
    "UnreadableFileError",
    "UnreadableReason",
    "UsageError",
    "Verdict",
    "check",
    "read",
    "rollup",
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
    profile: AnyPath = "default",
    language: str = "en",
    jobs: int = 1,
    passwords: Iterable[str] = (),
) -> Run:
    """Check files, folders or archives as `mineralcheck validate` does; the run holds one report a file.

    `reference` and `status` are lists to match against and to take statuses from; without them the imported
    ones count. `as_of` is the day the run stands for (today), `profile` a file or the name of a built-in
    profile, `jobs` the number of processes: more than one needs a script that is guarded by
    `if __name__ == "__main__"`. Close the run, or use it in `with`: large ones keep a temporary file. Raises
    UsageError for a path that does not exist, a list that is none or a profile that cannot be used.
    """
    return validate(_request(paths, reference, status, as_of, profile, language, jobs, passwords))


def rollup(
    paths: AnyPaths,
    *,
    suppliers: AnyPath | None = None,
    columns: Mapping[str, str] | None = None,
    assign: AnyPath | None = None,
    store: AnyPath | None = None,
    label: str = "",
    reference: AnyPaths = (),
    status: AnyPaths = (),
    as_of: dt.date | None = None,
    profile: AnyPath = "default",
    language: str = "en",
    jobs: int = 1,
    passwords: Iterable[str] = (),
) -> RollUp:
    """Roll a campaign up as `mineralcheck rollup` does: figures, smelters, suppliers, the rows behind each.

    `suppliers` is the supplier list, `columns` its headers by field where they are called otherwise, `assign`
    your word on whose files are whose; `store` keeps the run in a campaign store. The others are those of
    `check`. Close the result, or use it in `with`. Raises UsageError.
    """
    request = RollUpRequest(
        check=_request(paths, reference, status, as_of, profile, language, jobs, passwords),
        suppliers=Path(suppliers) if suppliers else None,
        columns=columns or {},
        mapping=Path(assign) if assign else None,
        store=Path(store) if store else None,
        label=label,
    )
    return roll_up(request)


def save(
    result: Run | RollUp,
    path: AnyPath,
    report_format: Format | RollUpFormat | None = None,
    language: str = "en",
) -> None:
    """Write the report of a check or roll-up: whole, or not at all.

    The suffix chooses the format unless one is named; a roll-up without either gets a folder with everything.
    `language` is that of a roll-up; the findings of a check are in the language they were made in. Raises
    UsageError for an unknown suffix or a format of the other kind, OutputError when nothing can be written;
    what was there stays then.
    """
    target = Path(path)
    kind = Format if isinstance(result, Run) else RollUpFormat
    if report_format is not None and report_format not in set(kind):
        raise UsageError(f"There is no format {report_format} of it. There are: {', '.join(kind)}.")
    if isinstance(result, Run):
        saving.save(result, target, Format(report_format) if report_format else None)
        return
    chosen = RollUpFormat(report_format) if report_format else rollup_formats.format_of(target.suffix)
    if chosen:
        rollup_saving.save(result, target, chosen, language)
    elif target.suffix:
        known = ", ".join(rollup_formats.suffixes())
        raise UsageError(f"{target}: no format has the suffix {target.suffix}. Use one of {known}.")
    else:
        rollup_saving.save_all(result, target, language)


def _request(
    paths: AnyPaths,
    reference: AnyPaths,
    status: AnyPaths,
    as_of: dt.date | None,
    profile: AnyPath,
    language: str,
    jobs: int,
    passwords: Iterable[str],
) -> Request:
    settings = load_profile(os.fspath(profile))
    return Request(
        paths=_paths(paths),
        reference=_paths(reference),
        status=_paths(status),
        as_of=as_of,
        settings=settings,
        profile=settings.profile.name,
        language=language,
        jobs=jobs,
        passwords=tuple(passwords),
    )


def _paths(given: AnyPaths) -> tuple[Path, ...]:
    if isinstance(given, str | os.PathLike):
        return (Path(given),)
    return tuple(Path(one) for one in given)
