"""The user's own lists of smelters to deny or to look at twice. No sanctions screening.

They stand beside the status of a smelter and never change it.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from mineralcheck.model.cells import raw_text
from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import clean, fold, words
from mineralcheck.reference.countries import Agreement, compare_countries
from mineralcheck.reference.minerals import mineral_key
from mineralcheck.reference.tables import open_list

COLUMNS = ("smelter_id", "name", "mineral", "country", "reason", "date")
DISCLAIMER = "From the company's own list. This is no sanctions screening."


class WatchKind(StrEnum):
    """What a list is for."""

    DENY = "deny"
    ADVISORY = "advisory"


class WatchEntry(BaseModel):
    """A smelter on such a list, by id or by name; a blank mineral or country means any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    smelter_id: str = ""
    name: str = ""
    mineral: str = ""
    country: str = ""
    reason: str = ""
    date: dt.date | None = None


class WatchNote(NamedTuple):
    """An entry that means a smelter, with the list it is from."""

    kind: WatchKind
    entry: WatchEntry
    source: str


class WatchList(NamedTuple):
    """One list of the user."""

    kind: WatchKind
    source: str
    entries: tuple[WatchEntry, ...]


def read_watch_list(path: Path, kind: WatchKind) -> WatchList:
    """Read a CSV with the columns `COLUMNS`, or TOML with tables `[[smelter]]`; raises UsageError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Check the name of the file.") from None
    rows = _toml_rows(data, path) if path.suffix.lower() == ".toml" else _csv_rows(data, path)
    return WatchList(kind, path.name, tuple(_entry(row, f"{path}, {place}") for place, row in rows))


Row = Mapping[str, object]


def _entry(row: Row, place: str) -> WatchEntry:
    try:
        entry = WatchEntry.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{place}: {column}: {first['msg'].lower()}.") from None
    if not (entry.smelter_id or entry.name):
        raise UsageError(f"{place}: give a smelter_id or a name.")
    return entry


def _csv_rows(data: bytes, path: Path) -> list[tuple[str, Row]]:
    header, *rows = open_list(data, path.name).tables[0].rows
    columns = [fold(raw_text(value)).replace(" ", "_") for value in header]
    unknown = [column for column in columns if column and column not in COLUMNS]
    if unknown or not {"smelter_id", "name"} & set(columns):
        raise UsageError(f"{path}, line 1: the columns are {', '.join(COLUMNS)}; not {', '.join(unknown)}.")
    found: list[tuple[str, Row]] = []
    for line, row in enumerate(rows, start=2):
        texts = {column: clean(raw_text(value)) for column, value in zip(columns, row, strict=False)}
        if any(texts.values()):
            found.append(
                (f"line {line}", {column: text for column, text in texts.items() if column and text})
            )
    return found


def _toml_rows(data: bytes, path: Path) -> list[tuple[str, Row]]:
    try:
        body = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not readable as TOML ({error}).") from None
    entries = body.pop("smelter", [])
    if body or not isinstance(entries, list):
        raise UsageError(f"{path}: only tables [[smelter]] belong here; not {', '.join(body) or 'smelter'}.")
    return [(f"entry {number}", entry) for number, entry in enumerate(entries, start=1)]


def notes(
    lists: Iterable[WatchList], mineral: str, smelter_id: str, names: Sequence[str] = (), country: str = ""
) -> tuple[WatchNote, ...]:
    """The entries that mean a smelter: by id, else by one of its names where no known country differs."""
    keys = {words(name) for name in names} - {""}
    found: list[WatchNote] = []
    for one in lists:
        for entry in one.entries:
            if entry.mineral and mineral_key(entry.mineral) != mineral_key(mineral):
                continue
            elsewhere = compare_countries(entry.country, country) is Agreement.DIFFERENT
            by_name = not entry.smelter_id and words(entry.name) in keys and not elsewhere
            if by_name or (entry.smelter_id and entry.smelter_id == smelter_id):
                found.append(WatchNote(one.kind, entry, one.source))
    return tuple(found)
