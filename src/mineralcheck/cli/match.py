"""`mineralcheck match`: explain how one declared smelter resolves, or review the open ones of a folder."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.command_options import takes

if TYPE_CHECKING:  # imported when the command runs, not when its help is printed
    from mineralcheck.model.match import DeclaredSmelter


@dataclass(frozen=True, kw_only=True)
class MatchOptions:
    """Options of `mineralcheck match`."""

    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a smelter as it was declared.")] = ""
    mineral: Annotated[
        str, typer.Option("--mineral", "-m", metavar="MINERAL", help="Mineral it was declared for.")
    ] = ""
    smelter_id: Annotated[str, typer.Option("--id", metavar="ID", help="Declared id.")] = ""
    country: Annotated[str, typer.Option(metavar="COUNTRY", help="Declared country.")] = ""
    reference: o.Reference = None
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Decisions on names; default smelter-ledger.csv here, else the one of the user.",
        ),
    ] = None
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False
    review: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            help="Walk through the open matches of workbooks or folders; may be given more than once.",
        ),
    ] = None
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the open matches as .xlsx or .csv to fill in."),
    ] = None
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Read a filled file into the ledger.")
    ] = None
    who: Annotated[str, typer.Option(metavar="NAME", help="Who decides; default the user name.")] = ""
    every: Annotated[
        bool, typer.Option("--all", help="Review names without a confident suggestion as well.")
    ] = False


@takes(MatchOptions)
def match(given: MatchOptions) -> None:
    """Explain how a declared smelter resolves: id, name, ledger, suggestions, and why.

    With --review, decide on what is open in a folder: accept, reject, not a smelter, or skip. Decisions go
    into the ledger, a CSV file with who, when and why, which later runs use.
    """
    with boundary():
        from mineralcheck.cli.match_review import Deciding, export_questions, import_answers, review_questions
        from mineralcheck.model.match import DeclaredSmelter

        deciding = Deciding.of(given.ledger, given.who)
        lists = given.reference or []
        if given.import_:
            import_answers(given.import_, deciding)
        elif given.review and given.export:
            export_questions(given.review, lists, given.export, deciding, every=given.every)
        elif given.review:
            review_questions(given.review, lists, deciding, every=given.every)
        else:
            declared = DeclaredSmelter(given.mineral, given.smelter_id, "", given.name, given.country)
            _explain(declared, lists, given.ledger, as_json=given.as_json)


def _explain(
    declared: "DeclaredSmelter", reference: list[Path], ledger: Path | None, *, as_json: bool
) -> None:
    from mineralcheck.cli.match_answer import answer, as_document, show_answer
    from mineralcheck.model.errors import UsageError

    if not declared.mineral:
        raise UsageError("Say which mineral the smelter was declared for, such as --mineral tungsten.")
    if not (declared.name or declared.smelter_id):
        raise UsageError("Give the name of a smelter, or an id with --id; or a folder with --review.")
    found = answer(declared, reference, ledger)
    if as_json:
        sys.stdout.buffer.write(as_document(found).encode())
    else:
        show_answer(found)
