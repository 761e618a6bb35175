"""Excel 2003 XML: gaps, types, and what is refused."""

import datetime as dt
import time

import pytest

from mineralcheck.model.errors import UsageError
from mineralcheck.reference.spreadsheetml import is_spreadsheetml, read_spreadsheetml

_OPEN = (
    '<?xml version="1.0" encoding="utf-8"?>{extra}'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="One"><Table>'
)
_CLOSE = "</Table></Worksheet></Workbook>"


def document(rows: str, extra: str = "") -> bytes:
    return (_OPEN.format(extra=extra) + rows + _CLOSE).encode()


def cell(text: str, kind: str = "String", index: str = "") -> str:
    place = f' ss:Index="{index}"' if index else ""
    return f'<Cell{place}><Data ss:Type="{kind}">{text}</Data></Cell>'


def rows_of(data: bytes) -> list[list[object]]:
    sheet = read_spreadsheetml(data, "x.xml")[0]
    return [list(row) for row in sheet.rows]


def test_values_have_their_types() -> None:
    row = (
        cell("a &amp; b")
        + cell("2024-10-18T00:00:00", "DateTime")
        + cell("3.5", "Number")
        + cell("")
        + "<Cell/>"
    )
    assert rows_of(document(f"<Row>{row}</Row>")) == [["a & b", dt.datetime(2024, 10, 18), 3.5, None, None]]


def test_gaps_are_filled() -> None:
    row = cell("a") + cell("d", index="4") + cell("e")
    assert rows_of(document(f"<Row>{row}</Row>")) == [["a", None, None, "d", "e"]]


def test_formatted_text_is_joined() -> None:
    row = '<Cell><Data ss:Type="String">one <B xmlns="http://www.w3.org/TR/REC-html40">two</B></Data></Cell>'
    assert rows_of(document(f"<Row>{row}</Row>")) == [["one two"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_not_matter(encoding: str) -> None:
    text = document(f"<Row>{cell('Łódź')}</Row>").decode()
    data = text.replace("utf-8", "utf-16" if encoding == "utf-16" else "utf-8").encode(encoding)
    assert is_spreadsheetml(data)
    assert rows_of(data) == [["Łódź"]]


def test_other_xml_is_none() -> None:
    assert not is_spreadsheetml(b"<?xml version='1.0'?><html/>")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "extra", ["<!DOCTYPE x>", BOMB, '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>']
)
def test_document_types_are_refused(extra: str) -> None:
    with pytest.raises(UsageError, match=r"x\.xml: the XML declares"):
        read_spreadsheetml(document(f"<Row>{cell('a')}</Row>", extra), "x.xml")


@pytest.mark.parametrize("cut", [60, 200, 250])
def test_a_truncated_file_is_said_to_be_damaged(cut: int) -> None:
    with pytest.raises(UsageError, match="damaged"):
        read_spreadsheetml(document(f"<Row>{cell('a')}</Row>")[:cut], "x.xml")


@pytest.mark.parametrize("index", ["16384", "999999999999", "1"])
def test_a_cell_at_an_impossible_place_is_refused(index: str) -> None:
    with pytest.raises(UsageError, match="damaged"):
        read_spreadsheetml(document(f"<Row>{cell('a')}{cell('b', index=index)}</Row>"), "x.xml")


def test_deep_nesting_is_no_way_to_stop_the_program() -> None:
    start = time.perf_counter()
    deep = "<a>" * 20_000 + "</a>" * 20_000
    assert rows_of(document(f"<Row>{cell('a')}{deep}</Row>")) == [["a"]]
    assert time.perf_counter() - start < 5
