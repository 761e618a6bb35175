"""Runs that are killed or interrupted at random moments: what is left must be whole, and the rest must go on.

    python -m tests.faults.killing [--runs 200] [--seed 1]

Each run rolls a small inbox up on two processes, over the report of an earlier run. A worker is killed, the
run itself is killed, or it is interrupted as by Ctrl-C. Anything that is lost, half-written or left behind
ends the harness with a message.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from fixtures.builder import template

FILES = 12
_PATIENCE = 30.0
_ENDS = ("worker", "run", "interrupt")


@dataclass
class Harness:
    """A folder with an inbox, and what a whole run of it gives."""

    folder: Path
    seconds: float = 0.0
    before: dict[str, bytes] = field(default_factory=dict)
    whole: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def prepared(cls, folder: Path) -> "Harness":
        """An inbox, and its reports of two days: that of the earlier one is what later runs replace."""
        inbox = folder / "inbox"
        inbox.mkdir(parents=True)
        for number in range(FILES):
            template("CMRT", "6.5").company(company_name=f"Firm {number}").save(inbox / f"{number}.xlsx")
        found = cls(folder)
        for day, name in (("2026-06-29", "before"), ("2026-06-30", "whole")):
            started = time.monotonic()
            process = found.start(f"prepare-{name}", day)
            if process.wait(120) not in (0, 1):
                raise SystemExit(f"the run without a fault ended with {process.returncode}")
            found.seconds = time.monotonic() - started
            setattr(found, name, contents(folder / f"prepare-{name}" / "out"))
        return found

    def start(self, name: str, day: str = "2026-06-30", store: str = "run.db") -> "subprocess.Popen[bytes]":
        """A roll-up in a folder of its own, with its own cache and folder for temporary files."""
        home = self.folder / name
        for part in ("temp", "cache"):
            (home / part).mkdir(parents=True, exist_ok=True)
        if self.before and not (home / "out").exists():
            (home / "out").mkdir()
            for file, content in self.before.items():
                (home / "out" / file).write_bytes(content)
        command = [sys.executable, "-m", "mineralcheck", "rollup", "../inbox", "--as-of", day]
        environment = {
            **os.environ,
            "TMPDIR": str(home / "temp"),
            "MINERALCHECK_CACHE": str(home / "cache"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        with (home / "stdout").open("wb") as out, (home / "stderr").open("wb") as err:
            return subprocess.Popen(
                [*command, "--jobs", "2", "--limit", "seconds=10", "--store", store, "--output", "out"],
                cwd=home,
                env=environment,
                stdout=out,
                stderr=err,
                start_new_session=True,
                preexec_fn=_hears_interrupts,
            )

    def fault(self, end: str, number: int, rng: random.Random) -> str:
        """One run with a fault; returns how it ended, raises AssertionError for what must not be."""
        name = f"{end}-{number}"
        process = self.start(name)
        time.sleep(rng.uniform(0, self.seconds))
        if end == "worker":
            hit = _kill_a_worker(process, rng)
        elif end == "run":
            hit = process.poll() is None
            process.kill()
        else:
            hit = process.poll() is None
            _interrupt(process)
        code = process.wait(_PATIENCE + 60)
        said = (self.folder / name / "stderr").read_text(encoding="utf-8")
        assert "Traceback" not in said, said
        _no_process_is_left(self.folder / name)
        {"worker": self._after_worker, "run": self._after_kill, "interrupt": self._after_interrupt}[end](
            name, code
        )
        return f"{end}: {'hit' if hit else 'too late'}, exit {code}"

    def _after_worker(self, name: str, code: int) -> None:
        home = self.folder / name
        assert code in (0, 1, 3), code
        report = json.loads((home / "out" / "rollup.json").read_bytes())
        lost = [one for one in report["files"] if one["outcome"] != "checked"]
        assert len(report["files"]) == FILES
        assert len(lost) <= 2, lost
        assert all("died" in one["reason"] for one in lost), lost
        if not lost:
            assert contents(home / "out") == self.whole
        _nothing_is_left(home)

    def _after_interrupt(self, name: str, code: int) -> None:
        home = self.folder / name
        said = (home / "stderr").read_text(encoding="utf-8")
        # Before Python listens and when it no longer does, the signal itself ends it: 130 to a shell, too.
        assert code in (0, 130, -signal.SIGINT), (code, said)
        assert contents(home / "out") in ((self.before, self.whole) if code else (self.whole,))
        _nothing_is_left(home)

    def _after_kill(self, name: str, code: int) -> None:
        home = self.folder / name
        assert code in (0, -signal.SIGKILL), code
        found = {path.name: path.read_bytes() for path in (home / "out").iterdir() if path.is_file()}
        assert found.keys() == self.whole.keys()
        assert all(content in (self.before[file], self.whole[file]) for file, content in found.items())
        # What is kept is whole: the same run again gives what it should, from the cache as it is.
        again = self.start(name, store="again.db")
        assert again.wait(120) in (0, 1), (home / "stderr").read_text(encoding="utf-8")
        assert {k: v for k, v in contents(home / "out").items() if k in self.whole} == self.whole
        if (home / "run.db").exists():
            store = sqlite3.connect(home / "run.db")
            assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            store.close()
            code = self.start(name).wait(120)  # appended to what was kept
            assert code in (0, 1), (home / "stderr").read_text(encoding="utf-8")


def _hears_interrupts() -> None:
    """A harness in the background does not, and neither would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the parts that a killed run could not take away."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".part" not in str(path))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _workers(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    """Processes that check files: children of the server from which they are forked."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
        servers = {child.pid for child in children if child.ppid() == process.pid}
        return [child for child in children if child.ppid() in servers]
    except psutil.NoSuchProcess:
        return []


def _kill_a_worker(process: "subprocess.Popen[bytes]", rng: random.Random) -> bool:
    """Kill a worker, once there is one."""
    while process.poll() is None:
        workers = _workers(process)
        if workers:
            try:
                rng.choice(workers).kill()
            except psutil.NoSuchProcess:
                continue
            return True
        time.sleep(0.02)
    return False


def _interrupt(process: "subprocess.Popen[bytes]") -> None:
    """As Ctrl-C in a terminal: every process of the run gets the signal."""
    try:
        os.killpg(process.pid, signal.SIGINT)
    except ProcessLookupError:
        return


def _of_run(home: Path) -> Iterator[psutil.Process]:
    for one in psutil.process_iter():
        try:
            if one.environ().get("TMPDIR") == str(home / "temp") and one.status() != psutil.STATUS_ZOMBIE:
                yield one
        except psutil.Error:
            continue


def _no_process_is_left(home: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while left := list(_of_run(home)):
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.05)


def _nothing_is_left(home: Path) -> None:
    left = [*(home / "temp").iterdir(), *home.rglob("*.part"), *home.glob("run.db-*")]
    assert not left, f"left behind: {left}"


def main() -> None:
    """Many runs with faults, and how they ended."""
    parser = argparse.ArgumentParser(description="Kill and interrupt runs at random moments")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--end", choices=_ENDS, help="one kind of fault alone")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness.prepared(Path(folder))
        print(f"a run without a fault takes {harness.seconds:.1f} s", flush=True)
        for number in range(options.runs):
            ends[harness.fault(options.end or _ENDS[number % len(_ENDS)], number, rng)] += 1
    for end, count in sorted(ends.items()):
        print(f"{count:4} {end}")


if __name__ == "__main__":
    main()
