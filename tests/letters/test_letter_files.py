"""The files of a letter: Word, HTML and mail say the same; names are safe on every system."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run, a_submission
from tests.support.letters import letters, mail_of, word_text

from mineralcheck.model.errors import OutputError, UsageError
from mineralcheck.reporters.letters.file_names import FileNames, file_stem
from mineralcheck.reporters.letters.mail import is_address, parse_sender

STEM = "Tamarind Circuits Pvt Ltd"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return letters(a_mixed_run(), tmp_path_factory.mktemp("letters"))


@pytest.mark.parametrize(
    "text", ["Please correct", "info at tamarind", "Kestral Tin, JAPAN", "Jane Roe", "D16"]
)
def test_every_file_says_the_same(files: dict[str, bytes], text: str) -> None:
    mail = mail_of(files[f"{STEM}.eml"])
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    assert all(part is not None and text in part.get_content() for part in parts)
    assert text in word_text(files[f"{STEM}.docx"])
    assert text in files[f"{STEM}.html"].decode()
    assert text in files[f"{STEM}.md"].decode()


def test_a_mail_is_a_draft_to_the_declared_contact(files: dict[str, bytes]) -> None:
    mail = mail_of(files[f"{STEM}.eml"])
    assert mail["X-Unsent"] == "1"
    assert str(mail["To"]) == '"R. Tanaka" <r.tanaka@tamarind.example>'
    assert str(mail["From"]) == "Jane Roe <jane@contoso.example>"
    assert str(mail["Subject"]).strip().startswith("Your reporting template: please correct")
    assert "Date" not in mail


def test_a_mail_in_japanese_is_readable(files: dict[str, bytes]) -> None:
    mail = mail_of(files["常盤電子株式会社.eml"])
    body = mail.get_body(("plain",))
    assert "【ご確認のお願い】" in str(mail["Subject"])
    assert body is not None
    assert "いつもお世話になっております。" in body.get_content()


def test_html_loads_nothing_and_says_its_language(files: dict[str, bytes]) -> None:
    page = files["常盤電子株式会社.html"].decode()
    assert '<html lang="ja">' in page
    assert "default-src 'none'" in page
    assert re.findall(r"\b(?:src|href)=", page) == []


def test_word_has_pages_of_a4_and_a_font_for_the_script(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["常盤電子株式会社.docx"]))
    section = document.sections[0]
    assert section.page_width is not None
    assert round(section.page_width.cm, 1) == 21.0
    with zipfile.ZipFile(io.BytesIO(files["常盤電子株式会社.docx"])) as package:
        styles = package.read("word/styles.xml").decode()
    assert 'w:eastAsia="Yu Gothic"' in styles
    assert 'w:eastAsia="ja-JP"' in styles


def test_table_headers_are_repeated_on_each_page(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files[f"{STEM}.docx"])) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:tblHeader/>") == 3


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, victim@evil.example",
        "a@b.example\r\nBcc: victim@evil.example",
        '"x y"@b.example',
        "a@b",
        ".a@b.example",
        "n/a",
        "a@b.example ",
        "a@b.example>",
    ],
)
def test_what_is_not_one_plain_address_is_no_recipient(tmp_path: Path, address: str) -> None:
    assert not is_address(address)
    run = a_run(a_report(findings=(a_finding(),), submission=a_submission(email=address)))
    mail = mail_of(letters(run, tmp_path)[f"{STEM}.eml"])
    assert mail["To"] is None
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("Jane Roe <jane@contoso.example>", "Jane Roe", "jane@contoso.example"),
        ("jane@contoso.example", "", "jane@contoso.example"),
        ("Contoso Purchasing", "Contoso Purchasing", ""),
        ("", "", ""),
    ],
)
def test_a_sender_is_a_name_an_address_or_both(text: str, name: str, email: str) -> None:
    assert parse_sender(text) == type(parse_sender(""))(name, email)


def test_a_malformed_sender_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="is not a mail address"):
        parse_sender("Jane <jane at contoso>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tamarind Circuits Pvt Ltd", "Tamarind Circuits Pvt Ltd"),
        ("常盤電子株式会社", "常盤電子株式会社"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\Windows\\x", "C__Windows_x"),
        ("a/b:c*d?e", "a_b_c_d_e"),
        ("name. ", "name"),
        ("", "supplier"),
        ("...", "supplier"),
        ("invoice\u202exslx.exe", "invoice xslx.exe"),
        ("two\nlines", "two lines"),
    ],
)
def test_names_of_files_are_safe(text: str, expected: str) -> None:
    assert file_stem(text) == expected


@pytest.mark.parametrize("text", ["CON", "nul", "COM1", "lpt9", "AUX "])
def test_names_of_devices_are_avoided(text: str) -> None:
    assert file_stem(text).upper() not in {"CON", "NUL", "COM1", "LPT9", "AUX"}


@pytest.mark.parametrize("text", ["x" * 500, "電" * 500])
def test_names_are_short_enough_for_every_file_system(text: str) -> None:
    assert len(f"{file_stem(text)} - {file_stem(text)} (99).docx") < 200
    assert len(f"{file_stem(text)} (99).docx".encode()) < 255


def test_names_differ_also_where_case_does_not_count() -> None:
    names = FileNames()
    assert [names.stem(text) for text in ("Acme", "ACME", "acme", "Other")] == [
        "Acme",
        "ACME (2)",
        "acme (3)",
        "Other",
    ]


def test_a_folder_that_is_a_file_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    run = a_run(a_report())
    with run.results, pytest.raises(OutputError, match="--output"):
        letters(run, tmp_path / "taken")


def test_a_table_stays_with_what_introduces_it(files: dict[str, bytes]) -> None:
    body = docx.Document(io.BytesIO(files[f"{STEM}.docx"])).element.body
    tables = body.findall(qn("w:tbl"))
    assert tables
    for table in tables:
        before = table.getprevious()
        header = table.find(f".//{qn('w:p')}")
        assert all(
            one is not None and one.find(f".//{qn('w:keepNext')}") is not None for one in (before, header)
        )
