"""Letters written from reports in memory, and what is in their files."""

import datetime as dt
import io
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import docx

from mineralcheck.check.run import Run
from mineralcheck.reporters.letters.kinds import LetterFormat
from mineralcheck.reporters.letters.mail import parse_sender
from mineralcheck.reporters.letters.writing import Order, write_letters

DUE = dt.date(2026, 3, 20)
SENDER = parse_sender("Jane Roe <jane@contoso.example>")


def letters(run: Run, folder: Path, **changes: object) -> dict[str, bytes]:
    """Files of all letters by name; the run is closed afterwards."""
    order = Order(folder=folder, **{"due": DUE, "sender": SENDER, **changes})  # type: ignore[arg-type]
    with run.results:
        write_letters(run, order)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def one_letter(run: Run, folder: Path, kind: LetterFormat = LetterFormat.MD, **changes: object) -> str:
    """Text of the only letter."""
    files = letters(run, folder, formats=(kind,), **changes)
    (name,) = [name for name in files if name.endswith(f".{kind}")]
    return files[name].decode()


def mail_of(data: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def word_text(data: bytes) -> str:
    """All text of a Word document, tables included."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
