"""Names for files, made from the names of suppliers: safe on every system, unique, never a path."""

import re
import unicodedata

from mineralcheck.model.text import fold
from mineralcheck.reporters.terminal import safe

_LONGEST = 60
_LONGEST_BYTES = 150  # with ending and number below the 255 of most file systems
_FALLBACK = "supplier"
_STRANGE = re.compile(r"[\ufffd\s]+")


def file_stem(text: str) -> str:
    """A file name without ending, from any text."""
    from pathvalidate import sanitize_filename  # reserved names and forbidden signs of all systems

    plain = _STRANGE.sub(" ", safe(unicodedata.normalize("NFC", text)))
    name = sanitize_filename(plain, replacement_text="_", platform="universal").strip(" .-_~")
    short = name[:_LONGEST].encode()[:_LONGEST_BYTES].decode(errors="ignore").strip(" .-_~")
    return sanitize_filename(short, platform="universal") or _FALLBACK


class FileNames:
    """Gives every letter a name that no other one has, on systems that ignore case as well."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def stem(self, text: str) -> str:
        """A name for this text; later ones of the same name are numbered."""
        first = file_stem(text)
        name, number = first, 1
        while fold(name) in self._taken:
            number += 1
            name = f"{first} ({number})"
        self._taken.add(fold(name))
        return name
