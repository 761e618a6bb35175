"""Which submissions count: the newest valid one of a supplier, template and scope, in whatever order."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from mineralcheck.campaign.standing import Candidate, Standing, place

TODAY = dt.date(2026, 8, 22)
JOINED = Standing.JOINED
COUNTED, SUPERSEDED, DUPLICATE = Standing.COUNTED, Standing.SUPERSEDED, Standing.DUPLICATE


def one(file_id: int, day: str | None = "2026-05-01", **changes: object) -> Candidate:
    values: dict[str, object] = {
        "file_id": file_id,
        "path": f"{file_id}.xlsx",
        "sha256": str(file_id),
        "family": "CMRT",
        "version": "6.5",
        "scope": "company",
        "description": "",
        "products": frozenset(),
        "effective": dt.date.fromisoformat(day) if day else None,
        "errors": 0,
    }
    return Candidate(**{**values, **changes})  # type: ignore[arg-type]


def standings(*candidates: Candidate) -> list[Standing]:
    results = {tuple(place(order, TODAY)) for order in permutations(candidates)}
    assert len(results) == 1, "the order of the files matters"
    return [placed.standing for placed in results.pop()]


def cases() -> Iterator[tuple[str, list[Candidate], list[Standing]]]:
    yield "newest wins", [one(1, "2026-01-01"), one(2, "2026-05-01")], [SUPERSEDED, COUNTED]
    yield "a future date is not valid", [one(1, "2027-01-01"), one(2, "2026-01-01")], [SUPERSEDED, COUNTED]
    yield "nor is a missing one", [one(1, None), one(2, "2020-01-01")], [SUPERSEDED, COUNTED]
    yield "a missing date is better than none", [one(1, None)], [COUNTED]
    yield "same day: newer revision", [one(1, version="6.5"), one(2, version="6.31")], [COUNTED, SUPERSEDED]
    yield "same day and revision: fewer errors", [one(1, errors=0), one(2, errors=3)], [COUNTED, SUPERSEDED]
    yield "all alike: the path that sorts last", [one(1), one(2)], [SUPERSEDED, COUNTED]
    yield "the same content twice", [one(1, sha256="x"), one(2, sha256="x")], [DUPLICATE, COUNTED]
    yield "two templates", [one(1, "2026-01-01", family="EMRT"), one(2)], [COUNTED, COUNTED]
    yield "two scopes", [one(1, "2026-01-01", scope="product"), one(2)], [COUNTED, COUNTED]


def listing(file_id: int, *smelters: str, **changes: object) -> Candidate:
    return replace(one(file_id), smelters=frozenset(smelters), **changes)  # type: ignore[arg-type]


def parts() -> Iterator[tuple[str, list[Candidate], list[Standing]]]:
    a, b, c = listing(1, "x", "y"), listing(2, "z"), listing(3, "v", "w")
    yield "no smelter in both", [a, b], [JOINED, COUNTED]
    yield "three parts", [a, b, c], [JOINED, JOINED, COUNTED]
    yield "a smelter in both: a correction", [a, listing(2, "x", "z")], [SUPERSEDED, COUNTED]
    yield "in common with a part", [listing(1, "z", "u"), b, c], [SUPERSEDED, JOINED, COUNTED]
    yield "no smelters at all", [a, listing(2)], [SUPERSEDED, COUNTED]
    yield "another day", [listing(1, "x", effective=dt.date(2026, 4, 1)), b], [SUPERSEDED, COUNTED]
    yield "no day", [listing(1, "x", effective=None), listing(2, "z", effective=None)], [SUPERSEDED, COUNTED]
    yield "another revision", [listing(1, "x", version="6.4"), b], [SUPERSEDED, COUNTED]
    yield "another scope", [listing(1, "x", scope="product"), b], [COUNTED, COUNTED]
    yield "another template", [listing(1, "x", family="EMRT"), b], [COUNTED, COUNTED]
    first, same, more = (
        listing(number, smelter, scope="product", products=frozenset(products))
        for number, smelter, products in ((1, "x", "p"), (2, "z", "p"), (2, "z", "pq"))
    )
    yield "the same products", [first, same], [JOINED, COUNTED]
    yield "more products", [first, more], [SUPERSEDED, COUNTED]
    yield "the same file twice", [a, listing(2, "x", "y", sha256="1"), c], [DUPLICATE, JOINED, COUNTED]


@pytest.mark.parametrize(("candidates", "expected"), [c[1:] for c in parts()], ids=[c[0] for c in parts()])
def test_parts_of_one_answer_are_joined(candidates: list[Candidate], expected: list[Standing]) -> None:
    assert standings(*candidates) == expected


@pytest.mark.parametrize(("candidates", "expected"), [c[1:] for c in cases()], ids=[c[0] for c in cases()])
def test_place(candidates: list[Candidate], expected: list[Standing]) -> None:
    assert standings(*candidates) == expected


def product(file_id: int, day: str, *products: str) -> Candidate:
    return one(file_id, day, scope="product", products=frozenset(products))


def test_products_are_superseded_by_a_list_that_has_them_all() -> None:
    assert standings(product(1, "2026-01-01", "a"), product(2, "2026-02-01", "a", "b")) == [
        SUPERSEDED,
        COUNTED,
    ]


def test_products_that_nobody_answered_for_again_still_count() -> None:
    assert standings(product(1, "2026-01-01", "a", "c"), product(2, "2026-02-01", "a", "b")) == [
        COUNTED,
        COUNTED,
    ]


def test_user_defined_scopes_are_told_apart_by_their_description() -> None:
    own = {"scope": "user_defined"}
    same = [one(1, "2026-01-01", description="Plant A", **own), one(2, description=" plant a", **own)]
    other = [one(1, "2026-01-01", description="Plant A", **own), one(2, description="Plant B", **own)]
    assert standings(*same) == [SUPERSEDED, COUNTED]
    assert standings(*other) == [COUNTED, COUNTED]


def test_the_newest_of_three_takes_the_place_of_both() -> None:
    placed = place([one(1, "2026-01-01"), one(2, "2026-02-01"), one(3, "2026-03-01")], TODAY)
    assert [(p.file_id, p.by) for p in placed] == [(1, 3), (2, 3), (3, None)]
