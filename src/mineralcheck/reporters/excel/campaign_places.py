"""Where the files of a campaign lie, from what the user named: a kept run has no more than that."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from mineralcheck.workbook.remote import url_of

_ARCHIVE = ".zip"
_REPLACED = "\N{REPLACEMENT CHARACTER}"


class Places:
    """Paths by the names that a report shows; none where it is not certain which file is meant."""

    def __init__(self, inputs: Iterable[str]) -> None:
        self._inputs = [Path(one) for one in inputs]

    def path_of(self, name: str) -> Path | None:
        """The file, or the archive that it is in; None for one in object storage."""
        if _REPLACED in name:
            return None
        found = {path for given in self._inputs if (path := _below(given, name))}
        return _outside(found.pop()) if len(found) == 1 else None


def _below(given: Path, name: str) -> Path | None:
    """The path that a name stands for, if it can be one of a file below what was given."""
    shown = PurePosixPath(name)
    if url_of(given):
        return None
    if not given.is_absolute():
        return Path(shown) if shown.is_relative_to(given.as_posix()) else None
    # An absolute folder is shown by its last part, a file named by itself with that of its folder.
    for base in (given, given.parent):
        if shown.is_relative_to(base.name or "."):
            path = base.parent / shown
            return path if path.is_relative_to(given) else None
    return None


def _outside(path: Path) -> Path:
    inside = next((one for one in reversed(path.parents) if one.suffix.lower() == _ARCHIVE), None)
    return inside or path
