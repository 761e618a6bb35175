"""The user's own lists: beside the status, by id or name."""

import datetime as dt
from pathlib import Path

import pytest

from mineralcheck.model.errors import UsageError
from mineralcheck.reference.watch import WatchKind, notes, read_watch_list

_TOML = """
[[smelter]]
smelter_id = "CID999001"
reason = "sold to a stranger"
date = 2026-02-01

[[smelter]]
name = "Umbra Tin"
mineral = "tin"
country = "Peru"
"""


def a_list(path: Path, text: str, suffix: str = ".csv") -> Path:
    file = path / f"own{suffix}"
    file.write_text(text, encoding="utf-8")
    return file


def test_csv_and_toml_say_the_same(tmp_path: Path) -> None:
    header = "smelter_id,name,mineral,country,reason,date"
    csv = f"{header}\nCID999001,,,,sold to a stranger,2026-02-01\n,Umbra Tin,tin,Peru,,\n"
    first = read_watch_list(a_list(tmp_path, csv), WatchKind.DENY)
    second = read_watch_list(a_list(tmp_path, _TOML, ".toml"), WatchKind.DENY)
    assert first.entries == second.entries
    assert first.entries[0].date == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    ("mineral", "smelter_id", "name", "country", "count"),
    [
        ("Gold", "CID999001", "Anything", "JAPAN", 1),
        ("Tin", "CID999002", "UMBRA TIN", "PERU", 1),
        ("Tin", "CID999002", "UMBRA TIN", "", 1),
        ("Tin", "CID999002", "UMBRA TIN", "JAPAN", 0),
        ("Gold", "CID999002", "Umbra Tin", "PERU", 0),
        ("Tin", "CID999002", "Umbra", "PERU", 0),
        ("Tin", "", "", "", 0),
    ],
)
def test_an_entry_means_a_smelter_by_id_or_name(
    tmp_path: Path, mineral: str, smelter_id: str, name: str, country: str, count: int
) -> None:
    own = read_watch_list(a_list(tmp_path, _TOML, ".toml"), WatchKind.ADVISORY)
    found = notes([own], mineral, smelter_id, [name], country)
    assert len(found) == count
    assert all((one.kind, one.source) == (WatchKind.ADVISORY, "own.toml") for one in found)


@pytest.mark.parametrize(
    ("text", "suffix", "said"),
    [
        ("id,reason\nCID999001,why\n", ".csv", "line 1: the columns are"),
        ("smelter_id,name,date\nCID999001,,soon\n", ".csv", "line 2: date"),
        ("smelter_id,name,reason\n,,why\n", ".csv", "line 2: give a smelter_id or a name"),
        ("[[smelter]]\nsmelter = 1\n", ".toml", "entry 1: smelter"),
        ("[other]\na = 1\n", ".toml", "not other"),
        ("[[smelter", ".toml", "not readable as TOML"),
    ],
)
def test_a_wrong_file_is_named_with_its_place(tmp_path: Path, text: str, suffix: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_watch_list(a_list(tmp_path, text, suffix), WatchKind.DENY)
