"""Reports with all their rows from one store into another."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mineralcheck.campaign.store import Store, explained

_TABLES = ("declared_mineral", "answer", "smelter_row", "mine_row", "product_row", "finding")
_OF_RUN = "WHERE report_id IN (SELECT report_id FROM part.file WHERE run_id = ?)"


def copy_reports(target: Store, path: Path, run_id: int | None = None) -> dict[int, int]:
    """Copy the reports of a run, or of a whole store (None); returns the new ids by the old ones."""
    chosen, values = ("", ()) if run_id is None else (_OF_RUN, (run_id,))
    with _attached(target.db, path), target.transaction() as db, _damage_named(path):
        (last,) = db.execute("SELECT coalesce(max(report_id), 0) FROM main.report").fetchone()
        columns = ", ".join(_columns(db, "report")[1:])
        db.execute(
            f"INSERT OR IGNORE INTO main.report ({columns}) SELECT {columns} FROM part.report "  # noqa: S608
            f"{chosen} ORDER BY report_id",
            values,
        )
        db.execute("DROP TABLE IF EXISTS temp.renumbered")
        db.execute(
            "CREATE TEMP TABLE renumbered AS SELECT old.report_id AS old_id, new.report_id AS new_id "
            "FROM part.report AS old JOIN main.report AS new USING (body_sha256)"
        )
        for table in _TABLES:
            own = ", ".join(_columns(db, table)[1:])
            db.execute(
                f"INSERT INTO main.{table} SELECT new_id, {own} FROM part.{table} "  # noqa: S608
                "JOIN temp.renumbered ON report_id = old_id WHERE new_id > ?",
                (last,),
            )
        renumbered = dict(db.execute("SELECT old_id, new_id FROM temp.renumbered").fetchall())
        db.execute("DROP TABLE temp.renumbered")
    return renumbered


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]


@contextmanager
def _attached(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    db.execute("ATTACH DATABASE ? AS part", (str(path),))
    try:
        yield
    finally:
        db.execute("DETACH DATABASE part")


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Damage is that of the part, which is read; what cannot be done is so with the target."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        with explained(path):
            raise
