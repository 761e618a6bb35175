"""Which files of the given paths are workbooks to read."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


class Found(NamedTuple):
    """A file to read: `path` to open, `name` to show (stable, with forward slashes)."""

    path: Path
    name: str
    member: tuple[int, ...] = ()


@dataclass(frozen=True)
class Discovery:
    """Files to read, sorted by name, and how many others were passed over, by kind."""

    files: tuple[Found, ...] = ()
    skipped: dict[str, int] = field(default_factory=dict)


def find_files(paths: Sequence[Path]) -> Discovery:
    """Workbooks among the paths; folders are searched through, files named by the user always taken."""
    found: dict[str, Found] = {}
    skipped: dict[str, int] = {}
    for path in paths:
        for file in sorted(_walk(path)) if path.is_dir() else [path]:
            kind = None if file == path else _passed_over(file)
            if kind:
                skipped[kind] = skipped.get(kind, 0) + 1
            else:
                found.setdefault(file.as_posix(), Found(file, file.as_posix()))
    return Discovery(tuple(found[name] for name in sorted(found)), dict(sorted(skipped.items())))


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(where, name) for name in names)


def _passed_over(file: Path) -> str | None:
    if file.name.startswith("~$"):
        return "lock"
    if file.name.startswith("."):
        return "hidden"
    return None if file.suffix.lower() in SUFFIXES else "other"


def read_bytes(found: Found, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Content of a file; raises UnreadableFileError for what is no plain file, too large or not readable."""
    try:
        facts = found.path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableFileError(UnreadableReason.NOT_READABLE, "This is not a plain file.")
        if facts.st_size > limits.file_bytes:
            raise UnreadableFileError(UnreadableReason.TOO_LARGE, "The file is too large.")
        return found.path.read_bytes()
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise UnreadableFileError(
            UnreadableReason.NOT_READABLE, f"The file cannot be opened ({reason})."
        ) from error
