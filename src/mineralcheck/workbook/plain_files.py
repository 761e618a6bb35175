"""Opening files that may be links, pipes or devices, without being led astray or blocked."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mineralcheck.workbook.refusals import Refusal, refused
from mineralcheck.workbook.remote import remote_file, url_of

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe would wait for its other end without O_NONBLOCK."""


@contextmanager
def plain_file(path: Path, root: Path | None) -> Iterator[BinaryIO]:
    """Open a plain file that lies in `root` (None: anywhere); raises UnreadableFileError for any other."""
    try:
        with remote_file(path) if url_of(path) else os.fdopen(_descriptor(path, root), "rb") as file:
            yield file
    except OSError as error:
        raise refused(Refusal.CANNOT_OPEN, what=error.strerror or "for an unknown reason") from None
    except RuntimeError:  # what a loop of links is to pathlib before Python 3.13
        raise refused(Refusal.CANNOT_OPEN, what="a link that leads to itself") from None


def _descriptor(path: Path, root: Path | None) -> int:
    target = path.resolve(strict=True)
    if root is not None and not target.is_relative_to(root.resolve(strict=True)):
        raise refused(Refusal.LINK_OUT)
    if not stat.S_ISREG(target.stat().st_mode):
        raise refused(Refusal.NOT_A_FILE)
    descriptor = os.open(target, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # changed since
        os.close(descriptor)
        raise refused(Refusal.NOT_A_FILE)
    return descriptor
