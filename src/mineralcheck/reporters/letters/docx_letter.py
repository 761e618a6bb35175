"""A letter as Word document, into the company's own document when it has one."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mineralcheck.model.errors import UsageError
from mineralcheck.reporters.letters.document import Block, Document

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell

_HEADER_FILL = "1F3A5F"
_LINE_WIDTH_CM = 17.0
_MARGIN_CM = 2.0
# Script and font for each language whose characters Word takes from the East Asian font of a style.
_EAST_ASIAN = {
    "ja": ("ja-JP", "Yu Gothic"),
    "zh": ("zh-CN", "Microsoft YaHei"),
    "ko": ("ko-KR", "Malgun Gothic"),
}
_LANGUAGES = {"en": "en-US", "de": "de-DE"}
_CLOSING_PARAGRAPHS = 3
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def docx_letter(letter: Document, day: dt.date, base: Path | None = None) -> bytes:
    """The document; of `base`, a document of the company, styles, header, footer and text are kept."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    word = _open(base)
    if base is None:
        _set_page(word)
        _set_fonts(word, letter.language)
    _set_properties(word, letter, day)
    word.add_paragraph(letter.date).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    subject = word.add_paragraph()
    subject.add_run(letter.subject).bold = True
    for block in letter.blocks:
        _add(word, block)
    _keep_closing_together(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return _same_on_every_day(buffer.getvalue())


def _open(base: Path | None) -> "Word":
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if base is None:
        return docx.Document()
    try:
        return docx.Document(str(base))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile):
        raise UsageError(f"{base}: is no Word document (.docx). Save it as one with Word.") from None


def _set_page(word: "Word") -> None:
    from docx.shared import Cm

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)


def _set_fonts(word: "Word", language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal: ParagraphStyle = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    for style in word.styles:
        if style.type is not WD_STYLE_TYPE.PARAGRAPH or style.name not in {
            "Normal",
            "Heading 1",
            "Heading 2",
        }:
            continue
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        fonts.set(qn("w:ascii"), "Calibri")
        fonts.set(qn("w:hAnsi"), "Calibri")
        if language in _EAST_ASIAN:
            fonts.set(qn("w:eastAsia"), _EAST_ASIAN[language][1])
    for name, size in (("Heading 1", 13), ("Heading 2", 11)):
        heading: ParagraphStyle = word.styles[name]
        heading.font.size, heading.font.color.rgb = Pt(size), RGBColor.from_string(_HEADER_FILL)
    _set_language(word, language)


def _set_language(word: "Word", language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:lang")
    if language in _EAST_ASIAN:
        mark.set(qn("w:val"), "en-US")
        mark.set(qn("w:eastAsia"), _EAST_ASIAN[language][0])
    else:
        mark.set(qn("w:val"), _LANGUAGES.get(language, "en-US"))
    word.styles["Normal"].element.get_or_add_rPr().append(mark)


def _set_properties(word: "Word", letter: Document, day: dt.date) -> None:
    facts = word.core_properties
    moment = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    facts.title, facts.author, facts.language = letter.subject[:255], letter.sender[:255], letter.language
    facts.created = facts.modified = moment
    facts.last_modified_by, facts.comments, facts.revision = "", "", 1


def _add(word: "Word", block: Block) -> None:
    if block.kind == "table":
        _add_table(word, block)
    elif block.kind in {"heading", "subheading"}:
        _add_heading(word, block.lines[0], 1 if block.kind == "heading" else 2)
    else:
        word.add_paragraph("\n".join(block.lines))


def _keep_closing_together(word: "Word") -> None:
    """A signature alone on a page looks lost."""
    for paragraph in word.paragraphs[-_CLOSING_PARAGRAPHS:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _add_heading(word: "Word", text: str, level: int) -> None:
    try:
        word.add_heading(text, level)
    except KeyError:  # the company's document has no such style
        word.add_paragraph().add_run(text).bold = True


def _add_table(word: "Word", block: Block) -> None:
    from docx.shared import Cm

    table = word.add_table(rows=0, cols=len(block.header))
    if any(style.name == "Table Grid" for style in word.styles):
        table.style = "Table Grid"
    table.autofit = False
    share = _LINE_WIDTH_CM / sum(block.widths)
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Cm(width * share)
    rows = [tuple((title,) for title in block.header), *block.rows]
    for number, row in enumerate(rows):
        added = table.add_row()
        _keep(added._tr, header=number == 0)
        for cell, lines, width in zip(added.cells, row, block.widths, strict=True):
            cell.width = Cm(width * share)
            _fill(cell, lines, header=number == 0)
    word.add_paragraph()


def _keep(row: "object", *, header: bool) -> None:
    """Rows are not broken over pages; the header is repeated on each."""
    from docx.oxml import OxmlElement
    from docx.oxml.table import CT_Row

    assert isinstance(row, CT_Row)
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: "_Cell", lines: Sequence[str], *, header: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run("\n".join(lines))
    run.font.size = Pt(8.5)
    if header:
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _HEADER_FILL)
        cell._tc.get_or_add_tcPr().append(shade)


def _same_on_every_day(data: bytes) -> bytes:
    """python-docx stamps the parts with the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return buffer.getvalue()
