"""Workbooks in zip archives, found and read in memory: nothing is ever unpacked to disk."""

import io
import os
import zipfile
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.limits import MIB, Limits
from mineralcheck.workbook.names import entry_name
from mineralcheck.workbook.opened_archives import OPENED_LAST, Archive, file_identity
from mineralcheck.workbook.package import TAIL_SIZE, open_directory, read_member
from mineralcheck.workbook.refusals import Refusal, refused

ARCHIVE_SUFFIX = ".zip"
_WORKBOOK_FOLDER = "xl/"
_RESOURCE_FORKS = "__MACOSX/"


class Entry(NamedTuple):
    """A file in an archive: positions in the directories that lead to it, its name, or why it is none."""

    member: tuple[int, ...]
    name: str
    problem: UnreadableFileError | None = None


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked for looking into archives inside archives, and how many files listed."""

    size: int
    files: int

    def spend(self, *, size: int = 0, files: int = 0) -> None:
        self.size -= size
        self.files -= files
        if self.size < 0:
            raise refused(Refusal.TOO_LARGE, what="its inner archives are too large together")
        if self.files < 0:
            raise refused(Refusal.TOO_LARGE, what="its inner archives pack too many files together")


def entries(file: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """Files in an archive, with those of the archives in it; raises UnreadableFileError when damaged."""
    budget = _Budget(limits.unpacked_bytes, limits.inner_entries)
    yield from _entries(_directory(file, limits), (), "", limits, budget)


def is_workbook(file: BinaryIO, limits: Limits) -> bool:
    """Whether a zip file is itself a workbook under another name."""
    return any(member.filename.startswith(_WORKBOOK_FOLDER) for member in _directory(file, limits).infolist())


def read_entry(file: BinaryIO, member: tuple[int, ...], limits: Limits) -> bytes:
    """Content of a file in an archive; raises UnreadableFileError."""
    return _member(file, member, limits, file_identity(file))


def _member(file: BinaryIO, way: tuple[int, ...], limits: Limits, identity: Hashable | None) -> bytes:
    above, position = way[:-1], way[-1]
    archive = OPENED_LAST.archive(
        identity and (identity, limits, above), lambda: _opened(file, above, limits, identity)
    )
    if position >= len(archive.members):
        raise refused(Refusal.DAMAGED, what="the archive has changed since it was listed")
    source = file if archive.content is None else io.BytesIO(archive.content)
    return read_member(source, archive.members[position], limits.file_bytes, limits)


def _opened(file: BinaryIO, way: tuple[int, ...], limits: Limits, identity: Hashable | None) -> Archive:
    if not way:
        return Archive(_directory(file, limits).infolist())
    content = _member(file, way, limits, identity)
    return Archive(_directory(io.BytesIO(content), limits).infolist(), content)


def _directory(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    size = file.seek(0, os.SEEK_END)
    if size > limits.archive_bytes:
        raise refused(Refusal.TOO_LARGE, what=f"over {limits.archive_bytes // MIB} MiB")
    file.seek(max(0, size - TAIL_SIZE))
    return open_directory(file, file.read(TAIL_SIZE), limits)


def _entries(
    directory: zipfile.ZipFile, above: tuple[int, ...], folder: str, limits: Limits, budget: _Budget
) -> Iterator[Entry]:
    for position, member in enumerate(directory.infolist()):
        name = folder + entry_name(member)
        if member.is_dir() or member.filename.startswith(_RESOURCE_FORKS):
            continue
        entry = Entry((*above, position), name)
        if not name.lower().endswith(ARCHIVE_SUFFIX):
            yield entry
            continue
        try:
            yield from _inner_entries(directory, member, entry, limits, budget)
        except UnreadableFileError as error:
            yield entry._replace(problem=error)


def _inner_entries(
    directory: zipfile.ZipFile, member: zipfile.ZipInfo, entry: Entry, limits: Limits, budget: _Budget
) -> Iterator[Entry]:
    if len(entry.member) >= limits.archive_depth:
        raise refused(Refusal.DEEP_ARCHIVE)
    assert directory.fp is not None
    budget.spend(size=member.file_size)
    inner = io.BytesIO(read_member(directory.fp, member, limits.file_bytes, limits))
    if is_workbook(inner, limits):
        yield entry
    else:
        inside = _directory(inner, limits)
        budget.spend(files=len(inside.infolist()))
        yield from _entries(inside, entry.member, f"{entry.name}/", limits, budget)
