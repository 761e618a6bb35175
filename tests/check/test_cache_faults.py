"""A cache may lose answers, never give a wrong one: whatever goes wrong with its file, a run goes on."""

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fixtures.builder import template

from mineralcheck.check import cache
from mineralcheck.check.cache import AnswerCache, cache_file, user_cache
from mineralcheck.check.validate import Request, validate

LIMIT = 10 * 2**20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def answers(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AnswerCache]:
    """A cache that has an answer, and does not wait long for others."""
    monkeypatch.setattr(cache, "_WAIT_SECONDS", 0.05)
    with AnswerCache(path, LIMIT) as first:
        first.put("kept", b"answer")
    with AnswerCache(path, LIMIT) as second:
        yield second


def kept(path: Path) -> dict[str, bytes | None]:
    with AnswerCache(path, LIMIT) as found:
        return {key: found.get(key) for key in ("kept", "new")}


def test_another_run_that_holds_the_file_costs_the_new_answers_alone(
    answers: AnswerCache, path: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answers.put("new", b"x")
        assert answers.get("new") == b"x"
        answers.close()
        other.execute("ROLLBACK")
    assert kept(path) == {"kept": b"answer", "new": None}


def test_a_full_disk_costs_the_new_answers_alone(answers: AnswerCache, path: Path) -> None:
    assert answers._db
    answers._db.execute("PRAGMA max_page_count = 8")  # SQLite's own way to run out of room
    answers.put("new", os.urandom(200_000))
    answers.close()
    assert kept(path) == {"kept": b"answer", "new": None}


def test_a_table_that_is_gone_holds_nothing(answers: AnswerCache, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE answer")
    assert not answers.has("kept")
    assert answers.get("kept") is None
    answers.put("new", b"x")
    answers.close()
    assert kept(path) == {"kept": None, "new": None}


def test_a_file_that_another_run_holds_is_made_smaller_another_time(answers: AnswerCache, path: Path) -> None:
    answers._limit = 1
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answers.close()
        other.execute("ROLLBACK")
    assert kept(path)["kept"] == b"answer"
    AnswerCache(path, 1).close()
    assert kept(path)["kept"] is None


def test_a_closed_cache_holds_nothing_and_takes_nothing(answers: AnswerCache, path: Path) -> None:
    answers.close()
    answers.put("new", b"x")
    answers.close()
    assert not answers.has("kept")
    assert answers.get("kept") is None
    assert kept(path)["new"] is None


def test_many_answers_are_written_before_the_end(answers: AnswerCache, path: Path) -> None:
    """A run that is killed keeps most of what it did."""
    for number in range(5):
        answers.put(str(number), os.urandom(2**20))
    with closing(sqlite3.connect(path)) as other:
        (written,) = other.execute("SELECT count(*) FROM answer").fetchone()
    assert written > 4


def test_a_foreign_file_that_cannot_be_taken_away_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a file that somebody has open stays."""

    def refuse(_: Path) -> None:
        raise PermissionError(13, "in use")

    content = b"this is no database at all, but long enough to be taken for one"
    path.write_bytes(content)
    monkeypatch.setattr(Path, "unlink", refuse)
    with AnswerCache(path, LIMIT) as answers:
        answers.put("new", b"x")
        assert (answers.has("new"), answers.get("new")) == (False, None)
    assert path.read_bytes() == content


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_the_cache_is_where_the_system_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINERALCHECK_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    with user_cache(wanted=True) as answers:
        assert answers
    assert cache_file().parent == tmp_path / "caches" / "mineralcheck"
    assert cache_file().is_file()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / "inbox").mkdir(exist_ok=True)
        template("CMRT", "6.5").company(company_name=f"Firm {number}").save(
            tmp_path / "inbox" / f"{number}.xlsx"
        )
    return tmp_path / "inbox"


def run(inbox: Path) -> list[str]:
    with user_cache(wanted=True) as answers, validate(Request((inbox,), jobs=1), answers=answers) as found:
        return [report.model_dump_json() for report in found]


def body(text: bytes) -> bytes:
    """An answer as the cache takes it for whole."""
    return zlib.crc32(text).to_bytes(4) + text


SPOILT = {
    "no text": ("UPDATE answer SET body = ?", body(b"\xff\xfe")),
    "nothing": ("UPDATE answer SET body = ?", b""),
    "rows of another list": ("UPDATE answer SET body = ? WHERE substr(body, 5, 1) = x'5b'", body(b"[]")),
}


@pytest.mark.parametrize(("statement", "content"), SPOILT.values(), ids=SPOILT)
def test_what_was_kept_wrongly_is_read_anew(statement: str, content: bytes, inbox: Path) -> None:
    first = run(inbox)
    with closing(sqlite3.connect(cache_file(), isolation_level=None)) as db:
        assert db.execute(statement, (content,)).rowcount > 0
    assert run(inbox) == first
    assert run(inbox) == first


def test_rows_of_a_list_that_were_dropped_are_read_anew(inbox: Path) -> None:
    first = run(inbox)
    with closing(sqlite3.connect(cache_file(), isolation_level=None)) as db:
        assert db.execute("DELETE FROM answer WHERE substr(body, 5, 1) = x'5b'").rowcount > 0
    assert run(inbox) == first
