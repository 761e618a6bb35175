"""Files in object storage, through fsspec: `s3://bucket/inbox`. Only what a user names is ever opened.

A URL travels as a path, in which pathlib joins its slashes (`s3:/bucket/inbox`); `url_of` takes them apart.
"""

import errno
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from mineralcheck.model.errors import UsageError

if TYPE_CHECKING:  # an extra that most users do not have
    from _typeshed import WriteableBuffer
    from fsspec import AbstractFileSystem
    from fsspec.spec import AbstractBufferedFile

# Two characters at least: one is a drive of Windows.
_URL = re.compile(r"([a-z][a-z0-9+.-]+):/{1,3}([^/].*)", re.DOTALL)
_LOCAL = frozenset({"file", "local"})
_MISSING = "needs the extra for object storage: `pip install mineralcheck[remote]`"


def url_of(path: Path) -> str | None:
    """The URL that a path stands for, None for a file of this machine."""
    found = _URL.fullmatch(path.as_posix())
    if found is None:
        return None
    scheme, rest = found.groups()
    return f"{scheme}:{'///' if scheme in _LOCAL else '//'}{rest}"


def is_absolute(path: Path) -> bool:
    """Whether a path says where it is by itself."""
    return path.is_absolute() or url_of(path) is not None


def as_given(path: Path) -> str:
    """A path as the user wrote it, with forward slashes."""
    return url_of(path) or path.as_posix()


def paths_below(given: Path) -> list[Path]:
    """Every file below a URL, sorted; the URL itself where it is a file. Raises UsageError.

    What is in hidden folders is left out but for the folder itself, as in folders of this machine.
    """
    url = url_of(given) or ""
    try:
        system, root = _opened(url)
        if system.isfile(root):
            return [given]
        names = [name.removeprefix(root).strip("/") for name in system.find(root)]
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(f"{url}: cannot be listed ({error}). Check address and access rights.") from error
    if not names:
        raise UsageError(f"{url}: there is no such file or folder.")
    return [given / name for name in sorted({_up_to_hidden(name) for name in names})]


def _up_to_hidden(name: str) -> str:
    parts = name.split("/")
    hidden = next((place for place, part in enumerate(parts) if part.startswith(".")), len(parts) - 1)
    return "/".join(parts[: hidden + 1])


@contextmanager
def remote_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file behind a URL; raises OSError, whatever the storage calls its errors."""
    try:
        system, name = _opened(url_of(path) or "")
        file = system.open(name, "rb")
    except Exception as error:
        raise OSError(errno.EIO, str(error) or type(error).__name__) from error
    with io.BufferedReader(_Remote(file)) as buffered:
        yield buffered


class _Remote(io.RawIOBase):
    """A file of a storage whose errors are those of any file."""

    def __init__(self, file: "AbstractBufferedFile") -> None:
        self._file = file

    def readable(self) -> bool:
        """It is for reading alone."""
        return True

    def seekable(self) -> bool:
        """Archives are read from their end."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Where the next read begins."""
        return int(self._file.seek(offset, whence))

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read as much as fits, or less."""
        view = memoryview(buffer)
        try:
            data = self._file.read(len(view))
        except Exception as error:
            raise OSError(errno.EIO, str(error) or type(error).__name__) from error
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file of the storage, too."""
        if not self.closed:
            self._file.close()
        super().close()


def _opened(url: str) -> "tuple[AbstractFileSystem, str]":
    """Storage behind a URL, and the name in it."""
    if "@" in urlsplit(url).netloc:
        raise UsageError(
            "a URL with a password in it would be in every report. Give the access rights as your storage "
            "library wants them, in the environment or in its configuration."
        )
    try:
        import fsspec
    except ImportError:
        raise UsageError(f"{url}: {_MISSING}.") from None
    try:
        system, name = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: cannot be opened ({error}).") from None
    return system, str(name)
