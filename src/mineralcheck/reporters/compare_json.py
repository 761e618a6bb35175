"""The JSON comparison, one entry a line."""

import json
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from mineralcheck.campaign.comparison import Comparison, FigureChange, SubmissionChange, SupplierChange
from mineralcheck.campaign.smelter_changes import SmelterChange
from mineralcheck.reporters import compare_contract as c
from mineralcheck.reporters import rollup_parts as p
from mineralcheck.reporters.contract_parts import tool_part
from mineralcheck.reporters.neutral import json_text
from mineralcheck.reporters.rollup_findings import finding_part


def render(comparison: Comparison) -> Iterator[str]:
    """Pieces of the document."""
    yield f'{{"schema": {json.dumps(c.COMPARE_SCHEMA)},\n"tool": {_json(tool_part())},\n'
    yield f'"old": {_json(p.run_part(comparison.old))},\n"new": {_json(p.run_part(comparison.new))}'
    for name, parts in _sections(comparison):
        yield f',\n"{name}": ['
        separator = "\n"
        for part in parts:
            yield separator + _json(part)
            separator = ",\n"
        yield "\n]"
    yield "}\n"


def _json(part: BaseModel) -> str:
    return json_text(part.model_dump_json())


def _sections(comparison: Comparison) -> Iterator[tuple[str, Iterable[BaseModel]]]:
    yield "figures", map(_figure, comparison.figures)
    yield "suppliers", map(_supplier, comparison.suppliers)
    yield "smelters", map(_smelter, comparison.smelters)
    yield "same_lists", map(p.same_part, comparison.new.same_lists())
    yield "findings", map(finding_part, comparison.findings())


def _figure(one: FigureChange) -> c.FigureChangePart:
    return c.FigureChangePart(
        name=one.name,
        part=str(one.part),
        old=p.figure_part(one.old) if one.old else None,
        new=p.figure_part(one.new) if one.new else None,
        points=None if one.points is None else float(one.points),
    )


def _supplier(one: SupplierChange) -> c.SupplierChangePart:
    return c.SupplierChangePart(
        supplier_id=one.supplier_id,
        name=one.name,
        turn=one.turn.value,
        old_response=one.old.response.value if one.old else None,
        new_response=one.new.response.value if one.new else None,
        old_risk=one.old.risk.value if one.old else None,
        new_risk=one.new.risk.value if one.new else None,
        submissions=[_submission(submission) for submission in one.submissions],
    )


def _submission(one: SubmissionChange) -> c.SubmissionChangePart:
    changes = one.changes
    return c.SubmissionChangePart(
        family=one.family,
        old=one.old,
        new=one.new,
        same_file=one.same_file,
        copied=one.same_file or changes.is_copy,
        facts=[p.changed_fact(fact) for fact in changes.facts],
        answers=[p.changed_answer(answer) for answer in changes.answers],
        added=[p.named_smelter(smelter) for smelter in changes.added],
        removed=[p.named_smelter(smelter) for smelter in changes.removed],
        kept=changes.kept,
    )


def _smelter(one: SmelterChange) -> c.SmelterChangePart:
    return c.SmelterChangePart(
        mineral=one.mineral,
        smelter_id=one.smelter_id,
        turn=one.turn.value,
        old_name=one.old.name if one.old else None,
        new_name=one.new.name if one.new else None,
        old_status=one.old.status.value if one.old else None,
        new_status=one.new.status.value if one.new else None,
        old_suppliers=one.old.suppliers if one.old else 0,
        new_suppliers=one.new.suppliers if one.new else 0,
        explanation=one.explanation or None,
    )


def schema_text() -> str:
    """JSON Schema of the comparison, as published in the documentation."""
    body = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": c.COMPARE_SCHEMA}
    body |= c.CompareDocument.model_json_schema(by_alias=True)
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
