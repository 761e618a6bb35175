"""The store: one file, whole or not at all, ours or refused, and the same run again from it."""

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from fixtures.campaign_generator import Spec, plan_campaign
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, rolled, rolled_plan

from mineralcheck.campaign import cases, view
from mineralcheck.campaign.rollup import stored_run
from mineralcheck.campaign.runs import run_ids
from mineralcheck.campaign.store import SCHEMA_VERSION, Store, is_store, read_only_uri
from mineralcheck.model.errors import OutputError, UsageError
from mineralcheck.reporters.rollup_formats import RollUpFormat, folder_files, pieces

GOOD = [Named("Tin", "CID999001")]


def test_a_run_repeated_from_the_store_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    with rolled_plan(plan_campaign(Spec(seed=3).scaled(12)), Store.open(path)) as found:
        first = {name: "".join(text) for name, text in folder_files(found).items()}
    with stored_run(path) as again:
        assert {name: "".join(text) for name, text in folder_files(again).items()} == first


def test_runs_are_appended_and_each_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    roster = a_roster(a_supplier("a"), a_supplier("b"))
    shown = []
    for reports in ([a_file("a-1", GOOD)], [a_file("a-1", GOOD), a_file("b-1", GOOD)]):
        with rolled(reports, roster, store=Store.open(path)) as found:
            shown.append("".join(pieces(found, RollUpFormat.JSON)))
    for run_id, text in enumerate(shown, start=1):
        with stored_run(path, run_id) as again:
            assert "".join(pieces(again, RollUpFormat.JSON)) == text
    with stored_run(path) as last:
        assert last.run_id == 2
        (reports_kept,) = last.view.db.execute("SELECT count(*) FROM report").fetchone()
    assert reports_kept == 2, "a report that did not change is kept once"
    with pytest.raises(UsageError, match=r"has no run 9\. There are: 1, 2"):
        stored_run(path, 9)


def test_the_full_reports_are_in_it(tmp_path: Path) -> None:
    report = a_file("a-1", GOOD)
    with rolled([report], store=Store.open(tmp_path / "c.db")) as found:
        assert list(found.reports()) == [report]


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    with Store.open(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            _two_runs_of_one_number(store)
        assert run_ids(store.db) == ()


def _two_runs_of_one_number(store: Store) -> None:
    with store.transaction() as db:
        for _ in range(2):
            db.execute("INSERT INTO run SELECT 1" + ", ''" * 14)


def test_another_run_that_writes_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "campaign.db"
    Store.open(path).close()
    monkeypatch.setattr("mineralcheck.campaign.store._WAIT_SECONDS", 0.05)
    blocker = sqlite3.connect(path, isolation_level=None)
    with Store.open(path) as store:
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="If another run is writing to it"), store.transaction():
            pass
        blocker.execute("ROLLBACK")
        with store.transaction():
            pass
    blocker.close()


@pytest.mark.parametrize("content", [b"no database", b"", b"SQLite format 3\0" + b"\xff" * 200])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        Store.read(path)


def test_databases_of_others_and_of_other_versions_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE run (x)")
    db.close()
    with pytest.raises(UsageError, match="of another program"):
        Store.open(path)
    own = tmp_path / "own.db"
    with Store.open(own) as store:
        store.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(UsageError, match=f"has schema {SCHEMA_VERSION + 1}"):
        Store.read(own)


def test_a_store_with_other_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    rolled([a_file("one-1")], store=Store.open(path)).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE file RENAME COLUMN within TO inside")
        db.commit()
    with pytest.raises(UsageError, match="has other tables, this program reads schema 1"):
        Store.read(path)


@pytest.mark.parametrize("query", [cases._ERRORS, view._SUBMITTED])
def test_no_query_reads_all_files_for_every_file(query: str) -> None:
    with rolled([a_file("one-1")]) as found:
        values = ("error", "name")[: query.count("?")]
        plan = [row[3] for row in found.view.db.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    inner = [after for step, after in pairwise(plan) if step.startswith("CORRELATED")]
    assert inner
    assert [step for step in inner if not step.startswith("SEARCH")] == []


def test_a_store_with_code_in_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trap.db"
    with Store.open(path) as store:
        store.db.execute("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END")
    with pytest.raises(UsageError, match="of another program"):
        Store.read(path)


def test_reading_never_changes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    rolled([a_file("a-1", GOOD)], store=Store.open(path)).close()
    before = path.read_bytes()
    with stored_run(path) as found:
        "".join(pieces(found, RollUpFormat.TABLE))
        with pytest.raises(sqlite3.OperationalError):
            found.view.db.execute("DELETE FROM run")
    assert path.read_bytes() == before
    assert is_store(path)


def test_the_same_runs_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        rolled([a_file("a-1", GOOD), a_file("b-1")], store=Store.open(tmp_path / name)).close()
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_the_figures_are_there_for_other_tools(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    rolled([a_file("a-1", GOOD)], a_roster(a_supplier("a")), store=Store.open(path)).close()
    with sqlite3.connect(path) as db:
        row = db.execute(
            "SELECT numerator, denominator, percentage, list_date FROM metric "
            "WHERE name = 'conformant_rate' AND part_kind = 'mineral' AND part = 'Tin'"
        ).fetchone()
        risk = db.execute("SELECT supplier_id, response, risk FROM supplier_result").fetchall()
    db.close()
    assert row == ("1", "1", "100.0", "2026-08-01")
    assert risk == [("a", "answered", "low")]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"C:\Users\a b\50%.db"), "file:///C:/Users/a%20b/50%25.db?mode=ro"),
        (PureWindowsPath(r"\\server\share\c.db"), "file:////server/share/c.db?mode=ro"),
        (PurePosixPath("/srv/a?b#c.db"), "file:///srv/a%3Fb%23c.db?mode=ro"),
    ],
)
def test_the_address_of_a_file_has_no_host(path: PurePath, uri: str) -> None:
    assert read_only_uri(path) == uri


def test_a_store_of_an_odd_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "50% a?b#c&mode=rw.db"
    Store.open(path).close()
    with Store.read(path) as store:
        assert run_ids(store.db) == ()
