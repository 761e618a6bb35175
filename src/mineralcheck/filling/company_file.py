"""The declaration file of a company, read with every fault named by file, line and key."""

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mineralcheck.filling.declaration import CompanyDeclaration
from mineralcheck.model.errors import UsageError
from mineralcheck.rules.positions import line_of

Path_ = Sequence[str | int]


@dataclass(frozen=True)
class CompanyFile:
    """A declaration file: what it says, and its text, so that a fault found later can be shown in it.

    `products_left_out` are numbers of products that a variant does not name.
    """

    name: str
    text: str
    declaration: CompanyDeclaration
    products_left_out: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Digest of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def fault(self, path: Path_, reason: str) -> UsageError:
        """The error for a fault at a key."""
        return UsageError(f"{self.name}:{line_of(self.text, path)}: {'.'.join(map(str, path))}: {reason}")


NO_FILE = CompanyFile("", "", CompanyDeclaration())
"""No declaration file: nothing is said."""


def load_company_file(path: Path, variant: str | None = None) -> CompanyFile:
    """A declaration file, for a customer when `variant` names one of its variants.

    Raises UsageError that names file, line and key when the file cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{path}: cannot be read: {reason}.") from None
    found = read_company_file(text, str(path))
    if variant is None:
        return found
    variants = found.declaration.variants
    if variant not in variants:
        listed = ", ".join(sorted(variants)) or "none"
        raise UsageError(f"{path}: there is no variant {variant!r}; variants: {listed}.")
    _check_products(found, variant)
    varied = found.declaration.varied(variant)
    left = tuple(one.number for one in found.declaration.products if one not in varied.products)
    return CompanyFile(found.name, text, varied, left)


def read_company_file(text: str, name: str) -> CompanyFile:
    """A declaration file from its text; `name` is for messages."""
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: not a TOML file: {error}") from None
    try:
        # Strict in JSON mode: arrays are tuples and texts are enumerations, but "1" is no number.
        declaration = CompanyDeclaration.model_validate_json(json.dumps(body, default=str))
    except ValidationError as error:
        raise UsageError("\n".join(_complaints(error, text, name))) from None
    return CompanyFile(name, text, declaration)


def _check_products(found: CompanyFile, variant: str) -> None:
    known = {product.number for product in found.declaration.products}
    unknown = [one for one in found.declaration.variants[variant].products or () if one not in known]
    if unknown:
        path = ("variants", variant, "products")
        raise found.fault(path, f"no product {unknown[0]!r} is listed under [[products]].")


def _complaints(error: ValidationError, text: str, name: str) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        path = [part for part in detail["loc"] if part != "[key]"]
        yield f"{name}:{line_of(text, path)}: {'.'.join(map(str, path))}: {_reason(detail)}"


def _reason(detail: ErrorDetails) -> str:
    path = [part for part in detail["loc"] if part != "[key]"]
    if detail["type"] != "extra_forbidden":
        return f"{detail['msg'].removeprefix('Value error, ')}."
    known = sorted(_known_keys(path[:-1]))
    near = difflib.get_close_matches(str(path[-1]), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}."
    return f"unknown key; {hint}"


def _known_keys(path: Path_) -> set[str]:
    model: type[BaseModel] = CompanyDeclaration
    for part in path:
        field = model.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field else None
        # The name of a variant and the number of a product are no keys of a model.
        model = inner or model
    return set(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((one for one in found if one), None)
