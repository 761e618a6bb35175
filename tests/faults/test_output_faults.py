"""Outputs that cannot be written: a clear line, exit code 2, what was there stays, nothing is left behind."""

import ctypes
import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.builder import template

from mineralcheck.model.errors import OutputError
from mineralcheck.reporters.rollup_saving import write_folder
from mineralcheck.reporters.writing import write_whole

OLD = b"what was there before"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the fault is made by means of Linux")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an inbox, and one for temporary files."""
    for name in ("inbox", "temp"):
        (tmp_path / name).mkdir()
    template("CMRT", "6.5").save(tmp_path / "inbox" / "good.xlsx")
    return tmp_path


def run(
    home: Path, *words: str, before: Callable[[], None] | None = None, stdout: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "TMPDIR": str(home / "temp"),
        "MINERALCHECK_CACHE": str(home / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    if before:  # what measures coverage could not write its file either, and would complain
        environment.pop("COVERAGE_PROCESS_CONFIG", None)
    with (stdout or home / "stdout").open("w") as out:
        return subprocess.run(
            [sys.executable, "-m", "mineralcheck", *words],
            cwd=home,
            env=environment,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            preexec_fn=before,
        )


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    assert done.stderr.count("mineralcheck: ") == 1
    return done.stderr


def files(home: Path) -> list[str]:
    return sorted(path.name for path in home.rglob("*") if path.is_file() and path.parent.name != "cache")


def small_files() -> None:
    """No file of more than 20 kB, as on a disk that is full."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


REPORTS = ["report.html", "report.xlsx", "report.json"]


@linux_only
@pytest.mark.parametrize("name", REPORTS)
def test_a_full_disk_leaves_the_old_report(home: Path, name: str) -> None:
    for number in range(6):
        template("CMRT", "6.5").company(company_name=f"Firm {number}").save(home / "inbox" / f"{number}.xlsx")
    (home / name).write_bytes(OLD)
    words = ("validate", "inbox", "--as-of", "2026-06-30", "--no-cache", "--output", name)
    said = refused(run(home, *words, before=small_files))
    assert "File too large" in said
    assert (home / name).read_bytes() == OLD
    assert not list((home / "temp").iterdir())
    assert not list(home.glob(".*"))


@linux_only
def test_a_full_disk_leaves_the_old_folder_and_the_old_store(home: Path) -> None:
    whole = ("rollup", "inbox", "--as-of", "2026-06-30", "--store", "run.db", "--output", "out")
    assert run(home, *whole).returncode == 0
    before = {path.name: path.read_bytes() for path in (home / "out").iterdir()}
    store = (home / "run.db").read_bytes()
    template("EMRT", "2.1").save(home / "inbox" / "other.xlsx")
    refused(run(home, *whole, "--no-cache", before=small_files))
    assert {path.name: path.read_bytes() for path in (home / "out").iterdir()} == before
    assert (home / "run.db").read_bytes() == store
    assert run(home, *whole).returncode == 0


@linux_only
def test_a_full_disk_under_stdout_is_one_line(home: Path) -> None:
    done = run(
        home, "validate", "inbox", "--format", "json", "--as-of", "2026-06-30", stdout=Path("/dev/full")
    )
    assert "No space left on device" in refused(done)
    assert "Exception ignored" not in done.stderr


@linux_only
def test_a_full_disk_costs_the_cache_alone(home: Path) -> None:
    def no_files() -> None:
        small_files()
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = run(home, "validate", "inbox", "--as-of", "2026-06-30", before=no_files)
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr


def _without_override() -> None:
    """Root may read and write everything; a program that it starts without these two rights may not."""
    libc = ctypes.CDLL(None, use_errno=True)
    for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH of <linux/capability.h>
        if libc.prctl(24, right, 0, 0, 0):  # PR_CAPBSET_DROP
            raise OSError(ctypes.get_errno(), "the right cannot be given up")


@pytest.fixture
def unprivileged() -> Callable[[], None] | None:
    """What makes the child process a user who may not do everything."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs the users of Unix")
    if os.geteuid() != 0:
        return None
    try:
        subprocess.run(["true"], preexec_fn=_without_override, check=True)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("root cannot give up its rights here")
    return _without_override


def test_a_read_only_folder_is_said_and_left_alone(
    home: Path, unprivileged: Callable[[], None] | None
) -> None:
    closed = home / "closed"
    closed.mkdir()
    (closed / "report.json").write_bytes(OLD)
    closed.chmod(0o555)
    words = ("validate", "inbox", "--as-of", "2026-06-30", "--output", "closed/report.json")
    assert "Permission denied" in refused(run(home, *words, before=unprivileged))
    words = ("rollup", "inbox", "--as-of", "2026-06-30", "--output", "closed")
    assert "Permission denied" in refused(run(home, *words, before=unprivileged))
    assert [path.name for path in closed.iterdir()] == ["report.json"]
    assert (closed / "report.json").read_bytes() == OLD


def test_an_unreadable_folder_is_reported_and_the_rest_is_checked(
    home: Path, unprivileged: Callable[[], None] | None
) -> None:
    closed = home / "inbox" / "closed"
    closed.mkdir()
    template("CMRT", "6.5").save(closed / "hidden.xlsx")
    secret = home / "inbox" / "secret.xlsx"
    template("CMRT", "6.5").save(secret)
    closed.chmod(0)
    secret.chmod(0)
    done = run(home, "validate", "inbox", "--as-of", "2026-06-30", before=unprivileged)
    closed.chmod(0o700)
    assert done.returncode == 3, done.stderr
    shown = (home / "stdout").read_text(encoding="utf-8")
    assert shown.count("Permission denied") == 2
    assert "3 files: 1 pass, 2 unreadable." in done.stderr


def locked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Windows refuses to replace a file that is open in Excel."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if name in (Path(target).name, self.name) and self.parent.name != "before":
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


def test_a_report_that_is_open_in_excel_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(OLD)
    locked(monkeypatch, "report.xlsx")
    with pytest.raises(OutputError, match="Close it if it is open elsewhere"):
        write_whole(target, [b"new"])
    assert target.read_bytes() == OLD
    assert files(tmp_path) == ["report.xlsx"]


def test_a_folder_gets_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(OLD)
    replace = Path.replace
    done: list[Path] = []

    def refuse(self: Path, target: Path) -> Path:
        if Path(target) == tmp_path / "b.csv" and not done:
            done.append(Path(target))
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"b\.csv: cannot be written"):
        write_folder(tmp_path, {"0.csv": ["new"], "a.csv": ["new"], "b.csv": ["new"], "c.csv": ["new"]})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": OLD, "b.csv": OLD}
    write_folder(tmp_path, {"a.csv": ["new"], "c.csv": ["new"]})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"new",
        "b.csv": OLD,
        "c.csv": b"new",
    }
