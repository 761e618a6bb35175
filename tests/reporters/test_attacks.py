"""No text of a supplier is alive in any format: not run, not followed, not hidden, not out of its place."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable

import openpyxl
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from tests.support.attacks import ATTACKS, hidden
from tests.support.check_reports import a_run, poisoned
from tests.support.rendering import rendered

from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.neutral import cell
from mineralcheck.rules.registry import catalogue

FORMULA = "=+-@＝＋－＠\t\r"


def dead_text(data: bytes) -> None:
    assert hidden(data.decode()) == []


def dead_json(data: bytes) -> None:
    dead_text(data)
    json.loads(data)


def dead_csv(data: bytes) -> None:
    dead_text(data)
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert [one for row in rows for one in row if one and one[0] in FORMULA] == []


def dead_markdown(data: bytes) -> None:
    dead_text(data)
    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "html_inline"}
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<!-- -->"}
    block = {token.type for token in tokens}
    assert block & {"html_block", "fence", "code_block", "hr", "blockquote_open"} == set()
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2", "h2"]
    source = data.decode()
    assert re.findall(r"(?<![\\])https?://|www\.|[@#]\w", source) == []


def dead_html(data: bytes) -> None:
    dead_text(data)
    tree: html.HtmlElement = html.document_fromstring(data.decode())
    names = Counter(str(one.tag) for one in tree.iter())
    assert (names["script"], names["style"], names["title"]) == (2, 1, 1)
    assert set(names) & {"img", "iframe", "object", "link", "base", "x"} == set()
    attributes = [(name, value) for one in tree.iter() for name, value in one.attrib.items()]
    assert [name for name, _ in attributes if name.startswith("on") or name in ("style", "src")] == []
    assert [value for name, value in attributes if name == "href" and not value.startswith("#")] == []
    embedded = tree.get_element_by_id("data").text
    assert set(embedded) & set("<>&") == set()
    json.loads(embedded)


def dead_junit(data: bytes) -> None:
    dead_text(data)
    tree = etree.fromstring(data)
    cases = len(list(tree.iter("testcase")))
    assert cases == len(catalogue()) + 1
    outcomes = {"failure": 1, "skipped": len(list(tree.iter("skipped")))}
    names = Counter(str(one.tag) for one in tree.iter())
    once = dict.fromkeys(("testsuites", "testsuite", "properties", "system-out", "system-err"), 1)
    assert names == once | {"testcase": cases} | outcomes


def dead_sarif(data: bytes) -> None:
    dead_json(data)
    for result in json.loads(data)["runs"][0]["results"]:
        assert re.findall(r"(?<!\\)\[", result["message"]["text"]) == []
        assert not re.search(r"(?<!\{)\{(?!\{)", result["message"]["text"])
        assert ":" not in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def dead_github(data: bytes) -> None:
    dead_text(data)
    lines = data.decode().splitlines()
    assert len(lines) == 3
    assert all(re.match(r"::(error|notice) [^:]*::[^\n]*$", line) for line in lines)


def dead_xlsx(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = [one for sheet in book.worksheets for row in sheet.iter_rows() for one in row if one.value]
    assert [one for one in values if one.data_type == "f"] == []
    texts = [one.value for one in values if isinstance(one.value, str)]
    assert [text for text in texts if text[0] in FORMULA or hidden(text)] == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    targets = [target for part in parts for target in re.findall(r'Target="([^"]*)" TargetMode', part)]
    assert [target for target in targets if not re.fullmatch(r"inbox\\[^\\:]*", target)] == []


def dead_parquet(data: bytes) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    rows = parquet.read_table(io.BytesIO(data)).to_pylist()
    assert [text for row in rows for text in row.values() if isinstance(text, str) and hidden(text)] == []


CHECKS: dict[Format, Callable[[bytes], None]] = {
    Format.TABLE: dead_text,
    Format.JSON: dead_json,
    Format.CSV: dead_csv,
    Format.CSV_SMELTERS: dead_csv,
    Format.MARKDOWN: dead_markdown,
    Format.HTML: dead_html,
    Format.JUNIT: dead_junit,
    Format.SARIF: dead_sarif,
    Format.GITHUB: dead_github,
    Format.XLSX: dead_xlsx,
    Format.PARQUET: dead_parquet,
    Format.PARQUET_SMELTERS: dead_parquet,
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", Format)
def test_no_text_of_a_supplier_is_alive(name: Format, attack: str) -> None:
    CHECKS[name](rendered(a_run(poisoned(ATTACKS[attack])), name))


@pytest.mark.parametrize("text", ["Tin", "3 - 4", "a@b.example", "100 %", "R&D", "", "O'Neill", " spaced"])
def test_innocent_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_json_report_keeps_the_data_behind_the_escapes() -> None:
    report = json.loads(rendered(a_run(poisoned("a\u202eb\x9bc")), Format.JSON))
    assert report["files"][0]["company"]["name"] == "a\u202eb\x9bc"
