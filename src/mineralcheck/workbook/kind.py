"""What a file is, by its first bytes and its parts; a name or suffix is never trusted."""

import re
import struct
from dataclasses import dataclass
from enum import StrEnum

from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.package import Package
from mineralcheck.workbook.refusals import Refusal, refused


class Kind(StrEnum):
    """Containers that can be opened."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    """An encrypted .xlsx, .xlsm or .xlsb inside an OLE container."""


ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SIGNATURES: tuple[tuple[bytes, Refusal], ...] = (
    (b"\xff\xd8\xff", Refusal.IMAGE),
    (b"\x89PNG", Refusal.IMAGE),
    (b"GIF8", Refusal.IMAGE),
    (b"BM", Refusal.IMAGE),
    (b"II*\x00", Refusal.IMAGE),
    (b"MM\x00*", Refusal.IMAGE),
    (b"%PDF", Refusal.PDF),
    (b"{\\rtf", Refusal.WORD),
    (b"Rar!", Refusal.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Refusal.ARCHIVE),
    (b"\x1f\x8b", Refusal.ARCHIVE),
    (b"MIME-Version:", Refusal.HTML),
    (b"Received:", Refusal.MAIL),
    (b"\x09\x00", Refusal.OLD_EXCEL),
    (b"\x09\x02", Refusal.OLD_EXCEL),
    (b"\x09\x04", Refusal.OLD_EXCEL),
)
_OLE_STREAMS: tuple[tuple[str, Kind | Refusal], ...] = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("WordDocument", Refusal.WORD),
    ("PowerPoint Document", Refusal.SLIDES),
    ("__substg1.0_", Refusal.MAIL),
)
_ZIP_PARTS: tuple[tuple[str, Kind | Refusal], ...] = (
    ("xl/workbook.bin", Kind.XLSB),
    ("xl/", Kind.XLSX),
    ("word/", Refusal.WORD),
    ("ppt/", Refusal.SLIDES),
)
_OLE_HEADER_SIZE = 512
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ROOT_ELEMENT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_TEXT_PROBE = 4_096


@dataclass(frozen=True, slots=True)
class Container:
    """A file with the kind it is; `package` gives its parts when it is a zip container."""

    kind: Kind
    data: bytes
    package: Package | None = None


def container(data: bytes, limits: Limits) -> Container:
    """Tell what a file is; raises UnreadableFileError for everything that is no workbook."""
    if not data[:_TEXT_PROBE].strip(b"\0") and not data.strip(b"\0"):
        raise refused(Refusal.EMPTY)
    package = None
    if data.startswith(ZIP):
        package = Package(data, limits)
        found = _kind_of_zip(package)
    elif data.startswith(OLE):
        found = _kind_of_ole(data)
    else:
        found = _refusal_of(data)
    if isinstance(found, Refusal):
        raise refused(found)
    return Container(found, data, package)


def _kind_of_zip(package: Package) -> Kind | Refusal:
    names = package.names
    if "mimetype" in package and "content.xml" in package:
        return Kind.ODS if package.read("mimetype").strip() == _ODS_TYPE else Refusal.WORD
    for prefix, found in _ZIP_PARTS:
        if any(name.startswith(prefix) for name in names):
            return found
    return Refusal.ARCHIVE


def _kind_of_ole(data: bytes) -> Kind | Refusal:
    for stream, found in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return found
    return Refusal.UNKNOWN if _has_ole_directory(data) else Refusal.CUT_OFF


def _has_ole_directory(data: bytes) -> bool:
    """Whether the sector in which an OLE container lists its streams is there."""
    if len(data) < _OLE_HEADER_SIZE:
        return False
    (sector,) = struct.unpack_from("<I", data, 48)
    return bool((sector + 2) * _OLE_HEADER_SIZE <= len(data))


def _refusal_of(data: bytes) -> Refusal:
    for signature, refusal in _SIGNATURES:
        if data.startswith(signature):
            return refusal
    if data.startswith(EMPTY_ZIP):
        return Refusal.EMPTY_ARCHIVE
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Refusal.IMAGE
    text = _as_text(data[:_TEXT_PROBE])
    if text is None:
        return Refusal.UNKNOWN
    return _refusal_of_markup(text) if text.lstrip().startswith(b"<") else Refusal.TEXT


def _refusal_of_markup(text: bytes) -> Refusal:
    head = text.lower()
    root = _ROOT_ELEMENT.search(head)
    name = root[1] if root else b""
    if b"<!doctype html" in head or name in {b"html", b"head", b"body", b"table", b"meta", b"style", b"div"}:
        return Refusal.HTML
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b'progid="excel.sheet"' in head:
        return Refusal.EXCEL_2003_XML
    if _ODS_TYPE in head:
        return Refusal.FLAT_ODS
    return Refusal.IMAGE if name == b"svg" else Refusal.XML


def _as_text(start: bytes) -> bytes | None:
    """The start of a file as UTF-8 if it looks like text in any usual encoding."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            return start[2:].decode(encoding, "ignore").encode()
    start = start.removeprefix(b"\xef\xbb\xbf")
    control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in start)
    return start if control == 0 else None
