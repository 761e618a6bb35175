"""Comments and the shapes that show them.

The shapes are VML, which is often not well-formed XML: it is patched as text.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from mineralcheck.model.cells import CellRef
from mineralcheck.reporters.letters.marking.markup import MAIN, Element, main, parse, serialise
from mineralcheck.reporters.letters.marking.notes import CannotMarkError
from mineralcheck.reporters.terminal import safe

_AUTHOR = "mineralcheck"
_LONGEST = 8_000
_EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_NEW_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:240pt;'
    'height:{height}pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_NUMBER = re.compile(r"_x0000_s(\d{1,9})")
_BLOCKS = re.compile(r'(<o:idmap\b[^>]*\bdata=")([\d,]*)(")')
_SHAPES_OF_A_BLOCK = 1024
_LINE = 48  # characters that fit into a line of a comment
_POINTS_A_LINE = 13


def add_comments(data: bytes | None, texts: Mapping[CellRef, str]) -> tuple[bytes, frozenset[CellRef]]:
    """The comments part with these comments, and the cells that had none before.

    A cell has one comment only, so a text is appended where there is one.
    """
    root = parse(data or _EMPTY, main("comments"))
    authors, listed = root.find(main("authors")), root.find(main("commentList"))
    if authors is None or listed is None:
        raise CannotMarkError("the comments part is incomplete")
    author = authors.makeelement(main("author"), {})
    author.text = _AUTHOR
    authors.append(author)
    known = {one.get("ref", ""): one for one in listed.iterchildren(main("comment"))}
    new = set()
    for at, text in sorted(texts.items()):
        comment = known.get(at.address)
        if comment is None:
            new.add(at)
            comment = listed.makeelement(main("comment"), {"ref": at.address})
            comment.set("authorId", str(len(authors) - 1))
            comment.append(comment.makeelement(main("text"), {}))
            listed.append(comment)
        _append(comment, text)
    return serialise(root), frozenset(new)


def _append(comment: Element, text: str) -> None:
    body = comment.find(main("text"))
    if body is None:
        raise CannotMarkError("a comment has no text")
    shown = "\n".join(safe(line) for line in text.split("\n"))[:_LONGEST]
    run = body.makeelement(main("r"), {})
    look = run.makeelement(main("rPr"), {})
    look.append(look.makeelement(main("sz"), {"val": "9"}))
    look.append(look.makeelement(main("rFont"), {"val": "Tahoma"}))
    run.append(look)
    content = run.makeelement(main("t"), {})
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    content.text = f"\n{shown}" if len(body) or body.text else shown
    run.append(content)
    body.append(run)


def add_shapes(data: bytes | None, texts: Mapping[CellRef, str]) -> bytes:
    """The part of shapes with one for each of these cells."""
    content = data.decode("utf-8", "surrogateescape") if data else _NEW_SHAPES
    end = content.rfind("</xml>")
    if end < 0:
        raise CannotMarkError("the shapes have an unknown form")
    number = max((int(found) for found in _NUMBER.findall(content)), default=0)
    number = (number // _SHAPES_OF_A_BLOCK + 1) * _SHAPES_OF_A_BLOCK
    first = number // _SHAPES_OF_A_BLOCK
    shapes = [] if "_x0000_t202" in content else [_SHAPE_TYPE]
    for at, text in sorted(texts.items()):
        number += 1
        shapes.append(_shape(at, text, number))
    content = content[:end] + "".join(shapes) + content[end:]
    blocks = ",".join(map(str, range(first, number // _SHAPES_OF_A_BLOCK + 1)))
    content = _BLOCKS.sub(lambda found: _with_blocks(found, blocks), content, count=1)
    return content.encode("utf-8", "surrogateescape")


def _with_blocks(found: re.Match[str], blocks: str) -> str:
    known = found[2].split(",") if found[2] else []
    joined = ",".join(dict.fromkeys([*known, *blocks.split(",")]))
    return f"{found[1]}{joined}{found[3]}"


def _shape(at: CellRef, text: str, number: int) -> str:
    lines = sum(1 + len(line) // _LINE for line in text.split("\n"))
    return _SHAPE.format(
        number=number,
        height=escape(str(_POINTS_A_LINE * (lines + 1))),
        left=at.column,
        right=at.column + 4,
        top=max(at.row - 2, 0),
        bottom=at.row + lines,
        row=at.row - 1,
        column=at.column - 1,
    )
