"""Help in groups: commands and options under the heading of their panel, without what rich would cost."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from typer import BadParameter, echo
from typer.core import TyperCommand, TyperGroup

from mineralcheck.cli.options import SETTINGS_FILES
from mineralcheck.model.errors import UsageError

if TYPE_CHECKING:  # Typer brings its own copy of click and gives these types no public name
    from typer._click import Command, Context, HelpFormatter, Parameter

CHECK = "Check"
CAMPAIGN = "Campaign"
SETTINGS = "Lists and settings"
START = "Getting started"
_PANELS = (CHECK, CAMPAIGN, SETTINGS, START)
_OTHERS = "Options"
_MARGIN = 6
_TYPES = re.compile(r" <(?:str|path|int|list\[(?:Path|str)\])>$|list\[(.*)\](?=>$)")
"""What Typer adds to names and readers of a help page have no use for: types of Python."""
_Row = tuple[str, str]


def examples(*lines: str) -> str:
    """Epilog with example commands, one a line; the mark keeps them from being wrapped into a paragraph."""
    return "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in lines)])


class GroupedCommands(TyperGroup):
    """A group of commands; each stands under its panel, in the order in which they were added to it."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002 - as inherited
        """Write the commands that are not hidden."""
        shown = [(name, one) for name, one in self.commands.items() if not one.hidden]
        room = formatter.width - _MARGIN - max((len(name) for name, _ in shown), default=0)
        rows = ((_panel(one, "Commands"), (name, one.get_short_help_str(room))) for name, one in shown)
        _write(formatter, rows)

    def invoke(self, ctx: "Context") -> object:
        """Run a command; an interrupt outside its own boundary ends it with the same exit code."""
        from mineralcheck.cli.boundary import boundary

        with boundary():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> "tuple[str | None, Command | None, list[str]]":
        """The command; for the path of a file or folder in its place, an error that names the likely one."""
        if args[0] not in self.commands and Path(args[0]).exists():
            ctx.fail(f"{args[0]!r} is no command. To check it: {ctx.command_path} validate {args[0]}")
        return super().resolve_command(ctx, args)


class GroupedOptions(TyperCommand):
    """A command whose arguments and options stand under their panels, those without one last."""

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the arguments and options that are not hidden."""
        _write(formatter, sorted(self._records(ctx), key=lambda row: row[0] == _OTHERS))

    def _records(self, ctx: "Context") -> Iterator[tuple[str, _Row]]:
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record:
                name, text = record
                yield _panel(parameter, _kind(parameter)), (_TYPES.sub(r"\1", name), text)


class FromSettings(GroupedOptions):
    """A command whose options may also stand in the settings file of the folder; given ones go before."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Read the arguments, then the settings file for what they do not say."""
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing and any(Path(name).is_file() for name in SETTINGS_FILES):
            from mineralcheck.cli.boundary import boundary

            with boundary():
                self._take_settings(ctx)
        return rest

    def _take_settings(self, ctx: "Context") -> None:
        from mineralcheck.cli.project_file import defaults_for

        options = {_option_name(one): one for one in self.params if one.param_type_name == "option"}
        defaults = defaults_for(self.name or "", frozenset(options), Path())
        if defaults is None:
            return
        for key, value in defaults.options.items():
            parameter = options[key]
            if parameter.name and not is_said(ctx, parameter.name):
                try:
                    ctx.params[parameter.name] = parameter.process_value(ctx, value)
                except BadParameter as error:
                    reason = error.message.removeprefix("Value error, ")
                    raise UsageError(f"{defaults.places[key]}: {key}: {reason}") from None
        ctx.params["limit"] = [*defaults.limits, *(ctx.params.get("limit") or ())]
        echo(f"Settings: {defaults.source}.", err=True)


def _option_name(option: "Parameter") -> str:
    """Name of an option as it is written, without its dashes."""
    return next((name for name in option.opts if name.startswith("--")), "").removeprefix("--")


def is_said(ctx: "Context", name: str) -> bool:
    """Whether the user gave an option, by its name in the program; the settings file does not count."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name != "DEFAULT"


def _kind(parameter: "Parameter") -> str:
    return "Arguments" if parameter.param_type_name == "argument" else _OTHERS


def _panel(one: object, otherwise: str) -> str:
    panel = getattr(one, "rich_help_panel", None)
    return panel if isinstance(panel, str) else otherwise


def _write(formatter: "HelpFormatter", rows: Iterable[tuple[str, _Row]]) -> None:
    sections: dict[str, list[_Row]] = {panel: [] for panel in _PANELS}
    for heading, row in rows:
        sections.setdefault(heading, []).append(row)
    for heading, own in sections.items():
        if not own:
            continue
        with formatter.section(heading):
            formatter.write_dl(own)
