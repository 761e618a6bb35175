"""A whole campaign: rolled up cold and warm beside the sum of single checks, and what each output costs.

    python -m benchmarks.campaign [--suppliers 1000] [--seed 2022] [--jobs 2] [--folder FOLDER]

The campaign is that of `python -m fixtures.campaign_generator`: so many suppliers asked for a CMRT and as
many for an EMRT, with the planted facts checked at the end. Every line is a process of its own. Compare CPU
seconds and the ratios of one run; wall seconds are those of this machine at that moment.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import Measured, run
from fixtures.campaign_generator.checking import check

from mineralcheck.reporters.rollup_formats import RollUpFormat

_LISTS = ("--reference", "reference.csv", "--status", "status.csv", "--as-of", "2026-08-22")
_SUFFIXES = {"table": ".txt", "markdown": ".md"}


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "mineralcheck", *words]


def _runs(work: Path, jobs: int) -> Iterator[tuple[str, Measured, Path | None]]:
    """Roll-ups and checks, each with what it wrote."""
    cache, store = work / "cache", work / "campaign.db"
    rollup = _command("rollup", "inbox", "--suppliers", "suppliers.csv", *_LISTS, "--jobs", str(jobs))
    checks = _command("validate", "inbox", *_LISTS, "--jobs", "1", "--no-cache", "--format", "json")
    yield "all checks, one after another", run([*checks, "-o", str(work / "checks.json")], cache), None
    yield "roll-up, cold", run([*rollup, "--store", str(store), "-o", str(work / "1.json")], cache), store
    yield "roll-up, warm: cache", run([*rollup, "-o", str(work / "2.json")], cache), work / "2.json"
    yield (
        "roll-up, warm: store",
        run([*rollup, "--store", str(store), "-o", str(work / "3.json")], cache),
        work / "3.json",
    )
    yield "kept run read again", run(_command("rollup", str(store), "-o", str(work / "4.txt")), cache), None


def _outputs(work: Path) -> Iterator[tuple[str, Measured, Path | None]]:
    """Each output of the kept run, and all of them in one folder."""
    store = str(work / "campaign.db")
    for chosen in RollUpFormat:
        file = work / f"report{_SUFFIXES.get(chosen.value, f'.{chosen.value}')}"
        command = _command("rollup", store, "--run", "1", "--format", chosen.value, "-o", str(file))
        yield chosen.value, run(command, work / "cache"), file
    folder = work / "report"
    command = _command("rollup", store, "--run", "1", "-o", str(folder))
    yield "folder with everything", run(command, work / "cache"), folder


def _size(path: Path | None) -> str:
    if path is None or not path.exists():
        return ""
    files = path.iterdir() if path.is_dir() else [path]
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f}"


def _print(title: str, lines: Iterator[tuple[str, Measured, Path | None]]) -> None:
    heads = ("wall s", "CPU s", "x first", "parent MiB", "worker MiB", "MB written")
    print(f"{title:<32}{''.join(f'{head:>12}' for head in heads)}")
    first = 0.0
    for label, found, written in lines:
        first = first or found.cpu
        figures = (found.wall, found.cpu, found.cpu / first, found.parent, found.worker)
        print(
            f"{label:<32}{''.join(f'{figure:>12.2f}' for figure in figures)}{_size(written):>12}", flush=True
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print two tables, then whether everything that was planted was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--suppliers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="campaign that is there already")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = given.folder.resolve() if given.folder else work / "made"
        if not given.folder:
            generator = [sys.executable, "-m", "fixtures.campaign_generator", str(folder)]
            size = ["--suppliers", str(given.suppliers), "--seed", str(given.seed)]
            subprocess.run([*generator, *size], check=True)
        os.chdir(folder)
        files = sum(1 for path in Path("inbox").rglob("*") if path.is_file())
        print(f"{files} files, {given.jobs} processes")
        _print("checks and roll-ups", _runs(work, given.jobs))
        _print("outputs of the kept run", _outputs(work))
        same = len({(work / f"{number}.json").read_bytes() for number in (1, 2)})
        print("cold and warm: the same bytes" if same == 1 else "COLD AND WARM DIFFER")
        sys.exit(0 if check(folder, work / "1.json") and same == 1 else 1)


if __name__ == "__main__":
    main()
