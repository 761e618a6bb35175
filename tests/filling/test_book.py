"""A patched workbook differs from the old one in the sheets that were given, and in nothing else."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.conftest import SHARED

from mineralcheck.filling.patching.book import Book, with_full_calculation
from mineralcheck.filling.patching.names import defined_names

BLANKS = sorted((SHARED / "templates").glob("*.xlsx"))
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationships(*links: tuple[str, str, str]) -> str:
    listed = (f'<Relationship Id="{key}" Type="{TYPES}/{kind}" Target="{to}"/>' for key, kind, to in links)
    return f"<Relationships>{''.join(listed)}</Relationships>"


PARTS = {
    "[Content_Types].xml": '<Types><Override PartName="/xl/calcChain.xml"/><Default Extension="x"/></Types>',
    "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": '<w><sheets><sheet name="One" r:id="s1"/></sheets><calcPr calcId="1"/></w>',
    "xl/_rels/workbook.xml.rels": relationships(
        ("s1", "worksheet", "worksheets/sheet1.xml"), ("c1", "calcChain", "calcChain.xml")
    ),
    "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>",
    "xl/calcChain.xml": "<calcChain/>",
    "docProps/extra.bin": "\x00kept\x01",
}


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, (2020, 2, 3, 4, 6, 8))
            info.external_attr = 0o600 << 16
            book.writestr(info, body)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def test_only_what_was_given_changes() -> None:
    book = Book(packed(PARTS))
    new = unpacked(book.patched({"One": b"<worksheet/>"}, formulas_replaced=False))
    assert list(new) == list(PARTS)
    assert new.pop("xl/worksheets/sheet1.xml") == b"<worksheet/>"
    workbook = new.pop("xl/workbook.xml").decode()
    assert workbook == PARTS["xl/workbook.xml"].replace('calcId="1"', 'calcId="1" fullCalcOnLoad="1"')
    assert all(body == PARTS[name].encode() for name, body in new.items())


def test_the_calculation_chain_goes_with_its_links_when_a_formula_was_replaced() -> None:
    new = unpacked(Book(packed(PARTS)).patched({}, formulas_replaced=True))
    assert "xl/calcChain.xml" not in new
    assert new["[Content_Types].xml"] == b'<Types><Default Extension="x"/></Types>'
    assert b"calcChain" not in new["xl/_rels/workbook.xml.rels"]
    assert b"worksheets/sheet1.xml" in new["xl/_rels/workbook.xml.rels"]
    assert new["docProps/extra.bin"] == b"\x00kept\x01"


def test_a_workbook_without_a_chain_stays_as_it_is() -> None:
    parts = {name: body for name, body in PARTS.items() if "calcChain" not in name}
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace("/calcChain", "/theme")
    new = unpacked(Book(packed(parts)).patched({}, formulas_replaced=True))
    assert [name for name in new if new[name] != parts[name].encode()] == ["xl/workbook.xml"]


def test_the_same_bytes_each_time_and_the_old_times_kept() -> None:
    data = packed(PARTS)
    first, second = (Book(data).patched({}, formulas_replaced=True) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert {info.date_time for info in book.infolist()} == {(2020, 2, 3, 4, 6, 8)}


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("<w><sheets/><definedNames/>|<extLst/></w>", '<calcPr fullCalcOnLoad="1"/>'),
        ('<x:w xmlns:x="m"><x:sheets/>|</x:w>', '<x:calcPr fullCalcOnLoad="1"/>'),
    ],
)
def test_the_order_to_calculate_stands_where_it_belongs(before: str, expected: str) -> None:
    new = with_full_calculation(before.replace("|", "").encode()).decode()
    assert new == before.replace("|", expected)


def test_an_order_not_to_calculate_is_replaced() -> None:
    new = with_full_calculation(b'<w><sheets/><calcPr fullCalcOnLoad="0"></calcPr></w>')
    assert new == b'<w><sheets/><calcPr fullCalcOnLoad="1"/></w>'


def test_names_of_a_sheet_come_before_general_ones() -> None:
    names = defined_names(
        b'<w><sheets><sheet name="A"/><sheet name="B"/></sheets><definedNames>'
        b'<definedName name="SL">A!$B$1</definedName>'
        b'<definedName name="sl" localSheetId="1">B!&apos;x&amp;y&apos;</definedName>'
        b'<definedName name="SL" localSheetId="9">C</definedName></definedNames></w>'
    )
    assert names.meaning("A", "Sl") == "A!$B$1"
    assert names.meaning("B", "SL") == "B!'x&y'"
    assert names.meaning("A", "other") is None


@pytest.mark.parametrize("blank", BLANKS, ids=lambda path: path.stem)
def test_a_blank_keeps_all_its_parts(blank: Path, shared: Path) -> None:
    data = blank.read_bytes()
    old, new = unpacked(data), unpacked(Book(data).patched({}, formulas_replaced=False))
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["xl/workbook.xml"]
