"""Option files in TOML: read strictly; an error names file, line and key."""

import difflib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mineralcheck.model.errors import UsageError
from mineralcheck.rules.positions import line_of

Model = TypeVar("Model", bound=BaseModel)


def parsed(text: str, name: str) -> dict[str, object]:
    """The tables of a TOML text; `name` is for messages. Raises UsageError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: not a TOML file: {error}") from None


def checked(
    model: type[Model], body: Mapping[str, object], text: str, name: str, above: Sequence[str] = ()
) -> Model:
    """The model from the tables of a TOML text; UsageError names file, line and key of every fault.

    `above` are the tables of the text in which `body` lies.
    """
    try:
        # Strict in JSON mode: arrays are tuples and texts are enumerations, but "1" is no number.
        return model.model_validate_json(json.dumps(body, default=str))
    except ValidationError as error:
        raise UsageError("\n".join(_complaints(model, error, text, name, above))) from None


def _complaints(
    model: type[BaseModel], error: ValidationError, text: str, name: str, above: Sequence[str]
) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        path = [part for part in detail["loc"] if part != "[key]"]
        key = ".".join(map(str, path))
        yield f"{name}:{line_of(text, [*above, *path])}: {key}: {_reason(model, detail)}"


def _reason(model: type[BaseModel], detail: ErrorDetails) -> str:
    if detail["type"] != "extra_forbidden":
        return f"{detail['msg']}."
    *path, key = (str(part) for part in detail["loc"])
    known = sorted(_known_keys(model, path))
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}."
    return f"unknown key; {hint}"


def _known_keys(model: type[BaseModel], path: Iterable[str]) -> set[str]:
    fields = _by_key(model)
    for part in path:
        fields = _by_key(fields[part].annotation)
    return set(fields)


def _by_key(model: object) -> dict[str, FieldInfo]:
    fields: Mapping[str, FieldInfo] = getattr(model, "model_fields", {})
    return {field.alias or name: field for name, field in fields.items()}
