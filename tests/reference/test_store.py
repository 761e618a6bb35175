"""The store: what is kept comes back as it was, whole or not at all."""

import datetime as dt
from pathlib import Path

import pytest
from tests.support.lists import (
    DAY,
    TIN,
    a_lookup,
    a_revision,
    a_revision_list,
    a_status,
    a_status_list,
)

from mineralcheck.model.errors import OutputError, UsageError
from mineralcheck.reference.lists import ListKind, ReferenceList, StatusEntry
from mineralcheck.reference.sources import lists_for_run, stale
from mineralcheck.reference.store import ReferenceStore, store_folder

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
_FULL = StatusEntry(
    TIN, "CID999001", "Umbra", "PERU", "Active", "LBMA", DAY, 1, DAY, reassessing=True, city="Pisco"
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (a_lookup(), "cmrt-6.5"),
        (a_lookup(template="CMRT"), "cmrt-2026-03-01"),
        (a_status_list([_FULL, a_status("CID999002")], minerals=(TIN,)), "conformant-2026-03-01"),
        (a_revision_list(a_revision("CID999001", "Removed", "Ceased", DAY)), "revisions-r-2026-03-01"),
    ],
)
def test_a_kept_list_comes_back_as_it_was(tmp_path: Path, content: ReferenceList, name: str) -> None:
    store = ReferenceStore(tmp_path)
    assert store.save(content, NOW) == name
    kept = store.load(name)
    assert (kept.content, kept.imported_at, kept.name) == (content, NOW, name)


def test_the_same_list_replaces_itself_and_another_does_not(tmp_path: Path) -> None:
    store = ReferenceStore(tmp_path)
    assert store.save(a_lookup(), NOW) == store.save(a_lookup(), NOW)
    other = a_lookup()
    other = type(other)(other.source.model_copy(update={"sha256": "abcdef0123"}), other.entries)
    assert store.save(other, NOW) == "cmrt-6.5-abcdef01"
    assert store.names() == ("cmrt-6.5", "cmrt-6.5-abcdef01")


def test_nothing_is_left_of_a_write_that_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        ReferenceStore(tmp_path / "file" / "store").save(a_lookup(), NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), PermissionError(13, "Permission denied")])
def test_an_interrupted_or_refused_write_leaves_the_old_list_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    store = ReferenceStore(tmp_path)
    name = store.save(a_lookup(), NOW)
    before = (tmp_path / f"{name}.json").read_bytes()

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        store.save(a_lookup(), NOW + dt.timedelta(days=1))
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}.json"]
    assert (tmp_path / f"{name}.json").read_bytes() == before


def test_a_list_is_found_by_an_unambiguous_beginning(tmp_path: Path) -> None:
    store = ReferenceStore(tmp_path)
    store.save(a_lookup(template="CMRT 6.4"), NOW)
    store.save(a_lookup(template="CMRT 6.5"), NOW)
    assert store.resolve("cmrt-6.4") == "cmrt-6.4"
    with pytest.raises(UsageError, match=r"several lists: cmrt-6\.4, cmrt-6\.5"):
        store.resolve("cmrt")
    with pytest.raises(UsageError, match=r"Known: cmrt-6\.4"):
        store.resolve("emrt")
    with pytest.raises(UsageError, match="reference import"):
        ReferenceStore(tmp_path / "none").resolve("emrt")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "another/v9"}', "not json"])
def test_a_damaged_file_is_named_with_the_remedy(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(UsageError, match=r"odd\.json: .*import the list again"):
        ReferenceStore(tmp_path).load_all()


def test_a_removed_list_is_gone(tmp_path: Path) -> None:
    store = ReferenceStore(tmp_path)
    store.save(a_lookup(), NOW)
    assert store.remove("cmrt") == "cmrt-6.5"
    assert store.names() == ()


def test_a_pinned_folder_comes_before_that_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINERALCHECK_DATA", str(tmp_path / "data"))
    assert store_folder(tmp_path) == tmp_path / "data" / "reference"
    (tmp_path / ".mineralcheck" / "reference").mkdir(parents=True)
    assert store_folder(tmp_path) == tmp_path / ".mineralcheck" / "reference"


def test_named_files_come_before_kept_lists(tmp_path: Path) -> None:
    store = ReferenceStore(tmp_path / "store")
    store.save(a_lookup(), NOW)
    store.save(a_status_list([a_status("CID999001")]), NOW)
    named = tmp_path / "own.csv"
    named.write_text("mineral,smelter_id,name,country,status\nTin,CID999002,Umbra,PERU,Active\n")
    kept = lists_for_run(folder=store.folder)
    assert [one.source.source for one in kept.all] == ["t.xlsx", "conformant.xml"]
    own = lists_for_run(status=[named], as_of=DAY, folder=store.folder)
    assert [one.source.source for one in own.all] == ["t.xlsx", "own.csv"]
    assert own.statuses[0].source.kind is ListKind.CSV


def test_a_list_is_old_after_ninety_days() -> None:
    assert not stale(DAY, DAY + dt.timedelta(days=90))
    assert stale(DAY, DAY + dt.timedelta(days=91))
    assert not stale(None, DAY)
