"""Lines of the keys of a TOML text. The parser of the standard library does not keep them."""

import re
from collections.abc import Sequence

_TABLE = re.compile(r"\s*\[\[?\s*([^\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", text))


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Line, from 1, of the deepest key of `path` that the text writes down; 1 when it has none of them.

    An index in the path counts tables of the same name (`[[waiver]]`).
    """
    wanted = tuple(str(part) for part in path)
    best, found = 0, 1
    seen: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = _TABLE.match(line)
        if header:
            table = _parts(header[1])
            if line.lstrip().startswith("[["):
                seen[table] = seen.get(table, -1) + 1
                table = (*table, str(seen[table]))
        key = _KEY.match(line)
        here = table if header else (*table, *_parts(key[1])) if key else ()
        depth = min(len(here), len(wanted))
        if depth > best and here[:depth] == wanted[:depth]:
            best, found = depth, number
    return found
