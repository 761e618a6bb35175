"""Texts of a company go before ours: word by word, page by page, and never outside the sandbox."""

import io
import tomllib
from importlib import resources
from pathlib import Path

import docx
import pytest
from jinja2 import Environment, meta
from tests.support.check_reports import a_finding, a_report, a_run
from tests.support.letters import letters, one_letter, word_text

from mineralcheck.model.errors import UnreadableReason, UsageError
from mineralcheck.reporters.letters.kinds import LetterFormat
from mineralcheck.reporters.letters.texts import Wording
from mineralcheck.rules.texts import LANGUAGES

KNOWN = {
    "supplier",
    "contact",
    "files",
    "due",
    "date",
    "sender",
    "missing",
    "file",
    "count",
    "message",
    "day",
    "months",
}


def own_texts(language: str) -> dict[str, object]:
    file = resources.files("mineralcheck.reporters.letters").joinpath("data", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "texts"
    path.mkdir()
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_and_knows_its_variables(language: str) -> None:
    texts, english = own_texts(language), own_texts("en")
    assert texts.keys() == english.keys()
    for value in texts.values():
        if isinstance(value, str):
            assert meta.find_undeclared_variables(Environment(autoescape=True).parse(value)) <= KNOWN
    assert set(texts["unreadable"]) == set(UnreadableReason)  # type: ignore[call-overload]
    assert texts["columns"].keys() == english["columns"].keys()  # type: ignore[attr-defined]


def test_a_company_replaces_single_texts(tmp_path: Path, folder: Path) -> None:
    (folder / "en.toml").write_text(
        'closing = "Yours, {{ sender }} of {{ supplier }}"\n[columns]\nfix = "To do"\n', encoding="utf-8"
    )
    run = a_run(a_report(findings=(a_finding(),)))
    text = one_letter(run, tmp_path / "out", wording=Wording(folder))
    assert "Yours, Jane Roe of Tamarind Circuits Pvt Ltd" in text
    assert "| Expected | To do |" in text
    assert "### Please correct" in text


def test_a_company_replaces_a_page(tmp_path: Path, folder: Path) -> None:
    (folder / "letter.html.j2").write_text(
        "<h1>{{ letter.subject }}</h1>{{ letter.blocks[0].lines[0] }}", "utf-8"
    )
    run = a_run(a_report(findings=(a_finding(),)))
    text = one_letter(run, tmp_path / "out", LetterFormat.HTML, wording=Wording(folder))
    assert text.startswith("<h1>Your reporting template: please correct")


def test_a_company_gives_its_letterhead(tmp_path: Path, folder: Path) -> None:
    base = docx.Document()
    base.sections[0].header.paragraphs[0].text = "Contoso Ltd, Purchasing"
    base.save(str(folder / "letter.docx"))
    run = a_run(a_report(findings=(a_finding(),)))
    files = letters(run, tmp_path / "out", formats=(LetterFormat.DOCX,), wording=Wording(folder))
    data = files["Tamarind Circuits Pvt Ltd.docx"]
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "Contoso Ltd, Purchasing"
    assert "Please correct" in word_text(data)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("en.toml", 'closeing = "x"', "closeing"),
        ("en.toml", "closing = x", "not a TOML file"),
        ("en.toml", 'closing = "{{ nobody }}"', "nobody"),
        ("en.toml", 'closing = "{{ files.__class__.__mro__ }}"', "unsafe"),
        ("en.toml", 'closing = "{% for %}"', "cannot be filled in"),
        ("letter.md.j2", "{{ letter.blocks.nothing.more }}", "letter.md.j2"),
        ("eng.toml", 'closing = "x"', "no letter uses this file"),
        ("letter.docx", "no zip", "is no Word document"),
    ],
)
def test_a_fault_in_a_text_is_wrong_usage_that_names_the_file(
    tmp_path: Path, folder: Path, name: str, content: str, said: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    run = a_run(a_report(findings=(a_finding(),)))
    with run.results, pytest.raises(UsageError, match=said) as caught:
        letters(run, tmp_path / "out", wording=Wording(folder))
    assert str(folder) in str(caught.value)


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        Wording(tmp_path / "nowhere")


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_about_every_template_do_not_speak_of_conflict_minerals_alone(language: str) -> None:
    """An EMRT is about cobalt and graphite."""
    said = str(own_texts(language)).casefold()
    words = ("conflict mineral", "konfliktmineral", "紛争鉱物", "분쟁광물", "冲突矿产")
    assert [word for word in words if word in said] == []
