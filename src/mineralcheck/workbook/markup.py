"""Elements of small XML parts, read by expat without ever expanding an entity."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.refusals import Refusal, refused

Attributes = Mapping[str, str]


def local(name: str) -> str:
    """Name without its namespace prefix."""
    return name.rpartition(":")[2]


def walk(
    data: bytes,
    limits: Limits,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for every element, by local names; raises UnreadableFileError for damaged or hostile XML.

    A document type is refused where it begins, so neither entities nor external parts are ever read.
    """
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.xml_depth:
            raise refused(Refusal.DAMAGED, what=f"over {limits.xml_depth} elements inside each other")
        start(local(name), {local(key): value for key, value in attributes.items()})

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(local(name))

    def on_doctype(*_: object) -> None:
        raise refused(Refusal.DOCTYPE)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.StartDoctypeDeclHandler = on_doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise refused(Refusal.DAMAGED, what="a part is not well-formed XML") from None


def elements(data: bytes, limits: Limits) -> list[tuple[str, Attributes]]:
    """All elements in the order of their start tags."""
    found: list[tuple[str, Attributes]] = []
    walk(data, limits, lambda name, attributes: found.append((name, attributes)))
    return found
