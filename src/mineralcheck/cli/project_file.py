"""The settings file of a project: options that every run in a folder shares.

`mineralcheck.toml` in the working folder, or the table `[tool.mineralcheck]` of a `pyproject.toml` there. It
is never looked for among the files that are checked: those are by strangers.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mineralcheck.cli.options import SETTINGS_FILES, FailOn
from mineralcheck.cli.reading import LimitSettings
from mineralcheck.model.errors import UsageError
from mineralcheck.rules.option_files import checked, parsed
from mineralcheck.rules.positions import line_of

FILE, _PROJECT = SETTINGS_FILES
_TABLE = ("tool", "mineralcheck")
_LIMITS = "limits"
Value = object


class _Keys(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-")
    )


class OptionSettings(_Keys):
    """Options by their names without dashes; a command takes those that it has."""

    reference: tuple[str, ...] | None = None
    status: tuple[str, ...] | None = None
    as_of: dt.date | None = None
    profile: str | None = None
    suppliers: str | None = None
    column: Mapping[str, str] | None = None
    assign: str | None = None
    asked: str | None = None
    only_accepted: bool | None = None
    round_down: bool | None = None
    risk: str | None = None
    lang: str | None = None
    jobs: Annotated[int, Field(ge=1, le=256)] | None = None
    cache: bool | None = None
    fail_on: FailOn | None = None
    password_file: str | None = None
    sender: str | None = None
    texts: str | None = None


class LimitTable(LimitSettings):
    """The table `[limits]`."""

    @model_validator(mode="before")
    @classmethod
    def _whole_numbers(cls, values: object) -> object:
        """A truth value is a number to Python, but none to a reader."""
        if isinstance(values, dict) and any(isinstance(value, bool) for value in values.values()):
            raise ValueError("limits are numbers, or sizes such as '64 MiB'")
        return values


class ProjectSettings(OptionSettings):
    """A settings file: options of all commands, tables for single ones, which go before, and limits."""

    validate_: OptionSettings = Field(OptionSettings(), alias="validate")
    rollup: OptionSettings = OptionSettings()
    compare: OptionSettings = OptionSettings()
    feedback: OptionSettings = OptionSettings()
    limits: LimitTable = LimitTable()


COMMANDS = ("validate", "rollup", "compare", "feedback")


class _Source(NamedTuple):
    """Text of the settings file, where its tables begin, and its name."""

    text: str
    body: Mapping[str, object]
    above: tuple[str, ...]
    name: str


class Defaults(NamedTuple):
    """What the settings file says for one command: values by option name, and limits as NAME=VALUE.

    `places` tells where each value stands, as file and line.
    """

    options: Mapping[str, Value]
    places: Mapping[str, str]
    limits: tuple[str, ...]
    source: str


def defaults_for(command: str, options: frozenset[str] | None, folder: Path) -> Defaults | None:
    """Settings of a folder for a command with these options (None: any); None without a settings file.

    Raises UsageError that names file, line and key.
    """
    source = _source(folder)
    if source is None:
        return None
    settings = checked(ProjectSettings, source.body, source.text, source.name, source.above)
    own = source.body.get(command, {})
    special = dict(own) if isinstance(own, dict) else {}
    unknown = next((key for key in special if options is not None and key not in options), None)
    if unknown is not None:
        line = line_of(source.text, [*source.above, command, unknown])
        raise UsageError(f"{source.name}:{line}: {command}.{unknown}: {command} has no option --{unknown}.")
    own_table = _given(getattr(settings, "validate_" if command == "validate" else command))
    shared = _given(settings)
    values = {key: value for key, value in (shared | own_table).items() if options is None or key in options}
    paths = {key: [*source.above, *([command] if key in own_table else []), key] for key in values}
    limits = settings.limits.model_dump(by_alias=True, exclude_unset=True)
    return Defaults(
        values,
        {key: f"{source.name}:{line_of(source.text, path)}" for key, path in paths.items()},
        tuple(f"{name}={int(value) if isinstance(value, int) else value}" for name, value in limits.items()),
        source.name,
    )


def _given(settings: OptionSettings) -> dict[str, Value]:
    """Values that the file sets, as the command line would give them."""
    names = set(OptionSettings.model_fields)
    found = settings.model_dump(mode="json", by_alias=True, exclude_unset=True, include=names)
    columns = found.get("column")
    if columns:
        found["column"] = [f"{field}={header}" for field, header in columns.items()]
    return {key: value for key, value in found.items() if value is not None}


def _source(folder: Path) -> _Source | None:
    named, project = folder / FILE, folder / _PROJECT
    if named.is_file():
        text = _text(named)
        return _Source(text, parsed(text, FILE), (), FILE)
    if not project.is_file():
        return None
    text = _text(project)
    if ".".join(_TABLE) not in text:  # the file of somebody else's program is not judged
        return None
    tool = parsed(text, _PROJECT).get(_TABLE[0])
    body = tool.get(_TABLE[1]) if isinstance(tool, dict) else None
    return _Source(text, body, _TABLE, _PROJECT) if isinstance(body, dict) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name}: cannot be read: it is not UTF-8 text.") from None
