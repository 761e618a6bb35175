"""A letter as draft of a mail (.eml, RFC 5322): text, HTML and the marked copies; it is never sent."""

import hashlib
import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from mineralcheck.model.errors import UsageError
from mineralcheck.reporters.letters.content import Letter, Sender
from mineralcheck.reporters.terminal import safe

# Plain addresses only: no quoted part, no comment, no second recipient.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class Attachment(NamedTuple):
    """A file that goes with the mail."""

    name: str
    content: bytes


def is_address(text: str) -> bool:
    """Whether a text is one mail address and nothing else."""
    dots = text.startswith(".") or ".@" in text or ".." in text
    return bool(_ADDRESS.fullmatch(text)) and not dots


def parse_sender(text: str) -> Sender:
    """Sender from `Name <address>`, a name or an address; raises UsageError for a malformed address."""
    found = re.fullmatch(r"\s*(.*?)\s*<([^<>]*)>\s*", text)
    name, email = (found[1], found[2].strip()) if found else (text.strip(), "")
    if not found and "@" in text:
        name, email = "", text.strip()
    if email and not is_address(email):
        raise UsageError(
            f"--sender {text}: {email} is not a mail address. Write Name <name@company.example>."
        )
    return Sender(safe(name).strip('" '), email)


def mail(letter: Letter, subject: str, text: str, html: str, attachments: Sequence[Attachment] = ()) -> bytes:
    """The draft; without a valid address of the supplier it has no recipient."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # lets Outlook open it as a draft
    if letter.sender.email:
        message["From"] = Address(letter.sender.name, addr_spec=letter.sender.email)
    if is_address(letter.email):
        message["To"] = Address(safe(letter.contact), addr_spec=letter.email)
    message["Subject"] = safe(subject)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    for one in attachments:
        main, sub = _WORKBOOK
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    message["Content-Language"] = letter.language
    _set_boundaries(message, hashlib.sha256(f"{text}{html}".encode()).hexdigest()[:24])
    return message.as_bytes()


def _set_boundaries(message: EmailMessage, mark: str) -> None:
    """Boundaries that are the same on every run; the library would draw random ones."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{number}_{mark}")
