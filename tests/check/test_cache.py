"""The cache of answers: nothing stale, nothing lost by two runs at once, nothing broken by a broken file."""

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from fixtures.builder import template

from mineralcheck.check import cached
from mineralcheck.check.answer import Answer
from mineralcheck.check.cache import AnswerCache, cache_file, size_limit, user_cache
from mineralcheck.check.fingerprint import fingerprint, options_fingerprint
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.run import Run
from mineralcheck.check.validate import Request, validate
from mineralcheck.matching.ledger import Decision, Ledger, LedgerEntry
from mineralcheck.model.finding import Severity
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import (
    ListKind,
    ListSource,
    LookupEntry,
    LookupList,
    StatusEntry,
    StatusList,
)
from mineralcheck.reference.status import StatusIndex
from mineralcheck.rules.settings import DEFAULT_SETTINGS, RuleSettings
from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.limits import DEFAULT_LIMITS

LIMIT = 10 * 2**20
DAY = dt.date(2026, 8, 22)


def a_lookup(name: str = "Kestrel Tin Works") -> LookupList:
    source = ListSource(kind=ListKind.LOOKUP, source="list.csv", sha256="0" * 64)
    return LookupList(source, (LookupEntry("Tin", name, name, "JAPAN", "CID999001"),))


def a_status_list(text: str) -> StatusList:
    source = ListSource(kind=ListKind.CSV, source="status.csv", sha256="1" * 64, as_of=DAY)
    return StatusList(source, (StatusEntry("Tin", "CID999001", "Kestrel Tin Works", "JAPAN", text),))


def options() -> CheckOptions:
    return CheckOptions(build_reference([a_lookup()]), StatusIndex([a_status_list("Conformant")]), DAY)


SOFTER = RuleSettings(severity={"MC101": Severity.INFO})
CHANGES: dict[str, Callable[[CheckOptions], CheckOptions]] = {
    "reference": lambda o: replace(o, reference=build_reference([a_lookup("Kestrel Tin Work")])),
    "statuses": lambda o: replace(o, statuses=StatusIndex([a_status_list("Active")])),
    "today": lambda o: replace(o, today=DAY + dt.timedelta(days=1)),
    "ledger": lambda o: replace(
        o, ledger=Ledger([LedgerEntry("Tin", "kt", "", Decision.ACCEPT, "CID999001", "me", DAY, "known")])
    ),
    "settings": lambda o: replace(
        o,
        settings=DEFAULT_SETTINGS.model_copy(
            update={"rules": RuleSettings(severity={"MC101": Severity.INFO})}
        ),
    ),
    "language": lambda o: replace(o, language="ja"),
    "limits": lambda o: replace(o, limits=replace(DEFAULT_LIMITS, file_bytes=1)),
    "passwords": lambda o: replace(o, passwords=("open",)),
}


def test_every_option_changes_the_key() -> None:
    own = options_fingerprint(options())
    assert options_fingerprint(options()) == own
    assert set(CHANGES) | {"seconds_per_file", "lookup_edits"} == {
        field.name for field in fields(CheckOptions)
    }
    for name, change in CHANGES.items():
        assert options_fingerprint(change(options())) != own, name
    assert options_fingerprint(replace(options(), seconds_per_file=1.0)) == own


def test_a_value_without_fixed_content_is_refused() -> None:
    with pytest.raises(TypeError, match="function"):
        fingerprint((1, lambda: None))


def test_order_of_sets_and_mappings_does_not_matter() -> None:
    assert fingerprint({"a": 1, "b": frozenset({1, 2, 3})}) == fingerprint(
        {"b": frozenset({3, 2, 1}), "a": 1}
    )
    assert fingerprint(("ab", "c")) != fingerprint(("a", "bc"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(3):
        template("CMRT", "6.5").company(company_name=f"Firm {number}").save(folder / f"{number}.xlsx")
    (folder / "bad.xlsx").write_bytes(b"no workbook")
    return folder


def bodies(run: Run) -> list[str]:
    with run:
        return [report.model_dump_json() for report in run]


def run(inbox: Path, **changes: object) -> list[str]:
    request = Request(paths=(inbox,), as_of=DAY, jobs=1, **changes)  # type: ignore[arg-type]
    with user_cache(wanted=True) as answers:
        return bodies(validate(request, answers=answers))


def test_a_warm_run_gives_the_same_reports_and_checks_nothing(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = bodies(validate(Request(paths=(inbox,), as_of=DAY, jobs=1)))
    assert run(inbox) == without

    def check_files(files: Sequence[Found], *_: object, **__: object) -> Iterator[Answer]:
        assert not files
        return iter(())

    monkeypatch.setattr(cached, "check_files", check_files)
    assert run(inbox) == without


def test_a_changed_file_is_checked_anew(inbox: Path) -> None:
    before = run(inbox)
    file = inbox / "1.xlsx"
    stat = file.stat()
    template("CMRT", "6.5").company(company_name="Firm X").save(file)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = run(inbox)
    assert "Firm X" in after[1]
    assert [after[0], after[2], after[3]] == [before[0], before[2], before[3]]


def test_the_same_content_under_another_name_keeps_its_name(inbox: Path) -> None:
    run(inbox)
    (inbox / "2.xlsx").rename(inbox / "moved.xlsx")
    assert '"path":"inbox/moved.xlsx"' in run(inbox)[3]


def test_another_day_or_language_is_another_answer(inbox: Path) -> None:
    run(inbox)
    fresh = bodies(validate(Request(paths=(inbox,), as_of=DAY, jobs=1, language="ja")))
    assert run(inbox, language="ja") == fresh


def test_a_broken_cache_file_is_started_anew(inbox: Path) -> None:
    without = run(inbox)
    for content in (
        b"this is no database at all, but long enough to be taken for one",
        b"SQLite format 3\0" * 99,
    ):
        cache_file().write_bytes(content)
        assert run(inbox) == without


def test_a_broken_answer_is_checked_anew(inbox: Path) -> None:
    without = run(inbox)
    db = sqlite3.connect(cache_file())
    db.execute("UPDATE answer SET body = x'789c0000'")
    db.commit()
    db.close()
    assert run(inbox) == without


def test_a_folder_that_cannot_be_written_is_no_obstacle(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = inbox.parent / "file"
    blocked.write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("MINERALCHECK_CACHE", str(blocked))
    assert len(run(inbox)) == 4


def test_an_answer_dropped_meanwhile_is_checked_anew(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = run(inbox)
    monkeypatch.setattr(AnswerCache, "get", lambda *_: None)
    assert run(inbox) == without


def test_the_file_is_private_and_stays_below_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "c" / "answers.sqlite"
    for round_ in range(4):
        with AnswerCache(path, 300_000) as answers:
            for number in range(20):
                answers.put(f"{round_}-{number}", os.urandom(5_000))
    with AnswerCache(path, 300_000) as answers:
        assert answers.get("3-19") is not None
        assert answers.get("0-0") is None
    assert path.stat().st_mode & 0o077 == 0
    assert path.stat().st_size < 450_000


def test_a_lower_limit_gives_room_back(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with AnswerCache(path, LIMIT) as answers:
        for number in range(400):
            answers.put(f"{number}", os.urandom(10_000))
    before = path.stat().st_size
    with AnswerCache(path, LIMIT // 10):
        pass
    assert path.stat().st_size < before / 3


def test_what_was_used_stays(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with AnswerCache(path, LIMIT) as answers:
        answers.put("old", os.urandom(1000))
        answers.put("used", os.urandom(1000))
    with AnswerCache(path, 1500) as answers:
        assert answers.get("used")
    with AnswerCache(path, LIMIT) as answers:
        assert (answers.has("old"), answers.has("used")) == (False, True)


def _writer(path: Path, name: str) -> None:
    with AnswerCache(path, LIMIT) as answers:
        for number in range(300):
            answers.put(f"{name}-{number}", f"{name}{number}".encode() * 50)
            if number % 40 == 0:
                answers._flush()


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    context = get_context("spawn")
    runs = [context.Process(target=_writer, args=(path, name)) for name in ("a", "b")]
    for one in runs:
        one.start()
    for one in runs:
        one.join(60)
        assert one.exitcode == 0
    with AnswerCache(path, LIMIT) as answers:
        assert all(answers.get(f"{n}-{i}") == f"{n}{i}".encode() * 50 for n in ("a", "b") for i in range(300))


def test_size_limit_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINERALCHECK_CACHE_MIB", "7")
    assert size_limit() == 7 * 2**20
    monkeypatch.setenv("MINERALCHECK_CACHE_MIB", "much")
    assert size_limit() == 512 * 2**20
