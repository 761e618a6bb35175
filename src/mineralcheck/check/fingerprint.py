"""Hashes by which an answer from the cache is known to be the one that a check would give."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import metadata
from pathlib import Path

from pydantic import BaseModel

import mineralcheck
from mineralcheck.check.options import CheckOptions

# Programs whose results are in a report; another version may read or match otherwise.
_LIBRARIES = ("python-calamine", "rapidfuzz", "pycountry", "msoffcrypto-tool", "pydantic")
_CODE = (".py", ".toml", ".json")


def fingerprint(value: object) -> str:
    """Hash of a value with all that it holds, the same in every process.

    Raises TypeError for what has no fixed content, such as a function: an option that cannot be told from
    another one must not go unnoticed into a cache.
    """
    digest = hashlib.sha256()
    for token in _tokens(value):
        digest.update(token.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _tokens(value: object) -> Iterator[str]:
    yield type(value).__name__
    if isinstance(value, Enum):
        yield str(value.value)
    elif value is None or isinstance(value, str | int | float | Decimal | dt.date | dt.time | bytes | Path):
        yield repr(value)
    elif isinstance(value, Mapping):
        yield from _mapping(value)
    elif isinstance(value, Set):
        yield from sorted(fingerprint(one) for one in value)
    elif isinstance(value, tuple | list):
        yield str(len(value))
        for one in value:
            yield from _tokens(one)
    elif isinstance(value, BaseModel):
        yield from _mapping({name: getattr(value, name) for name in type(value).model_fields})
    elif dataclasses.is_dataclass(value):
        yield from _mapping({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    elif type(value).__module__.startswith(f"{mineralcheck.__name__}.") and hasattr(value, "__dict__"):
        yield from _mapping(vars(value))
    else:
        raise TypeError(f"no fingerprint of {type(value).__qualname__}")


def _mapping(value: Mapping[object, object] | Mapping[str, object]) -> Iterator[str]:
    yield str(len(value))
    for key, own in sorted(((fingerprint(key), own) for key, own in value.items()), key=lambda pair: pair[0]):
        yield key
        yield from _tokens(own)


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
    """Hash of everything but the file that a report depends on."""
    return fingerprint((program_fingerprint(), dataclasses.replace(options, seconds_per_file=None)))
