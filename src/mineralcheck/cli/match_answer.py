"""The answer of `mineralcheck match NAME`: the match, the way to it, and what speaks for each candidate."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mineralcheck.cli.showing import write_text
from mineralcheck.cli.tables import show_table
from mineralcheck.matching.evidence import Evidence
from mineralcheck.matching.ledger_file import kept_ledger, read_ledger
from mineralcheck.matching.matcher import Matcher
from mineralcheck.matching.trace import Step, evidence, trace
from mineralcheck.model.errors import UsageError
from mineralcheck.model.match import DeclaredSmelter, Match, SmelterStatus
from mineralcheck.reference.countries import Agreement
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import ListSource
from mineralcheck.reference.sources import lists_for_run
from mineralcheck.reference.status import StatusIndex
from mineralcheck.reporters.neutral import json_text
from mineralcheck.reporters.terminal import safe


class Answer(NamedTuple):
    """All that is known of one declared smelter."""

    declared: DeclaredSmelter
    match: Match
    status: SmelterStatus | None
    steps: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[ListSource, ...]


def answer(declared: DeclaredSmelter, reference: Sequence[Path], ledger: Path | None) -> Answer:
    """Match one declared smelter; raises UsageError when there is no list to match against."""
    lists = lists_for_run(reference)
    if not lists.all:
        raise UsageError(
            "There is no list to match against. Name a template with --reference, or import one: "
            "mineralcheck reference import FILE"
        )
    index = build_reference(lists.all)
    matcher = Matcher(index, read_ledger(ledger) if ledger else kept_ledger())
    match = matcher.match(declared)
    status = None
    if match.smelter_id:
        status = StatusIndex(lists.statuses).status_of(declared.mineral, match.smelter_id)
    return Answer(
        declared, match, status, trace(matcher, declared), evidence(matcher, declared), index.sources
    )


def show_answer(found: Answer) -> None:
    """Print an answer for people."""
    write_text(safe(line) + "\n" for line in _summary(found))
    show_table(("step", "looked for", "found"), found.steps)
    if found.evidence:
        columns = ("id", "name", "country", "nearest name", "alike", "evidence")
        show_table(columns, [_row(one) for one in found.evidence])
    write_text([safe("Lists: " + "; ".join(source.label for source in found.sources)), "\n"])


def _summary(found: Answer) -> Iterator[str]:
    match = found.match
    name = found.declared.name or found.declared.smelter_id
    resolved = f"{match.smelter_id} {match.name}, {match.country}" if match.smelter_id else "not resolved"
    yield f"{name} ({found.declared.mineral}): {match.tier}, {resolved}"
    yield match.reason
    if found.status:
        yield f"Status: {found.status.value}{_list_of(found.status)}"
    if match.issues:
        yield f"Contradictions: {', '.join(match.issues)}"


def _list_of(status: SmelterStatus) -> str:
    return f", by {status.source} of {status.as_of}" if status.source else ""


def _row(one: Evidence) -> tuple[str, ...]:
    said = [f"shares {one.query_covered:.0%} of the name"]
    said += ["initials agree"] if one.initials else []
    said += ["nearly the same letters"] if one.near else []
    said += {Agreement.SAME: ["same country"], Agreement.DIFFERENT: ["another country"]}.get(one.country, [])
    said += [f"not in {', '.join(sorted(one.other_places)).title()}"] if one.other_places else []
    smelter = one.smelter
    alike = f"{max(one.cosine, one.near):.0%}"
    return smelter.smelter_id, smelter.name, smelter.country, one.nearest, alike, ", ".join(said)


def as_document(found: Answer) -> str:
    """An answer as JSON (`mineralcheck/match/v1`)."""
    body = {
        "schema": "mineralcheck/match/v1",
        "declared": found.declared._asdict(),
        "match": found.match.model_dump(mode="json"),
        "status": found.status.model_dump(mode="json") if found.status else None,
        "steps": [step._asdict() for step in found.steps],
        "evidence": [_evidence_body(one) for one in found.evidence],
        "reference": [source.model_dump(mode="json") for source in found.sources],
    }
    return json_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n")


def _evidence_body(one: Evidence) -> dict[str, object]:
    return {
        "smelter_id": one.smelter.smelter_id,
        "name": one.smelter.name,
        "nearest": one.nearest,
        "cosine": round(one.cosine, 3),
        "name_covered": round(one.name_covered, 3),
        "query_covered": round(one.query_covered, 3),
        "initials": one.initials,
        "near": round(one.near, 3),
        "country": one.country.value,
        "other_places": sorted(one.other_places),
        "total": round(one.total(), 2),
    }
