"""A pack before it is laid out: texts, and tables whose values are told from how they are shown."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.packs.kinds import PackName

Shown = Callable[[Value, str], str]


@dataclass(frozen=True)
class PackColumn:
    """A column: its name in CSV, how a value is shown in a language, and its share of the line.

    In a document a column without any text is left out unless it is one `to_fill` by the company.
    """

    key: str
    shown: Shown
    width: int = 10
    right: bool = False
    to_fill: bool = False


@dataclass(frozen=True)
class PackTable:
    """A table with plain values: codes and numbers as in CSV."""

    name: str
    columns: tuple[PackColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Block:
    """A part of a document: `kind` is notice, section, heading, paragraph, company or table.

    A `company` block says what the company has to add. Of a table `header` and
    `rows` are as shown, `widths` shares of the line and `right` the columns of numbers.
    """

    kind: str
    text: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    right: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A pack in words of one language, and its tables as data."""

    name: PackName
    language: str
    title: str
    day: dt.date
    blocks: tuple[Block, ...]
    tables: tuple[PackTable, ...]
