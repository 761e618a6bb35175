"""Which files of the given paths are workbooks to read, in an order that is the same everywhere."""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from mineralcheck.model.errors import UnreadableFileError, UsageError
from mineralcheck.workbook.archives import ARCHIVE_SUFFIX, Entry, entries, is_workbook, read_entry
from mineralcheck.workbook.limits import DEFAULT_LIMITS, MIB, Limits
from mineralcheck.workbook.names import display_name, shown
from mineralcheck.workbook.plain_files import plain_file
from mineralcheck.workbook.refusals import Refusal, refused
from mineralcheck.workbook.remote import paths_below, url_of

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


class Skipped(StrEnum):
    """Kinds of files in folders and archives that are passed over."""

    LOCK = "lock"
    """`~$name.xlsx`: Excel's note that somebody has the workbook open."""
    HIDDEN = "hidden"
    """Names that begin with a dot, and whole folders of such a name."""
    OTHER = "other"
    """No suffix of a workbook or archive."""


class Found(NamedTuple):
    """A file to read: `path` to open and `name` to show, never absolute, with forward slashes.

    `root` is the folder that a link may not lead out of, `member` the way into an archive, and `problem` why
    it is already known that the file cannot be read.
    """

    path: Path
    name: str
    root: Path | None = None
    member: tuple[int, ...] = ()
    problem: UnreadableFileError | None = None


@dataclass(frozen=True)
class Discovery:
    """Files to read, sorted by name, and how many others were passed over, by kind."""

    files: tuple[Found, ...] = ()
    skipped: Mapping[Skipped, int] = field(default_factory=dict)


def find_files(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> Discovery:
    """Workbooks among the paths; raises UsageError for a path that does not exist.

    Folders are searched through, zip archives looked into. A file named by itself is always taken, whatever
    its name. A file that several paths lead to is taken once.
    """
    skipped: Counter[Skipped] = Counter()
    found: dict[tuple[str, tuple[int, ...]], Found] = {}
    for given in paths:
        if not url_of(given) and not os.path.lexists(given):
            raise UsageError(f"{shown(str(given))}: there is no such file or folder.")
        for one in _found(given, skipped, limits):
            found.setdefault((os.path.realpath(one.path), one.member), one)
    return Discovery(_with_unique_names(found.values()), {kind: skipped[kind] for kind in sorted(skipped)})


def _found(given: Path, skipped: Counter[Skipped], limits: Limits) -> Iterator[Found]:
    if url_of(given):
        everything = [Found(path, display_name(path, given), given) for path in paths_below(given)]
    elif given.is_dir():
        everything = list(_in_folder(given))
    else:
        yield from _looked_into(Found(given, display_name(given, given.parent)), skipped, limits)
        return
    for one in everything:
        kind = None if one.problem else _passed_over(one.name)
        if kind is not None:
            skipped[kind] += 1
        elif one.problem:
            yield one
        else:
            yield from _looked_into(one, skipped, limits)


def _in_folder(given: Path) -> Iterator[Found]:
    """Files below a folder; hidden folders count as one file, folders that are links are not entered."""
    closed: list[OSError] = []
    for where, folders, names in os.walk(given, onerror=closed.append):
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = sorted(set(folders) - set(hidden))
        for name in sorted([*names, *hidden]):
            path = Path(where, name)
            yield Found(path, display_name(path, given), root=given)
    for error in closed:
        path = Path(os.fsdecode(error.filename))
        problem = refused(Refusal.CANNOT_OPEN, what=error.strerror)
        yield Found(path, display_name(path, given), root=given, problem=problem)


def _passed_over(name: str) -> Skipped | None:
    path = PurePosixPath(name)
    if path.name.startswith("~$"):
        return Skipped.LOCK
    if path.name.startswith("."):
        return Skipped.HIDDEN
    return None if path.suffix.lower() in SUFFIXES | {ARCHIVE_SUFFIX} else Skipped.OTHER


def _looked_into(one: Found, skipped: Counter[Skipped], limits: Limits) -> Iterator[Found]:
    """The file, or the workbooks in it when it is an archive."""
    if one.path.suffix.lower() != ARCHIVE_SUFFIX:
        yield one
        return
    try:
        with plain_file(one.path, one.root) as file:
            inside = None if is_workbook(file, limits) else list(_in_archive(one, entries(file, limits)))
    except UnreadableFileError as error:
        yield one._replace(problem=error)
        return
    if inside is None:
        yield one
    else:
        taken = [found for found in inside if found.problem or not _passed_over(found.name)]
        skipped.update(kind for found in inside if not found.problem and (kind := _passed_over(found.name)))
        yield from taken or [one._replace(problem=refused(Refusal.EMPTY_ARCHIVE))]


def _in_archive(archive: Found, inside: Iterator[Entry]) -> Iterator[Found]:
    for entry in inside:
        name = f"{archive.name}/{entry.name}"
        yield archive._replace(name=name, member=entry.member, problem=entry.problem)


def _with_unique_names(found: Collection[Found]) -> tuple[Found, ...]:
    """Sorted by name; of files with the same name the later ones are numbered."""
    seen: Counter[str] = Counter()
    unique: list[Found] = []
    for one in sorted(found, key=lambda one: (one.name, one.path.as_posix(), one.member)):
        seen[one.name] += 1
        unique.append(one if seen[one.name] == 1 else one._replace(name=f"{one.name} ({seen[one.name]})"))
    return tuple(unique)


def read_bytes(found: Found, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Content of a file; raises UnreadableFileError for what is no plain file, too large or not readable."""
    if found.problem is not None:
        raise found.problem
    with plain_file(found.path, found.root) as file:
        if found.member:
            return read_entry(file, found.member, limits)
        data = _content(file, limits.file_bytes)
    if len(data) > limits.file_bytes:
        raise refused(Refusal.TOO_LARGE, what=f"over {limits.file_bytes // MIB} MiB")
    return data


def _content(file: BinaryIO, longest: int) -> bytes:
    """All of a file, or more than `longest` bytes; room is made for what is there, not for the longest."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    content = file.read(min(size, longest) + 1)
    if size < len(content) <= longest:  # it is growing
        content += file.read(longest + 1 - len(content))
    return content
