"""Archives that were opened last, for the next file in them.

The files of an archive are read one after another: without this its directory would be parsed, and archives
inside it unpacked, for each of them.
"""

import os
import threading
import zipfile
from collections.abc import Callable, Hashable, Sequence
from typing import BinaryIO, NamedTuple

from mineralcheck.workbook.limits import MIB

_MOST = 4
_LARGEST = 64 * MIB


class Archive(NamedTuple):
    """The directory of an archive, and its content when it was unpacked from another."""

    members: Sequence[zipfile.ZipInfo]
    content: bytes | None = None


class _OpenedLast:
    """A few archives by what identifies them; threads share them, a process has its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._archives: dict[Hashable, Archive] = {}

    def archive(self, key: Hashable | None, opened: Callable[[], Archive]) -> Archive:
        """The archive of a key, opened if it is not among the last; None is never kept."""
        if key is None:
            return opened()
        with self._lock:
            known = self._archives.pop(key, None)
            if known:
                self._archives[key] = known
        return known or self._keep(key, opened())

    def _keep(self, key: Hashable, archive: Archive) -> Archive:
        with self._lock:
            self._archives[key] = archive
            while len(self._archives) > 1 and self._too_much():
                del self._archives[next(iter(self._archives))]
        return archive

    def _too_much(self) -> bool:
        held = sum(len(one.content or b"") for one in self._archives.values())
        return len(self._archives) > _MOST or held > _LARGEST


OPENED_LAST = _OpenedLast()


def file_identity(file: BinaryIO) -> Hashable | None:
    """What tells a local file from others and from itself before a change; None for a remote one."""
    try:
        state = os.fstat(file.fileno())
    except (OSError, AttributeError):
        return None
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns
