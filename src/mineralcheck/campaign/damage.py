"""Stores whose damage shows only while they are read: a message that names the file."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mineralcheck.campaign.store import Store, explained
from mineralcheck.model.errors import MineralcheckError, UsageError
from mineralcheck.model.text import one_line

_CONTENT_ERRORS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@contextmanager
def damage_named(*paths: Path) -> Iterator[None]:
    """Raise UsageError for what only the content of these kept stores can cause.

    SQLite checks neither types nor texts, so a damaged page or another program can leave any value: no date,
    no number, no status. Without a store everything is raised as it is.
    """
    try:
        yield
    except UnicodeEncodeError:  # of the terminal
        raise
    except (sqlite3.DatabaseError, *_CONTENT_ERRORS) as error:
        if not paths:
            raise
        faulty = _damaged(paths)
        if isinstance(error, sqlite3.OperationalError) and hasattr(error, "sqlite_errorcode") and not faulty:
            with explained(paths[0]):  # locked, or the disk is full
                raise
        named = " or ".join(map(str, faulty or paths))
        raise UsageError(
            f"{named}: is damaged, or another program changed it ({one_line(str(error))}). Use a copy from "
            "before, or make the run again from its workbooks."
        ) from error


def _damaged(paths: Sequence[Path]) -> list[Path]:
    """Those that SQLite itself finds faulty."""
    return [path for path in dict.fromkeys(paths) if path.exists() and not _is_whole(path)]


def _is_whole(path: Path) -> bool:
    try:
        with Store.read(path) as store:
            (found,) = store.db.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError, MineralcheckError):
        return False
    return bool(found == "ok")
