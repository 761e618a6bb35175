"""Imported lists, kept as one normalised JSON file each."""

import datetime as dt
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from mineralcheck.model.errors import OutputError, UsageError
from mineralcheck.model.writing import write_whole
from mineralcheck.reference.lists import (
    ListSource,
    LookupEntry,
    LookupList,
    ReferenceList,
    RevisionEntry,
    RevisionList,
    StatusEntry,
    StatusList,
)

DATA_VARIABLE = "MINERALCHECK_DATA"
"""Environment variable that replaces the user data folder."""

PINNED = Path(".mineralcheck") / "reference"
"""Folder inside a project folder whose lists are used instead of the user's own."""

_SCHEMA = "mineralcheck/reference-list/v1"


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True)

    schema_id: Literal["mineralcheck/reference-list/v1"] = Field(alias="schema")
    imported_at: dt.datetime
    source: ListSource


class _StoredLookup(_Stored):
    content: Literal["lookup"] = "lookup"
    columns: tuple[str, ...] = LookupEntry._fields
    entries: tuple[LookupEntry, ...]

    def unpack(self) -> ReferenceList:
        return LookupList(self.source, self.entries)


class _StoredStatus(_Stored):
    content: Literal["status"] = "status"
    minerals: tuple[str, ...] = ()
    columns: tuple[str, ...] = StatusEntry._fields
    entries: tuple[StatusEntry, ...]

    def unpack(self) -> ReferenceList:
        return StatusList(self.source, self.entries, self.minerals)


class _StoredRevisions(_Stored):
    content: Literal["revisions"] = "revisions"
    columns: tuple[str, ...] = RevisionEntry._fields
    entries: tuple[RevisionEntry, ...]

    def unpack(self) -> ReferenceList:
        return RevisionList(self.source, self.entries)


_Any = Annotated[_StoredLookup | _StoredStatus | _StoredRevisions, Field(discriminator="content")]


class KeptList(BaseModel):
    """A list of the store: its name there, when it was imported, and what it says."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    name: str
    imported_at: dt.datetime
    content: ReferenceList


def user_folder() -> Path:
    """Folder of the user's data; the variable MINERALCHECK_DATA replaces it."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    import platformdirs  # deferred: a run with its own lists does not need it

    return platformdirs.user_data_path("mineralcheck", appauthor=False)


def store_folder(base: Path | None = None) -> Path:
    """Folder of the lists: the pinned one of the working folder `base` if there is one, else the user's."""
    pinned = (base or Path()) / PINNED
    return pinned if pinned.is_dir() else user_folder() / "reference"


class ReferenceStore:
    """The lists of one folder; each is a file `<name>.json`, written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Names of the kept lists, sorted."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.json")))

    def load(self, name: str) -> KeptList:
        """A list by its name or an unambiguous beginning of it; raises UsageError."""
        full = self.resolve(name)
        path = self.folder / f"{full}.json"
        adapter: TypeAdapter[_StoredLookup | _StoredStatus | _StoredRevisions] = TypeAdapter(_Any)
        try:
            stored = adapter.validate_json(path.read_bytes())
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
        except ValidationError:
            raise UsageError(
                f"{path}: is no list of this program, or of another version of it. Remove the file and "
                "import the list again."
            ) from None
        return KeptList(name=full, imported_at=stored.imported_at, content=stored.unpack())

    def load_all(self) -> tuple[KeptList, ...]:
        """All lists, sorted by name."""
        return tuple(self.load(name) for name in self.names())

    def resolve(self, name: str) -> str:
        """Full name of a list from an unambiguous beginning of it; raises UsageError when there is none."""
        names = self.names()
        found = [own for own in names if own == name] or [own for own in names if own.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{name!r} is the beginning of several lists: {', '.join(found)}.")
        known = ", ".join(names) or "none; import one with `mineralcheck reference import FILE`"
        raise UsageError(f"No list is called {name!r}. Known: {known}.")

    def save(self, content: ReferenceList, imported_at: dt.datetime) -> str:
        """Keep a list and return its name; the same list imported again replaces itself."""
        name = self._free_name(content.source)
        packed = _pack(content, imported_at).model_dump_json(by_alias=True, indent=0)
        write_kept(self.folder / f"{name}.json", [packed])
        return name

    def remove(self, name: str) -> str:
        """Remove a list and return its full name; raises UsageError when there is none."""
        full = self.resolve(name)
        (self.folder / f"{full}.json").unlink(missing_ok=True)
        return full

    def _free_name(self, source: ListSource) -> str:
        slug = _slug(source)
        if (self.folder / f"{slug}.json").exists() and self.load(slug).content.source.sha256 != source.sha256:
            return f"{slug}-{source.sha256[:8]}"
        return slug


def _slug(source: ListSource) -> str:
    words = [source.template or source.kind.value]
    if not source.template and source.kind.value not in source.source.lower():
        words.append(Path(source.source).stem)
    if source.as_of and " " not in words[0]:
        words.append(source.as_of.isoformat())
    return re.sub(r"[^a-z0-9.]+", "-", " ".join(words).lower()).strip("-.") or "list"


def _pack(content: ReferenceList, at: dt.datetime) -> _StoredLookup | _StoredStatus | _StoredRevisions:
    common = {"schema": _SCHEMA, "imported_at": at, "source": content.source, "entries": content.entries}
    if isinstance(content, LookupList):
        return _StoredLookup.model_validate(common)
    if isinstance(content, StatusList):
        return _StoredStatus.model_validate({**common, "minerals": content.minerals})
    return _StoredRevisions.model_validate(common)


def write_kept(path: Path, pieces: Iterable[str]) -> None:
    """Write a file of the user's data whole or not at all, in a folder made for it; raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from None
    write_whole(path, pieces, remedy="Close it if it is open elsewhere")
