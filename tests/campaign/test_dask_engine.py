"""A campaign whose files are checked by Dask: the same bytes as on this machine alone."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from fixtures.builder import template
from fixtures.campaign_generator import Spec, plan_campaign
from fixtures.campaign_generator.workbooks import write_campaign
from typer.testing import CliRunner

from mineralcheck.campaign import dask_engine
from mineralcheck.campaign.batches import Checked, add_batch, check_batch, in_batches
from mineralcheck.campaign.store import Store
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.validate import Request, prepare
from mineralcheck.cli.app import app
from mineralcheck.model.errors import UsageError
from mineralcheck.workbook.discovery import Found

distributed = pytest.importorskip("distributed", reason="the extra mineralcheck[dask] is not installed")
fsspec = pytest.importorskip("fsspec", reason="the extra mineralcheck[remote] is not installed")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dask")
    write_campaign(plan_campaign(Spec(seed=3, copied_lists=0, strangers=1, unreadable=1).scaled(5)), folder)
    return folder


def rollup(folder: Path, inbox: str, output: Path, *options: str) -> Mapping[str, bytes]:
    lists = {"suppliers": "suppliers.csv", "reference": "reference.csv", "status": "status.csv"}
    named = [word for name, file in lists.items() for word in (f"--{name}", str(folder / file))]
    words = ["rollup", inbox, *named, "--as-of", "2026-08-22", "--output", str(output), *options]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 3, result.output
    return {path.name: path.read_bytes() for path in sorted(output.iterdir())}


@pytest.fixture(scope="module")
def here(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return rollup(
        inbox, str(inbox / "inbox"), tmp_path_factory.mktemp("here") / "out", "--jobs", "1", "--no-cache"
    )


def test_two_workers_of_this_machine_give_the_same_bytes(
    inbox: Path, here: Mapping[str, bytes], tmp_path: Path
) -> None:
    found = rollup(inbox, str(inbox / "inbox"), tmp_path / "out", "--engine", "dask", "--jobs", "2")
    assert found == here


def test_a_scheduler_needs_nothing_but_its_address(
    inbox: Path, here: Mapping[str, bytes], tmp_path: Path
) -> None:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        words = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
        assert rollup(inbox, str(inbox / "inbox"), tmp_path / "out", *words) == here


@pytest.fixture
def bucket(inbox: Path) -> Iterator[str]:
    storage = fsspec.filesystem("memory")
    for path in (inbox / "inbox").rglob("*.*"):
        storage.pipe(f"/bucket/inbox/{path.relative_to(inbox / 'inbox').as_posix()}", path.read_bytes())
    yield "memory://bucket/inbox"
    storage.rm("/bucket", recursive=True)


def without_inputs(files: Mapping[str, bytes]) -> Mapping[str, object]:
    """Files of a report; where the inbox lies is said in three of them."""
    document = json.loads(files["rollup.json"])
    document["run"]["inputs"] = []
    return {**files, "rollup.json": document, "report.html": b"", "report.xlsx": b""}


def test_files_in_object_storage_are_read_where_they_lie(
    inbox: Path, here: Mapping[str, bytes], bucket: str, tmp_path: Path
) -> None:
    found = rollup(inbox, bucket, tmp_path / "out", "--jobs", "1", "--no-cache")
    assert json.loads(found["rollup.json"])["run"]["inputs"] == [bucket]
    assert without_inputs(found) == without_inputs(here)


def test_and_by_workers(inbox: Path, here: Mapping[str, bytes], tmp_path: Path) -> None:
    url = (inbox / "inbox").as_uri()
    found = rollup(inbox, url, tmp_path / "out", "--engine", "dask", "--jobs", "2")
    assert without_inputs(found) == without_inputs(here)


class FakeFuture:
    def __init__(self, work: Callable[[], object]) -> None:
        self.result = work

    def release(self) -> None:
        pass


class DyingClient:
    """Workers that die whenever they are given a file of this name."""

    def __init__(self, deadly: str) -> None:
        self._deadly = deadly
        self.submitted: list[int] = []

    def scatter(self, value: object, **_: object) -> object:
        return value

    def ncores(self) -> dict[str, int]:
        return {"worker": 1}

    def submit(self, _: object, options: CheckOptions, files: Sequence[Found], **__: object) -> FakeFuture:
        self.submitted.append(len(files))

        def work() -> object:
            if any(file.name.endswith(self._deadly) for file in files):
                raise distributed.KilledWorker("task", "worker", 0)
            return check_batch(options, files)

        return FakeFuture(work)


@pytest.mark.parametrize("size", [1, 4, 32])
def test_a_worker_that_dies_costs_one_file(inbox: Path, size: int) -> None:
    prepared = prepare(Request(paths=(inbox / "inbox",), reference=(inbox / "reference.csv",)))
    files = prepared.discovery.files
    deadly = files[3].name
    engine = dask_engine.DaskEngine(DyingClient(deadly))
    with Store.temporary() as store:
        found: list[Checked] = []
        for batch in engine.run(prepared.options, in_batches(files, size)):
            found += add_batch(store, batch)
        assert [one.path for one in found] == [file.name for file in files]
        query = "SELECT reason FROM report WHERE report_id = ?"
        reasons = {one.path: store.db.execute(query, (one.report_id,)).fetchone()[0] for one in found}
    assert [path for path, reason in reasons.items() if reason == "worker_died"] == [deadly]
    assert sum(reason is None for reason in reasons.values()) >= len(files) - 2


def test_equal_files_of_several_batches_have_one_report(tmp_path: Path) -> None:
    template().save(tmp_path / "a.xlsx")
    for name in ("b.xlsx", "c.xlsx"):
        shutil.copyfile(tmp_path / "a.xlsx", tmp_path / name)
    prepared = prepare(Request(paths=(tmp_path,)))
    with Store.temporary() as store:
        ids = set()
        for files in in_batches(prepared.discovery.files, 1):
            ids |= {one.report_id for one in add_batch(store, check_batch(prepared.options, files))}
        rows = store.db.execute("SELECT count(*), count(DISTINCT report_id) FROM smelter_row").fetchone()
        one = check_batch(prepared.options, prepared.discovery.files[:1])
    assert len(ids) == 1
    assert rows[1] == 1
    assert rows[0] > 0
    assert len(one.files) == 1


class VersionClient:
    """A scheduler with these workers."""

    def __init__(self, versions: Mapping[str, str] | Exception) -> None:
        self._versions = versions

    def __enter__(self) -> "VersionClient":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, _: object) -> Mapping[str, str]:
        if isinstance(self._versions, Exception):
            raise self._versions
        return self._versions


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ({}, "has no workers"),
        ({"tcp://one": "0" * 64}, "another mineralcheck"),
        (ModuleNotFoundError("mineralcheck"), "have no mineralcheck"),
        (OSError("refused"), "cannot be reached"),
    ],
)
def test_workers_that_would_answer_otherwise_are_refused(
    monkeypatch: pytest.MonkeyPatch, versions: Mapping[str, str] | Exception, said: str
) -> None:
    def client(*_: object, **__: object) -> VersionClient:
        if isinstance(versions, OSError):
            raise versions
        return VersionClient(versions)

    monkeypatch.setattr(distributed, "Client", client)
    with (
        pytest.raises(UsageError, match=said),
        dask_engine.dask_engine(1, "tcp://host:8786"),
    ):
        pass


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(UsageError, match=r"pip install mineralcheck\[dask\]"),
        dask_engine.dask_engine(1, None),
    ):
        pass


def test_a_scheduler_belongs_to_an_engine(inbox: Path) -> None:
    result = CliRunner().invoke(app, ["rollup", str(inbox / "inbox"), "--scheduler", "tcp://host:8786"])
    assert result.exit_code == 2
    assert "belongs to --engine dask" in result.output
