"""Rows of an imported table -> entries of a list."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mineralcheck.model.cells import CellValue
from mineralcheck.model.text import fold
from mineralcheck.reference.dates import cell_date, years_after
from mineralcheck.reference.headers import Header
from mineralcheck.reference.lists import LookupEntry, RevisionEntry, StatusEntry

_ID = re.compile(r"CID\d{6}")
_YEARS = re.compile(r"(\d{1,2})\s*(?:years?|yrs?)?", re.IGNORECASE)
_YES = frozenset({"yes", "y", "x", "true", "1"})
_PROGRAMMES = (("lbma", "LBMA"), ("rjc", "RJC"), ("ti_cmc", "TI-CMC"))


class Implied(NamedTuple):
    """What a file says as a whole, or the user says of it, where its rows do not: empty when nobody does."""

    mineral: str = ""
    status: str = ""


class Numbered(NamedTuple):
    """A row of a file that has an id or a name, with its row number."""

    number: int
    row: Sequence[CellValue]


def data_rows(rows: Sequence[Sequence[CellValue]], header: Header) -> Iterator[Numbered]:
    """Rows below the header that are not empty."""
    for number, row in enumerate(rows[header.row :], start=header.row + 1):
        if header.text(row, "smelter_id") or header.text(row, "name"):
            yield Numbered(number, row)


def is_cid(text: str) -> bool:
    """Whether an id has the form of RMI's: CID and six digits. Some exports say `Not Matched` instead."""
    return bool(_ID.fullmatch(text))


def lookup_entry(header: Header, row: Sequence[CellValue], cid: str, implied: Implied) -> LookupEntry:
    """A look-up row; without an alias column the standard name is the only name."""
    name = header.text(row, "name")
    return LookupEntry(
        mineral=header.text(row, "mineral") or implied.mineral,
        alias=header.text(row, "alias") or name,
        name=name,
        country=header.text(row, "country"),
        smelter_id=cid,
        city=header.text(row, "city"),
        state=header.text(row, "state"),
    )


def status_entry(header: Header, row: Sequence[CellValue], cid: str, implied: Implied) -> StatusEntry:
    """A status row. Unless the list says when, re-assessment is due one cycle after the last assessment."""
    last = cell_date(header.value(row, "last_assessment"))
    found = _YEARS.search(header.text(row, "cycle"))
    years = int(found[1]) if found else None
    due = cell_date(header.value(row, "reassessment_due"))
    return StatusEntry(
        mineral=header.text(row, "mineral") or implied.mineral,
        smelter_id=cid,
        name=header.text(row, "name"),
        country=header.text(row, "country"),
        text=header.text(row, "status") or implied.status,
        programme=_programme(header, row),
        last_assessment=last,
        cycle_years=years,
        reassessment_due=due or (years_after(last, years) if last and years else None),
        reassessing=fold(header.text(row, "reassessing")) in _YES,
        city=header.text(row, "city"),
    )


def _programme(header: Header, row: Sequence[CellValue]) -> str | None:
    stated = header.text(row, "programme")
    if stated:
        return stated
    marked = [name for role, name in _PROGRAMMES if fold(header.text(row, role)) in _YES]
    if marked:
        return ", ".join(marked)
    # A list with columns for the other programmes means RMAP where none of them is marked.
    return "RMAP" if any(role in header.columns for role, _ in _PROGRAMMES) else None


def revision_entry(header: Header, row: Sequence[CellValue], cid: str, implied: Implied) -> RevisionEntry:
    """A row of the revisions export."""
    return RevisionEntry(
        mineral=header.text(row, "mineral") or implied.mineral,
        smelter_id=cid,
        name=header.text(row, "name"),
        country=header.text(row, "country"),
        basis=header.lines(row, "basis"),
        details=header.lines(row, "details"),
        date=cell_date(header.value(row, "revision_date")),
    )
