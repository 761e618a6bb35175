"""`mineralcheck match --review`: open matches of a folder, decided one by one or in a spreadsheet."""

import csv
import datetime as dt
import getpass
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from mineralcheck.cli.showing import write_text
from mineralcheck.cli.tables import show_table
from mineralcheck.matching.ledger import Decision, Ledger, LedgerEntry
from mineralcheck.matching.ledger_file import add_to_ledger, ledger_path, read_ledger
from mineralcheck.matching.review import OpenRow, Question, decide, open_questions
from mineralcheck.matching.review_sheet import COLUMNS, decisions, sheet_row
from mineralcheck.model.cells import raw_text
from mineralcheck.model.errors import UsageError
from mineralcheck.model.formulas import from_cell
from mineralcheck.model.text import fold
from mineralcheck.reference.rows import is_cid
from mineralcheck.reference.tables import open_list
from mineralcheck.reporters.terminal import safe

_WIDTHS = [12, 34, 18, 6, 28, 40, *[24, 12, 16, 6] * 3, 14, 12, 24]
_CHOICES = "number or id: accept it   r: none of them   n: not a smelter   s: skip   q: stop"


class Deciding(NamedTuple):
    """Who decides, when, and where decisions are kept."""

    path: Path
    who: str
    when: dt.date

    @classmethod
    def of(cls, ledger: Path | None, who: str) -> "Deciding":
        """From the options, with today and the user name where they say nothing."""
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        return cls(ledger or ledger_path(), who or _user(), today)

    def ledger(self) -> Ledger:
        """The ledger as it is now."""
        return read_ledger(self.path) if self.path.is_file() else Ledger()

    def keep(self, entries: Sequence[LedgerEntry]) -> None:
        """Add decisions to the ledger file."""
        if entries:
            add_to_ledger(self.path, entries)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def open_rows(paths: Sequence[Path], reference: Sequence[Path], ledger: Ledger) -> Iterator[OpenRow]:
    """Every smelter row of the workbooks under the paths, with its match; raises UsageError without one."""
    from mineralcheck.check.validate import Request, validate
    from mineralcheck.workbook.nothing_found import nothing_to_check

    request = Request(paths=tuple(paths), reference=tuple(reference), ledger=ledger)
    with validate(request) as run:
        if not run.results.totals.files:
            raise nothing_to_check(paths)
        for report in run:
            for row in report.submission.smelters if report.submission else ():
                yield OpenRow(report.path, row.row, row.declared, row.match)


def _questions(
    paths: Sequence[Path], reference: Sequence[Path], deciding: Deciding, *, every: bool
) -> tuple[Question, ...]:
    rows = open_rows(paths, reference, deciding.ledger())
    found = open_questions(rows, suggested_only=not every)
    if not found:
        hint = "" if every else " Names without a confident suggestion: add --all."
        typer.echo(f"Nothing is open.{hint}", err=True)
    return found


def review_questions(
    paths: Sequence[Path], reference: Sequence[Path], deciding: Deciding, *, every: bool
) -> None:
    """Ask question by question; each decision is kept at once, so stopping loses nothing."""
    questions = _questions(paths, reference, deciding, every=every)
    decided = 0
    for number, question in enumerate(questions, start=1):
        _show_question(question, number, len(questions))
        entries = _ask(question, deciding)
        if entries is None:
            break
        deciding.keep(entries)
        decided += bool(entries)
    if questions:
        typer.echo(f"{decided} of {len(questions)} decided, kept in {deciding.path}.", err=True)


def _show_question(question: Question, number: int, total: int) -> None:
    file, row = question.places[0]
    more = f" and {len(question.places) - 1} more" if len(question.places) > 1 else ""
    country = f", {question.country}" if question.country else ""
    title = f"{number}/{total}  {question.name}{country} ({question.mineral})"
    place = f"in {file}, row {row}{more}. {question.match.reason}"
    write_text(["\n", safe(title), "\n", safe(place), "\n"])
    rows = [
        (str(place), one.smelter_id, one.name, one.country, f"{one.score:.0f}")
        for place, one in enumerate(question.candidates, start=1)
    ]
    if rows:
        show_table(("", "id", "name", "country", "score"), rows)


def _ask(question: Question, deciding: Deciding) -> list[LedgerEntry] | None:
    """Decisions on a question: none when it is skipped, None to stop."""
    while True:
        said = typer.prompt(_CHOICES, default="s").strip().lower()
        if said == "q":
            return None
        if said == "s":
            return []
        made = _decisions(question, said)
        if made:
            why = typer.prompt("why", default="reviewed")
            who, when = deciding.who, deciding.when
            return [decide(question, one, cid, who=who, when=when, why=why) for one, cid in made]
        typer.echo(f"{said!r} is none of the choices.", err=True)


def _decisions(question: Question, said: str) -> list[tuple[Decision, str]]:
    if said == "n":
        return [(Decision.NOT_A_SMELTER, "")]
    if said == "r":
        return [(Decision.REJECT, one.smelter_id) for one in question.candidates]
    if is_cid(said.upper()):
        return [(Decision.ACCEPT, said.upper())]
    if said.isdecimal() and 0 < int(said) <= len(question.candidates):
        return [(Decision.ACCEPT, question.candidates[int(said) - 1].smelter_id)]
    return []


def export_questions(
    paths: Sequence[Path], reference: Sequence[Path], target: Path, deciding: Deciding, *, every: bool
) -> None:
    """Write the questions as a spreadsheet to fill in; raises UsageError for another suffix."""
    suffix = target.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise UsageError(f"{target}: give the file the suffix .xlsx or .csv.")
    rows = [COLUMNS, *(sheet_row(one) for one in _questions(paths, reference, deciding, every=every))]
    if suffix == ".xlsx":
        _write_workbook(target, rows, deciding.when)
    else:
        _write_csv(target, rows)
    typer.echo(f"{target}: {len(rows) - 1} to decide. Fill in, then: --import {target}", err=True)


def _write_csv(target: Path, rows: Sequence[Sequence[str]]) -> None:
    from mineralcheck.reporters.neutral import cell
    from mineralcheck.reporters.writing import write_whole

    out = io.StringIO(newline="")
    csv.writer(out).writerows([[cell(value) for value in row] for row in rows])
    write_whole(target, ["\ufeff", out.getvalue()])


def _write_workbook(target: Path, rows: Sequence[Sequence[str]], created: dt.date) -> None:
    import tempfile

    from mineralcheck.reporters.excel.book import Book, Style
    from mineralcheck.reporters.writing import write_whole

    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "review.xlsx"
        book = Book(part, created)
        sheet = book.sheet("Review")
        sheet.columns(_WIDTHS)
        sheet.freeze(1, 2)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, Style.TEXT if number else Style.HEADER)
        sheet.filter(len(rows) - 1, len(COLUMNS) - 1)
        book.close()
        write_whole(target, [part.read_bytes()])


def import_answers(source: Path, deciding: Deciding) -> None:
    """Read a filled spreadsheet into the ledger; nothing is kept unless every row is understood."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise UsageError(f"{source}: cannot be read ({error.strerror}). Check its name.") from None
    tables = open_list(data, source.name).tables
    rows = tables[0].rows if tables else []
    header = [fold(raw_text(value)) for value in rows[0]] if rows else []
    if not {"mineral", "name", "decision"} <= set(header):
        raise UsageError(f"{source}: no columns mineral, name and decision; it is no file of --export.")
    entries: list[LedgerEntry] = []
    for number, row in enumerate(rows[1:], start=2):
        values = {column: from_cell(raw_text(value)) for column, value in zip(header, row, strict=False)}
        place = f"{source}, row {number}"
        entries += decisions(values, place, who=deciding.who, when=deciding.when)
    deciding.keep(entries)
    typer.echo(f"{len(entries)} decisions kept in {deciding.path}.", err=True)
