"""XML parts read and written so that what is not touched stays: prefixes, unknown elements, order."""

from lxml import etree

from mineralcheck.reporters.letters.marking.notes import CannotMarkError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

Element = etree._Element


def parse(data: bytes, root: str) -> Element:
    """Root of a part; raises CannotMarkError when it is another one, damaged, or has a document type."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_blank_text=False)
    try:
        found = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CannotMarkError(str(error)) from None
    if found.tag != root or found.getroottree().docinfo.internalDTD is not None:
        raise CannotMarkError(f"{found.tag} is not {root}")
    return found


def serialise(root: Element) -> bytes:
    """A part from its root, with what stood around it."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def main(name: str) -> str:
    """Qualified name in the main namespace of workbooks."""
    return f"{{{MAIN}}}{name}"


def counted(parent: Element) -> None:
    """Keep the count that some lists carry."""
    if parent.get("count") is not None:
        parent.set("count", str(len(parent)))
