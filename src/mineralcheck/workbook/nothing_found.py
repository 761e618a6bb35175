"""What to say when there is nothing to check: a mistyped folder must not pass for a clean one."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from mineralcheck.model.errors import UsageError
from mineralcheck.workbook.remote import paths_below, url_of

_NAMED = 5


def nothing_to_check(paths: Sequence[Path]) -> UsageError:
    """The error that says so, and what lies under the paths instead."""
    return UsageError(f"There is no workbook to check. {_what_was_found(paths)}")


def _what_was_found(paths: Sequence[Path]) -> str:
    """Sentence on the files by suffix, the most frequent first."""
    kinds = Counter(PurePath(name).suffix.lower() or "without suffix" for name in _names(paths))
    if not kinds:
        return "The folder is empty."
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count} {kind}" for kind, count in ordered[:_NAMED]]
    if rest := sum(count for _, count in ordered[_NAMED:]):
        named.append("1 other" if rest == 1 else f"{rest} others")
    return f"There is: {', '.join(named)}."


def _names(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        names = (found.name for found in paths_below(path)) if url_of(path) else _in_folder(path)
        yield from (name for name in names if not name.startswith(("~$", ".")))


def _in_folder(path: Path) -> Iterator[str]:
    for _, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from names
