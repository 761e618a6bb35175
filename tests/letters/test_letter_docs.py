"""The documentation names what a company can replace, and every format."""

from pathlib import Path

from mineralcheck.reporters.columns import FINDING_COLUMNS, SMELTER_COLUMNS
from mineralcheck.reporters.formats import FACTS, Format
from mineralcheck.reporters.letters.texts import BASE_DOCUMENT, PAGES, Texts

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_key_and_file_of_the_letters_is_documented() -> None:
    page = (DOCS / "feedback.md").read_text(encoding="utf-8")
    assert [name for name in (*Texts.model_fields, *PAGES, BASE_DOCUMENT) if f"`{name}`" not in page] == []


def test_every_format_suffix_and_column_is_documented() -> None:
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    columns = [column.name for column in FINDING_COLUMNS] + [column.name for column in SMELTER_COLUMNS]
    suffixes = [facts.suffixes[0] for facts in FACTS.values() if facts.suffixes]
    assert [name for name in (*Format, *suffixes, *columns) if f"`{name}`" not in page] == []
