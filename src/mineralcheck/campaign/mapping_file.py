"""The user's own word on whose file is whose: a list of files and supplier ids."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mineralcheck.model.cells import CellValue, raw_text
from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import clean, fold, words
from mineralcheck.reference.tables import open_list

_FILE_HEADERS = frozenset({"file", "path", "file name", "filename", "folder", "ファイル"})
_ID_HEADERS = frozenset({"supplier id", "supplier", "supplier number", "supplier code", "仕入先コード"})


class Mapped(NamedTuple):
    """A row of the mapping: the end of a path, and whose files those are."""

    file: str
    supplier_id: str


class FileMapping:
    """Rows of a mapping, found by the end of a path or by a folder in it; the longest row wins."""

    def __init__(self, rows: Mapping[str, str] | None = None) -> None:
        self.rows = dict(rows or {})
        self._rows = {_parts(file): Mapped(file, supplier) for file, supplier in (rows or {}).items()}

    def supplier_of(self, path: str) -> Mapped | None:
        """The row about a file."""
        parts = _parts(path)
        best: tuple[str, ...] = ()
        for own in self._rows:
            ends = parts[-len(own) :] == own
            within = any(parts[start : start + len(own)] == own for start in range(len(parts) - len(own)))
            if (ends or within) and len(own) > len(best):
                best = own
        return self._rows[best] if best else None


def read_mapping(path: Path, suppliers: Collection[str]) -> FileMapping:
    """Read a mapping with the columns File and Supplier ID; raises UsageError naming row and column."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Check the name of the file.") from None
    known = {fold(one): one for one in suppliers}
    for table in open_list(data, path.name).tables:
        if table.rows and (columns := _columns(table.rows[0])):
            return FileMapping(_rows(table.rows, columns, path.name, known))
    raise UsageError(f"{path.name}: the first row needs the columns File and Supplier ID.")


def _columns(header: Sequence[CellValue]) -> tuple[int, int] | None:
    texts = [words(raw_text(value)) for value in header]
    file = next((place for place, text in enumerate(texts) if text in _FILE_HEADERS), None)
    owner = next((place for place, text in enumerate(texts) if text in _ID_HEADERS), None)
    return None if file is None or owner is None else (file, owner)


def _rows(
    rows: Sequence[Sequence[CellValue]], columns: tuple[int, int], source: str, known: Mapping[str, str]
) -> dict[str, str]:
    found: dict[tuple[str, ...], str] = {}
    named: dict[str, str] = {}
    for number, row in enumerate(rows[1:], start=2):
        file, owner = (clean(raw_text(row[at])) if at < len(row) else "" for at in columns)
        if not file and not owner:
            continue
        if not file:
            raise UsageError(f"{source}, row {number}, column File: is blank; name a file or folder.")
        if fold(owner) not in known:
            raise UsageError(
                f"{source}, row {number}, column Supplier ID: {owner!r} is not in the supplier list."
            )
        earlier = found.setdefault(_parts(file), known[fold(owner)])
        if earlier != known[fold(owner)]:
            raise UsageError(
                f"{source}, row {number}, column File: {file!r} is already given to {earlier!r}. "
                "Leave one of the two rows."
            )
        named[file] = earlier
    return named


def _parts(path: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in path.replace("\\", "/").split("/") if part not in ("", "."))
