"""A workbook as other programs would have saved it, made from an .xlsx file part by part."""

import io
import re
from collections.abc import Callable

import openpyxl
from tests.workbook.containers import unzipped, zipped

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(r"<c( [^>]*?)?(?:/>|>(.*?)</c>)", re.DOTALL)
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_RUBY = re.compile(r"<rPh.*?</rPh>", re.DOTALL)
_VALUE = re.compile(r"<v>([^<]*)</v>")
_FORMULA = re.compile(r"<f[ >/]")

Parts = dict[str, bytes]
_Cell = Callable[[str, str], str]
"""From attributes and content of a cell to the whole cell."""


def _texts(parts: Parts) -> list[str]:
    """Shared strings, still escaped."""
    part = parts.get("xl/sharedStrings.xml", b"").decode()
    items = re.findall(r"<si>(.*?)</si>|<si/>", part, re.DOTALL)
    return ["".join(_TEXT.findall(_RUBY.sub("", item))) for item in items]


def _by_cell(data: bytes, change: Callable[[list[str]], _Cell]) -> Parts:
    parts = unzipped(data)
    own = change(_texts(parts))
    for name in filter(_SHEET.fullmatch, parts):
        xml = parts[name].decode()
        parts[name] = _CELL.sub(lambda cell: own(cell[1] or "", cell[2] or ""), xml).encode()
    return parts


def _without(attributes: str, *names: str) -> str:
    for name in names:
        attributes = re.sub(rf' {name}="[^"]*"', "", attributes)
    return attributes


def _shared(attributes: str, content: str) -> int | None:
    value = _VALUE.search(content)
    return int(value[1]) if value and ' t="s"' in attributes else None


def inline_strings(data: bytes) -> bytes:
    """Every text in its cell, as many libraries write (ClosedXML streams, Apache POI streams, R)."""

    def change(texts: list[str]) -> _Cell:
        def cell(attributes: str, content: str) -> str:
            index = _shared(attributes, content)
            if index is None:
                return f"<c{attributes}>{content}</c>"
            text = f'<is><t xml:space="preserve">{texts[index]}</t></is>'
            return f'<c{_without(attributes, "t")} t="inlineStr">{text}</c>'

        return cell

    return zipped({**_by_cell(data, change), "xl/sharedStrings.xml": _NO_STRINGS})


_NO_STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="0" uniqueCount="0"/>'
)


def sheetjs(data: bytes) -> bytes:
    """As SheetJS writes: texts as `t="str"`, no styles, no protection, no drop-downs."""

    def change(texts: list[str]) -> _Cell:
        def cell(attributes: str, content: str) -> str:
            index = _shared(attributes, content)
            plain = _without(attributes, "s")
            if index is None:
                return f"<c{plain}>{content}</c>" if content else ""
            return f'<c{_without(plain, "t")} t="str"><v>{texts[index]}</v></c>'

        return cell

    parts = _by_cell(data, change)
    drop = r"<(sheetProtection|dataValidations|conditionalFormatting)\b.*?(/>|</\1>)"
    for name in filter(_SHEET.fullmatch, parts):
        parts[name] = re.sub(drop, "", parts[name].decode(), flags=re.DOTALL).encode()
    return zipped({**parts, "xl/sharedStrings.xml": _NO_STRINGS})


def without_results(data: bytes) -> bytes:
    """Formulas without their cached results, as scripts write them."""

    def change(_: list[str]) -> _Cell:
        def cell(attributes: str, content: str) -> str:
            if not _FORMULA.search(content):
                return f"<c{attributes}>{content}</c>"
            return f"<c{_without(attributes, 't')}>{_VALUE.sub('', content)}</c>"

        return cell

    return zipped(_by_cell(data, change))


def without_addresses(data: bytes) -> bytes:
    """Rows and cells in order, without saying where they are, which the format allows."""

    def sheet(xml: str) -> str:
        # Only what has no gap before it may go without an address.
        place: dict[str, tuple[int, int]] = {}

        def cell(found: re.Match[str]) -> str:
            row, column = int(found[2]), openpyxl.utils.column_index_from_string(found[1])
            before = place.get("last", (0, 0))
            place["last"] = row, column
            follows = before == (row, column - 1) or (column == 1 and before[0] != row)
            return "<c" if follows else found[0]

        return re.sub(r'<c r="([A-Z]+)([0-9]+)"', cell, xml)

    parts = unzipped(data)
    for name in filter(_SHEET.fullmatch, parts):
        parts[name] = sheet(parts[name].decode()).encode()
    return zipped(parts)


def google_sheets(data: bytes) -> bytes:
    """As an export of Google Sheets: no protection of the workbook, no calculation chain, rows filled up."""
    parts = {
        name: body
        for name, body in unzipped(data).items()
        if not name.startswith(("docProps/", "xl/printerSettings", "xl/calcChain", "xl/externalLinks"))
    }
    parts["xl/workbook.xml"] = re.sub(
        rb"<workbookProtection[^>]*/>|<calcPr[^>]*/>|<bookViews>.*?</bookViews>",
        b"",
        parts["xl/workbook.xml"],
    )
    for name in filter(_SHEET.fullmatch, parts):
        xml = re.sub(r"<dimension[^>]*/>|<sheetProtection[^>]*/>", "", parts[name].decode())
        last = max((int(row) for row in re.findall(r'<row r="([0-9]+)"', xml)), default=0)
        empty = "".join(
            f'<row r="{row}" ht="15.75" customHeight="1"><c r="A{row}" s="1"/><c r="Z{row}" s="1"/></row>'
            for row in range(last + 1, 1001)
        )
        parts[name] = xml.replace("</sheetData>", f"{empty}</sheetData>").encode()
    return zipped(parts)


def wps(data: bytes) -> bytes:
    """As WPS Office saves: custom properties of its own, and the extensions it writes on every sheet."""
    parts = unzipped(data)
    product = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"/>'
    types = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    extra = {"docProps/custom.xml": f'<Properties xmlns="{types}">{product}</Properties>'.encode()}
    for name in filter(_SHEET.fullmatch, parts):
        xml = (
            parts[name]
            .decode()
            .replace(
                "<sheetData",
                '<sheetPr/><sheetData xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"',
                1,
            )
        )
        parts[name] = re.sub(r'<row r="([0-9]+)"', r'<row r="\1" etc:x="1"', xml).encode()
    return zipped({**parts, **extra})


def prefixed(data: bytes) -> bytes:
    """Elements with a prefix, as the Open XML SDK writes (and what is built on it)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = unzipped(data)
    for name in [*filter(_SHEET.fullmatch, parts), "xl/workbook.xml", "xl/sharedStrings.xml"]:
        if name in parts and re.search(rf'<\w+ [^>]*xmlns="{main}"', parts[name].decode()):
            xml = parts[name].decode().replace(f'xmlns="{main}"', f'xmlns:x="{main}"')
            parts[name] = re.sub(r"<(/?)(?=[a-zA-Z]\w*[ />])(?!\w+:)", r"<\1x:", xml).encode()
    return zipped(parts)


def other_part_names(data: bytes) -> bytes:
    """Names of parts in capitals and with backslashes, as some packers write them."""
    return zipped({name.replace("/", "\\").upper(): body for name, body in unzipped(data).items()})


def openpyxl_saved(data: bytes) -> bytes:
    """Loaded and saved with openpyxl: formulas stay, results go."""
    out = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.save(out)
    return out.getvalue()


def openpyxl_values(data: bytes) -> bytes:
    """Loaded and saved with openpyxl, values in place of formulas."""
    out = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    book.save(out)
    return out.getvalue()


WRITERS: dict[str, Callable[[bytes], bytes]] = {
    one.__name__: one
    for one in (
        inline_strings,
        sheetjs,
        without_results,
        without_addresses,
        google_sheets,
        wps,
        prefixed,
        other_part_names,
        openpyxl_saved,
        openpyxl_values,
    )
}
