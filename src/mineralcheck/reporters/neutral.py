"""Text of strangers in files that someone else opens: nothing in it is run, followed or hidden."""

import re
from urllib.parse import quote

from mineralcheck.model.formulas import is_formula
from mineralcheck.reporters.terminal import safe

# What Markdown gives a meaning inside a line, with what sites add: tables, formulas, bare addresses.
_MARKDOWN = re.compile(r"[\\`*_\[\]|~$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LIST_SIGN = re.compile(r"^(\d*)([#+=.)-])")
_MENTION = re.compile(r"[@#](?=\w)")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def cell(text: str | None) -> str:
    """Text for a cell of CSV or Excel: an apostrophe in front of what would be taken for a formula.

    The apostrophe is for programs that calculate text, also after the cell was copied or exported again;
    control and direction characters are shown as a mark.
    """
    if not text:
        return ""
    shown = safe(text)
    formula = is_formula(text) or is_formula(shown)
    return f"'{shown}" if formula and shown.strip() else shown


def markdown(text: str | None) -> str:
    """Text for a line of Markdown or a part of it: no markup, HTML or link, and nobody is mentioned."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", safe(text or "").strip().translate(_HTML))
    escaped = _LIST_SIGN.sub(r"\1\\\2", escaped)
    # Sites link @names and #numbers after the Markdown is read; an empty comment keeps them apart.
    return _MENTION.sub(r"\g<0><!-- -->", escaped)


def json_text(document: str) -> str:
    """A JSON document with its control and direction characters written as `\\u` escapes: the same data."""
    if document.isprintable():
        return document
    return "".join(_escaped(c) if not c.isprintable() and c not in "\n " else c for c in document)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def uri(path: str) -> str:
    """Reference to a file: relative, or `file:` for a whole path; never another scheme or another machine.

    A name may hold anything, such as `http:` or back slashes that Windows takes for a server.
    """
    if path.startswith("/"):
        return "file:///" + quote(path.lstrip("/"), errors="replace")
    if re.match(r"[A-Za-z]:/", path):
        return f"file:///{path[:2]}" + quote(path[2:], errors="replace")
    return quote(path, errors="replace")
