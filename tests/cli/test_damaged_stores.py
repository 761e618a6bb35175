"""A store that is damaged or strange is named with what to do; it never ends in a traceback."""

import gc
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, rolled
from typer.testing import CliRunner

from mineralcheck.campaign.damage import damage_named
from mineralcheck.campaign.rollup import stored_run
from mineralcheck.campaign.store import Store
from mineralcheck.cli.app import app
from mineralcheck.model.errors import OutputError, UsageError

PAGE = 4096
REMEDY = "Use a copy from before"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two runs, the working folder around it, and a whole copy beside it."""
    monkeypatch.chdir(tmp_path)
    path = Path("bad.db")
    roster = a_roster(a_supplier("a"), a_supplier("b"))
    for count in (1, 2):
        files = [a_file("a-1", [Named("Tin", "CID999001")]), a_file("b-1", [Named("Gold", "CID999002")])]
        rolled(files[:count], roster, store=Store.open(path)).close()
    Path("good.db").write_bytes(path.read_bytes())
    return path


class Said(NamedTuple):
    exit_code: int
    stderr: str


def call(*arguments: str) -> Said:
    """The result without its traceback, which would keep the store open."""
    result = CliRunner().invoke(app, [*arguments])
    assert isinstance(result.exception, SystemExit | None), (arguments, repr(result.exception))
    return Said(result.exit_code, result.stderr)


def refused(*arguments: str) -> str:
    result = call(*arguments)
    assert result.exit_code == 2, result.stderr
    return result.stderr


def read_all_ways() -> list[Said]:
    return [
        call("rollup", "bad.db"),
        call("rollup", "bad.db", "good.db", "--format", "json"),
        call("compare", "good.db", "bad.db", "--all"),
    ]


def change(path: Path, statement: str, *values: object) -> None:
    gc.collect()  # what a caught error still holds open
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement, values)
        db.commit()


def test_a_store_that_was_cut_off_is_named(store: Path) -> None:
    content = store.read_bytes()
    for tenth in range(10):
        store.write_bytes(content[: max(16, len(content) * tenth // 10 - 7)])
        for result in read_all_ways():
            assert result.exit_code == 2
            assert "bad.db: " in result.stderr
            assert "good.db" not in result.stderr


def test_pages_of_random_bytes_end_in_a_report_or_a_message(store: Path) -> None:
    content, chance = store.read_bytes(), random.Random(4)
    pages = range(1, len(content) // PAGE)
    told = 0
    for page in chance.sample(pages, 20):
        start = page * PAGE
        store.write_bytes(content[:start] + chance.randbytes(PAGE) + content[start + PAGE :])
        for result in read_all_ways():
            told += result.exit_code == 2
            assert result.exit_code != 2 or "bad.db: " in result.stderr
    assert told


def test_single_wrong_bytes_end_in_a_report_or_a_message(store: Path) -> None:
    content, chance = store.read_bytes(), random.Random(5)
    for _ in range(15):
        changed = bytearray(content)
        for place in chance.sample(range(100, len(content)), 200):
            changed[place] = chance.randrange(256)
        store.write_bytes(changed)
        read_all_ways()


ODD = ("", "x", "null", "[]", "{}", "[" * 100_000, '{"rounding": "up"}', "2026-13-45", 7, b"\xff\xfe")


@pytest.mark.parametrize("column", ["policy", "as_of", "inputs", "passed_over", "file_mapping", "label"])
def test_odd_values_of_a_run_end_in_a_report_or_a_message(store: Path, column: str) -> None:
    for value in ODD:
        change(store, f"UPDATE run SET {column} = ?", value)
        for result in read_all_ways():
            assert result.exit_code != 2 or "bad.db" in result.stderr


@pytest.mark.parametrize("value", ["x", "", "[]", '{"rounding": "up"}', b"\xff"])
def test_a_run_that_another_program_changed_is_named_with_the_remedy(store: Path, value: object) -> None:
    change(store, "UPDATE run SET policy = ?", value)
    for arguments in ("rollup bad.db", "compare good.db bad.db", "compare bad.db good.db"):
        said = refused(*arguments.split())
        assert "bad.db: run 2 is damaged, or another program changed it." in said
        assert REMEDY in said
    with pytest.raises(UsageError, match="run 2 is damaged"):
        stored_run(store)


def test_a_supplier_list_that_another_program_changed_is_named(store: Path) -> None:
    change(store, "UPDATE supplier SET body = '{}'")
    assert "bad.db: the supplier list of run 2 is damaged" in refused("rollup", "bad.db")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("file", "standing"),
        ("file", "assigned_by"),
        ("report", "effective_date"),
        ("report", "company"),
        ("report", "family"),
        ("report", "errors"),
        ("smelter_row", "status"),
        ("asked", "family"),
    ],
)
def test_odd_values_elsewhere_end_in_a_report_or_a_message(store: Path, table: str, column: str) -> None:
    for value in ODD:
        change(store, f"UPDATE OR REPLACE {table} SET {column} = ?", value)
        read_all_ways()


def test_a_damaged_store_is_not_added_to(store: Path) -> None:
    content = store.read_bytes()
    store.write_bytes(content[: len(content) // 2])
    Path("inbox").mkdir()
    Path("suppliers.csv").write_text("supplier_id,name\n1,X\n", encoding="utf-8")
    said = refused("rollup", "inbox", "--suppliers", "suppliers.csv", "--store", "bad.db")
    assert "bad.db: " in said
    assert "good.db" not in refused("rollup", "good.db", "--store", "bad.db")


def test_faults_of_the_program_are_not_blamed_on_a_store(store: Path) -> None:
    with pytest.raises(ValueError, match="mine"), damage_named():
        raise ValueError("mine")
    with closing(sqlite3.connect(store, isolation_level=None)) as blocker:
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another run is writing"):
            write_at_once(store)


def write_at_once(store: Path) -> None:
    with damage_named(store), closing(sqlite3.connect(store, timeout=0)) as db:
        db.execute("BEGIN IMMEDIATE")
