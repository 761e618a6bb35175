"""Defined names of a workbook: what stands for which range, on all sheets or on one."""

from collections.abc import Mapping
from dataclasses import dataclass

from mineralcheck.filling.patching.markup_places import End, Start, walk_places

Key = tuple[str | None, str]


@dataclass(frozen=True)
class DefinedNames:
    """Meanings by sheet (None: all sheets) and name in lower case."""

    meanings: Mapping[Key, str]

    def meaning(self, sheet: str, name: str) -> str | None:
        """What a name stands for on a sheet; the sheet's own meaning comes before the general one."""
        folded = name.lower()
        return self.meanings.get((sheet, folded)) or self.meanings.get((None, folded))


def defined_names(workbook: bytes) -> DefinedNames:
    """Names of a workbook part; raises UnreadableFileError when it is damaged."""
    sheets: list[str] = []
    found: dict[Key, str] = {}
    here: list[tuple[str, str | None]] = []
    pieces: list[str] = []

    def start(tag: Start) -> None:
        if tag.name == "sheet":
            sheets.append(tag.attributes.get("name", ""))
        elif tag.name == "definedName":
            here.append((tag.attributes.get("name", "").lower(), tag.attributes.get("localSheetId")))
            pieces.clear()

    def end(tag: End) -> None:
        if tag.name == "definedName":
            name, number = here.pop()
            if number is None:
                found[None, name] = "".join(pieces)
            elif number.isdecimal() and int(number) < len(sheets):
                found[sheets[int(number)], name] = "".join(pieces)

    walk_places(workbook, start, end, pieces.append)
    return DefinedNames(found)
