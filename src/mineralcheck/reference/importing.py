"""A file of the user -> a reference list: what kind it is, for which day it speaks, and its entries."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from mineralcheck.model.cells import CellValue, raw_text
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import Family
from mineralcheck.model.text import words
from mineralcheck.reference.dates import as_of_dates, cell_date, date_in
from mineralcheck.reference.headers import Header, find_header
from mineralcheck.reference.lists import (
    ListKind,
    ListSource,
    LookupList,
    ReferenceList,
    RevisionList,
    StatusList,
)
from mineralcheck.reference.lookup_sheet import SHEET, read_lookup, stated_template
from mineralcheck.reference.rows import (
    Implied,
    data_rows,
    is_cid,
    lookup_entry,
    revision_entry,
    status_entry,
)
from mineralcheck.reference.tables import ListFile, Table, open_list
from mineralcheck.workbook.opening import Workbook

Entry = TypeVar("Entry")

_IMPLIED_STATUS = {ListKind.CONFORMANT: "Conformant", ListKind.ACTIVE: "Active"}


class Options(NamedTuple):
    """What the user says of a file that does not say it itself; a date in the file has precedence."""

    as_of: dt.date | None = None
    status: str = ""
    mineral: str = ""
    kind: ListKind | None = None


class Imported(NamedTuple):
    """A list read from a file, with remarks on rows that could not be used."""

    content: ReferenceList
    remarks: tuple[str, ...] = ()


def import_file(path: Path, options: Options | None = None) -> Imported:
    """Read a reference list of any supported form; raises UsageError with file and remedy."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Check the name of the file.") from None
    return import_data(data, path.name, options or Options())


def import_data(data: bytes, source: str, options: Options) -> Imported:
    """As `import_file`, from bytes; `source` is the file name to show."""
    sha256 = hashlib.sha256(data).hexdigest()
    opened = open_list(data, source)
    if opened.workbook and opened.workbook.find(SHEET):
        return _template(opened.workbook, source, sha256, options)
    for table in opened.tables:
        header = find_header(table.rows)
        if header:
            return _Reading(opened, table, header, source, sha256, options).read()
    raise UsageError(
        f"{source}: no row among the first ten has a column for the smelter id and one for the name. "
        "A list needs headers such as Metal, Smelter ID, Standard Smelter Name, Country (see "
        "docs/reference-lists.md)."
    )


def _template(workbook: Workbook, source: str, sha256: str, options: Options) -> Imported:
    template = stated_template(workbook)
    if template is None:
        raise UsageError(
            f"{source}: has a Smelter Look-up sheet, but its Revision sheet names no template and version "
            "that is known. Use an official blank template."
        )
    found = read_lookup(workbook, template, source=source, sha256=sha256, as_of=options.as_of)
    if not found.entries:
        raise UsageError(f"{source}: the Smelter Look-up sheet of this {template} is empty.")
    return Imported(found)


class _Reading:
    """One table of one file, being read."""

    def __init__(
        self, opened: ListFile, table: Table, header: Header, source: str, sha256: str, options: Options
    ) -> None:
        self._table, self._header, self._source = table, header, source
        self._sha256, self._options, self._is_text = sha256, options, opened.is_text
        self._remarks: list[str] = []

    def read(self) -> Imported:
        kind = self._options.kind or self._kind()
        status = self._options.status or _IMPLIED_STATUS.get(kind, "")
        implied = Implied(self._options.mineral, status)
        if kind is ListKind.REVISIONS:
            revisions = self._entries(revision_entry, implied)
            return Imported(RevisionList(self._about(kind, len(revisions)), revisions), tuple(self._remarks))
        if kind is ListKind.LOOKUP:
            names = self._entries(lookup_entry, implied)
            return Imported(LookupList(self._about(kind, len(names)), names), tuple(self._remarks))
        if "status" not in self._header.columns and not status:
            raise UsageError(
                f"{self._source}: has neither a status column nor aliases. Say what its rows are with "
                "--status conformant or --status active, or with --kind lookup for a list of names."
            )
        entries = self._entries(status_entry, implied)
        minerals = (self._options.mineral,) if self._options.mineral else ()
        return Imported(StatusList(self._about(kind, len(entries)), entries, minerals), tuple(self._remarks))

    def _kind(self) -> ListKind:
        columns = self._header.columns.keys()
        if "basis" in columns:
            return ListKind.REVISIONS
        if "status" in columns:
            return ListKind.CSV if self._is_text else ListKind.PUBLIC
        if "alias" in columns:
            return ListKind.LOOKUP
        for title in (self._table.name, Path(self._source).stem):
            said = set(words(title).split())
            if said & {"non", "not"}:
                break
            for kind in (ListKind.CONFORMANT, ListKind.ACTIVE):
                if kind.value in said:
                    return kind
        return ListKind.CSV if self._is_text else ListKind.PUBLIC

    def _entries(
        self, build: Callable[[Header, Sequence[CellValue], str, Implied], Entry], implied: Implied
    ) -> tuple[Entry, ...]:
        if "mineral" not in self._header.columns and not implied.mineral:
            raise UsageError(f"{self._source}: has no column for the metal. Say which it is with --mineral.")
        entries: list[Entry] = []
        for number, row in data_rows(self._table.rows, self._header):
            cid = self._header.text(row, "smelter_id")
            if not is_cid(cid):
                kept = "kept, but it cannot be matched" if cid else "left out"
                self._remarks.append(f"{self._source}, row {number}: no CID but {cid or 'a blank'}; {kept}")
            if cid:
                entries.append(build(self._header, row, cid, implied))
        if not any(map(is_cid, (self._header.text(row, "smelter_id") for row in self._table.rows))):
            raise UsageError(f"{self._source}: no row has an id such as CID and six digits.")
        return tuple(entries)

    def _about(self, kind: ListKind, entries: int) -> ListSource:
        as_of = self._stated_date() or self._options.as_of
        if as_of is None:
            raise UsageError(
                f"{self._source}: does not say for which day it speaks. Give the day on which it was "
                "downloaded: --as-of YYYY-MM-DD."
            )
        return ListSource(
            kind=kind,
            source=self._source,
            sha256=self._sha256,
            as_of=as_of,
            entries=entries,
            template=self._family() if kind is ListKind.LOOKUP else None,
        )

    def _family(self) -> str | None:
        for title in (self._table.name, Path(self._source).stem):
            said = {word.upper() for word in words(title.replace("_", " ")).split()}
            for family in Family:
                if family.value in said:
                    return family.value
        return None

    def _stated_date(self) -> dt.date | None:
        days = set()
        for _, row in data_rows(self._table.rows, self._header):
            days.add(cell_date(self._header.value(row, "as_of")))
        days.discard(None)
        if len(days) > 1 and not self._options.as_of:
            raise UsageError(f"{self._source}: the rows give several dates. Say which with --as-of.")
        if days:
            return days.pop() if len(days) == 1 else None
        above = [raw_text(value) for row in self._table.rows[: self._header.row - 1] for value in row]
        stated = [day for text in (*above, self._table.name) for day in _dates(text)]
        return stated[-1] if stated else None


def _dates(text: str) -> list[dt.date]:
    single = date_in(text)
    return as_of_dates(text) or ([single] if single else [])
