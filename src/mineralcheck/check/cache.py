"""Answers kept from run to run: one SQLite file in the user's cache folder, safe under several runs at once.

SQLite because it is one file, transactional and in the standard library; a folder of JSON files is no
faster. A cache may lose answers, never give a wrong one: whatever goes wrong with the file is a miss, and a
run goes on without it.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

CACHE_VARIABLE = "MINERALCHECK_CACHE"
"""Environment variable that replaces the user's cache folder."""

SIZE_VARIABLE = "MINERALCHECK_CACHE_MIB"
"""Environment variable that replaces the size limit, in MiB."""

_DEFAULT_MIB = 512
_FILE = "answers-2.sqlite"
_WAIT_SECONDS = 5.0
_PENDING_BYTES = 4 * 2**20
_KEPT_SHARE = 0.8
_CHECKSUM_BYTES = 4
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, used INTEGER NOT NULL, body BLOB NOT NULL)
"""


class Answers(Protocol):
    """What keeps answers by key."""

    def has(self, key: str) -> bool:
        """Whether an answer is kept."""

    def get(self, key: str) -> bytes | None:
        """The answer, None when it is not kept."""

    def put(self, key: str, body: bytes) -> None:
        """Keep an answer."""


def cache_file() -> Path:
    """File of the cache."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named) / _FILE
    import platformdirs  # deferred: a run without a cache does not need it

    return platformdirs.user_cache_path("mineralcheck", appauthor=False) / _FILE


def size_limit() -> int:
    """Size limit in bytes."""
    text = os.environ.get(SIZE_VARIABLE, "")
    return (int(text) if text.isdigit() else _DEFAULT_MIB) * 2**20


class AnswerCache:
    """The cache file. Close it, or use it in a `with` statement: answers are written then at the latest."""

    def __init__(self, path: Path, limit: int) -> None:
        self._limit = limit
        self._pending: dict[str, bytes] = {}
        self._pending_bytes = 0
        self._touched: set[str] = set()
        self._db = _open(path)
        self._run = 1
        with suppress(sqlite3.Error):
            if self._db:
                (last,) = self._db.execute("SELECT max(used) FROM answer").fetchone()
                self._run = (last or 0) + 1

    @classmethod
    def of_user(cls) -> Self:
        """The cache of the user."""
        return cls(cache_file(), size_limit())

    def has(self, key: str) -> bool:
        """Whether an answer is kept; another run may drop it before it is fetched."""
        if key in self._pending:
            return True
        if self._db is None:
            return False
        try:
            return bool(self._db.execute("SELECT 1 FROM answer WHERE key = ?", (key,)).fetchone())
        except sqlite3.Error:
            return False

    def get(self, key: str) -> bytes | None:
        """The answer, None when it is not kept or cannot be read."""
        blob = self._pending.get(key) or self._stored(key)
        if blob is None:
            return None
        body = blob[_CHECKSUM_BYTES:]
        if blob[:_CHECKSUM_BYTES] != _checksum(body):
            return None
        self._touched.add(key)
        return body

    def _stored(self, key: str) -> bytes | None:
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT body FROM answer WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return bytes(row[0]) if row else None

    def put(self, key: str, body: bytes) -> None:
        """Keep an answer; it is written together with others."""
        if self._db is None:
            return
        blob = _checksum(body) + body
        self._pending[key] = blob
        self._pending_bytes += len(blob)
        if self._pending_bytes > _PENDING_BYTES:
            self._flush()

    def _flush(self) -> None:
        pending, self._pending, self._pending_bytes = self._pending, {}, 0
        touched, self._touched = self._touched, set()
        if self._db is None or not (pending or touched):
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "UPDATE answer SET used = ? WHERE key = ?", ((self._run, key) for key in sorted(touched))
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)",
                ((key, self._run, blob) for key, blob in pending.items()),
            )
            self._db.execute("COMMIT")
        except sqlite3.Error:
            # Another run holds the file, the disk is full, the file is damaged: go on without these answers.
            self._roll_back()

    def _roll_back(self) -> None:
        if self._db and self._db.in_transaction:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def _shrink(self) -> None:
        """Drop what was not used for longest until the file is well below its limit."""
        if self._db is None:
            return
        try:
            (used,) = self._db.execute("SELECT sum(length(body)) FROM answer").fetchone()
            if (used or 0) <= self._limit:
                return
            self._db.execute("BEGIN IMMEDIATE")
            self._drop(used - int(self._limit * _KEPT_SHARE))
            self._db.execute("COMMIT")
            self._db.executescript("PRAGMA incremental_vacuum")  # `execute` would free a single page
        except sqlite3.Error:
            self._roll_back()

    def _drop(self, surplus: int) -> None:
        if self._db is None:
            return
        oldest = self._db.execute("SELECT key, length(body) FROM answer ORDER BY used, key").fetchall()
        for key, size in oldest:
            if surplus <= 0:
                return
            self._db.execute("DELETE FROM answer WHERE key = ?", (key,))
            surplus -= size

    def close(self) -> None:
        """Write what is waiting and close the file."""
        if self._db is None:
            return
        self._flush()
        self._shrink()
        with suppress(sqlite3.Error):
            self._db.close()
        self._db = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def user_cache(*, wanted: bool) -> Iterator[AnswerCache | None]:
    """The cache of the user for the time of a run, None when it is not wanted."""
    if not wanted:
        yield None
        return
    with AnswerCache.of_user() as answers:
        yield answers


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM_BYTES)


def _open(path: Path) -> sqlite3.Connection | None:
    """The file, started anew when it is no cache; None when there can be none."""
    for _ in range(2):
        try:
            return _connect(path)
        except (sqlite3.OperationalError, OSError):
            return None
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink()
    return None


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Suppliers' answers are in it: nobody else on the machine should read them.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
