"""Elements of an XML part with the bytes they stand at, so that one can be replaced and the rest kept.

Parsers give up the bytes they read and writers make their own; expat tells at which byte it is, so what is
kept is kept to the byte. Document types are refused and entities never expanded.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers import expat

from mineralcheck.workbook.refusals import Refusal, refused

_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_DEEPEST = 64
_ENCODINGS = (None, "utf-8", "us-ascii")

Attributes = Mapping[str, str]


class Start(NamedTuple):
    """A start tag: name without prefix, attributes as written, first byte, and byte behind the tag."""

    name: str
    attributes: Attributes
    at: int
    inside: int
    prefix: str


class End(NamedTuple):
    """The end of an element: first byte of its end tag (or of what follows `<a/>`), and byte behind it."""

    name: str
    at: int
    behind: int


class Stop(Exception):  # noqa: N818 - a signal, not an error
    """Raised by a handler that has seen enough."""


def walk_places(
    part: bytes,
    start: Callable[[Start], None],
    end: Callable[[End], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for every element with its place, until the end or until a handler raises Stop.

    Raises UnreadableFileError for damaged or hostile XML, and for a part that is not written in UTF-8.
    """
    open_tags: list[tuple[int, int]] = []
    parser = expat.ParserCreate()

    def on_start(full: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(part, at)
        if tag is None or len(open_tags) >= _DEEPEST:
            raise refused(Refusal.DAMAGED, what="a part is written in an unusual way")
        open_tags.append((at, tag.end()))
        prefix, colon, name = full.rpartition(":")
        start(Start(name, attributes, at, tag.end(), prefix + colon))

    def on_end(full: str) -> None:
        at = parser.CurrentByteIndex
        _, inside = open_tags.pop()
        empty = at == inside and part[at - 2 : at] == b"/>"
        end(End(full.rpartition(":")[2], at, at if empty else part.index(b">", at) + 1))

    def on_doctype(*_: object) -> None:
        raise refused(Refusal.DOCTYPE)

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            raise refused(Refusal.DAMAGED, what="a part is not written in UTF-8")

    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.StartDoctypeDeclHandler = on_doctype
    parser.XmlDeclHandler = on_declaration
    if text is not None:
        parser.CharacterDataHandler = text
    _parse(parser, part)


def _parse(parser: "expat.XMLParserType", part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except Stop:
        return
    except (expat.ExpatError, ValueError, LookupError):
        raise refused(Refusal.DAMAGED, what="a part is not well-formed XML") from None


class Element(NamedTuple):
    """An element of a small part, with the bytes from `start` to `end` it takes up, and its depth from 0."""

    name: str
    attributes: Attributes
    start: int
    end: int
    depth: int
    prefix: str


def elements_with_places(part: bytes) -> tuple[Element, ...]:
    """All elements in the order of their start tags."""
    found: list[Element] = []
    open_elements: list[int] = []

    def start(tag: Start) -> None:
        open_elements.append(len(found))
        found.append(Element(tag.name, tag.attributes, tag.at, -1, len(open_elements) - 1, tag.prefix))

    def end(tag: End) -> None:
        index = open_elements.pop()
        found[index] = found[index]._replace(end=tag.behind)

    walk_places(part, start, end)
    return tuple(found)
