"""What MkDocs does not do for two languages: a page says its language and leads to its counterpart."""

import posixpath
import re
from typing import Protocol

_LANGUAGE = re.compile(r'<html lang="en"')
_SWITCH = re.compile(r'<a href="[^"]*" hreflang="(en|ja)"')
# With these in the head, the theme leads every link from one language to the other to its first page.
_ALTERNATES = re.compile(r'<link rel="alternate" href="[^"]*" hreflang="(?:en|ja)">\s*')
_JAPANESE = "ja/"
_TRANSLATED = frozenset({"", "analysts/", "suppliers/"})
"""Pages that there are in both languages, by their English address."""


class Page(Protocol):
    """As much of a page as is asked for."""

    url: str


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    """Mark Japanese pages as Japanese, and let the switch lead to the same page in the other language."""
    english = page.url.removeprefix(_JAPANESE)
    same = english if english in _TRANSLATED else ""
    targets = {"en": same, "ja": f"{_JAPANESE}{same}"}

    def link(found: re.Match[str]) -> str:
        to = posixpath.relpath(targets[found[1]] or ".", page.url or ".")
        return f'<a href="{to}/" hreflang="{found[1]}"'

    text = _SWITCH.sub(link, _ALTERNATES.sub("", output))
    return _LANGUAGE.sub('<html lang="ja"', text, count=1) if page.url.startswith(_JAPANESE) else text
