"""A campaign store: one SQLite file with every run of a campaign (docs/store.md).

SQLite itself keeps the file whole: a run is written in one transaction, and what a killed run left is rolled
back when the file is opened next.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self
from urllib.parse import quote

from mineralcheck.model.errors import OutputError, UsageError

APPLICATION_ID = 0x4D43_4850
"""Mark of our files in the header of a SQLite file, "MCHP"."""

SCHEMA_VERSION = 1
_MAGIC = b"SQLite format 3\0"
_WAIT_SECONDS = 30.0


class Store:
    """An open store. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path | None, connection: sqlite3.Connection) -> None:
        self.path = path
        self.db = connection

    @classmethod
    def temporary(cls) -> Self:
        """An empty store that is gone when it is closed; SQLite moves it to disk as it grows."""
        connection = sqlite3.connect("", isolation_level=None)
        connection.execute("PRAGMA synchronous = OFF")
        _create(connection)
        return cls(None, connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store to append to, or start one; raises UsageError for a file that is none."""
        fresh = not path.exists() or path.stat().st_size == 0
        if not fresh:
            _refuse_others(path)
        with explained(path):
            connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            try:
                if _is_empty(connection):
                    _create(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                connection.close()
                raise
        return cls(path, _checked(path, connection))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a store to read; raises UsageError for a file that is none."""
        _refuse_others(path)
        with explained(path):
            uri = read_only_uri(path.absolute())
            connection = sqlite3.connect(uri, timeout=_WAIT_SECONDS, isolation_level=None, uri=True)
        return cls(path, _checked(path, connection))

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is written inside, or nothing."""
        with explained(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_store(path: Path) -> bool:
    """Whether a file is a SQLite file, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def read_only_uri(path: PurePath) -> str:
    """Address by which SQLite opens a file, given by its whole path, to read it.

    SQLite takes no host in an address. A network drive of Windows goes into the path, with its two slashes
    (https://www.sqlite.org/uri.html).
    """
    shown = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{shown if shown.startswith('/') else f'/{shown}'}?mode=ro"


def _create(connection: sqlite3.Connection) -> None:
    script = resources.files(__package__).joinpath("data", f"schema-{SCHEMA_VERSION}.sql")
    for statement in _statements(script.read_text(encoding="utf-8")):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Statements one by one: `executescript` would commit the transaction they belong to."""
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            yield statement


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not tables


def _refuse_others(path: Path) -> None:
    if not is_store(path):
        raise UsageError(f"{path}: is no campaign store. Name one that `rollup --store` wrote.")


def _checked(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, once the file has proved to be ours, of this version, and without code in it."""
    with explained(path):
        connection.execute("PRAGMA trusted_schema = OFF")
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (code,) = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
        ).fetchone()
        tables = _tables(connection)
    if application != APPLICATION_ID or code:
        connection.close()
        raise UsageError(f"{path}: is a database of another program, not a campaign store.")
    if version != SCHEMA_VERSION or tables != _tables_of_schema():
        connection.close()
        shown = f"schema {version}" if version != SCHEMA_VERSION else "other tables"
        raise UsageError(
            f"{path}: has {shown}, this program reads schema {SCHEMA_VERSION}. Use the version of "
            "mineralcheck that wrote it, or start a new store."
        )
    return connection


def _tables(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    return frozenset(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    )


@cache
def _tables_of_schema() -> frozenset[tuple[str, str]]:
    with Store.temporary() as store:
        return _tables(store.db)


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Tell what SQLite says of a file, None for the temporary one; raises UsageError and OutputError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        shown = path or "the temporary store"
        raise OutputError(
            f"{shown}: cannot be used ({error}). If another run is writing to it, wait for that one; what "
            "was stored before is unchanged."
        ) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        # A fault of this program, not of the file.
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # or SQLite speaks of garbage
        raise UsageError(
            f"{path or 'the temporary store'}: is damaged ({error}). Use a copy from before, or make the run "
            "again from its workbooks."
        ) from error
