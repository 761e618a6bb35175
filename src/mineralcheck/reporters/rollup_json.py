"""The JSON roll-up, written piece by piece so that its size does not matter."""

import json
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters import rollup_parts as p
from mineralcheck.reporters.contract_parts import reference_part, tool_part
from mineralcheck.reporters.neutral import json_text
from mineralcheck.reporters.rollup_actions import actions_part
from mineralcheck.reporters.rollup_cells import amount
from mineralcheck.reporters.rollup_contract import ROLLUP_SCHEMA, RollUpDocument
from mineralcheck.reporters.rollup_findings import finding_part


def render(roll_up: RollUp) -> Iterator[str]:
    """Pieces of the document; one entry a line, so that two runs can be compared with any tool."""
    yield f'{{"schema": {json.dumps(ROLLUP_SCHEMA)},\n"tool": {_json(tool_part())},\n'
    yield f'"run": {_json(p.run_part(roll_up))}'
    for name, parts in _sections(roll_up):
        yield f',\n"{name}": ['
        separator = "\n"
        for part in parts:
            yield separator + _json(part)
            separator = ",\n"
        yield "\n]"
    actions = _json(actions_part(roll_up.actions)) if roll_up.actions else "null"
    yield f',\n"actions": {actions}}}\n'


def _json(part: BaseModel) -> str:
    return json_text(part.model_dump_json())


def _sections(roll_up: RollUp) -> Iterator[tuple[str, Iterable[BaseModel]]]:
    yield "reference", map(reference_part, roll_up.info.sources)
    yield "figures", map(p.figure_part, roll_up.figures)
    yield "disclosure", map(p.disclosure_part, roll_up.disclosure)
    yield "suppliers", map(p.supplier_part, roll_up.suppliers)
    yield "files", map(p.file_part, roll_up.files)
    yield "superseded", map(p.superseded_part, roll_up.superseded())
    yield "smelters", p.smelter_parts(roll_up.template_parts(), roll_up.mentions())
    yield "unresolved", map(p.unresolved_part, roll_up.unresolved())
    yield "answers", map(p.answer_part, roll_up.answers())
    yield "smelter_countries", map(p.smelter_country_part, roll_up.smelter_countries())
    yield "origin_countries", map(p.origin_country_part, roll_up.origin_countries())
    yield "same_lists", map(p.same_part, roll_up.same_lists())
    yield "same_files", map(p.same_part, roll_up.same_files())
    yield "findings", map(finding_part, roll_up.findings())


def render_evidence(rows: Iterable[Evidence]) -> Iterator[str]:
    """The rows that a figure is made of, as a JSON list with one row a line."""
    yield "["
    separator = "\n"
    for row in rows:
        body = row._asdict() | {"weight": amount(row.weight)}
        yield separator + json_text(json.dumps(body, ensure_ascii=False))
        separator = ",\n"
    yield "\n]\n"


def schema_text() -> str:
    """JSON Schema of the roll-up, as published in the documentation."""
    body = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ROLLUP_SCHEMA}
    body |= RollUpDocument.model_json_schema(by_alias=True)
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
