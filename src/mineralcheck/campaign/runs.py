"""A run in the store: what was asked, of whom, with which lists; and the files it is about."""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.campaign.parts import asked_minerals
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.roster import Supplier, with_default_templates
from mineralcheck.model.errors import UsageError
from mineralcheck.reference.lists import ListSource


class RunInfo(BaseModel):
    """What a run was asked. `inputs` are sorted; `settings` is the profile as it was applied, in JSON.

    `roster_columns` maps fields to the headers of the supplier list, and is empty without one.
    """

    model_config = ConfigDict(frozen=True)

    label: str = ""
    partial: bool = False
    tool_version: str
    as_of: dt.date
    profile: str
    profile_sha256: str
    language: str
    inputs: tuple[str, ...]
    passed_over: Mapping[str, int] = Field(default_factory=dict)
    policy: Policy = Policy()
    file_mapping: Mapping[str, str] = Field(default_factory=dict)
    roster_source: str | None = None
    roster_sha256: str | None = None
    roster_columns: Mapping[str, str] = Field(default_factory=dict)
    sources: tuple[ListSource, ...] = ()

    @property
    def status_sources(self) -> tuple[ListSource, ...]:
        """The lists that give statuses."""
        return tuple(source for source in self.sources if source.kind.has_status)

    @property
    def list_dates(self) -> tuple[dt.date, ...]:
        """Days for which the status lists speak, empty without one."""
        return tuple(sorted({source.as_of for source in self.status_sources if source.as_of}))


class StoredFile(NamedTuple):
    """A file of a run: `path` as shown, `within` its part from the folder on that the user named."""

    path: str
    within: str
    sha256: str | None
    report_id: int


def digest_of(text: str) -> str:
    """Hash by which a profile is told from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def insert_run(db: sqlite3.Connection, info: RunInfo) -> int:
    """Start a run; returns its id."""
    row = (
        info.label,
        int(info.partial),
        info.tool_version,
        info.as_of.isoformat(),
        info.profile,
        info.profile_sha256,
        info.language,
        _json(sorted(info.inputs)),
        _json(dict(sorted(info.passed_over.items()))),
        info.policy.model_dump_json(),
        _json(dict(sorted(info.file_mapping.items()))),
        info.roster_source,
        info.roster_sha256,
        _json(dict(sorted(info.roster_columns.items()))),
    )
    marks = ", ".join("?" * len(row))
    run_id = db.execute(f"INSERT INTO run VALUES (NULL, {marks})", row).lastrowid or 0  # noqa: S608
    sources = sorted(info.sources, key=lambda s: (s.kind, s.label, s.source, s.sha256))
    db.executemany(
        "INSERT INTO list VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (run_id, n, s.kind, s.source, s.sha256, s.as_of and s.as_of.isoformat(), s.entries, s.template)
            for n, s in enumerate(sources)
        ),
    )
    return run_id


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def insert_suppliers(
    db: sqlite3.Connection, run_id: int, suppliers: Sequence[Supplier], policy: Policy
) -> None:
    """Store the roster with what each supplier was asked about."""
    asked = with_default_templates(suppliers, policy.asked)
    db.executemany(
        "INSERT INTO supplier VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                run_id,
                one.supplier_id,
                position,
                one.name,
                one.state.value,
                None if one.spend is None else str(one.spend),
                one.currency,
                one.due_date and one.due_date.isoformat(),
                one.model_dump_json(),
            )
            for position, one in enumerate(asked)
        ),
    )
    db.executemany(
        "INSERT INTO asked VALUES (?, ?, ?, ?)",
        (
            (run_id, one.supplier_id, family.value, mineral)
            for one in asked
            for family in one.templates
            for mineral in ("", *asked_minerals(family, one.minerals))
        ),
    )


def insert_files(db: sqlite3.Connection, run_id: int, files: Iterable[StoredFile]) -> None:
    """Store the files of a run, not yet assigned, in order of their paths."""
    ordered = sorted(files)
    db.executemany(
        "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, NULL, 'none', '', NULL, 'unassigned', NULL, NULL)",
        ((run_id, file_id, *file) for file_id, file in enumerate(ordered, start=1)),
    )


def load_run(db: sqlite3.Connection, run_id: int) -> RunInfo:
    """What a run was asked; raises UsageError for a run that is not there or was changed since."""
    try:
        return _run(db, run_id)
    except (RecursionError, TypeError, ValueError) as error:
        raise _not_ours(db, f"run {run_id}") from error


def _not_ours(db: sqlite3.Connection, what: str) -> UsageError:
    file = next(path for _, name, path in db.execute("PRAGMA database_list") if name == "main")
    return UsageError(
        f"{file or 'the temporary store'}: {what} is damaged, or another program changed it. Use a copy from "
        "before, or make the run again from its workbooks."
    )


def _run(db: sqlite3.Connection, run_id: int) -> RunInfo:
    row = db.execute("SELECT * FROM run WHERE run_id = ?", (run_id,)).fetchone()
    if row is None:
        raise UsageError(f"there is no run {run_id} in this store.")
    listed = db.execute(
        "SELECT kind, source, sha256, as_of, entries, template FROM list WHERE run_id = ? ORDER BY position",
        (run_id,),
    )
    names = ("kind", "source", "sha256", "as_of", "entries", "template")
    return RunInfo(
        label=row[1],
        partial=bool(row[2]),
        tool_version=row[3],
        as_of=dt.date.fromisoformat(row[4]),
        profile=row[5],
        profile_sha256=row[6],
        language=row[7],
        inputs=tuple(json.loads(row[8])),
        passed_over=json.loads(row[9]),
        policy=Policy.model_validate_json(row[10]),
        file_mapping=json.loads(row[11]),
        roster_source=row[12],
        roster_sha256=row[13],
        roster_columns=json.loads(row[14]),
        sources=tuple(ListSource.model_validate(dict(zip(names, one, strict=True))) for one in listed),
    )


def load_suppliers(db: sqlite3.Connection, run_id: int) -> tuple[Supplier, ...]:
    """Suppliers of a run, in the order of the roster; raises UsageError for what is no supplier."""
    rows = db.execute("SELECT body FROM supplier WHERE run_id = ? ORDER BY position", (run_id,))
    try:
        return tuple(Supplier.model_validate_json(body) for (body,) in rows)
    except ValueError as error:
        raise _not_ours(db, f"the supplier list of run {run_id}") from error


def run_ids(db: sqlite3.Connection) -> tuple[int, ...]:
    """All runs of a store, oldest first."""
    return tuple(run_id for (run_id,) in db.execute("SELECT run_id FROM run ORDER BY run_id"))
