"""Test sets for matching, made at run time from the lists and samples the user has; nothing is kept."""

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mineralcheck.model.match import DeclaredSmelter
from mineralcheck.reference.lists import LookupEntry, LookupList
from mineralcheck.reference.minerals import mineral_key

Key = tuple[str, str]
SEED = 20260822


class Query(NamedTuple):
    """A declared smelter, the id it means (None: it is in no list), and the list it is asked against."""

    declared: DeclaredSmelter
    truth: str | None
    lists: tuple[LookupList, ...]


def names_of(lists: Sequence[LookupList]) -> dict[Key, tuple[list[str], LookupEntry]]:
    """Every name of every smelter with one of its rows, by mineral and id."""
    found: dict[Key, tuple[list[str], LookupEntry]] = {}
    for one in lists:
        for entry in one.entries:
            names, _ = found.setdefault((entry.mineral, entry.smelter_id), ([], entry))
            names += [name for name in dict.fromkeys((entry.name, entry.alias)) if name not in names]
    return found


def without(one: LookupList, key: Key, name: str) -> LookupList:
    """A list without one name of one smelter; a smelter with no other name goes altogether."""
    others = [n for n in names_of([one]).get(key, ([], None))[0] if n != name]
    entries = []
    for entry in one.entries:
        if (entry.mineral, entry.smelter_id) != key:
            entries.append(entry)
        elif entry.alias != name:
            entries.append(entry._replace(name=others[0]) if entry.name == name else entry)
    return LookupList(one.source, tuple(entries))


def leave_one_out(one: LookupList, *, country: bool) -> Iterator[Query]:
    """Each name asked against the list without it: an answer exists only where other names are left."""
    for key, (names, entry) in sorted(names_of([one]).items()):
        for name in names:
            where = entry.country if country else ""
            declared = DeclaredSmelter(mineral=key[0], name=name, country=where)
            yield Query(declared, key[1] if len(names) > 1 else None, (without(one, key, name),))


def typed(one: LookupList, corruptions: int, *, country: bool) -> Iterator[Query]:
    """Each name with some letters wrong, asked against the whole list."""
    chance, lists = random.Random(SEED + corruptions), (one,)
    for key, (names, entry) in sorted(names_of([one]).items()):
        for name in names:
            if sum(letter.isalnum() for letter in name) < 5:
                continue  # two wrong letters in four leave nothing to go by
            wrong = name
            for _ in range(corruptions):
                wrong = _corrupted(wrong, chance)
            where = entry.country if country else ""
            declared = DeclaredSmelter(mineral=key[0], name=wrong, country=where)
            yield Query(declared, key[1], lists)


def _corrupted(text: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(text[:-1]) if letter.isalnum()]
    place = chance.choice(places)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return (
        text[:place] + text[place + 1 :],
        text[:place] + letter + text[place:],
        text[:place] + letter + text[place + 1 :],
        text[:place] + text[place + 1] + text[place] + text[place + 2 :],
    )[chance.randrange(4)]


def typed_names(path: Path, lists: Sequence[LookupList]) -> Iterator[Query]:
    """Names as suppliers typed them; the truth is the id they typed, where it is still listed."""
    known, asked = names_of(lists), tuple(lists)
    seen: set[Query] = set()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            key = (row["metal"], row["cid_from_typed_id"])
            declared = DeclaredSmelter(row["metal"], name=row["typed_name"], country=row["typed_country"])
            query = Query(declared, key[1] if key in known else None, asked)
            if query not in seen:
                seen.add(query)
                yield query


def supplier_rows(path: Path, lists: Sequence[LookupList]) -> Iterator[Query]:
    """Rows of a supplier's Smelter List without their ids; the truth is the id, where it is listed so."""
    known, asked = {(mineral_key(key[0]), key[1]) for key in names_of(lists)}, tuple(lists)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in list(csv.reader(stream))[1:]:
            if not row or not row[1]:
                continue
            typed_id = row[5] or row[0]
            declared = DeclaredSmelter(row[1], lookup=row[2], name=row[3], country=row[4])
            listed = (mineral_key(row[1]), typed_id) in known
            yield Query(declared, typed_id if listed else None, asked)


def campaign(lists: Sequence[LookupList], files: int, rows: int) -> list[list[DeclaredSmelter]]:
    """A campaign: 60 % of the rows with a known id, the others named, half of these misspelt or unknown.

    Suppliers draw from the same pool, as they do: a smelter that many use is declared by many.
    """
    chance = random.Random(SEED)
    known = [(key, names, entry) for key, (names, entry) in sorted(names_of(lists).items())]
    weights = [1.0 / (place + 10) for place in range(len(known))]
    chance.shuffle(known)
    made: list[list[DeclaredSmelter]] = []
    for _ in range(files):
        drawn = chance.choices(known, weights, k=rows)
        made.append([_row(key, names, entry, chance) for key, names, entry in drawn])
    return made


def _row(key: Key, names: Sequence[str], entry: LookupEntry, chance: random.Random) -> DeclaredSmelter:
    name = chance.choice(names)
    kind = chance.random()
    if kind < 0.6:
        return DeclaredSmelter(key[0], smelter_id=key[1], lookup=name, country=entry.country)
    if kind < 0.8:
        return DeclaredSmelter(key[0], lookup=name, country=entry.country)
    if kind < 0.95 and len(name) > 3:
        return DeclaredSmelter(key[0], name=_corrupted(name, chance), country=entry.country)
    return DeclaredSmelter(key[0], name=" ".join(reversed(name.split())) + " Works", country=entry.country)
