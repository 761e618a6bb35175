"""A letter as Word document, into the company's own document when it has one."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from mineralcheck.model.errors import UsageError
from mineralcheck.reporters.letters.document import Block, Document
from mineralcheck.reporters.word_document import Grid, add_table, same_bytes, set_fonts, set_page

if TYPE_CHECKING:
    from docx.document import Document as Word

_CLOSING_PARAGRAPHS = 3


def docx_letter(letter: Document, day: dt.date, base: Path | None = None) -> bytes:
    """The document; of `base`, a document of the company, styles, header, footer and text are kept."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    word = _open(base)
    if base is None:
        set_page(word)
        set_fonts(word, letter.language)
    _set_properties(word, letter, day)
    word.add_paragraph(letter.date).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    subject = word.add_paragraph()
    subject.add_run(letter.subject).bold = True
    for block, following in zip(letter.blocks, (*letter.blocks[1:], None), strict=True):
        _add(word, block)
        if following and following.kind == "table":
            word.paragraphs[-1].paragraph_format.keep_with_next = True
    _keep_closing_together(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return same_bytes(buffer.getvalue())


def _open(base: Path | None) -> "Word":
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if base is None:
        return docx.Document()
    try:
        return docx.Document(str(base))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile):
        raise UsageError(f"{base}: is no Word document (.docx). Save it as one with Word.") from None


def _set_properties(word: "Word", letter: Document, day: dt.date) -> None:
    facts = word.core_properties
    moment = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    facts.title, facts.author, facts.language = letter.subject[:255], letter.sender[:255], letter.language
    facts.created = facts.modified = moment
    facts.last_modified_by, facts.comments, facts.revision = "", "", 1


def _add(word: "Word", block: Block) -> None:
    if block.kind == "table":
        add_table(word, Grid(block.header, block.rows, block.widths))
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
