"""Files made to crash, hang or fill the memory are refused with one clear line, and quickly."""

import dataclasses
import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from tests.workbook.containers import (
    MAIN,
    biff8,
    ods,
    one_sheet,
    record8,
    record12,
    unzipped,
    with_part,
    worksheet,
    xls,
    xlsb,
    xlsx,
    zipped,
)

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.limits import DEFAULT_LIMITS, MIB, Limits
from mineralcheck.workbook.opening import open_workbook

TOO_LARGE, DAMAGED, PASSWORD = (
    UnreadableReason.TOO_LARGE,
    UnreadableReason.DAMAGED,
    UnreadableReason.PASSWORD,
)
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET_PART = "xl/worksheets/sheet1.xml"


def read_all(data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
    """Open a file and read all of its sheets."""
    book = open_workbook(data, limits=limits)
    for name in book.sheet_names:
        assert book.sheet(name).name == name


def refusal_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> UnreadableFileError:
    """What reading all sheets of a file is refused with."""
    with pytest.raises(UnreadableFileError) as caught:
        read_all(data, limits)
    assert "\n" not in caught.value.message
    return caught.value


def survives(data: bytes) -> bool:
    """Whether a file is read, or refused with a sentence; anything else fails the test."""
    try:
        read_all(data)
    except UnreadableFileError as error:
        return error.message.endswith(".")
    return True


def cell(address: str) -> str:
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        ONE + cell("XFD1048576"),
        ONE + cell("ABCDEF7"),
        ONE + cell("A99999999"),
        ONE + '<row r="2"><c r="XFD1048576"><v>1</v></c></row>',
        ONE + '<row r="1048576"><c t="str" r="XFD1048576"><v>x</v></c></row>',
        ONE + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        ONE + '<row r="1048576"><c r="ZZ1048576"/>' + "<c><v>1</v></c>" + "</row>",
        ONE + '<row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="XFD1048576"><x:v>1</x:v></x:c></row>',
        ONE + '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_cell_far_away(rows: str) -> None:
    error = refusal_of(one_sheet(rows))
    assert error.reason is TOO_LARGE
    assert "'Declaration' spans" in error.message


def test_cells_under_a_prefix_are_read_like_others() -> None:
    rows = ONE + f'<row r="2" xmlns:x="{MAIN}"><x:c r="A2"><x:v>7</x:v></x:c></row>'
    assert open_workbook(one_sheet(rows)).sheet("Declaration").value(2, 1) == 7.0


@pytest.mark.parametrize("comment", [b"", b"c" * 65_535])
def test_a_directory_that_is_long_by_the_record_for_large_archives(comment: bytes) -> None:
    data = one_sheet(ONE)
    at = data.rindex(b"PK\x05\x06")
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 60 * MIB, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = data[at : at + 20] + struct.pack("<H", len(comment)) + comment
    error = refusal_of(data[:at] + large + locator + end)
    assert error.reason is TOO_LARGE
    assert "packs more than" in error.message


def test_a_wide_dimension_without_cells_is_harmless() -> None:
    data = xlsx({"Declaration": worksheet(ONE, dimension="A1:XFD1048576")})
    assert open_workbook(data).sheet("Declaration").value(1, 1) == 1.0


def test_a_far_cell_in_xls() -> None:
    assert refusal_of(xls(biff8({(0, 0): 1.0, (65_535, 65_535): 2.0}))).reason is TOO_LARGE


def test_a_far_cell_in_xlsb() -> None:
    assert refusal_of(xlsb({(0, 0): 1.0, (1_048_575, 16_383): 2.0}, [])).reason is TOO_LARGE


FLOAT = 'office:value-type="float" office:value="1"'


@pytest.mark.parametrize(
    ("row", "cell_attributes", "text"),
    [
        ('table:number-rows-repeated="1048576"', f'table:number-columns-repeated="16384" {FLOAT}', ""),
        ("", f'table:number-columns-repeated="4000000000" {FLOAT}', ""),
        ("", 'office:value-type="string"', '<text:s text:c="4000000000"/>'),
        ('table:number-rows-repeated="1000000"', 'office:value-type="string"', "x" * 10_000),
    ],
    ids=["rows", "columns", "spaces", "texts"],
)
def test_repeated_cells_in_ods(row: str, cell_attributes: str, text: str) -> None:
    filled = f"<table:table-cell {cell_attributes}><text:p>{text}</text:p></table:table-cell>"
    assert refusal_of(ods(f"<table:table-row {row}>{filled}</table:table-row>")).reason is TOO_LARGE


def test_a_bomb_that_says_so() -> None:
    data = with_part(one_sheet(ONE), SHEET_PART, worksheet("<row/>" * 12 * MIB))
    error = refusal_of(data)
    assert (error.reason, "a part of over 64 MiB" in error.message) == (TOO_LARGE, True)


def test_a_bomb_under_the_size_limit() -> None:
    data = with_part(one_sheet(ONE), SHEET_PART, worksheet(" " * 20 * MIB + ONE))
    assert "packed more than 200 to 1" in refusal_of(data).message


def test_a_bomb_in_a_part_that_is_not_needed_is_never_unpacked() -> None:
    data = with_part(one_sheet(ONE), "xl/media/image1.png", bytes(80 * MIB))
    tracemalloc.start()
    assert open_workbook(data).sheet("Declaration").value(1, 1) == 1.0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MIB


def test_a_bomb_whose_header_lies() -> None:
    content = worksheet(" " * 30 * MIB + ONE).encode()
    honest = with_part(one_sheet(ONE), SHEET_PART, content)
    lying = honest.replace(struct.pack("<I", len(content)), struct.pack("<I", 5_000))
    assert lying != honest
    tracemalloc.start()
    error = refusal_of(lying)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (error.reason, peak < 4 * MIB) == (DAMAGED, True)


def test_many_parts_that_are_large_together() -> None:
    parts = unzipped(one_sheet(ONE)) | {f"xl/media/{number}.bin": bytes(30 * MIB) for number in range(9)}
    assert "over 256 MiB unpacked" in refusal_of(zipped(parts)).message


def test_too_many_parts() -> None:
    parts = unzipped(one_sheet(ONE)) | {f"xl/media/{number}.bin": b"" for number in range(2_000)}
    assert "more than 2000 files" in refusal_of(zipped(parts)).message


def test_an_absurd_directory_is_not_even_parsed() -> None:
    data = bytearray(one_sheet(ONE))
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 2**31)
    assert refusal_of(bytes(data)).reason is TOO_LARGE


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        SHEET_PART,
        "xl/sharedStrings.xml",
    ],
)
def test_entities_are_refused_wherever_they_are_declared(part: str) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    data = one_sheet(rows, ["x"])
    content = unzipped(data)[part].decode()
    error = refusal_of(with_part(data, part, ENTITIES + content.replace("<t>x</t>", "<t>&b;</t>")))
    assert (error.reason, "document type" in error.message) == (DAMAGED, True)


def test_entities_in_ods() -> None:
    data = ods("<table:table-row/>")
    content = unzipped(data)["content.xml"].decode()
    assert "document type" in refusal_of(with_part(data, "content.xml", ENTITIES + content)).message


def test_a_long_shared_string_used_in_many_cells() -> None:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1_001))
    assert "texts of over 32 MiB" in refusal_of(one_sheet(cells, ["x" * 900_000])).message
    unusual = xlsx({"Declaration": worksheet(cells).replace('"', "'")}, ["x" * 900_000])
    assert "texts of over 32 MiB" in refusal_of(unusual).message


def test_a_shared_string_of_absurd_length() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert "a text of over 1024 KiB" in refusal_of(one_sheet(rows, ["xy" * MIB])).message


def test_an_inline_string_of_absurd_length() -> None:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"xy" * MIB}</t></is></c></row>'
    assert "a text of 2097152 characters" in refusal_of(one_sheet(rows)).message


def test_a_long_string_used_in_many_cells_of_xls() -> None:
    text = struct.pack("<HB", 8_000, 0) + b"x" * 8_000
    shared = record8(0xFC, struct.pack("<II", 1, 1) + text)
    uses = b"".join(record8(0xFD, struct.pack("<HHHI", row, 0, 0, 0)) for row in range(20))
    limits = dataclasses.replace(DEFAULT_LIMITS, text_bytes=100_000)
    assert refusal_of(xls(biff8({}, more=uses, book=shared)), limits).reason is TOO_LARGE


def test_a_long_string_used_in_many_cells_of_xlsb() -> None:
    limits = dataclasses.replace(DEFAULT_LIMITS, text_bytes=100_000)
    data = xlsb({(row, 0): 0 for row in range(20)}, ["x" * 8_000])
    assert refusal_of(data, limits).reason is TOO_LARGE


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_table_that_declares_too_many_strings(prefix: str) -> None:
    data = one_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', ["Tin"])
    part = unzipped(data)["xl/sharedStrings.xml"].decode()
    part = part.replace('uniqueCount="1"', 'uniqueCount="4294967296"').replace("<si>", f"<{prefix}si>")
    absurd = with_part(data, "xl/sharedStrings.xml", part.replace("</si>", f"</{prefix}si>"))
    if prefix:
        assert refusal_of(absurd).reason is DAMAGED
    else:
        assert open_workbook(absurd).sheet("Declaration").value(1, 1) == "Tin"


@pytest.mark.parametrize(
    "dimensions",
    [struct.pack("<HHHHH", 0, 65_535, 0, 65_535, 0), struct.pack("<IIHHH", 0, 2**32 - 1, 0, 9, 0)],
)
def test_a_box_in_xls_that_is_declared_but_not_there(dimensions: bytes) -> None:
    data = xls(biff8({(0, 0): 1.0}, more=record8(0x200, dimensions)))
    assert open_workbook(data).sheet("Declaration").value(1, 1) == 1.0


def test_a_far_cell_hidden_between_the_records_of_xls() -> None:
    hidden = record8(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
    hidden += record8(0x203, struct.pack("<HHHd", 65_535, 65_535, 0, 1.0)) + record8(0x0A, b"")
    stream = biff8({(0, 0): 1.0}, book=record8(0x1234, hidden))
    tab = stream.find(record8(0x85, b"")[:2] + struct.pack("<H", 19)) + 4
    inside = stream.find(hidden)
    moved = stream[:tab] + struct.pack("<I", inside) + stream[tab + 4 :]
    assert refusal_of(xls(moved)).reason is TOO_LARGE


def test_a_container_whose_sectors_run_in_circles() -> None:
    data = bytearray(xls(biff8({(0, 0): 1.0})))
    table = 512
    for sector in range(1, 128):
        struct.pack_into("<I", data, table + 4 * sector, max(sector - 1, 1))
    assert survives(bytes(data))


def test_deeply_nested_xml() -> None:
    deep = "<a>" * 5_000 + "</a>" * 5_000
    data = one_sheet(ONE)
    book = unzipped(data)["xl/workbook.xml"].decode().replace("<sheets>", f"{deep}<sheets>")
    assert "inside each other" in refusal_of(with_part(data, "xl/workbook.xml", book)).message


def test_a_part_cut_in_the_middle_of_a_record() -> None:
    data = xlsb({(0, 0): 1.0}, [])
    part = unzipped(data)["xl/worksheets/sheet1.bin"]
    assert refusal_of(with_part(data, "xl/worksheets/sheet1.bin", part[:-20])).reason is DAMAGED


@pytest.mark.parametrize("kind", range(1, 11))
def test_a_cell_record_that_is_too_short(kind: int) -> None:
    data = xlsb({(0, 0): 1.0}, [])
    short = record12(129, b"") + record12(148, bytes(16)) + record12(145, b"") + record12(0, bytes(25))
    short += record12(kind, bytes(6))
    assert refusal_of(with_part(data, "xl/worksheets/sheet1.bin", short)).reason is DAMAGED


def test_a_shared_string_that_is_not_there_in_xlsb() -> None:
    assert refusal_of(xlsb({(0, 0): 5}, ["only one"])).reason is DAMAGED


def test_flipped_bytes_are_noticed() -> None:
    data = bytearray(one_sheet("".join(cell(f"A{row}") for row in range(1, 200))))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as container:
        start = container.getinfo(SHEET_PART).header_offset + 60
    data[start + 20 : start + 30] = bytes(255 - byte for byte in data[start + 20 : start + 30])
    assert refusal_of(bytes(data)).reason is DAMAGED


def test_a_flipped_bit_in_stored_text_is_noticed() -> None:
    data = zipped(unzipped(one_sheet(ONE)), zipfile.ZIP_STORED).replace(b"<v>1</v>", b"<v>9</v>")
    assert "not what the directory declares" in refusal_of(data).message


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_by_a_method_that_cannot_be_bounded(method: int) -> None:
    assert refusal_of(zipped(unzipped(one_sheet(ONE)), method)).reason is DAMAGED


def test_an_encrypted_zip() -> None:
    data = bytearray(one_sheet(ONE))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert refusal_of(bytes(data)).reason is PASSWORD


def test_an_encrypted_ods() -> None:
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert refusal_of(ods("<table:table-row/>", manifest=entry)).reason is PASSWORD


def test_a_file_over_the_limit() -> None:
    limits = dataclasses.replace(DEFAULT_LIMITS, file_bytes=500)
    assert refusal_of(one_sheet(ONE), limits).reason is TOO_LARGE


def _truncations(data: bytes) -> list[bytes]:
    return [data[: len(data) * part // 12] for part in range(1, 12)]


def _flips(data: bytes) -> list[bytes]:
    step = max(len(data) // 150, 1)
    return [data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :] for at in range(0, len(data), step)]


@pytest.mark.parametrize("damage", [_truncations, _flips], ids=["cut", "flipped"])
@pytest.mark.parametrize(
    "data",
    [
        one_sheet("".join(cell(f"B{row}") for row in range(1, 90)), ["a", "b"]),
        zipped(unzipped(one_sheet("".join(cell(f"B{row}") for row in range(1, 20)))), zipfile.ZIP_STORED),
        xls(biff8({(row, 1): 1.0 for row in range(20)})),
        zipped(unzipped(xlsb({(row, 1): row % 2 for row in range(20)}, ["a", "b"])), zipfile.ZIP_STORED),
        zipped(unzipped(ods("<table:table-row><table:table-cell/></table:table-row>")), zipfile.ZIP_STORED),
    ],
    ids=["xlsx", "xlsx-stored", "xls", "xlsb", "ods"],
)
def test_damaged_anywhere_is_read_or_refused(data: bytes, damage: Callable[[bytes], list[bytes]]) -> None:
    assert all(survives(damaged) for damaged in damage(data))


@pytest.mark.parametrize("name", ["xl/workbook.bin", "xl/worksheets/sheet1.bin", "xl/sharedStrings.bin"])
def test_xlsb_parts_damaged_under_a_valid_checksum(name: str) -> None:
    parts = unzipped(xlsb({(row, 1): row % 2 for row in range(4)}, ["a", "b"]))
    damaged = _flips(parts[name]) + _truncations(parts[name])
    assert all(survives(zipped({**parts, name: content}, zipfile.ZIP_STORED)) for content in damaged)


@pytest.mark.parametrize("name", ["xl/workbook.xml", SHEET_PART, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_xlsx_parts_damaged_under_a_valid_checksum(name: str) -> None:
    rows = "".join(f'<row r="{row}"><c r="B{row}" t="s"><v>{row}</v></c></row>' for row in range(1, 4))
    parts = unzipped(one_sheet(rows, ["a", "b", "c", "d"]))
    damaged = _flips(parts[name]) + _truncations(parts[name])
    assert all(survives(zipped({**parts, name: content}, zipfile.ZIP_STORED)) for content in damaged)
