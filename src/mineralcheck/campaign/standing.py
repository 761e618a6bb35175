"""Which submissions count: the newest valid one of a supplier, for a template and a scope."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mineralcheck.model.text import words
from mineralcheck.templates.registry import version_key


class Standing(StrEnum):
    """What a file counts for. Only `COUNTED` ones are in the figures."""

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    UNASSIGNED = "unassigned"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Candidate:
    """A readable submission of a supplier. `products` are folded product numbers."""

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


@dataclass(frozen=True)
class Placed:
    """What a submission counts for, and which one took its place."""

    file_id: int
    standing: Standing
    by: int | None = None


def place(candidates: Sequence[Candidate], as_of: dt.date) -> list[Placed]:
    """Decide on the submissions of one supplier; the result does not depend on their order.

    Newest effective date first; a date that is missing or after `as_of` is not valid and comes last. On
    the same day the newer template revision wins, then the one with fewer errors, then the path that sorts
    last.
    """
    placed: list[Placed] = []
    counted: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: _rank(c, as_of), reverse=True):
        same = next((c for c in counted if c.sha256 == one.sha256 and c.sha256), None)
        newer = next((c for c in counted if _covers(c, one)), None)
        if same:
            placed.append(Placed(one.file_id, Standing.DUPLICATE, same.file_id))
        elif newer:
            placed.append(Placed(one.file_id, Standing.SUPERSEDED, newer.file_id))
        else:
            counted.append(one)
            placed.append(Placed(one.file_id, Standing.COUNTED))
    return sorted(placed, key=lambda p: p.file_id)


def _rank(one: Candidate, as_of: dt.date) -> tuple[bool, dt.date, tuple[float, str], int, str]:
    valid = one.effective is not None and one.effective <= as_of
    day = one.effective if valid and one.effective else dt.date.min
    return valid, day, version_key(one.version), -one.errors, one.path


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
