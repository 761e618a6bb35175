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
    walker = _Walker(part, start, end)
    if text is not None:
        walker.parser.CharacterDataHandler = text
    try:
        walker.parser.Parse(part, True)
    except Stop:
        return
    except (expat.ExpatError, ValueError, LookupError):
        raise refused(Refusal.DAMAGED, what="a part is not well-formed XML") from None


class _Walker:
    """A parser of one part with handlers that know the places of the tags."""

    def __init__(self, part: bytes, start: Callable[[Start], None], end: Callable[[End], None]) -> None:
        self._part = part
        self._start, self._end = start, end
        self._open_tags: list[int] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.StartDoctypeDeclHandler = self._on_doctype
        self.parser.XmlDeclHandler = self._on_declaration

    def _on_start(self, full: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        tag = _TAG.match(self._part, at)
        if tag is None or len(self._open_tags) >= _DEEPEST:
            raise refused(Refusal.DAMAGED, what="a part is written in an unusual way")
        self._open_tags.append(tag.end())
        prefix, colon, name = full.rpartition(":")
        self._start(Start(name, attributes, at, tag.end(), prefix + colon))

    def _on_end(self, full: str) -> None:
        at, part = self.parser.CurrentByteIndex, self._part
        empty = at == self._open_tags.pop() and part[at - 2 : at] == b"/>"
        self._end(End(full.rpartition(":")[2], at, at if empty else part.index(b">", at) + 1))

    @staticmethod
    def _on_doctype(*_: object) -> None:
        raise refused(Refusal.DOCTYPE)

    @staticmethod
    def _on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            raise refused(Refusal.DAMAGED, what="a part is not written in UTF-8")


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
