"""Word documents as python-docx makes them, the same bytes on every day: pages, fonts and tables."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

LINE_WIDTH_CM = 17.0
WIDE_LINE_WIDTH_CM = 25.7
_HEADER_FILL = "1F3A5F"
_MARGIN_CM = 2.0
_CELL_SIZE = 8.5  # points
_PADDING = 45  # twentieths of a point, above and below the text of a cell
# Script and font for each language whose characters Word takes from the East Asian font of a style.
_EAST_ASIAN = {
    "ja": ("ja-JP", "Yu Gothic"),
    "zh": ("zh-CN", "Microsoft YaHei"),
    "ko": ("ko-KR", "Malgun Gothic"),
}
_LANGUAGES = {"en": "en-US", "de": "de-DE"}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Grid:
    """A table: titles, rows of cells with one or more lines each, and widths as shares of the line.

    `right` says for each column whether it holds numbers; empty: none does.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    widths: tuple[int, ...]
    right: tuple[bool, ...] = ()


def set_page(word: "Word", *, landscape: bool = False) -> None:
    """Make the pages A4."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = word.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)


def set_fonts(word: "Word", language: str) -> None:
    """Set fonts and sizes, also of East Asian scripts, and the language in which the text is checked."""
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


def add_table(word: "Word", grid: Grid, width_cm: float = LINE_WIDTH_CM) -> None:
    """Add a table with a repeated header; the style is the document's where it has one for grids."""
    from docx.shared import Cm

    table = word.add_table(rows=0, cols=len(grid.header))
    if any(style.name == "Table Grid" for style in word.styles):
        table.style = "Table Grid"
    table.autofit = False
    _pad(table)
    share = width_cm / sum(grid.widths)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(width * share)
    rows = [tuple((title,) for title in grid.header), *grid.rows]
    for number, row in enumerate(rows):
        added = table.add_row()
        _keep(added._tr, header=number == 0)
        right = grid.right or (False,) * len(row)
        for cell, lines, width, numeric in zip(added.cells, row, grid.widths, right, strict=True):
            cell.width = Cm(width * share)
            _fill(cell, lines, header=number == 0, right=numeric)
    word.add_paragraph()


def _pad(table: "Table") -> None:
    """Keep the text of every cell away from the lines above and below it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_PADDING))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    at = len(properties) if look is None else properties.index(look)
    properties.insert(at, margins)


def _keep(row: "object", *, header: bool) -> None:
    """Rows are not broken over pages; the header is repeated on each."""
    from docx.oxml import OxmlElement
    from docx.oxml.table import CT_Row

    assert isinstance(row, CT_Row)
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: "_Cell", lines: Sequence[str], *, header: bool, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    paragraph = cell.paragraphs[0]
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run("\n".join(lines))
    run.font.size = Pt(_CELL_SIZE)
    _set_mark_size(paragraph)
    if header:
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        paragraph.paragraph_format.keep_with_next = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _HEADER_FILL)
        cell._tc.get_or_add_tcPr().append(shade)


def _set_mark_size(paragraph: "Paragraph") -> None:
    """The mark at the end makes a line as high as its text is large: an empty cell has nothing else."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
    size.set(qn("w:val"), str(int(_CELL_SIZE * 2)))
    mark.append(size)
    paragraph._p.get_or_add_pPr().append(mark)


def same_bytes(data: bytes) -> bytes:
    """A document without the time of day with which python-docx stamps its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return buffer.getvalue()
