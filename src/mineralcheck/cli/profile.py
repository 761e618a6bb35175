"""`mineralcheck profile`: show, check and start an acceptance profile."""

from pathlib import Path
from typing import Annotated

import typer

from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.help import GroupedOptions, examples

profile_app = typer.Typer(
    name="profile",
    help="Show, check and start an acceptance profile: what your company accepts.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@profile_app.command(
    cls=GroupedOptions,
    short_help="Write a profile to start from.",
    epilog=examples(
        "mineralcheck profile init ours.toml", "mineralcheck profile init ours.toml --from strict"
    ),
)
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not exist.")],
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME",
            help="Start from a built-in profile; default all settings, commented out.",
        ),
    ] = None,
) -> None:
    """Write a profile to start from, with an explanation of every setting."""
    with boundary():
        from mineralcheck.model.errors import UsageError
        from mineralcheck.reporters.writing import write_whole
        from mineralcheck.rules.profile import starting_text

        if file.exists():
            raise UsageError(f"{file} exists already. Name another file.")
        write_whole(file, [starting_text(start)])
        typer.echo(f"{file}: written. Edit it, then run: mineralcheck profile check {file}", err=True)


@profile_app.command(
    cls=GroupedOptions,
    epilog=examples("mineralcheck profile show --list", "mineralcheck profile show strict"),
)
def show(
    profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help="A file, or a built-in profile.")
    ] = "default",
    names: Annotated[bool, typer.Option("--list", help="List the built-in profiles.")] = False,
) -> None:
    """Show what a profile sets: its own values and the defaults."""
    with boundary():
        from mineralcheck.rules.profile import BUILT_IN, effective, load_profile

        if names:
            for name in BUILT_IN:
                typer.echo(f"{name:<12} {load_profile(name).profile.description}")
            return
        for line in effective(load_profile(profile)):
            typer.echo(line)


@profile_app.command(
    cls=GroupedOptions,
    short_help="Check a profile and the lists it names.",
    epilog=examples("mineralcheck profile check ours.toml"),
)
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The profile to check.")],
) -> None:
    """Check a profile and the lists it names; an error names line and key."""
    with boundary():
        from mineralcheck.rules.profile import load_profile

        settings = load_profile(file)
        identity = settings.profile
        counts = (
            f"{len(settings.expected_minerals)} suppliers with expected minerals, "
            f"{len(settings.requested_products)} with requested products, "
            f"{len(settings.denied)} denied smelters, {len(settings.waivers)} waivers"
        )
        typer.echo(f"{file}: profile {identity.name!r} version {identity.version} is valid ({counts}).")
