"""`mineralcheck feedback`: a letter to each supplier on what to change."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli import campaign_options as c
from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.command_options import takes
from mineralcheck.cli.exit_codes import ExitCode
from mineralcheck.reporters.letters.kinds import LetterFormat, Outcome

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from mineralcheck.campaign.mapping_file import FileMapping
    from mineralcheck.campaign.roster import Roster
    from mineralcheck.check.validate import Request
    from mineralcheck.reporters.letters.writing import Order
    from mineralcheck.workbook.limits import Limits


class LetterLanguage(StrEnum):
    """Languages of letters."""

    AUTO = "auto"
    EN = "en"
    JA = "ja"
    ZH = "zh"
    KO = "ko"
    DE = "de"


Folder = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="Write the letters into this folder.")
]
Lang = Annotated[
    LetterLanguage, typer.Option("--lang", help="Language of the letters; auto: that of each template.")
]
Due = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Day by which suppliers should answer."),
]
Formats = Annotated[
    list[LetterFormat] | None,
    typer.Option("--format", "-f", help="Files for each letter; may be given more than once; default all."),
]
Marked = Annotated[
    bool, typer.Option("--marked", help="Also write a copy of each workbook with the cells marked.")
]
Signature = Annotated[
    str, typer.Option("--sender", metavar="TEXT", help="Who signs: Name <address>, a name or an address.")
]
OwnTexts = Annotated[
    Path | None,
    typer.Option("--texts", metavar="FOLDER", help="Folder with your own texts and letterhead."),
]


@dataclass(frozen=True, kw_only=True)
class FeedbackOptions:
    """Options of `mineralcheck feedback`."""

    paths: o.Paths
    output: Folder
    lang: Lang = LetterLanguage.AUTO
    due: Due = None
    report_format: Formats = None
    marked: Marked = False
    sender: Signature = ""
    texts: OwnTexts = None
    suppliers: c.Suppliers = None
    column: c.Column = None
    assign: c.Assign = None
    asked: c.Asked = ""
    reference: o.Reference = None
    status: o.Status = None
    as_of: o.AsOf = None
    profile: o.Profile = "default"
    limit: o.Limit = None
    password_file: o.PasswordFile = None
    jobs: o.Jobs = None
    cache: o.Cache = True


@takes(FeedbackOptions)
def feedback(given: FeedbackOptions) -> None:
    """Write a letter to each supplier: what to change in which cell, which smelters to clarify, or thanks.

    Letters are files; nothing is sent. With a supplier list, silent suppliers are reminded.
    Exit code: 0 letters were written, 2 wrong usage.
    """
    with boundary():
        request = _request(given)
        _write(request, _order(given, request.limits), cache=given.cache)
    raise typer.Exit(ExitCode.CLEAN)


def _request(given: FeedbackOptions) -> "Request":
    from mineralcheck.cli.reading import reading_of
    from mineralcheck.cli.rollup import check_request

    return check_request(
        given.paths,
        given.reference,
        given.status,
        given.as_of,
        given.profile,
        "en",
        given.jobs,
        reading_of(given.limit, given.password_file),
    )


_SAYING = {
    Outcome.CHANGES: "asking for changes",
    Outcome.REMINDER: "reminding",
    Outcome.THANKS: "with thanks",
}


def _order(given: FeedbackOptions, limits: "Limits") -> "Order":
    from functools import partial

    from mineralcheck.reporters.letters.mail import parse_sender
    from mineralcheck.reporters.letters.marking.copies import marked_copy
    from mineralcheck.reporters.letters.texts import Wording
    from mineralcheck.reporters.letters.writing import Order

    roster, mapping = _roster(given.suppliers, given.column, given.assign, given.asked)
    return Order(
        folder=given.output,
        wording=Wording(given.texts),
        language=None if given.lang is LetterLanguage.AUTO else given.lang.value,
        due=given.due.date() if given.due else None,
        sender=parse_sender(given.sender),
        roster=roster,
        mapping=mapping,
        formats=tuple(dict.fromkeys(given.report_format or LetterFormat)),
        marker=partial(marked_copy, limits=limits) if given.marked else None,
    )


def _write(request: "Request", order: "Order", *, cache: bool) -> None:
    from mineralcheck.check.cache import user_cache
    from mineralcheck.check.validate import validate
    from mineralcheck.cli.progress import progress_bar
    from mineralcheck.reporters.letters.writing import write_letters
    from mineralcheck.workbook.nothing_found import nothing_to_check

    with user_cache(wanted=cache) as answers, progress_bar() as progress:
        run = validate(request, progress, answers)
    with run.results, progress_bar("Writing letters") as progress:
        if not (run.results.totals.files or order.roster):
            raise nothing_to_check(request.paths)
        written = write_letters(run, order, progress)
    counts = ", ".join(f"{count} {_SAYING[outcome]}" for outcome, count in sorted(written.items()))
    letters = sum(written.values())
    noun = "letter" if letters == 1 else "letters"
    typer.echo(f"{letters} {noun} in {order.folder}: {counts or 'none'}. Nothing was sent.", err=True)


def _roster(
    suppliers: Path | None, column: Sequence[str] | None, assign: Path | None, asked: str
) -> "tuple[Roster | None, FileMapping | None]":
    from mineralcheck.campaign.mapping_file import read_mapping
    from mineralcheck.campaign.roster import with_default_templates
    from mineralcheck.campaign.roster_file import read_roster
    from mineralcheck.cli.rollup import columns_of, policy_of
    from mineralcheck.model.errors import UsageError

    if suppliers is None:
        if column or assign or asked:
            raise UsageError(
                "--column, --assign and --asked are about the supplier list; name it by --suppliers."
            )
        return None, None
    roster = read_roster(suppliers, columns_of(column))
    families = policy_of(asked, None, only_accepted=False, round_down=False).asked
    roster = roster.model_copy(
        update={"suppliers": tuple(with_default_templates(roster.suppliers, families))}
    )
    ids = [one.supplier_id for one in roster.suppliers]
    return roster, read_mapping(assign, ids) if assign else None
