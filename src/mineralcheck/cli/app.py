"""The command line: `mineralcheck COMMAND`. Modules named here import nothing but Typer and this package."""

from typing import Annotated

import typer

from mineralcheck import __version__
from mineralcheck.cli.compare import compare
from mineralcheck.cli.demo import demo
from mineralcheck.cli.doctor import doctor
from mineralcheck.cli.feedback import feedback
from mineralcheck.cli.fill import fill
from mineralcheck.cli.help import (
    CAMPAIGN,
    CHECK,
    SETTINGS,
    START,
    FromSettings,
    GroupedCommands,
    GroupedOptions,
    examples,
)
from mineralcheck.cli.match import match
from mineralcheck.cli.profile import profile_app
from mineralcheck.cli.reference import reference_app
from mineralcheck.cli.rollup import rollup
from mineralcheck.cli.rules import rules
from mineralcheck.cli.validate import validate

app = typer.Typer(
    name="mineralcheck",
    cls=GroupedCommands,
    help="Check RMI reporting templates (CMRT, EMRT, CRT, AMRT), match smelters, roll up campaigns. Offline.",
    epilog=examples(
        "mineralcheck demo",
        "mineralcheck validate inbox/",
        "mineralcheck rollup inbox/ --suppliers suppliers.csv --status CONFORMANT.xml",
        "mineralcheck COMMAND --help",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mineralcheck {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of every command."""


app.command(
    cls=FromSettings,
    rich_help_panel=CHECK,
    short_help="Check templates: what is missing or wrong, in which cell.",
    epilog=examples(
        "mineralcheck validate inbox/",
        "mineralcheck validate inbox/ --output report.json --fail-on never",
        "mineralcheck validate inbox/ --reference RMI_CMRT_6.5.xlsx --status CONFORMANT.xml",
    ),
)(validate)
app.command(
    cls=GroupedOptions,
    rich_help_panel=CHECK,
    short_help="List the rules, or explain one with example and source.",
    epilog=examples("mineralcheck rules", "mineralcheck rules MC402 --lang ja"),
)(rules)
app.command(
    cls=FromSettings,
    rich_help_panel=CAMPAIGN,
    short_help="Add a campaign up: response, conformance, smelters, risk.",
    epilog=examples(
        "mineralcheck rollup inbox/ --suppliers suppliers.csv --status CONFORMANT.xml --output report/",
        "mineralcheck rollup inbox/ --suppliers suppliers.csv --explain response_rate:3TG",
        "mineralcheck rollup inbox/ --suppliers suppliers.csv --store campaign.db",
        "mineralcheck rollup merge emea.db asia.db --output report/",
    ),
)(rollup)
app.command(
    cls=FromSettings,
    rich_help_panel=CAMPAIGN,
    short_help="Set two campaigns, or two submissions, side by side.",
    epilog=examples(
        "mineralcheck compare 2025.db 2026.db --reference RMI_CMRT_6.5.xlsx",
        "mineralcheck compare 2025/ 2026/ --suppliers suppliers.csv --status CONFORMANT.xml --output report/",
        "mineralcheck compare cmrt-2025.xlsx cmrt-2026.xlsx",
    ),
)(compare)
app.command(
    cls=FromSettings,
    rich_help_panel=CAMPAIGN,
    short_help="Write a letter to each supplier: what to change where.",
    epilog=examples(
        "mineralcheck feedback inbox/ --output letters/ --due 2026-06-30",
        'mineralcheck feedback inbox/ --output letters/ --marked --sender "Jane Roe <jane@company.example>"',
        "mineralcheck feedback inbox/ --output letters/ --suppliers suppliers.csv --lang ja --format docx",
    ),
)(feedback)
app.command(
    cls=GroupedOptions,
    rich_help_panel=CAMPAIGN,
    short_help="Fill the blank official template in with your declaration.",
    epilog=examples(
        "mineralcheck fill RMI_CMRT_6.5.xlsx --from campaign.db --declaration company.toml -o our-cmrt.xlsx",
        "mineralcheck fill RMI_CMRT_6.5.xlsx --from our-cmrt-6.4.xlsx --output our-cmrt.xlsx",
    ),
)(fill)
app.command(
    cls=GroupedOptions,
    rich_help_panel=CHECK,
    short_help="Explain how a smelter matched; settle what is uncertain.",
    epilog=examples(
        'mineralcheck match "Example Smelting" --mineral tungsten --country Austria',
        "mineralcheck match --review inbox/",
        "mineralcheck match --review inbox/ --export open.xlsx",
        'mineralcheck match --import open.xlsx --who "Jane Roe"',
    ),
)(match)
app.add_typer(
    reference_app, rich_help_panel=SETTINGS, short_help="Import, list, show and compare reference lists."
)
app.add_typer(
    profile_app, rich_help_panel=SETTINGS, short_help="Start, check and show an acceptance profile."
)
app.command(cls=GroupedOptions, rich_help_panel=START, short_help="Write a sample campaign and check it.")(
    demo
)
app.command(
    cls=GroupedOptions, rich_help_panel=START, short_help="Say what is installed, and which lists are known."
)(doctor)
