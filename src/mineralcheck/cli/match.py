"""`mineralcheck match`: explain how one declared smelter resolves, or review the open ones of a folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary

if TYPE_CHECKING:  # imported when the command runs, not when its help is printed
    from mineralcheck.model.match import DeclaredSmelter


def match(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a smelter as it was declared.")] = "",
    mineral: Annotated[
        str, typer.Option("--mineral", "-m", metavar="MINERAL", help="Mineral it was declared for.")
    ] = "",
    smelter_id: Annotated[str, typer.Option("--id", metavar="ID", help="Declared id.")] = "",
    country: Annotated[str, typer.Option(metavar="COUNTRY", help="Declared country.")] = "",
    reference: o.Reference = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Decisions on names; default smelter-ledger.csv here, else the one of the user.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
    review: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH", help="Walk through the open matches of workbooks or folders; may be repeated."
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the open matches as .xlsx or .csv to fill in."),
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Read a filled file into the ledger.")
    ] = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="Who decides; default the user name.")] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Review names without a confident suggestion as well.")
    ] = False,
) -> None:
    """Explain how a declared smelter resolves: id, name, ledger, suggestions, and why.

    With --review, decide on what is open in a folder: accept, reject, not a smelter, or skip. Decisions go
    into the ledger, a CSV file with who, when and why, which later runs use.
    """
    with boundary():
        from mineralcheck.cli.match_review import Deciding, export_questions, import_answers, review_questions
        from mineralcheck.model.match import DeclaredSmelter

        deciding = Deciding.of(ledger, who)
        if import_:
            import_answers(import_, deciding)
        elif review and export:
            export_questions(review, reference or [], export, deciding, every=every)
        elif review:
            review_questions(review, reference or [], deciding, every=every)
        else:
            declared = DeclaredSmelter(mineral, smelter_id, "", name, country)
            _explain(declared, reference or [], ledger, as_json=as_json)


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
