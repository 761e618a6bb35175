"""Output files are written whole or not at all; the old one stays until the new one is complete."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from mineralcheck.model.errors import OutputError


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write a file through a temporary one beside it; raises OutputError with reason and remedy.

    The file gets the permissions that a new file of this user gets.
    """
    part: str | None = None
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece.encode() if isinstance(piece, str) else piece)
        Path(part).chmod(_mode())
        Path(part).replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}). Close it if it is open elsewhere, or name "
            "another file with --output; what was there before is unchanged."
        ) from error
    finally:
        if part is not None:
            Path(part).unlink(missing_ok=True)


def _mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
