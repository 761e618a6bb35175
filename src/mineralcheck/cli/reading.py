"""How files are read: limits and passwords, from the options."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ByteSize, ConfigDict, Field, ValidationError

from mineralcheck.model.errors import UsageError
from mineralcheck.workbook.limits import DEFAULT_LIMITS, SECONDS_PER_FILE, Limits

_LONGEST_FILE = 64 * 1024
_MOST_PASSWORDS = 100


class LimitSettings(BaseModel):
    """Limits on one file, as options and the settings file name them; sizes in bytes, or as `64 MiB`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-")
    )

    file_size: ByteSize = Field(ByteSize(DEFAULT_LIMITS.file_bytes), gt=0, title="a workbook, as it is sent")
    unpacked_size: ByteSize = Field(
        ByteSize(DEFAULT_LIMITS.unpacked_bytes), gt=0, title="all parts of a workbook, unpacked"
    )
    part_size: ByteSize = Field(
        ByteSize(DEFAULT_LIMITS.part_bytes), gt=0, title="one part of a workbook, unpacked"
    )
    ratio: int = Field(
        DEFAULT_LIMITS.ratio, ge=1, title="unpacked to packed size of a part that is larger than 16 MiB"
    )
    entries: int = Field(DEFAULT_LIMITS.entries, ge=1, title="parts of a workbook, or files of an archive")
    inner_entries: int = Field(
        DEFAULT_LIMITS.inner_entries, ge=1, title="files of all archives inside an archive together"
    )
    archive_size: ByteSize = Field(
        ByteSize(DEFAULT_LIMITS.archive_bytes), gt=0, title="a zip archive of workbooks"
    )
    archive_depth: int = Field(DEFAULT_LIMITS.archive_depth, ge=1, le=10, title="archives inside each other")
    cells: int = Field(
        DEFAULT_LIMITS.cells, ge=1, title="cells of a sheet: rows times columns, up to the last value"
    )
    text_length: ByteSize = Field(ByteSize(DEFAULT_LIMITS.text_length), gt=0, title="text of one cell")
    text_size: ByteSize = Field(
        ByteSize(DEFAULT_LIMITS.text_bytes), gt=0, title="text of all cells of a sheet together"
    )
    seconds: float = Field(
        SECONDS_PER_FILE, gt=0, le=86_400, title="seconds for one file, when processes share the work"
    )

    def limits(self) -> Limits:
        """The limits; what has no setting stays as it is."""
        return Limits(
            file_bytes=self.file_size,
            unpacked_bytes=self.unpacked_size,
            part_bytes=self.part_size,
            ratio=self.ratio,
            entries=self.entries,
            inner_entries=self.inner_entries,
            archive_bytes=self.archive_size,
            archive_depth=self.archive_depth,
            cells=self.cells,
            text_length=self.text_length,
            text_bytes=self.text_size,
        )


class Reading(NamedTuple):
    """Limits, and the passwords to try on encrypted workbooks."""

    limits: Limits = DEFAULT_LIMITS
    seconds: float = SECONDS_PER_FILE
    passwords: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Reading {self.limits}, {self.seconds} s, {len(self.passwords)} passwords>"


def reading_of(limits: Sequence[str] | None, password_file: Path | None) -> Reading:
    """From `--limit NAME=VALUE` and `--password-file`; raises UsageError."""
    settings = _limits(limits or ())
    passwords = _passwords(password_file) if password_file else ()
    return Reading(settings.limits(), settings.seconds, passwords)


def _limits(given: Sequence[str]) -> LimitSettings:
    values: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--limit {text}: write it as NAME=VALUE, such as file-size=100MiB.")
        values[name.strip()] = value.strip()
    try:
        return LimitSettings.model_validate(values)
    except ValidationError as error:
        raise UsageError("\n".join(_complaints(error))) from None


def _complaints(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0])
        if detail["type"] == "extra_forbidden":
            yield f"--limit {name}: there is no such limit. There are: {', '.join(limit_names())}."
        else:
            yield f"--limit {name}={detail['input']}: {detail['msg']}."


def limit_names() -> tuple[str, ...]:
    """Names of all limits."""
    return tuple(field.alias or name for name, field in LimitSettings.model_fields.items())


def _passwords(path: Path) -> tuple[str, ...]:
    """Passwords of a file, one a line; a password is told to nobody, so no message names one."""
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_FILE + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8 text. Write one password on each line.") from None
    found = tuple(dict.fromkeys(line for raw in text.split("\n") if (line := raw.rstrip("\r")).strip()))
    if len(data) > _LONGEST_FILE or len(found) > _MOST_PASSWORDS:
        raise UsageError(f"{path}: is too long; {_MOST_PASSWORDS} passwords are tried at most.")
    if not found:
        raise UsageError(f"{path}: has no password in it. Write one on each line.")
    return found
