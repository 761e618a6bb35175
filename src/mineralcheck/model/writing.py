"""Output files are written whole or not at all; the old one stays until the new one is complete."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mineralcheck.model.errors import OutputError


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait for the moments in which it would leave something behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if waiting:
            raise KeyboardInterrupt


@contextmanager
def scratch_folder(beside: Path | None = None) -> Iterator[Path]:
    """A folder that is gone afterwards, with what is in it; hidden in the one named, else a temporary one."""
    name: str | None = None
    try:
        with uninterrupted():
            prefix, suffix = (".", ".part") if beside else ("mineralcheck-", "")
            name = tempfile.mkdtemp(dir=beside, prefix=prefix, suffix=suffix)
        yield Path(name)
    finally:
        with uninterrupted():
            if name:
                shutil.rmtree(name, ignore_errors=True)


_REMEDY = "Close it if it is open elsewhere, or name another file with --output"


def write_whole(path: Path, pieces: Iterable[str | bytes], remedy: str = _REMEDY) -> None:
    """Write a file through a temporary one beside it; raises OutputError with reason and remedy.

    The file gets the permissions that a new file of this user gets. What the pieces raise goes through and
    leaves the old file as it was.
    """
    part: str | None = None
    try:
        with uninterrupted():
            handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece.encode() if isinstance(piece, str) else piece)
        Path(part).chmod(_mode())
        Path(part).replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}). {remedy}; what was there before is unchanged."
        ) from error
    finally:
        with uninterrupted():
            if part is not None:
                Path(part).unlink(missing_ok=True)


def _mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
