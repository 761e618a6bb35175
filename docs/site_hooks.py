"""What MkDocs itself does not do: say in the page which language it is in, for screen readers and search."""

import re
from typing import Protocol

_LANGUAGE = re.compile(r'<html lang="en"')


class Page(Protocol):
    """As much of a page as is asked for."""

    url: str


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    """Mark Japanese pages as Japanese."""
    return _LANGUAGE.sub('<html lang="ja"', output, count=1) if page.url.startswith("ja/") else output
