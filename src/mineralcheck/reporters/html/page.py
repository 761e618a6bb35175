"""One self-contained page: nothing is loaded from anywhere, and only its own script and style may run."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from mineralcheck import __version__
from mineralcheck.reporters.html.charts import Chart
from mineralcheck.reporters.html.words import Words
from mineralcheck.reporters.terminal import safe

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPTS = ("data.js", "dom.js", "table.js", "lists.js", "evidence.js", "pages.js", "main.js")
_STYLE = "report.css"
_PIECES = 64


@dataclass(frozen=True)
class Card:
    """A headline figure, what it is made of, and the address of the rows behind it."""

    title: str
    value: str
    fraction: str
    formula: str
    address: str


@dataclass(frozen=True)
class FigureCell:
    """A figure of the table of all figures."""

    value: str
    fraction: str
    address: str


@dataclass(frozen=True)
class FigureRow:
    """One figure for every part."""

    title: str
    formula: str
    cells: Sequence[FigureCell | None]


@dataclass(frozen=True)
class FigureTable:
    """Figures of one kind; `parts` head the columns."""

    title: str
    hint: str
    parts: Sequence[str]
    rows: Sequence[FigureRow]


@dataclass(frozen=True)
class Page:
    """The overview; everything else is made from the data when it is opened."""

    title: str
    lines: Sequence[str]
    notes: Sequence[str]
    lists: Sequence[str]
    menu: Sequence[tuple[str, str]]
    cards: Sequence[Card]
    made_with: str
    charts: Sequence[Chart] = field(default=())
    figures: Sequence[FigureTable] = field(default=())


def render(page: Page, data: Iterator[str], words: Words) -> Iterator[str]:
    """Pieces of the page with its data, which goes to the end so that the figures are seen first."""
    script, style = _script(), _text(_STYLE)
    stream = (
        _environment()
        .get_template("page.html")
        .stream(
            lang=words.language,
            page=page,
            data=data,
            words=words,
            script=_markup(script),
            style=_markup(style),
            policy=_policy(script, style),
            version=__version__,
        )
    )
    stream.enable_buffering(_PIECES)
    return iter(stream)


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("mineralcheck.reporters.html"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        # Names of lists are names of files, which may hold anything.
        finalize=lambda value: safe(value) if type(value) is str else value,
    )


def _markup(text: str) -> str:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - a file of this package


@cache
def _script() -> str:
    return "".join(_text(name) for name in _SCRIPTS)


def _text(name: str) -> str:
    """A file of the package, with the line ends that its hash is about."""
    text = resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
