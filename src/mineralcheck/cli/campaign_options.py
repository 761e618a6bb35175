"""Options of the commands about campaigns, with their help."""

from pathlib import Path
from typing import Annotated

import typer

from mineralcheck.cli.options import REPORT
from mineralcheck.reporters.packs.kinds import PackName

_ROSTER = "Suppliers"
_COUNTING = "How it is counted"
_KEPT = "Kept runs"

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Workbooks or folders; or a store, to repeat its last run; or `merge` and the stores to add up.",
    ),
]
Suppliers = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Supplier list, CSV or XLSX: who was asked.", rich_help_panel=_ROSTER),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=HEADER",
        help="Header of a field of the supplier list that is called otherwise; may be given more than once.",
        rich_help_panel=_ROSTER,
    ),
]
Assign = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Whose files are whose: a list with the columns File and Supplier ID.",
        rich_help_panel=_ROSTER,
    ),
]
Asked = Annotated[
    str,
    typer.Option(
        metavar="TEMPLATES",
        help="Templates asked of suppliers for whom the list names none, such as CMRT,EMRT.",
        rich_help_panel=_ROSTER,
    ),
]
OnlyAccepted = Annotated[
    bool,
    typer.Option(
        "--only-accepted",
        help="Count smelters of submissions without errors only.",
        rich_help_panel=_COUNTING,
    ),
]
RoundDown = Annotated[
    bool,
    typer.Option("--round-down", help="Cut percentages off after one decimal.", rich_help_panel=_COUNTING),
]
RiskScheme = Annotated[
    Path | None,
    typer.Option(
        "--risk",
        metavar="FILE",
        help="Points and levels of supplier risk (TOML); default built in.",
        rich_help_panel=_COUNTING,
    ),
]
Explain = Annotated[
    str | None,
    typer.Option(
        metavar="FIGURE",
        help="List the rows that a figure is made of, such as response_rate, response_rate:3TG or "
        "conformant_rate:Tin.",
        rich_help_panel=REPORT,
    ),
]
Store = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keep the run in this SQLite file.", rich_help_panel=_KEPT),
]
Partial = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Keep the run as a part, to be added up with others.", rich_help_panel=_KEPT
    ),
]
ShardOption = Annotated[
    str | None,
    typer.Option(
        "--shard", metavar="I/N", help="Take the I-th of N shares of the files.", rich_help_panel=_KEPT
    ),
]
Run = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Run of the store to repeat; default the last.", rich_help_panel=_KEPT
    ),
]
Label = Annotated[str, typer.Option(metavar="TEXT", help="Your name for the run.", rich_help_panel=_KEPT)]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="A folder for everything, or a file whose suffix says its format.",
        rich_help_panel=REPORT,
    ),
]
Pack = Annotated[
    list[PackName] | None,
    typer.Option(
        help="Add the tables of a disclosure to the folder of --output; may be given more than once.",
        rich_help_panel=REPORT,
    ),
]
