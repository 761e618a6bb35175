"""No text of a supplier is alive in a letter, whatever the file; none reaches a header or another folder."""

import csv
import io
import re
import zipfile
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from tests.support.attacks import ATTACKS, hidden
from tests.support.check_reports import a_run, poisoned
from tests.support.letters import letters, mail_of

from mineralcheck.campaign.roster import Roster, Supplier
from mineralcheck.model.submission import Family

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "br"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}
HEADERS = {"x-unsent", "from", "to", "subject", "mime-version", "content-type", "content-language"}


class Tags(HTMLParser):
    """Elements and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes.update(name for name, _ in attrs)


def poisoned_roster(text: str) -> Roster:
    silent = Supplier(
        supplier_id=f"{text} 7", name=f"{text} Silent", contact=text, email=text, templates=(Family.CMRT,)
    )
    return Roster(source="r.csv", sha256="0" * 64, columns={}, suppliers=(silent,))


@pytest.fixture(params=ATTACKS)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, bytes]:
    text = ATTACKS[request.param]
    out = tmp_path / "inner" / "letters"
    found = letters(a_run(poisoned(text)), out, roster=poisoned_roster(text))
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert [path.name for path in out.parent.iterdir()] == ["letters"]
    return found


def of(files: dict[str, bytes], suffix: str) -> list[bytes]:
    found = [data for name, data in files.items() if name.endswith(suffix)]
    assert found
    return found


def test_html_holds_no_foreign_element(files: dict[str, bytes]) -> None:
    for data in of(files, ".html"):
        page = data.decode()
        assert hidden(page) == []
        tags = Tags(page)
        assert tags.found <= TAGS
        assert tags.attributes <= {"lang", "charset", "name", "content", "http-equiv", "class", "scope"}


def test_markdown_holds_no_link_and_no_markup(files: dict[str, bytes]) -> None:
    for data in of(files, ".md"):
        text = data.decode()
        assert hidden(text) == []
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        inline = [child for token in tokens for child in token.children or ()]
        kinds = {child.type for child in inline}
        assert kinds <= {"text", "text_special", "html_inline", "hardbreak", "softbreak"}
        assert {child.content for child in inline if child.type == "html_inline"} <= {"<!-- -->"}
        blocks = {token.type for token in tokens}
        assert (
            blocks & {"html_block", "fence", "code_block", "bullet_list_open", "ordered_list_open"} == set()
        )
        assert re.findall(r"(?<![\\])https?://|www\.|[@#]\w", text) == []


def test_word_holds_text_alone(files: dict[str, bytes]) -> None:
    for data in of(files, ".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
            relations = package.read("word/_rels/document.xml.rels").decode()
        assert hidden("".join(str(text) for text in body.itertext())) == []
        names = {etree.QName(one).localname for one in body.iter()}
        assert names & {"hyperlink", "instrText", "fldSimple", "object", "altChunk"} == set()
        assert "External" not in relations


def test_a_mail_has_our_headers_alone_and_no_foreign_recipient(files: dict[str, bytes]) -> None:
    for data in of(files, ".eml"):
        head = data.partition(b"\r\n\r\n")[0].decode()
        assert {line.partition(":")[0].lower() for line in head.splitlines() if line[:1].strip()} <= HEADERS
        mail = mail_of(data)
        assert isinstance(mail, EmailMessage)
        assert mail["To"] is None
        assert [part.get_content_type() for part in mail.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        assert all(hidden(part.get_content()) == [] for part in mail.walk() if not part.is_multipart())


def test_the_list_of_letters_holds_no_formula(files: dict[str, bytes]) -> None:
    text = files["letters.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert hidden(text) == []
    assert [one for row in rows for one in row if one and one[0] in "=+-@＝\t\r"] == []
    assert len(rows) == 3


def test_names_of_files_are_plain(files: dict[str, bytes]) -> None:
    for name in files:
        assert re.fullmatch(r'[^<>:"/\\|?*]+', name)
        assert hidden(name, besides="") == []
        assert not name.startswith((".", "-", " "))
