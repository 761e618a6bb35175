"""Shared strings and styles, cut down to what some rows need.

A template has some 16,000 shared strings, in all its languages, and a form uses a few hundred of them; most
of the time to open a workbook goes into the others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from mineralcheck.workbook.limits import KIB, MIB, Limits
from mineralcheck.workbook.refusals import Refusal, refused

_USED = re.compile(rb' t="s"[^>]*><v>([0-9]{1,9})</v>')
_UNUSUAL_TYPES = (b" t='", b"\nt='", b" t =", b' t= "')
_COMMENT = re.compile(rb"<!")
_UNUSUAL_MARKUP = (_COMMENT, re.compile(rb"<si(?!>)"))
_STRING = b"<si>"
_HEAD, _END = b"<sst>", b"</sst>"
_UNUSED = b"<si/>"


def used_strings(rows: bytes) -> Counter[int] | None:
    """How often each shared string is used in rows of a sheet; None when that cannot be told for sure."""
    used = Counter(map(int, _USED.findall(rows)))
    certain = used.total() == rows.count(b't="s"')
    return used if certain and not any(unusual in rows for unusual in _UNUSUAL_TYPES) else None


class SharedStrings:
    """A shared strings part; `usual` when its strings can be told apart without parsing it."""

    def __init__(self, part: bytes) -> None:
        self.original = part

    @property
    def usual(self) -> bool:
        """Whether the part is written as spreadsheet programs write it."""
        return self._pieces is not None

    @cached_property
    def _pieces(self) -> list[bytes] | None:
        """A plain head, then each string; None when written unusually.

        The part's own head goes, because calamine makes room for as many strings as it declares.
        """
        pieces = self.original.rstrip().split(_STRING)
        if not pieces[-1].endswith(_END) or any(odd.search(self.original) for odd in _UNUSUAL_MARKUP):
            return None
        return [_HEAD, *pieces[1:]] if len(pieces) > 1 else [_HEAD + _END]

    @property
    def part(self) -> bytes:
        """The part with all strings."""
        return self.original if self._pieces is None else _STRING.join(self._pieces)

    def lengths(self, used: Iterable[int]) -> dict[int, int]:
        """Size as stored of the strings that are used; those that are not there are left out."""
        pieces = self._pieces or []
        return {index: len(pieces[index + 1]) for index in used if index + 1 < len(pieces)}

    def with_only(self, used: Iterable[int]) -> bytes:
        """The part with all other strings empty; unchanged when it is written unusually."""
        pieces = self._pieces
        if pieces is None:
            return self.original
        slim = [_HEAD] + [_UNUSED] * (len(pieces) - 1)
        for index in used:
            if index + 1 < len(pieces):
                slim[index + 1] = _STRING + pieces[index + 1].removesuffix(_END)
        return b"".join(slim) + _END


def check_text(used: Mapping[int, int], lengths: Mapping[int, int], limits: Limits) -> None:
    """Refuse a sheet whose cells repeat long shared strings until memory is full."""
    known = [(lengths[index], count) for index, count in used.items() if index in lengths]
    if any(length > limits.text_length for length, _ in known):
        raise refused(Refusal.TOO_LARGE, what=f"a text of over {limits.text_length // KIB} KiB in one cell")
    if sum(length * count for length, count in known) > limits.text_bytes:
        raise refused(Refusal.TOO_LARGE, what=f"texts of over {limits.text_bytes // MIB} MiB in one sheet")


_STYLE_SECTIONS = (b"numFmts", b"cellXfs")


def slim_styles(styles: bytes) -> bytes:
    """A styles part with the number formats of cells only; unchanged when it is written unusually."""
    sections = [_section(styles, name) for name in _STYLE_SECTIONS]
    if _COMMENT.search(styles) or None in sections or not sections[1]:
        return styles
    return b"<styleSheet>" + b"".join(section or b"" for section in sections) + b"</styleSheet>"


def _section(styles: bytes, name: bytes) -> bytes | None:
    """A section with its tags, empty when there is none; None when it is there twice or in an odd form."""
    opening, closing = b"<" + name, b"</" + name + b">"
    start, end = styles.find(opening), styles.find(closing)
    if start == end == -1:
        return b""
    if not 0 <= start < end or styles.rfind(opening) != start or styles.rfind(closing) != end:
        return None
    return styles[start : end + len(closing)]
