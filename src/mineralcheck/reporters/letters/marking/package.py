"""The parts of a workbook: read within limits, replaced or added, written in their order."""

import io
import posixpath
import zipfile

from mineralcheck.reporters.letters.marking.markup import PACKAGE, RELATED, TYPES, Element, parse, serialise
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits
from mineralcheck.workbook.package import Package

_ADDED_TIME = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"


class Parts:
    """A workbook whose parts can be changed; part names are compared without case."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self.package = Package(data, limits)
        with zipfile.ZipFile(io.BytesIO(data)) as directory:
            self._members = directory.infolist()
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._changed or name in self.package

    def read(self, name: str) -> bytes:
        """A part as it is now."""
        changed = self._changed.get(name.lower())
        return self.package.read(name) if changed is None else changed

    def write(self, name: str, content: bytes) -> None:
        """Replace a part or add one."""
        if name not in self:
            added = zipfile.ZipInfo(name, _ADDED_TIME)
            added.compress_type = zipfile.ZIP_DEFLATED
            self._members.append(added)
        self._changed[name.lower()] = content

    def free_name(self, pattern: str) -> str:
        """First name of a pattern such as `xl/comments{}.xml` that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def bytes(self) -> bytes:
        """The workbook."""
        buffer = io.BytesIO()
        written: set[str] = set()
        with zipfile.ZipFile(buffer, "w") as target:
            for member in self._members:
                name = member.filename
                if name.lower() in written:
                    continue
                written.add(name.lower())
                part = zipfile.ZipInfo(name, member.date_time)
                part.compress_type = member.compress_type
                part.external_attr = member.external_attr
                target.writestr(part, self.read(name))
        return buffer.getvalue()

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind (last word of the relationship's type) that a part leads to."""
        for one in self._relations(part)[1]:
            if one.get("Type") == f"{RELATED}/{kind}" and one.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(part), one.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Lead from a part to another one; returns the id, an existing one where there is one."""
        name, relations = self._relations(part)
        wanted = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
        for one in relations:
            if one.get("Type") == f"{RELATED}/{kind}":
                return one.get("Id", "")
        taken = {one.get("Id") for one in relations}
        new_id = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        one = relations.makeelement(f"{{{PACKAGE}}}Relationship", {})
        one.set("Id", new_id)
        one.set("Type", f"{RELATED}/{kind}")
        one.set("Target", wanted)
        relations.append(one)
        self.write(name, serialise(relations))
        return new_id

    def _relations(self, part: str) -> tuple[str, Element]:
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        empty = f'<Relationships xmlns="{PACKAGE}"/>'.encode()
        content = self.read(name) if name in self else empty
        return name, parse(content, f"{{{PACKAGE}}}Relationships")

    def declare(self, name: str, content_type: str, *, suffix: bool = False) -> None:
        """Give a part its content type, or all parts of its suffix."""
        types = parse(self.read(_CONTENT_TYPES), f"{{{TYPES}}}Types")
        tag, key = ("Default", "Extension") if suffix else ("Override", "PartName")
        value = name.rpartition(".")[2] if suffix else f"/{name}"
        same = [one for one in types.iter(f"{{{TYPES}}}{tag}") if one.get(key, "").lower() == value.lower()]
        if same:
            return
        one = types.makeelement(f"{{{TYPES}}}{tag}", {})
        one.set(key, value)
        one.set("ContentType", content_type)
        types.insert(0, one) if suffix else types.append(one)
        self.write(_CONTENT_TYPES, serialise(types))
