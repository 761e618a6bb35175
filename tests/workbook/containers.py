"""Workbooks made by hand, part by part, so that a test can make one thing wrong."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from msoffcrypto.format.ooxml import OOXMLFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip container."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Parts of a zip container."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def worksheet(rows: str, dimension: str = "A1") -> str:
    """A worksheet part with these rows."""
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>'
        "<pageMargins/></worksheet>"
    )


def shared_strings(strings: Sequence[str]) -> str:
    """A shared strings part."""
    items = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return f'<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'


def xlsx_parts(
    sheets: Mapping[str, str], strings: Sequence[str] = (), *, date1904: bool = False, macros: bool = False
) -> dict[str, bytes | str]:
    """Parts of an .xlsx; `sheets` gives the worksheet parts by sheet name."""
    numbered = list(enumerate(sheets, start=1))
    tabs = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    links += f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    links += f'<Relationship Id="rIdY" Type="{OFFICE}/styles" Target="styles.xml"/>'
    kind = "ms-excel.sheet.macroEnabled" if macros else "openxmlformats-officedocument.spreadsheetml.sheet"
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/xl/workbook.xml" '
        f'ContentType="application/vnd.{kind}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr '
        f'date1904="{int(date1904)}"/><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/sharedStrings.xml": shared_strings(strings),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts/><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in numbered},
    }


def xlsx(
    sheets: Mapping[str, str], strings: Sequence[str] = (), *, date1904: bool = False, macros: bool = False
) -> bytes:
    """An .xlsx of worksheet parts by sheet name."""
    return zipped(xlsx_parts(sheets, strings, date1904=date1904, macros=macros))


def one_sheet(rows: str, strings: Sequence[str] = ()) -> bytes:
    """An .xlsx with one sheet, named Declaration."""
    return xlsx({"Declaration": worksheet(rows)}, strings)


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """The same container with one part replaced or added."""
    return zipped({**unzipped(data), name: content})


def encrypted_package(data: bytes, password: str) -> bytes:
    """A workbook, encrypted as current versions of Excel do."""
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


def ods(rows: str, *, manifest: str = "", sheet: str = "Declaration") -> bytes:
    """An .ods with one sheet of these rows."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:manifest "
            f'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}'
            "</manifest:manifest>",
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="{sheet}">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def record12(kind: int, content: bytes) -> bytes:
    """A BIFF12 record (.xlsb)."""
    size = len(content)
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    groups = [size >> shift & 0x7F for shift in (0, 7, 14, 21) if size >> shift or shift == 0]
    return number + bytes([g | 0x80 for g in groups[:-1]] + groups[-1:]) + content


def wide(text: str) -> bytes:
    """A counted UTF-16 string of BIFF12."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    cells: Mapping[tuple[int, int], float | int], strings: Sequence[str], *, date1904: bool = False
) -> bytes:
    """An .xlsb with one sheet; a cell holds a number, or the index of a shared string when it is an int.

    Rows and columns count from 0.
    """
    body = b""
    for row in sorted({row for row, _ in cells}):
        body += record12(0, struct.pack("<IIHBBI", row, 0, 300, 0, 0, 0))
        for (at, column), value in sorted(cells.items()):
            if at == row and isinstance(value, int):
                body += record12(7, struct.pack("<III", column, 0, value))
            elif at == row:
                body += record12(5, struct.pack("<IId", column, 0, value))
    sheet = record12(129, b"") + record12(148, struct.pack("<IIII", 0, 0, 0, 0))
    sheet += record12(145, b"") + body + record12(146, b"") + record12(130, b"")
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("Declaration")
    book = record12(131, b"") + record12(153, struct.pack("<III", int(date1904), 0, 0))
    book += record12(143, b"") + record12(156, bundle) + record12(144, b"") + record12(132, b"")
    items = b"".join(record12(19, b"\0" + wide(text)) for text in strings)
    shared = record12(159, struct.pack("<II", len(strings), len(strings))) + items + record12(160, b"")
    link = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>',
            "xl/sharedStrings.bin": shared,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def record8(kind: int, content: bytes) -> bytes:
    """A BIFF8 record (.xls)."""
    return struct.pack("<HH", kind, len(content)) + content


def biff8(
    cells: Mapping[tuple[int, int], float], *, date1904: bool = False, more: bytes = b"", book: bytes = b""
) -> bytes:
    """A workbook stream with one sheet of numbers, and `more` records of the sheet and of the `book`."""

    def bof(kind: int) -> bytes:
        return record8(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0x600))

    end = record8(0x0A, b"")
    name = b"Declaration"
    properties = record8(0x22, struct.pack("<H", int(date1904))) + book
    bound_size = 4 + 8 + len(name)
    start = len(bof(5)) + len(properties) + bound_size + len(end)
    bound = record8(0x85, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name)
    numbers = b"".join(
        record8(0x203, struct.pack("<HHHd", row, column, 0, value)) for (row, column), value in cells.items()
    )
    return bof(5) + properties + bound + end + bof(0x10) + numbers + more + end


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container with streams in its root, each stored in full sectors of 512 bytes."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    directory_sectors = (len(padded) + 1 + 3) // 4
    fat = [fat_mark, *range(2, directory_sectors + 1), end]
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    body = b""
    for number, (name, content) in enumerate(padded.items(), start=1):
        sectors = -(-len(content) // 512)
        first = len(fat)
        fat += [*range(first + 1, first + sectors), end]
        body += content.ljust(sectors * 512, b"\0")
        right = number + 1 if number < len(padded) else free
        entries.append(_entry(name, 2, first, len(content), right=right))
    assert len(fat) <= 128, "one sector of the table is enough for tests"
    table = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    return header + table + directory + body


def _entry(
    name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def xls(stream: bytes) -> bytes:
    """An .xls file of a workbook stream."""
    return ole({"Workbook": stream})
