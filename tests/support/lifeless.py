"""Whether a file that was written holds anything that does more than stand there, by its suffix."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import pyarrow.parquet as pq
from lxml import etree, html
from markdown_it import MarkdownIt
from tests.support.attacks import hidden
from tests.support.letters import mail_of

_FORMULA = "=+-@＝＋－＠\t\r"
_DEAD_INLINE = {"text", "text_special", "html_inline", "hardbreak", "softbreak", "code_inline", "strong_open"}
_COLUMNS = {"string", "int64", "double", "date32[day]"}
_PHONE = re.compile(r"\+?[\d\s()./-]*\d")


def _text(data: bytes) -> list[str]:
    return hidden(data.decode("utf-8-sig"))


def _json(data: bytes) -> list[str]:
    json.loads(data)
    return _text(data)


def _csv(data: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return _text(data) + [one for row in rows for one in row if one and one[0] in _FORMULA]


def _html(data: bytes) -> list[str]:
    tree: html.HtmlElement = html.document_fromstring(data.decode())
    found = [str(one.tag) for one in tree.iter("img", "iframe", "object", "embed", "link", "base", "x")]
    for one in tree.iter():
        for name, value in one.attrib.items():
            address = name in ("href", "src", "action") and not value.startswith("#")
            if name.startswith("on") or address:
                found.append(f"{one.tag} {name}={value}")
    scripts = [one for one in tree.iter("script") if one.get("type") != "application/json"]
    found += [one.text or "" for one in scripts if "alert(1)" in (one.text or "")]
    return _text(data) + found


def _markdown(data: bytes) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
    children = [child for token in tokens for child in token.children or ()]
    found = [child.type for child in children if child.type in ("link_open", "image")]
    found += [one.content for one in children if one.type == "html_inline" and one.content != "<!-- -->"]
    found += [token.type for token in tokens if token.type == "html_block"]
    bare = re.findall(r"(?<!\\)(?:https?://evil|www\.)|(?<![\\\w])@maintainer", data.decode())
    return _text(data) + found + bare


def _xml(data: bytes) -> list[str]:
    etree.fromstring(data)
    return _text(data)


def _docx(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        relations = package.read("word/_rels/document.xml.rels").decode()
    alive = {"hyperlink", "instrText", "fldSimple", "object", "altChunk"}
    found = [name for name in (etree.QName(one).localname for one in body.iter()) if name in alive]
    return hidden("".join(str(text) for text in body.itertext())) + found + re.findall("External", relations)


def _xlsx(data: bytes) -> list[str]:
    """Reports: no formula at all, and no text that becomes one; links lead to files of the inbox alone."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [one for sheet in book.worksheets for row in sheet.iter_rows() for one in row if one.value]
    found = [f"{one.coordinate} {one.value}" for one in cells if one.data_type == "f"]
    texts = [one.value for one in cells if isinstance(one.value, str)]
    found += [text for text in texts if text[0] in _FORMULA or hidden(text)]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    targets = [target for part in parts for target in re.findall(r'Target="([^"]*)" TargetMode', part)]
    return found + [target for target in targets if re.match(r"[a-z]+:|\\\\|//", target, re.IGNORECASE)]


def _parquet(data: bytes) -> list[str]:
    """A data frame calculates nothing, so text may look like a formula; only typed columns are in it."""
    table = pq.read_table(io.BytesIO(data))
    found = [f"{field.name}: {field.type}" for field in table.schema if str(field.type) not in _COLUMNS]
    found += [f"{key!r}" for key in table.schema.metadata or {}]
    texts = [one for row in table.to_pylist() for one in row.values() if isinstance(one, str)]
    return found + [text for text in texts if hidden(text)]


def _eml(data: bytes) -> list[str]:
    mail = mail_of(data)
    found = [name for name in mail.keys() if name.lower() in ("bcc", "cc")]  # noqa: SIM118  # not a mapping
    found += [str(mail[name]) for name in ("To", "From", "Subject") if hidden(str(mail[name] or ""), "")]
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "text/html":
            found += _html(part.get_content().encode())
        elif kind == "text/plain":
            found += hidden(part.get_content())
    return found


CHECKS: Mapping[str, Callable[[bytes], list[str]]] = {
    ".txt": _text,
    ".json": _json,
    ".sarif": _json,
    ".csv": _csv,
    ".html": _html,
    ".md": _markdown,
    ".xml": _xml,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".eml": _eml,
}


def alive(name: str, data: bytes) -> list[str]:
    """What is alive in a file of this name; raises KeyError for a kind of file that is not known here."""
    return CHECKS["." + name.rpartition(".")[2]](data)


def typed_alive(texts: list[str]) -> list[str]:
    """Of the texts typed into a template, those that would be more than text once they are edited."""
    return [text for text in texts if text[0] in _FORMULA and not _PHONE.fullmatch(text)]
