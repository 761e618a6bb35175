"""The JSON report, written file by file so that its size does not matter."""

import json
from collections.abc import Iterator

from pydantic import BaseModel

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.reporters.contract import SCHEMA, ReportDocument
from mineralcheck.reporters.contract_parts import (
    file_part,
    reference_part,
    run_part,
    tool_part,
    totals_part,
)
from mineralcheck.reporters.neutral import json_text

_NO_PATH = '{"path":""'


def _json(part: BaseModel) -> str:
    return json_text(part.model_dump_json())


def render(run: Run) -> Iterator[str]:
    """Pieces of the document; one file a line, so that two runs can be compared with any tool."""
    yield f'{{"schema": {json.dumps(SCHEMA)},\n"tool": {_json(tool_part())},\n'
    yield f'"run": {_json(run_part(run))},\n'
    references = ",\n".join(_json(reference_part(source)) for source in run.sources)
    yield f'"reference": [{references}],\n"files": ['
    separator = "\n"
    for path, text in run.results.texts(file_text):
        yield f'{separator}{{"path":{json_text(json.dumps(path, ensure_ascii=False))}{text}'
        separator = ",\n"
    yield f'\n],\n"totals": {_json(totals_part(run.results.totals))}}}\n'


def file_text(report: CheckReport) -> str:
    """The part of a file from behind its path on; the report comes without one."""
    return _json(file_part(report)).removeprefix(_NO_PATH)


def schema_text() -> str:
    """JSON Schema of the report, as published in the documentation."""
    body = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA}
    body |= ReportDocument.model_json_schema(by_alias=True)
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
