"""File names as text that is safe to print, whatever bytes they are made of."""

import os
import re
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath

from mineralcheck.workbook.remote import is_absolute

_UTF8_FLAG = 0x800
_EAST_ASIAN = ("gb2312", "cp932", "gbk", "cp949")
_IMPLAUSIBLE = re.compile(r"[A-Za-z][^\x00-\x7f][a-z]|[\uff61-\uff9f]")
"""One foreign letter amid Latin ones, or half-width kana: signs of the wrong code page."""
_EXPECTED = frozenset({"Lo", "Lm", "Nd", "Nl", "Pd", "Pe", "Po", "Ps", "Zs", "Lu", "Ll"})
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_DRIVE = re.compile(r"[A-Za-z]:")


def shown(name: str) -> str:
    """A name without control, direction and undecodable characters, which could fake other output."""
    text = os.fsencode(name).decode("utf-8", "replace") if not name.isascii() else name
    text = unicodedata.normalize("NFC", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _UNSAFE else c for c in text)


def display_name(path: Path, given: Path) -> str:
    """Name of a file found under a given path: as the user wrote it, but never absolute.

    Reports are the same wherever the folder lies; an absolute folder is shown by its last part.
    """
    if not is_absolute(given):
        return shown(path.as_posix())
    within = path.relative_to(given)
    return shown((PurePosixPath(given.name) / within.as_posix()).as_posix())


def entry_name(member: zipfile.ZipInfo) -> str:
    """Name of a file in an archive, for display only: it never becomes a path.

    Archives from Chinese, Japanese and Korean systems hold names in the code page of the sender.
    """
    text = member.filename if member.flag_bits & _UTF8_FLAG else _decoded(member.filename)
    parts = _DRIVE.sub("", text.replace("\\", "/")).split("/")
    return shown("/".join(part for part in parts if part.strip(". ")))


def _decoded(name: str) -> str:
    """`zipfile` takes a name without the UTF-8 flag for code page 437; find what it was meant to be."""
    if name.isascii():
        return name
    try:
        stored = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        meant = (_as_east_asian(stored, encoding) for encoding in _EAST_ASIAN)
        return next((text for text in meant if text), name)


def _as_east_asian(stored: bytes, encoding: str) -> str | None:
    """The name in a code page, if it makes sense there: letters of the script in likely places."""
    try:
        text = stored.decode(encoding)
    except UnicodeDecodeError:
        return None
    kinds = {unicodedata.category(character) for character in text if character > "\x7f"}
    plausible = "Lo" in kinds and kinds <= _EXPECTED and not _IMPLAUSIBLE.search(text)
    return text if plausible else None
