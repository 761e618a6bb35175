"""A pack as Word document, A4 across, for the company to write on in."""

import datetime as dt
import io
from itertools import zip_longest
from typing import TYPE_CHECKING

from mineralcheck.reporters.packs.content import Block, Pack
from mineralcheck.reporters.word_document import (
    WIDE_LINE_WIDTH_CM,
    Grid,
    add_table,
    same_bytes,
    set_fonts,
    set_page,
)

if TYPE_CHECKING:
    from docx.document import Document as Word

_LEVELS = {"section": 1, "heading": 2}
_TITLE_POINTS = 18


def render(pack: Pack) -> bytes:
    """The document; the same bytes for the same pack."""
    import docx
    from docx.shared import Pt

    word = docx.Document()
    set_page(word, landscape=True)
    set_fonts(word, pack.language)
    _set_properties(word, pack)
    title = word.add_paragraph().add_run(pack.title)
    title.bold, title.font.size = True, Pt(_TITLE_POINTS)
    for block, following in zip_longest(pack.blocks, pack.blocks[1:]):
        _add(word, block, pack.language)
        if block.kind != "table" and following and following.kind != "section":
            word.paragraphs[-1].paragraph_format.keep_with_next = True
    buffer = io.BytesIO()
    word.save(buffer)
    return same_bytes(buffer.getvalue())


def _set_properties(word: "Word", pack: Pack) -> None:
    facts = word.core_properties
    moment = dt.datetime.combine(pack.day, dt.time(), tzinfo=dt.UTC)
    facts.title, facts.author, facts.language = pack.title, "", pack.language
    facts.created = facts.modified = moment
    facts.last_modified_by, facts.comments, facts.revision = "", "", 1


def _add(word: "Word", block: Block, language: str) -> None:
    if block.kind == "table":
        rows = tuple(tuple((text,) for text in row) for row in block.rows)
        add_table(word, Grid(block.header, rows, block.widths, block.right), WIDE_LINE_WIDTH_CM)
    elif block.kind in _LEVELS:
        word.add_heading(block.text, _LEVELS[block.kind])
    else:
        run = word.add_paragraph().add_run(block.text)
        run.bold = block.kind == "notice"
        # Japanese type has no italics; slanted characters look broken.
        run.italic = block.kind == "company" and language != "ja"
