"""Links from a report to the files of an inbox: relative, and to no other place than a file."""

import os
import re
from pathlib import Path

from mineralcheck.model.cells import CellRef
from mineralcheck.reporters.terminal import safe

_ESCAPED = re.compile(r"[\x00-\x7f](?<![\w./~-])", re.ASCII)
_LEADS_ELSEWHERE = re.compile(r"[\\:?*]|^//")


def link_to(path: Path, cell: CellRef | None, folder: Path | None) -> str | None:
    """Target of a link to a file, or to a cell of it."""
    target = link_path(path, folder)
    if target is None or cell is None:
        return target
    sheet = safe(cell.sheet).replace("'", "''")
    return None if "#" in sheet else f"{target}#'{sheet}'!{cell.address}"


def link_path(path: Path, folder: Path | None) -> str | None:
    """Target of a link to a file, None for a name that some program would take for another place."""
    try:
        seen = os.path.relpath(path, folder) if folder else str(path)
    except ValueError:  # on another drive of Windows
        seen = str(path.absolute())
    seen = seen.replace(os.sep, "/")
    drive = re.match(r"[A-Za-z]:/", seen) if os.name == "nt" else None
    if _LEADS_ELSEWHERE.search(seen[drive.end() :] if drive else seen) or safe(seen) != seen:
        return None
    return _ESCAPED.sub(lambda sign: f"%{ord(sign[0]):02X}", seen)
