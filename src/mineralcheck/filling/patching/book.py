"""The parts of a workbook: some sheets replaced, everything else copied as it is.

No library does this. openpyxl writes a workbook of its own and loses images, customXml and every calculated
result; the libraries that patch in place (xlsxedit, wolfxl) cannot set the result of a formula they keep, so
a filled template would show the results of the empty one until somebody opens it in a spreadsheet program.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from mineralcheck.filling.patching.markup_places import Attributes, Element, elements_with_places
from mineralcheck.filling.patching.names import DefinedNames, defined_names
from mineralcheck.workbook.book_parts import book_parts
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits
from mineralcheck.workbook.package import Package

_CONTENT_TYPES = "[Content_Types].xml"
_ROOT = "_rels/.rels"
_CHAIN = "/calcChain"
_MAIN = "/officeDocument"
# Elements that stand before `calcPr` in a workbook part (ECMA-376 part 1, 18.2.27).
_BEFORE_CALCULATION = frozenset(
    {
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
        "definedNames",
    }
)


class Book:
    """A workbook as its parts. Raises UnreadableFileError when it is damaged or no .xlsx or .xlsm."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self._data = data
        self._package = Package(data, limits)
        self._parts = book_parts(self._package, limits)
        self.workbook_part = self._main_part()

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Names of the worksheets, in the order of their tabs."""
        return tuple(self._parts.sheets)

    @property
    def date1904(self) -> bool:
        """Whether days count from 1904."""
        return self._parts.date1904

    def sheet(self, name: str) -> bytes:
        """The part of a worksheet; raises KeyError when there is none of this name."""
        return self._package.read(self._parts.sheets[name])

    def workbook(self) -> bytes:
        """The workbook part: sheets, defined names, how it is calculated."""
        return self._package.read(self.workbook_part)

    def names(self) -> DefinedNames:
        """The defined names of the workbook."""
        return defined_names(self.workbook())

    def patched(self, sheets: Mapping[str, bytes], *, formulas_replaced: bool) -> bytes:
        """The workbook with these sheets replaced, to be calculated anew when it is opened.

        With `formulas_replaced` the calculation chain goes: it is a cache that would name cells without a
        formula, and Excel makes a new one.
        """
        new = {_key(self._parts.sheets[name]): part for name, part in sheets.items()}
        new[_key(self.workbook_part)] = with_full_calculation(self.workbook())
        dropped = self._without_chain(new) if formulas_replaced else None
        return self._written(new, dropped)

    def _main_part(self) -> str:
        for one in self._relationships(_ROOT):
            if one.attributes.get("Type", "").endswith(_MAIN):
                return one.attributes.get("Target", "").lstrip("/")
        return "xl/workbook.xml"

    def _relationships(self, part: str) -> tuple[Element, ...]:
        if part not in self._package:
            return ()
        found = elements_with_places(self._package.read(part))
        return tuple(one for one in found if one.name == "Relationship")

    def _without_chain(self, new: dict[str, bytes]) -> str | None:
        """Take the calculation chain out of relationships and content types; returns its part."""
        folder, name = posixpath.split(self.workbook_part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        chain = next((e for e in self._relationships(links) if e.attributes["Type"].endswith(_CHAIN)), None)
        if chain is None:
            return None
        target = posixpath.normpath(posixpath.join("/", folder, chain.attributes.get("Target", "")))
        new[_key(links)] = _without(self._package.read(links), chain)
        types = self._package.read(_CONTENT_TYPES)
        for one in elements_with_places(types):
            if one.name == "Override" and _key(one.attributes.get("PartName", "")) == _key(target):
                new[_key(_CONTENT_TYPES)] = _without(types, one)
        return _key(target)

    def _written(self, new: Mapping[str, bytes], dropped: str | None) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(out, "w") as book:
            for member in old.infolist():
                key = _key(member.filename)
                if key == dropped:
                    continue
                body = new.get(key)
                if body is None:
                    body = b"" if member.is_dir() else self._package.read(member.filename)
                book.writestr(_like(member), body)
        return out.getvalue()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _like(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A directory entry with name, time and rights of another; what it holds may differ in size."""
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.compress_type = zipfile.ZIP_DEFLATED if not member.is_dir() else zipfile.ZIP_STORED
    info.external_attr = member.external_attr
    info.create_system = member.create_system
    return info


def _without(part: bytes, element: Element) -> bytes:
    return part[: element.start] + part[element.end :]


def with_full_calculation(workbook: bytes) -> bytes:
    """The workbook part with the order to calculate everything when the workbook is opened."""
    listed = elements_with_places(workbook)
    found = next((one for one in listed if one.name == "calcPr" and one.depth == 1), None)
    if found is not None:
        attributes = {**found.attributes, "fullCalcOnLoad": "1"}
        return workbook[: found.start] + _empty(found.prefix, attributes) + workbook[found.end :]
    # There is one at least: a workbook without `sheets` is not opened.
    before = [one for one in listed if one.depth == 1 and one.name in _BEFORE_CALCULATION][-1]
    return workbook[: before.end] + _empty(before.prefix, {"fullCalcOnLoad": "1"}) + workbook[before.end :]


def _empty(prefix: str, attributes: Attributes) -> bytes:
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{prefix}calcPr{written}/>".encode()
