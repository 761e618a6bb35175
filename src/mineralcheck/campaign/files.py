"""Every file of a run: whose it is, why, what it counts for, and what took its place."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mineralcheck.campaign.assignment import AssignedBy, Suggested
from mineralcheck.campaign.changes import Changes, changes_between
from mineralcheck.campaign.standing import Standing
from mineralcheck.campaign.view import View

_FILES = """
SELECT file_id, path, file.sha256, report_id, supplier_id, assigned_by, assigned_said, assigned_also,
  standing, superseded_by, joined_to, outcome, reason, message, family, version, company, scope,
  effective_date, verdict, errors, warnings, required, open
FROM file JOIN report USING (report_id) WHERE run_id = ? ORDER BY file_id
"""


class FileLine(NamedTuple):
    """A file of the run.

    `said` is the text that decided whose it is, `also` another supplier to whom something points,
    `superseded_by` the file that counts instead, `joined_to` the one whose list it continues; `suggestions`
    are given for a file without a supplier.
    """

    file_id: int
    path: str
    sha256: str | None
    report_id: int
    supplier_id: str | None
    assigned_by: AssignedBy
    said: str
    also: str | None
    standing: Standing
    superseded_by: str | None
    joined_to: str | None
    outcome: str
    reason: str | None
    message: str | None
    family: str | None
    version: str | None
    company: str
    scope: str | None
    effective_date: dt.date | None
    verdict: str
    errors: int
    warnings: int
    required: int
    open: int
    suggestions: tuple[Suggested, ...]


def files_of(view: View) -> tuple[FileLine, ...]:
    """Files in order of their paths."""
    suggestions: dict[int, list[Suggested]] = {}
    for file_id, *suggested in view.db.execute(
        "SELECT file_id, supplier_id, name, score FROM suggested_supplier WHERE run_id = ? "
        "ORDER BY file_id, position",
        (view.run_id,),
    ):
        suggestions.setdefault(file_id, []).append(Suggested(*suggested))
    rows = view.db.execute(_FILES, (view.run_id,)).fetchall()
    paths = {row[0]: row[1] for row in rows}
    return tuple(_line(row, paths, tuple(suggestions.get(row[0], ()))) for row in rows)


def _line(row: tuple[object, ...], paths: dict[int, str], suggestions: tuple[Suggested, ...]) -> FileLine:
    named = dict(zip(FileLine._fields, row, strict=False))
    day = named["effective_date"]
    named |= {
        "assigned_by": AssignedBy(str(named["assigned_by"])),
        "standing": Standing(str(named["standing"])),
        "superseded_by": paths.get(row[9]) if isinstance(row[9], int) else None,
        "joined_to": paths.get(row[10]) if isinstance(row[10], int) else None,
        "effective_date": dt.date.fromisoformat(day) if isinstance(day, str) else None,
        "suggestions": suggestions,
    }
    return FileLine(**named)  # type: ignore[arg-type]  # columns of the schema, in the order of the query


def parts_of(line: FileLine, files: Iterable[FileLine]) -> list[int]:
    """Reports of a submission and of the files that continue it."""
    return [line.report_id, *(one.report_id for one in files if one.joined_to == line.path)]


class Superseded(NamedTuple):
    """A submission that does not count, the one that does instead, and what changed from one to the other."""

    older: FileLine
    newer: FileLine
    changes: Changes


def superseded_of(view: View) -> Iterator[Superseded]:
    """Every superseded submission, in order of the paths."""
    files = files_of(view)
    by_path = {line.path: line for line in files}
    for line in files:
        if line.standing is Standing.SUPERSEDED and line.superseded_by:
            newer = by_path[line.superseded_by]
            changes = changes_between(view.db, [line.report_id], view.db, parts_of(newer, files))
            yield Superseded(line, newer, changes)
