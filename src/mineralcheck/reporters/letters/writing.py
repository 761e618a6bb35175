"""Letters into a folder: a file for each letter and format, and a list of them for sending and follow-up."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mineralcheck.campaign.mapping_file import FileMapping
from mineralcheck.campaign.roster import Roster
from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.errors import OutputError
from mineralcheck.model.submission import CompanyField
from mineralcheck.reference.countries import country_code
from mineralcheck.reporters.columns import Column, Kind
from mineralcheck.reporters.csv_report import table
from mineralcheck.reporters.letters.addressees import Addressee, addressees
from mineralcheck.reporters.letters.content import FileFeedback, Letter, Sender
from mineralcheck.reporters.letters.document import compose
from mineralcheck.reporters.letters.docx_letter import docx_letter
from mineralcheck.reporters.letters.feedback import feedback_on
from mineralcheck.reporters.letters.file_names import FileNames
from mineralcheck.reporters.letters.kinds import LetterFormat, Outcome
from mineralcheck.reporters.letters.language import language_of
from mineralcheck.reporters.letters.mail import Attachment, is_address, mail
from mineralcheck.reporters.letters.texts import Wording
from mineralcheck.reporters.terminal import safe
from mineralcheck.reporters.writing import write_whole
from mineralcheck.rules.placeholders import is_placeholder
from mineralcheck.rules.texts import ENGLISH

_BYTE_ORDER_MARK = "\ufeff"
# Where a supplier that sent nothing is written to in another language than English.
_LANGUAGE_OF_COUNTRY = {"JP": "ja", "CN": "zh", "KR": "ko", "DE": "de", "AT": "de"}


Marker = Callable[[Run, CheckReport, str], bytes | None]
"""Makes the marked copy of a file in a language; None when there is nothing to mark or no way to."""


@dataclass(frozen=True)
class Order:
    """What to write. `language` None stands for that of each supplier, `due` None for that of the roster."""

    folder: Path
    wording: Wording = field(default_factory=Wording)
    language: str | None = None
    due: dt.date | None = None
    sender: Sender = field(default_factory=Sender)
    roster: Roster | None = None
    mapping: FileMapping | None = None
    formats: tuple[LetterFormat, ...] = tuple(LetterFormat)
    marker: Marker | None = None


class Written(NamedTuple):
    """A line of the list of letters."""

    supplier_id: str
    letter: Letter
    outcome: Outcome
    name: str


def write_letters(
    run: Run, order: Order, progress: Callable[[int, int], None] | None = None
) -> Counter[Outcome]:
    """Write all letters; raises OutputError when the folder or a file cannot be written.

    Returns how many letters say what. `letters.csv` lists them.
    """
    _make_folder(order.folder)
    names = FileNames()
    names.stem("letters")
    everybody = addressees(run, order.roster, order.mapping)
    written: list[Written] = []
    for done, one in enumerate(everybody, start=1):
        written.append(_Writer(run, order, names).write(one))
        if progress:
            progress(done, len(everybody))
    write_whole(order.folder / "letters.csv", _list(written))
    return Counter(one.outcome for one in written)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be used as a folder ({error.strerror}). Name another one with --output."
        ) from error


class _Writer:
    """Writes the letter of one addressee."""

    def __init__(self, run: Run, order: Order, names: FileNames) -> None:
        self._run = run
        self._order = order
        self._names = names

    def write(self, one: Addressee) -> Written:
        """Write the letter in all formats."""
        reports = [self._run.results[number] for number in one.files]
        language = self._order.language or _language(one, reports)
        stem = self._names.stem(_title(one, reports))
        attachments: list[Attachment] = []
        files = tuple(self._feedback(report, language, stem, attachments) for report in reports)
        letter = self._letter(one, language, files, reports)
        self._files(letter, stem, attachments)
        outcome = Outcome.REMINDER if letter.is_reminder else Outcome.CHANGES
        return Written(one.supplier_id, letter, Outcome.THANKS if letter.all_well else outcome, stem)

    def _feedback(
        self, report: CheckReport, language: str, stem: str, attachments: list[Attachment]
    ) -> FileFeedback:
        wording = self._order.wording
        repeated = partial(_repeated, wording, language)
        found = feedback_on(report, language, repeated)
        marked = (
            self._order.marker(self._run, report, language)
            if self._order.marker and not found.all_well
            else None
        )
        if marked is None:
            return found
        original = Path(found.name)
        title = f"{stem} - {original.stem}" if original.stem != stem else f"{stem} - marked"
        suffix = ".xlsm" if original.suffix.lower() == ".xlsm" else ".xlsx"
        name = self._names.stem(title) + suffix
        write_whole(self._order.folder / name, [marked])
        attachments.append(Attachment(name, marked))
        return replace(found, marked=name)

    def _letter(
        self, one: Addressee, language: str, files: tuple[FileFeedback, ...], reports: Sequence[CheckReport]
    ) -> Letter:
        contact, email = one.contact, one.email
        for report in reports:
            company = report.submission.company if report.submission else {}
            contact = contact or _declared(company.get(CompanyField.CONTACT_NAME, ""))
            email = email or company.get(CompanyField.CONTACT_EMAIL, "")
        return Letter(
            language=language,
            supplier=safe(one.name),
            contact=safe(contact),
            email=email if is_address(email) else "",
            files=files,
            date=self._run.as_of,
            sender=self._order.sender,
            due=self._order.due or one.due,
            missing=one.missing,
        )

    def _files(self, letter: Letter, stem: str, attachments: Sequence[Attachment]) -> None:
        wording, formats = self._order.wording, self._order.formats
        document = compose(letter, wording)
        html = wording.page("letter.html.j2", letter=document)
        contents: dict[LetterFormat, Callable[[], str | bytes]] = {
            LetterFormat.DOCX: lambda: docx_letter(document, letter.date, wording.base_document),
            LetterFormat.HTML: lambda: html,
            LetterFormat.MD: lambda: wording.page("letter.md.j2", letter=document),
            LetterFormat.EML: lambda: mail(
                letter, document.subject, wording.page("letter.txt.j2", letter=document), html, attachments
            ),
        }
        for name in formats:
            write_whole(self._order.folder / f"{stem}.{name}", [contents[name]()])


def _title(one: Addressee, reports: Sequence[CheckReport]) -> str:
    """What a letter's file is called: id and name of the supplier, else the name of what it sent."""
    title = " ".join(dict.fromkeys(part for part in (one.supplier_id, one.name) if part))
    return title or (Path(reports[0].path).stem if reports else "")


def _language(one: Addressee, reports: Sequence[CheckReport]) -> str:
    """Display language of what came; by the country of the roster when nothing readable came."""
    for report in reports:
        if report.submission:
            return language_of(report.submission.template.language)
    return _LANGUAGE_OF_COUNTRY.get(country_code(one.country) or "", ENGLISH)


def _declared(contact: str) -> str:
    return "" if is_placeholder(contact) else contact


def _repeated(wording: Wording, language: str, message: str, count: int) -> str:
    return wording.fill(wording.of(language).repeated, message=message, count=count)


def _list(written: Sequence[Written]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK
    yield from table(written, _COLUMNS)


_COLUMNS: tuple[Column[Written], ...] = (
    Column("letter", lambda one: one.name),
    Column("supplier_id", lambda one: one.supplier_id or None),
    Column("supplier", lambda one: one.letter.supplier or None),
    Column("contact", lambda one: one.letter.contact or None),
    Column("email", lambda one: one.letter.email or None),
    Column("language", lambda one: one.letter.language),
    Column("says", lambda one: one.outcome.value),
    Column("files", lambda one: "; ".join(file.name for file in one.letter.files) or None),
    Column("missing", lambda one: "; ".join(one.letter.missing) or None),
    Column("corrections", lambda one: sum(len(f.corrections) for f in one.letter.files), Kind.INTEGER),
    Column("checks", lambda one: sum(len(f.checks) for f in one.letter.files), Kind.INTEGER),
    Column("smelters", lambda one: sum(len(f.smelters) for f in one.letter.files), Kind.INTEGER),
    Column("due", lambda one: None if one.letter.all_well else one.letter.due, Kind.DATE),
)
