"""Work shared by processes: in order, and whole, whatever becomes of a process."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.support.working import (
    die_at_once,
    die_once,
    die_over_bad,
    hang_once,
    hang_over_bad,
    name_of,
)

from mineralcheck.check.jobs import default_jobs, map_files, workers_for
from mineralcheck.check.pool import Crew, in_order
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason, UsageError
from mineralcheck.workbook.discovery import Found

NAMES = [f"file {number}" for number in range(12)]
kills = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process kills itself as on Unix")


def files(folder: Path, names: Sequence[str]) -> list[Found]:
    return [Found(folder / name, name) for name in names]


def told(found: Found, error: UnreadableFileError) -> str:
    return f"{found.name}: {error.reason}"


def done(crew: Crew[str], found: Sequence[Found]) -> list[str]:
    with crew:
        return list(in_order(found, crew, told))


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    assert done(Crew(2, name_of, None), files(tmp_path, NAMES)) == [name.upper() for name in NAMES]


@kills
def test_a_file_that_kills_two_processes_is_to_blame_and_the_rest_is_done(tmp_path: Path) -> None:
    names = [*NAMES[:3], "bad", *NAMES[3:]]
    expected = [name.upper() for name in names]
    expected[3] = f"bad: {UnreadableReason.WORKER_DIED}"
    assert done(Crew(2, die_over_bad, None), files(tmp_path, names)) == expected


@kills
def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    names = [*NAMES[:3], "unlucky", *NAMES[3:]]
    assert done(Crew(2, die_once, None), files(tmp_path, names)) == [name.upper() for name in names]


def test_a_file_that_takes_too_long_is_stopped_and_the_rest_is_done(tmp_path: Path) -> None:
    names = ["bad", *NAMES]
    expected = [f"bad: {UnreadableReason.TIMEOUT}", *(name.upper() for name in NAMES)]
    assert done(Crew(2, hang_over_bad, 0.5), files(tmp_path, names)) == expected


def test_a_pool_that_does_not_answer_is_started_anew(tmp_path: Path) -> None:
    """As where a process died while it held what the others wait for: nobody notices but who waits."""
    crew = Crew(2, hang_once, None)
    crew.patience = 1.5
    names = [*NAMES[:2], "unlucky", *NAMES[2:5]]
    assert done(crew, files(tmp_path, names)) == [name.upper() for name in names]


@kills
def test_processes_that_cannot_start_are_wrong_usage_rather_than_a_hang(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Use --jobs 1"):
        done(Crew(2, name_of, None, die_at_once), files(tmp_path, NAMES))


def test_work_may_be_shared_from_a_thread(tmp_path: Path) -> None:
    """As a program does that checks files beside a window of its own."""
    results: list[str] = []
    thread = threading.Thread(
        target=lambda: results.extend(done(Crew(1, name_of, None), files(tmp_path, NAMES[:2])))
    )
    thread.start()
    thread.join(60)
    assert results == ["FILE 0", "FILE 1"]


def test_work_is_shared_where_processes_can_only_be_started_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert done(Crew(1, name_of, None), files(tmp_path, NAMES[:2])) == ["FILE 0", "FILE 1"]


def test_what_stops_waiting_stops_the_processes(tmp_path: Path) -> None:
    def stop(_found: Found, _error: UnreadableFileError) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Crew(2, hang_over_bad, 0.5) as crew:
        list(in_order(files(tmp_path, ["bad", *NAMES]), crew, stop))


def test_a_pool_that_was_ended_is_started_anew(tmp_path: Path) -> None:
    with Crew(1, name_of, None) as crew:
        assert crew._pool
        crew._pool.close()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
        assert list(in_order(files(tmp_path, NAMES[:2]), crew, told)) == ["FILE 0", "FILE 1"]


@pytest.mark.parametrize(
    ("number", "wanted", "workers"),
    [(100, 1, 0), (8, 4, 0), (9, 4, 3), (100, 4, 4), (0, 4, 0)],
)
def test_processes_are_started_where_they_save_time(number: int, wanted: int, workers: int) -> None:
    assert workers_for(number, wanted) == workers


@kills
@pytest.mark.parametrize("count", [1, 2])
def test_plain_work_gives_nothing_for_a_file_that_kills(count: int, tmp_path: Path) -> None:
    names = NAMES if count == 1 else [*NAMES, "bad"]
    results = list(map_files(die_over_bad, files(tmp_path, names), jobs=count))
    assert results == [*(name.upper() for name in NAMES), *([None] if count == 2 else [])]


@pytest.mark.parametrize(("counted", "expected"), [(lambda: 6, 6), (lambda: None, 1)])
def test_processors_are_counted_where_their_use_cannot_be_restricted(
    counted: Callable[[], int | None], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", counted)
    assert default_jobs() == expected


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says which processors may be used")
def test_only_processors_that_may_be_used_are_counted() -> None:
    assert default_jobs() == len(os.sched_getaffinity(0))
