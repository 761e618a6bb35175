"""What to say when no workbook was found: what there is instead."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

_NAMED = 5


def what_was_found(paths: Sequence[Path]) -> str:
    """Sentence on what lies under the paths, by suffix, the most frequent first."""
    kinds = Counter(PurePath(name).suffix.lower() or "without suffix" for name in _names(paths))
    if not kinds:
        return "The folder is empty."
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count} {kind}" for kind, count in ordered[:_NAMED]]
    rest = sum(count for _, count in ordered[_NAMED:])
    return f"There is: {', '.join([*named, *([f'{rest} others'] if rest else [])])}."


def _names(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        for _, _, names in os.walk(path):
            yield from (name for name in names if not name.startswith(("~$", ".")))
