"""The record of a filled declaration: where every answer comes from, and what was left out.

It is for the company itself: it may name suppliers, also when the declaration must not.
"""

import json
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck import __version__
from mineralcheck.filling.inputs import Basis, DeclarationInput, Given, LeftOut

SCHEMA = "mineralcheck/fill/v1"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class FileRecord(_Frozen):
    """A file that was used, by its digest."""

    path: str
    sha256: str
    what: str


class AnswerRecord(_Frozen):
    """An answer, and where it comes from."""

    value: str | None
    basis: Basis
    reason: str


class LeftOutRecord(_Frozen):
    """Something that is not in the declaration, and why."""

    kind: str
    subject: str
    reason: str


class PartRecord(_Frozen):
    """A file that was written: its lists, and the required fields that are still open (`Declaration!D8`)."""

    path: str
    smelters: int
    mines: int
    products: int
    open_fields: tuple[str, ...]


class FillRecord(_Frozen):
    """Everything about one call of `fill`, except texts and time, so that equal inputs give equal records."""

    format_name: str = Field(default=SCHEMA, serialization_alias="schema")
    tool_version: str = __version__
    template: str
    language: str
    audience: str
    variant: str | None
    run_id: int | None
    files: tuple[FileRecord, ...]
    minerals: tuple[str, ...]
    answers: Mapping[str, Mapping[str, AnswerRecord]]
    company_answers: Mapping[str, AnswerRecord]
    left_out: tuple[LeftOutRecord, ...]
    parts: tuple[PartRecord, ...]

    def text(self) -> str:
        """The record as JSON."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"


def schema_text() -> str:
    """JSON Schema of the record, as published in the documentation."""
    body = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA}
    body |= FillRecord.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def answer_records(content: DeclarationInput) -> dict[str, dict[str, AnswerRecord]]:
    """Answers about minerals, with those to lettered questions that are asked for each mineral."""
    found = {
        mineral: {question.value: _record(given) for question, given in own.items()}
        for mineral, own in content.answers.items()
    }
    for topic, by_mineral in content.mineral_company_answers.items():
        for mineral, given in by_mineral.items():
            found.setdefault(mineral, {})[topic.value] = _record(given)
    return found


def company_records(content: DeclarationInput) -> dict[str, AnswerRecord]:
    """Answers about the company's programme."""
    return {topic.value: _record(given) for topic, given in content.company_answers.items()}


def left_out_records(left_out: Sequence[LeftOut]) -> tuple[LeftOutRecord, ...]:
    """What was left out, each once, in order."""
    unique = dict.fromkeys(left_out)
    return tuple(LeftOutRecord(kind=one.kind, subject=one.subject, reason=one.reason) for one in unique)


def _record(given: Given) -> AnswerRecord:
    return AnswerRecord(value=given.value, basis=given.basis, reason=given.reason)
