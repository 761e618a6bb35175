"""Which submissions count: the newest valid one of a supplier, for a template and a scope."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mineralcheck.model.text import words
from mineralcheck.templates.registry import version_key


class Standing(StrEnum):
    """What a file counts for.

    Only `COUNTED` ones are in the figures, with the rows of those `JOINED` to them: one answer in several
    files, because a list was too long for one.
    """

    COUNTED = "counted"
    JOINED = "joined"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    UNASSIGNED = "unassigned"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Candidate:
    """A readable submission of a supplier.

    `products` are folded product numbers; `smelters` tell the rows of its smelter list, and need to be known
    only where another submission has the same date.
    """

    file_id: int
    path: str
    sha256: str | None
    family: str
    version: str
    scope: str | None
    description: str
    products: frozenset[str]
    effective: dt.date | None
    errors: int
    smelters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Placed:
    """What a submission counts for, and which one took its place or has it for a part."""

    file_id: int
    standing: Standing
    by: int | None = None


def place(candidates: Sequence[Candidate], as_of: dt.date) -> list[Placed]:
    """Decide on the submissions of one supplier; the result does not depend on their order.

    Newest effective date first; a date that is missing or after `as_of` is not valid and comes last. On
    the same day the newer template revision wins, then the one with fewer errors, then the path that sorts
    last. One that continues the list of another is joined to it.
    """
    placed: list[Placed] = []
    counted: list[Candidate] = []
    joined: list[Candidate] = []
    named: dict[int, frozenset[str]] = {}
    for one in sorted(candidates, key=lambda c: _rank(c, as_of), reverse=True):
        same = next((c for c in (*counted, *joined) if c.sha256 == one.sha256 and c.sha256), None)
        newer = next((c for c in counted if _covers(c, one)), None)
        if same:
            placed.append(Placed(one.file_id, Standing.DUPLICATE, same.file_id))
        elif newer and _continues(one, newer, named[newer.file_id]):
            named[newer.file_id] |= one.smelters
            joined.append(one)
            placed.append(Placed(one.file_id, Standing.JOINED, newer.file_id))
        elif newer:
            placed.append(Placed(one.file_id, Standing.SUPERSEDED, newer.file_id))
        else:
            counted.append(one)
            named[one.file_id] = one.smelters
            placed.append(Placed(one.file_id, Standing.COUNTED))
    return sorted(placed, key=lambda p: p.file_id)


def _rank(one: Candidate, as_of: dt.date) -> tuple[bool, dt.date, tuple[float, str], int, str]:
    valid = one.effective is not None and one.effective <= as_of
    day = one.effective if valid and one.effective else dt.date.min
    return valid, day, version_key(one.version), -one.errors, one.path


def _continues(one: Candidate, head: Candidate, named: frozenset[str]) -> bool:
    """Whether two files are parts of one answer: alike in all but their smelters, of which they share none.

    `named` are the smelters of the head and of what was joined to it. A corrected answer repeats smelters.
    """
    alike = (one.version, one.effective, one.products) == (head.version, head.effective, head.products)
    return alike and one.effective is not None and bool(one.smelters and named) and not one.smelters & named


def _covers(newer: Candidate, older: Candidate) -> bool:
    """Whether a newer submission takes the place of an older one: same template, same scope.

    A user-defined scope is the same when its description is; a list of products takes the place of one whose
    products are all in it, so that a supplier may answer product by product.
    """
    if newer.family != older.family or newer.scope != older.scope:
        return False
    if newer.scope == "user_defined":
        return words(newer.description) == words(older.description)
    return newer.scope != "product" or older.products <= newer.products
