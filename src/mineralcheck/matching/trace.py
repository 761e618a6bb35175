"""The way to an answer, step by step, for a person who asks why."""

from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.matching.evidence import Evidence
from mineralcheck.matching.ids import IdKind, read_id
from mineralcheck.matching.matcher import Matcher
from mineralcheck.matching.rows import read_names
from mineralcheck.model.match import DeclaredSmelter
from mineralcheck.reference.minerals import mineral_key

NOTHING = "-"


class Step(NamedTuple):
    """One step of matching: the tier it decides on, what was looked for, and what was found."""

    tier: str
    looked_for: str
    found: str


def trace(matcher: Matcher, declared: DeclaredSmelter) -> tuple[Step, ...]:
    """Every step that matching takes for a declared smelter, also those after the one that decided."""
    steps = [_id_step(matcher, declared)]
    for name in read_names(declared.lookup, declared.name).names:
        steps += _name_steps(matcher, declared, name)
    return tuple(steps)


def evidence(matcher: Matcher, declared: DeclaredSmelter, most: int = 5) -> tuple[Evidence, ...]:
    """What speaks for the nearest entries, best first; empty when the row names no smelter."""
    names = read_names(declared.lookup, declared.name).names
    if not names:
        return ()
    return tuple(matcher.names.evidence(declared.mineral, names[0], declared.country)[:most])


def _id_step(matcher: Matcher, declared: DeclaredSmelter) -> Step:
    reading = read_id(declared.smelter_id)
    if reading.kind is IdKind.BLANK:
        return Step("id", declared.smelter_id or "no id", NOTHING)
    if reading.cid is None:
        return Step("id", declared.smelter_id, "no id of RMI's")
    smelter = matcher.reference.by_id(declared.mineral, reading.cid)
    if smelter:
        return Step("id", reading.cid, smelter.name)
    minerals = matcher.reference.minerals_of(reading.cid)
    return Step("id", reading.cid, f"only under {', '.join(minerals)}" if minerals else "in no list")


def _name_steps(matcher: Matcher, declared: DeclaredSmelter, name: str) -> Iterator[Step]:
    mineral = declared.mineral
    for tier, key, ids in matcher.names.forms(mineral, name):
        yield Step(tier.value, key, ", ".join(ids) or NOTHING)
    accepted = matcher.ledger.accepted(mineral, name, declared.country)
    rejected = matcher.ledger.rejected(mineral, name, declared.country)
    said = [accepted.smelter_id] if accepted else []
    said += [f"not {smelter_id}" for smelter_id in sorted(rejected)]
    if matcher.ledger.no_smelter(mineral, name, declared.country):
        said.append("no smelter")
    yield Step("ledger", name, ", ".join(said) or NOTHING)
    elsewhere = matcher.names.elsewhere(mineral_key(mineral), (name,))
    if elsewhere:
        yield Step("other minerals", name, ", ".join(elsewhere))
