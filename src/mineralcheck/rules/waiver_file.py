"""The file with waivers: reviewed text, one table for each."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold
from mineralcheck.rules.positions import line_of
from mineralcheck.rules.registry import catalogue
from mineralcheck.rules.settings import Text, Waiver

_CELL = r"^$|^[^!]+![A-Z]{1,3}[1-9]\d{0,6}$"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    supplier: Text
    rule: Text
    cell: Annotated[str, StringConstraints(pattern=_CELL)] = ""
    reason: Text
    approved_by: Text
    expires: dt.date


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    waiver: list[_Entry] = []


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Waivers of a TOML file, each in a table `[[waiver]]`; UsageError names file, line and key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        body = _File.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{path}: cannot be read: {reason}.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not a TOML file: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"] if isinstance(part, str))
        raise UsageError(f"{path}:{line_of(text, first['loc'])}: {key}: {first['msg']}.") from None
    known = {fold(name) for rule in catalogue() for name in (rule.code, rule.name)}
    waivers = []
    for index, entry in enumerate(body.waiver):
        if fold(entry.rule) not in known:
            line = line_of(text, ("waiver", index, "rule"))
            raise UsageError(f"{path}:{line}: waiver.rule: no rule {entry.rule!r}; see `mineralcheck rules`.")
        waivers.append(Waiver(**entry.model_dump(), line=line_of(text, ("waiver", index))))
    return tuple(waivers)
