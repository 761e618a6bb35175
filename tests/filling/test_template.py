"""Only a blank official template of a known revision is filled."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.filling.samples import declaration_of

from mineralcheck.filling.inputs import Listing, SmelterEntry
from mineralcheck.filling.template import Template, open_template, read_template
from mineralcheck.filling.writing import filled
from mineralcheck.model.errors import UsageError


def test_a_filled_template_is_no_blank(cmrt: Template, tmp_path: Path) -> None:
    many = [SmelterEntry("Tin", Listing.NOT_LISTED, "", f"Tin {number}", "Peru") for number in range(21)]
    path = tmp_path / "ours.xlsx"
    content = replace(declaration_of(cmrt), smelters=tuple(many))
    path.write_bytes(filled(cmrt, content, "English", internal=False).data)
    with pytest.raises(UsageError, match=r"ours.xlsx: is not blank, its lists hold 23 entries"):
        open_template(path)


def test_a_revision_whose_cells_nobody_has_seen_is_not_filled(cmrt: Template) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(cmrt.data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Revision 6.5", b"Revision 7.9"))
    with pytest.raises(UsageError, match=r"CMRT 7.9 is not a revision that can be filled"):
        read_template(out.getvalue(), "new.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "The file is empty"), (b"PK\x03\x04", "The end of the file is missing"), (b"text", "plain text")],
)
def test_what_is_no_workbook(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        open_template(path)


def test_an_old_binary_template_is_not_filled(shared: Path) -> None:
    path = shared / "samples" / "older" / "cmrt-3.01-empty-default-password.xls"
    with pytest.raises(UsageError, match=r"is no .xlsx workbook"):
        open_template(path)


def test_countries_in_the_words_of_the_template(cmrt: Template) -> None:
    spelling = cmrt.countries.spelling
    assert [
        spelling(text) for text in ("Germany", "de", "Deutschland", "South Korea", "KOREA, REPUBLIC OF")
    ] == [
        "GERMANY",
        "GERMANY",
        "GERMANY",
        "KOREA, REPUBLIC OF",
        "KOREA, REPUBLIC OF",
    ]
    assert spelling("Middle-earth") == "Middle-earth"
