"""Reports into a store. Their rows are made where the file was checked, and only put in here."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence

from mineralcheck.campaign.facts import Row, report_row, rows_of_tables
from mineralcheck.check.packed import PackedReport, unpack
from mineralcheck.check.report import CheckReport


def report_rows(report: CheckReport) -> str:
    """Rows of a report as JSON: its own, then those of each other table."""
    tables = {table: [list(row) for row in rows] for table, rows in rows_of_tables(report)}
    return json.dumps([list(report_row(report)), tables], ensure_ascii=False)


def add_report(db: sqlite3.Connection, packed: PackedReport) -> int:
    """Store what a file came to, without its path; returns the id of the report, old or new.

    A text that comes with the report is the one of `report_rows`.
    """
    digest = hashlib.sha256(unpack(packed.body)).hexdigest()
    known = db.execute("SELECT report_id FROM report WHERE body_sha256 = ?", (digest,)).fetchone()
    if known:
        return int(known[0])
    own: Row
    tables: dict[str, list[Row]]
    own, tables = json.loads(packed.rendered(report_rows))
    row = (digest, packed.body, *own)
    cursor = db.execute(f"INSERT INTO report VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608 - marks only
    report_id = cursor.lastrowid or 0
    for table, rows in tables.items():
        _insert(db, table, report_id, rows)
    return report_id


def _insert(db: sqlite3.Connection, table: str, report_id: int, rows: Sequence[Row]) -> None:
    if rows:
        marks = ", ?" * len(rows[0])
        statement = f"INSERT INTO {table} VALUES ({report_id}{marks})"  # noqa: S608 - a name of the schema
        db.executemany(statement, rows)
