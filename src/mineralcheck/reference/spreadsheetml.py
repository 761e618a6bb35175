"""Excel 2003 XML (SpreadsheetML), in which RMI's website exports its lists.

Written here because no maintained Python library reads it (calamine, openpyxl and xlrd do not). The XML
itself is parsed by defusedxml, which refuses document types and so entity expansion.
"""

import datetime as dt
import io
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from mineralcheck.model.cells import CellValue
from mineralcheck.model.errors import UsageError

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_MAX_COLUMNS = 256
_MAX_ROWS = 200_000


class XmlSheet(NamedTuple):
    """A worksheet: its name and its rows; gaps of `ss:Index` are filled with None within a row."""

    name: str
    rows: list[list[CellValue]]


def is_spreadsheetml(data: bytes) -> bool:
    """Whether the bytes look like Excel 2003 XML, in any encoding that keeps ASCII or UTF-16."""
    head = data[:4096]
    return _MARK in head or _MARK in head.replace(b"\0", b"")


def read_spreadsheetml(data: bytes, source: str) -> list[XmlSheet]:
    """Worksheets of an Excel 2003 XML file; raises UsageError when it is damaged, unsafe or too large."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        return list(_sheets(iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True), source))
    except DefusedXmlException:
        raise UsageError(
            f"{source}: the XML declares a document type or entities, which an RMI export never does; "
            "it is not read. Download the list again."
        ) from None
    except ParseError as error:
        raise UsageError(
            f"{source}: the XML is damaged ({error}). Download the list again and do not edit it."
        ) from None


def _sheets(events: Iterator[tuple[str, Element]], source: str) -> Iterator[XmlSheet]:
    sheet: XmlSheet | None = None
    for event, element in events:
        if event == "start" and element.tag == f"{_SS}Worksheet":
            sheet = XmlSheet(element.get(f"{_SS}Name", ""), [])
        elif event == "end" and element.tag == f"{_SS}Row" and sheet is not None:
            sheet.rows.append(_row(element, source))
            element.clear()
            if len(sheet.rows) > _MAX_ROWS:
                raise UsageError(f"{source}: more than {_MAX_ROWS:,} rows; this is no reference list.")
        elif event == "end" and element.tag == f"{_SS}Worksheet" and sheet is not None:
            yield sheet
            element.clear()
            sheet = None


def _row(row: Element, source: str) -> list[CellValue]:
    values: list[CellValue] = []
    for cell in row.iterfind(f"{_SS}Cell"):
        place = cell.get(f"{_SS}Index", "")
        column = int(place) if place.isdecimal() else len(values) + 1
        if not len(values) < column <= _MAX_COLUMNS:
            raise UsageError(f"{source}: a cell says it is in column {place}; the file is damaged.")
        values += [None] * (column - 1 - len(values))
        values.append(_value(cell.find(f"{_SS}Data")))
    return values


def _value(data: Element | None) -> CellValue:
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    if kind == "DateTime":
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            return text
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text or None
