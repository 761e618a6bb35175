"""The ledger as a file: CSV that a spreadsheet opens and a review tool compares line by line."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mineralcheck.matching.ledger import COLUMNS, Decision, Ledger, LedgerEntry
from mineralcheck.model.errors import UsageError
from mineralcheck.model.formulas import as_text, from_cell
from mineralcheck.model.text import fold
from mineralcheck.reference.rows import is_cid
from mineralcheck.reference.store import user_folder, write_kept
from mineralcheck.reference.tables import open_list

NAME = "smelter-ledger.csv"


def ledger_path(base: Path | None = None) -> Path:
    """The ledger file: `smelter-ledger.csv` of the working folder if there is one, else the user's own."""
    own = (base or Path()) / NAME
    return own if own.is_file() else user_folder() / NAME


def kept_ledger(base: Path | None = None) -> Ledger:
    """The ledger of `ledger_path`, empty where there is none yet."""
    path = ledger_path(base)
    return read_ledger(path) if path.is_file() else Ledger()


def read_ledger(path: Path) -> Ledger:
    """Read a ledger; raises UsageError that names file and line."""
    return Ledger(_entries(_content(path), path.name))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Check the name of the file.") from None


def _entries(data: bytes, source: str) -> Iterable[LedgerEntry]:
    if not data.strip():
        return
    rows = open_list(data, source).tables[0].rows
    header = [fold(str(value or "")) for value in rows[0]]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise UsageError(
            f"{source}, line 1: no column {', '.join(missing)}. The columns are {', '.join(COLUMNS)}."
        )
    for line, row in enumerate(rows[1:], start=2):
        values = {column: from_cell(str(value or "")) for column, value in zip(header, row, strict=False)}
        if any(values.values()):
            yield ledger_entry(values, f"{source}, line {line}")


def ledger_entry(values: dict[str, str], place: str) -> LedgerEntry:
    """One decision from its columns; raises UsageError that names the place and what is wrong there."""
    text = {column: values.get(column, "") for column in COLUMNS}
    decision = fold(text["decision"]).replace(" ", "_")
    if decision not in set(Decision):
        raise UsageError(f"{place}: the decision is {text['decision']!r}; use {', '.join(Decision)}.")
    needs_id = decision != Decision.NOT_A_SMELTER
    if needs_id and not is_cid(text["smelter_id"]):
        raise UsageError(f"{place}: to {decision} needs a smelter_id such as CID and six digits.")
    if not text["mineral"] or not text["name"]:
        raise UsageError(f"{place}: mineral or name is blank.")
    try:
        when = dt.date.fromisoformat(text["when"])
    except ValueError:
        raise UsageError(f"{place}: the date {text['when']!r} is not of the form YYYY-MM-DD.") from None
    return LedgerEntry(
        mineral=text["mineral"],
        name=text["name"],
        country=text["country"],
        decision=Decision(decision),
        smelter_id=text["smelter_id"] if needs_id else "",
        who=text["who"],
        when=when,
        why=text["why"],
    )


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Write a ledger whole or not at all; what a spreadsheet would run as a formula gets an apostrophe."""
    write_kept(path, [_text(ledger)])


class _ChangedMeanwhileError(Exception):
    """Somebody else has written the ledger since it was read."""


def add_to_ledger(path: Path, entries: Sequence[LedgerEntry]) -> None:
    """Add decisions after those that are in the file; those that others add at the same time stay."""
    while True:
        before = _content(path) if path.is_file() else b""
        ledger = Ledger(_entries(before, path.name)).with_entries(entries)
        try:
            write_kept(path, _unless_changed(path, before, _text(ledger)))
        except _ChangedMeanwhileError:
            continue
        return


def _unless_changed(path: Path, before: bytes, text: str) -> Iterator[str]:
    """The text; looks at the file again when all is written and only its name is still to be given."""
    yield text
    if (_content(path) if path.is_file() else b"") != before:
        raise _ChangedMeanwhileError


def _text(ledger: Ledger) -> str:
    stream = io.StringIO(newline="")
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(COLUMNS)
    for entry in ledger.entries:
        out.writerow(as_text(str(value)) for value in entry)
    return "\ufeff" + stream.getvalue()
