"""Which part of an .xlsx container is which sheet."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.markup import elements
from mineralcheck.workbook.package import Package
from mineralcheck.workbook.refusals import Refusal, refused

_USUAL_WORKBOOK = "xl/workbook.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_MACROS = b"macroEnabled"


@dataclass(frozen=True, slots=True)
class BookParts:
    """Worksheet parts by sheet name, in the order of the tabs, and the parts they share.

    `date1904`: days count from 1904, as Excel for Macintosh used to write (`workbookPr`).
    """

    sheets: Mapping[str, str]
    shared_strings: str | None
    styles: str | None
    date1904: bool
    macros: bool


def book_parts(package: Package, limits: Limits) -> BookParts:
    """Parts of a workbook as its relationships name them; raises UnreadableFileError when it has no sheet."""
    main = _main_part(package, limits)
    related = _relationships(package, main, limits)
    names: dict[str, str] = {}
    date1904 = False
    for tag, attributes in elements(package.read(main), limits):
        if tag == "workbookPr":
            date1904 = attributes.get("date1904", "0").strip().lower() in {"1", "true", "on"}
        elif tag == "sheet":
            kind, part = related.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                names.setdefault(attributes.get("name", ""), part)
    if not names:
        raise refused(Refusal.DAMAGED, what="it lists no worksheet")
    shared = {kind: part for kind, part in related.values() if part in package}
    macros = _CONTENT_TYPES in package and _MACROS in package.read(_CONTENT_TYPES)
    return BookParts(names, shared.get("sharedStrings"), shared.get("styles"), date1904, macros)


def _main_part(package: Package, limits: Limits) -> str:
    for kind, part in _relationships(package, "", limits).values():
        if kind == "officeDocument" and part in package:
            return part
    return _USUAL_WORKBOOK


def _relationships(package: Package, part: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """Relationships of a part by id: their kind (last word of the type) and the part they lead to."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in package:
        return {}
    related: dict[str, tuple[str, str]] = {}
    for tag, attributes in elements(package.read(source), limits):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            related[attributes.get("Id", "")] = kind, target.lstrip("/")
    return related
