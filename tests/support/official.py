"""Types cases into official blanks the way a program without a calculation engine would.

The sheet parts are patched in place, and every cached formula result of the patched sheets is dropped, so
what is read afterwards comes from the inputs alone.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

_SHEET = re.compile(r'<sheet [^>]*?name="([^"]+)"[^>]*?r:id="([^"]+)"')
_RELATION = re.compile(r"<Relationship [^>]*>")
_ROW = r'<row [^>]*?\br="{row}"[^>]*?(?:/>|>.*?</row>)'
_CACHED = re.compile(r"(<f[ >][^<]*</f>|<f[^>]*/>)<v[^>]*>[^<]*</v>")

Value = str | float


@lru_cache(maxsize=2)
def _parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    relations = {}
    for element in _RELATION.findall(parts["xl/_rels/workbook.xml.rels"].decode()):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', element))
        relations[facts["Id"]] = "xl/" + facts["Target"].removeprefix("/xl/")
    return {name: relations[rid] for name, rid in _SHEET.findall(parts["xl/workbook.xml"].decode())}


def _cell(address: str, value: Value, style: str) -> str:
    if isinstance(value, str):
        text = escape(value)
        return f'<c r="{address}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{address}"{style}><v>{value!r}</v></c>'


def _column(address: str) -> tuple[int, str]:
    letters = re.sub(r"\d", "", address)
    return len(letters), letters


def _patched_row(row: str, cells: Mapping[str, Value]) -> str:
    head, _, body = row.partition(">")
    head, body = (head.removesuffix("/"), "") if head.endswith("/") else (head, body.removesuffix("</row>"))
    found = {m[1]: m[0] for m in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', body, re.DOTALL)}
    for address, value in cells.items():
        style = re.search(r' s="\d+"', found.get(address, ""))
        found[address] = _cell(address, value, style[0] if style else "")
    return f"{head}>" + "".join(found[a] for a in sorted(found, key=_column)) + "</row>"


def _patched_sheet(xml: str, cells: Mapping[str, Value], *, keep_cached: bool) -> str:
    rows: dict[int, dict[str, Value]] = defaultdict(dict)
    for address, value in cells.items():
        rows[int(re.sub(r"\D", "", address))][address] = value
    for number, wanted in sorted(rows.items()):
        found = re.search(_ROW.format(row=number), xml, re.DOTALL)
        assert found, f"row {number} is not in the blank"
        xml = xml[: found.start()] + _patched_row(found[0], wanted) + xml[found.end() :]
    return xml if keep_cached else _CACHED.sub(r"\1", xml)


def materialise(blank: Path, cells: Mapping[str, Value], *, keep_cached: bool = False) -> bytes:
    """The blank workbook with `cells` (`Sheet!A1`: value) typed in; formula results are dropped or kept."""
    parts = _parts(blank)
    sheets = _sheet_parts(parts)
    by_sheet: dict[str, dict[str, Value]] = {name: {} for name in sheets if "Look-up" not in name}
    for place, value in cells.items():
        sheet, address = place.split("!")
        by_sheet[sheet][address] = value
    changed = {
        sheets[name]: _patched_sheet(parts[sheets[name]].decode(), own, keep_cached=keep_cached).encode()
        for name, own in by_sheet.items()
        if name in ("Declaration", "Smelter List", "Product List", "Mine List")
    }
    out = BytesIO()
    method = zipfile.ZIP_DEFLATED if keep_cached else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as book:
        for name, body in parts.items():
            book.writestr(name, changed.get(name, body))
    return out.getvalue()
