"""Lists beside a profile: small CSV files that people keep in a spreadsheet."""

import csv
from collections.abc import Iterator
from pathlib import Path

from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold
from mineralcheck.rules.settings import DenyEntry


def _rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line numbers, keyed by column; raises UsageError with file, line and remedy."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{path}: cannot be read: {reason}.") from None
    lines = text.splitlines()
    dialect = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=dialect)
    header = {fold(name): name for name in reader.fieldnames or ()}
    missing = [name for name in columns if name not in header]
    if missing:
        raise UsageError(f"{path}:1: the column {missing[0]!r} is missing; expected: {', '.join(columns)}.")
    for row in reader:
        yield reader.line_num, {name: (row.get(header[name]) or "").strip() for name in columns}


def read_by_supplier(path: Path, column: str) -> dict[str, tuple[str, ...]]:
    """Values of a column by supplier; a cell may hold several, separated by semicolons or bars."""
    found: dict[str, list[str]] = {}
    for line, row in _rows(path, "supplier", column):
        if not row["supplier"]:
            raise UsageError(f"{path}:{line}: the supplier is blank.")
        values = row[column].replace("|", ";").split(";")
        found.setdefault(row["supplier"], []).extend(value.strip() for value in values if value.strip())
    return {supplier: tuple(dict.fromkeys(values)) for supplier, values in sorted(found.items())}


def read_denied(path: Path) -> tuple[DenyEntry, ...]:
    """Entries of a deny list; each needs a smelter id or a name."""
    found = []
    for line, row in _rows(path, "smelter_id", "name", "country", "reason"):
        if not (row["smelter_id"] or row["name"]):
            raise UsageError(f"{path}:{line}: give a smelter_id or a name.")
        found.append(DenyEntry(**row, source=path.name))
    return tuple(found)
