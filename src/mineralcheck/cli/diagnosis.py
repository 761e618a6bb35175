"""What the program finds around itself: one small function a subject; none raises for what it finds."""

import datetime as dt
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from mineralcheck import __version__

_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+).*?(?:extra == ['\"]([a-z0-9-]+)['\"])?$")
_NOT_FOR_USERS = {"test", "dev", "docs"}
_SPARE = 1 << 30


class Level(StrEnum):
    """How good what was found is: fine, worth knowing, or in the way."""

    OK = "ok"
    NOTE = "note"
    BAD = "bad"


class Check(NamedTuple):
    """Finding about one subject; `text` may have several lines."""

    subject: str
    level: Level
    text: str


def diagnose() -> Iterator[Check]:
    """All findings, in a fixed order."""
    for subject in (program, libraries, optional, templates, lists, settings, folders, processes, terminal):
        yield subject()


def program() -> Check:
    """Versions of the program, of Python and of the system."""
    text = f"mineralcheck {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}"
    return Check("program", Level.OK, text)


def _requirements() -> Iterator[tuple[str, str | None]]:
    """Names of required libraries, each with the extra that asks for it."""
    for line in metadata.requires("mineralcheck") or ():
        found = _REQUIREMENT.match(line)
        if found:
            yield found[1], found[2]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def libraries() -> Check:
    """Libraries without which nothing works."""
    found = {name: _version(name) for name, extra in _requirements() if extra is None}
    missing = sorted(name for name, version in found.items() if version is None)
    if missing:
        remedy = "Install the program anew: pip install --force-reinstall mineralcheck"
        return Check("libraries", Level.BAD, f"missing: {', '.join(missing)}. {remedy}")
    return Check("libraries", Level.OK, ", ".join(f"{name} {found[name]}" for name in sorted(found)))


def optional() -> Check:
    """Libraries that only some outputs need, by the extra that brings them."""
    extras: dict[str, list[str]] = {}
    for name, extra in _requirements():
        if extra and extra not in _NOT_FOR_USERS and name != "mineralcheck":
            extras.setdefault(extra, []).append(name)
    lines = [f"{extra}: {_installed(names, extra)}" for extra, names in sorted(extras.items())]
    return Check("optional", Level.OK, "\n".join(lines) or "nothing is optional in this version")


def _installed(names: list[str], extra: str) -> str:
    if any(_version(name) is None for name in names):
        return f'not installed (pip install "mineralcheck[{extra}]")'
    return ", ".join(f"{name} {_version(name)}" for name in names)


def templates() -> Check:
    """Revisions that are read."""
    from mineralcheck.templates.registry import layouts, version_key

    known: dict[str, list[str]] = {}
    for family, version in layouts():
        known.setdefault(str(family), []).append(version)
    parts = []
    for name in sorted(known):
        versions = sorted(known[name], key=version_key)
        parts.append(f"{name} {versions[0]} to {versions[-1]}")
    return Check("templates", Level.OK, "; ".join(parts))


def lists() -> Check:
    """Reference lists of the store, with their age."""
    from mineralcheck.model.errors import MineralcheckError
    from mineralcheck.reference.sources import stale
    from mineralcheck.reference.store import ReferenceStore, store_folder

    today = dt.datetime.now(tz=dt.UTC).date()
    try:
        kept = ReferenceStore(store_folder()).load_all()
    except MineralcheckError as error:
        return Check("lists", Level.BAD, str(error))
    if not kept:
        text = (
            "none imported: smelters are matched against the look-up sheets of the submissions, statuses are "
            "unknown.\nTo import one: mineralcheck reference import FILE"
        )
        return Check("lists", Level.NOTE, text)
    old = [
        one for one in kept if one.content.source.kind.has_status and stale(one.content.source.as_of, today)
    ]
    lines = [
        f"{one.name}: {one.content.source.entries} rows, as of {_age(one.content.source.as_of, today)}"
        for one in kept
    ]
    if old:
        lines.append("A status list older than 90 days is a warning in every report. Import the current one.")
    return Check("lists", Level.NOTE if old else Level.OK, "\n".join(lines))


def _age(as_of: dt.date | None, today: dt.date) -> str:
    return f"{as_of.isoformat()}, {(today - as_of).days} days old" if as_of else "an unknown day"


def settings() -> Check:
    """Settings file of the working folder."""
    from mineralcheck.cli.project_file import COMMANDS, defaults_for
    from mineralcheck.model.errors import UsageError

    try:
        found = [defaults_for(command, None, Path()) for command in COMMANDS]
    except UsageError as error:
        return Check("settings", Level.BAD, str(error))
    if found[0]:
        return Check("settings", Level.OK, f"{found[0].source} in this folder")
    return Check("settings", Level.OK, "no mineralcheck.toml in this folder: defaults and options alone")


def folders() -> Check:
    """Whether lists can be kept and large runs can use temporary files."""
    from mineralcheck.reference.store import store_folder

    kept, temporary = store_folder(), Path(tempfile.gettempdir())
    problems = [
        f"{one}: cannot be written" for one in (_existing(kept), temporary) if not os.access(one, os.W_OK)
    ]
    free = shutil.disk_usage(temporary).free
    lines = [
        f"lists in {kept}",
        f"temporary files in {temporary}, {free / (1 << 30):.1f} GiB free",
        *problems,
    ]
    level = Level.BAD if problems else Level.NOTE if free < _SPARE else Level.OK
    return Check("folders", level, "\n".join(lines))


def _existing(path: Path) -> Path:
    return next((one for one in (path, *path.parents) if one.exists()), Path())


def processes() -> Check:
    """Whether worker processes start; without them runs are slower, never wrong."""
    from mineralcheck.check.jobs import default_jobs
    from mineralcheck.check.pool import pool

    started = time.perf_counter()
    try:
        with pool(1) as workers:
            workers.schedule(os.getpid, timeout=30).result()
    except (OSError, RuntimeError) as error:
        return Check("processes", Level.NOTE, f"no worker process starts ({error}); use --jobs 1")
    seconds = time.perf_counter() - started
    return Check(
        "processes", Level.OK, f"{default_jobs()} processors; a worker answers within {seconds:.1f} s"
    )


def terminal() -> Check:
    """Whether names in any script can be shown."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    columns = shutil.get_terminal_size().columns
    text = f"{encoding}, {columns} columns"
    if encoding.startswith("utf"):
        return Check("terminal", Level.OK, text)
    remedy = "Characters it lacks are shown as “?”; reports written with --output have them all."
    return Check("terminal", Level.NOTE, f"{text}\n{remedy}")
