"""Hashes by which an answer from the cache is known to be the one that a check would give."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping, Set
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import metadata
from pathlib import Path

from pydantic import BaseModel

import mineralcheck
from mineralcheck.check.options import CheckOptions

# Programs whose results are kept; another version may read, match or draw otherwise.
_LIBRARIES = ("python-calamine", "rapidfuzz", "pycountry", "msoffcrypto-tool", "pydantic", "rich")
_CODE = (".py", ".toml", ".json")


def fingerprint(value: object) -> str:
    """Hash of a value with all that it holds, the same in every process.

    Raises TypeError for what has no fixed content, such as a function: an option that cannot be told from
    another one must not go unnoticed into a cache.
    """
    tokens: list[str] = []
    _add(tokens, value)
    return hashlib.sha256("\0".join(tokens).encode("utf-8", "surrogatepass")).hexdigest()


def _add(tokens: list[str], value: object) -> None:
    if isinstance(value, str) and type(value) is str:
        tokens += ("str", repr(value))
        return
    tokens.append(type(value).__name__)
    if isinstance(value, Enum):
        tokens.append(str(value.value))
    elif value is None or isinstance(value, str | int | float | Decimal | dt.date | dt.time | bytes | Path):
        tokens.append(repr(value))
    elif isinstance(value, Mapping):
        _add_mapping(tokens, value)
    elif isinstance(value, Set):
        tokens += sorted(fingerprint(one) for one in value)
    elif isinstance(value, tuple | list):
        tokens.append(str(len(value)))
        for one in value:
            _add(tokens, one)
    else:
        _add_mapping(tokens, _parts(value))


def _add_mapping(tokens: list[str], value: Mapping[object, object] | Mapping[str, object]) -> None:
    tokens.append(str(len(value)))
    for key, own in sorted(((fingerprint(key), own) for key, own in value.items()), key=lambda pair: pair[0]):
        tokens.append(key)
        _add(tokens, own)


def _parts(value: object) -> Mapping[str, object]:
    """What an object holds, by name."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if type(value).__module__.startswith(f"{mineralcheck.__name__}.") and hasattr(value, "__dict__"):
        return vars(value)
    raise TypeError(f"no fingerprint of {type(value).__qualname__}")


@cache
def program_fingerprint() -> str:
    """Hash of this program and of what it reads and matches with.

    The version alone would do for a released program; the contents of its files keep a checkout honest.
    """
    folder = Path(mineralcheck.__file__).parent
    digest = hashlib.sha256(mineralcheck.__version__.encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _CODE):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def options_fingerprint(options: CheckOptions) -> str:
    """Hash of everything that the reports of a run depend on, but for what is about a single file."""
    common = dataclasses.replace(options, seconds_per_file=None, lookup_edits={})
    return fingerprint((program_fingerprint(), common))
