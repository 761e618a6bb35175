"""`mineralcheck compare`: two campaigns, or two submissions of one supplier, side by side."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from mineralcheck.cli import campaign_options as c
from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.campaign_output import Shown, check_output, write
from mineralcheck.cli.command_options import takes
from mineralcheck.cli.exit_codes import ExitCode
from mineralcheck.cli.showing import terminal
from mineralcheck.reporters.rollup_formats import LISTS, RollUpFormat, format_of

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from mineralcheck.campaign.comparison import Comparison
    from mineralcheck.campaign.report import RollUp
    from mineralcheck.check.cache import Answers
    from mineralcheck.cli.reading import Reading
    from mineralcheck.reference.entries import ReferenceIndex

_FILE_WIDTH = 160
_OLD_SIDE = "The older side, where it differs"

OldSuppliers = Annotated[
    Path | None,
    typer.Option("--old-suppliers", metavar="FILE", help="Supplier list of then.", rich_help_panel=_OLD_SIDE),
]
OldStatus = Annotated[
    list[Path] | None,
    typer.Option("--old-status", metavar="FILE", help="Status list of then.", rich_help_panel=_OLD_SIDE),
]
OldAsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--old-as-of",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Day the older side stands for.",
        rich_help_panel=_OLD_SIDE,
    ),
]

Old = Annotated[Path, typer.Argument(metavar="OLD", help="Folder, workbook, or store of the time before.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="Folder, workbook, or store of now.")]
ReportFormat = Annotated[RollUpFormat | None, o.format_option(LISTS)]
Everything = Annotated[
    bool,
    typer.Option("--all", help="Show the figures that did not change, too.", rich_help_panel=o.REPORT),
]


class _Side(NamedTuple):
    """What to make a roll-up of."""

    path: Path
    suppliers: Path | None
    reference: Sequence[Path]
    status: Sequence[Path]
    as_of: dt.date | None
    asked: str
    jobs: int | None
    reading: "Reading"


@dataclass(frozen=True, kw_only=True)
class CompareOptions:
    """Options of `mineralcheck compare`."""

    old: Old
    new: New
    suppliers: c.Suppliers = None
    asked: c.Asked = ""
    reference: o.Reference = None
    status: o.Status = None
    as_of: o.AsOf = None
    old_suppliers: OldSuppliers = None
    old_status: OldStatus = None
    old_as_of: OldAsOf = None
    report_format: ReportFormat = None
    output: c.Output = None
    everything: Everything = False
    lang: o.Lang = None
    limit: o.Limit = None
    password_file: o.PasswordFile = None
    jobs: o.Jobs = None
    cache: o.Cache = True
    no_color: o.NoColor = False


@takes(CompareOptions)
def compare(given: CompareOptions) -> None:
    """Compare two campaigns, or two submissions: figures, suppliers, smelters, and what was merely copied.

    Exit code: 0 done, 2 wrong usage.
    """
    with boundary():
        shown = Shown(given.report_format, given.output, None, given.lang or "en", given.no_color)
        check_output(shown, "A comparison")
        older, newer = _sides(given)
        _compare(older, newer, shown, everything=given.everything, cache=given.cache)
    raise typer.Exit(ExitCode.CLEAN)


def _sides(given: CompareOptions) -> tuple[_Side, _Side]:
    """The older side, which has what the newer one has where nothing else is said of it, and the newer."""
    from mineralcheck.cli.reading import reading_of

    newer = _Side(
        given.new,
        given.suppliers,
        tuple(given.reference or ()),
        tuple(given.status or ()),
        given.as_of.date() if given.as_of else None,
        given.asked,
        given.jobs,
        reading_of(given.limit, given.password_file),
    )
    older = newer._replace(
        path=given.old,
        suppliers=given.old_suppliers or newer.suppliers,
        status=tuple(given.old_status or newer.status),
        as_of=given.old_as_of.date() if given.old_as_of else newer.as_of,
    )
    return older, newer


def _compare(older: _Side, newer: _Side, shown: Shown, *, everything: bool, cache: bool) -> None:
    from mineralcheck.campaign.comparison import compare as side_by_side
    from mineralcheck.campaign.damage import damage_named
    from mineralcheck.check.cache import user_cache

    with (
        damage_named(*(side.path for side in (older, newer) if _is_kept(side))),
        user_cache(wanted=cache) as answers,
        _rolled_up(older, answers) as first,
        _rolled_up(newer, answers) as second,
    ):
        _show(side_by_side(first, second, _reference(newer)), shown, everything=everything)


def _is_kept(side: _Side) -> bool:
    from mineralcheck.campaign.store import is_store

    return side.path.is_file() and is_store(side.path)


@contextmanager
def _rolled_up(side: _Side, answers: "Answers | None") -> "Iterator[RollUp]":
    """A kept run, or a roll-up made now."""
    from mineralcheck.campaign.rollup import RollUpRequest, roll_up, stored_run
    from mineralcheck.check.validate import Request
    from mineralcheck.cli.progress import progress_bar
    from mineralcheck.cli.rollup import policy_of

    if _is_kept(side):
        with stored_run(side.path) as result:
            yield result
        return
    check = Request(
        paths=(side.path,),
        reference=tuple(side.reference),
        status=tuple(side.status),
        as_of=side.as_of,
        jobs=side.jobs,
        limits=side.reading.limits,
        passwords=side.reading.passwords,
        seconds_per_file=side.reading.seconds,
    )
    policy = policy_of(side.asked, None, only_accepted=False, round_down=False)
    with progress_bar() as progress:
        result = roll_up(RollUpRequest(check, side.suppliers, policy=policy), progress, answers)
    with result:
        yield result


def _reference(side: _Side) -> "ReferenceIndex":
    """The lists at hand: they may say why a smelter is new or gone."""
    from mineralcheck.reference.entries import build_reference
    from mineralcheck.reference.sources import lists_for_run

    return build_reference(lists_for_run(side.reference, side.status, side.as_of).all)


def _show(comparison: "Comparison", shown: Shown, *, everything: bool) -> None:
    from mineralcheck.reporters.rollup_formats import comparison_files, comparison_pieces
    from mineralcheck.reporters.rollup_saving import write_folder

    chosen = shown.report_format or (format_of(shown.output.suffix) if shown.output else None)
    if shown.output and (chosen is None or shown.output.is_dir()):
        write_folder(shown.output, comparison_files(comparison, shown.language, everything=everything))
        return
    width, color = (None, False) if shown.output else terminal(no_color=shown.no_color)
    chosen = chosen or RollUpFormat.TABLE
    pieces = comparison_pieces(
        comparison,
        chosen,
        language=shown.language,
        width=width or _FILE_WIDTH,
        color=color,
        everything=everything,
    )
    write(pieces, shown.output, chosen)
