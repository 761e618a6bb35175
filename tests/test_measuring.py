"""The table of figures and its history; the figures themselves come from `python -m benchmarks`."""

import sys
from pathlib import Path

from benchmarks.measuring import Line, Measured, keep, kept_last, printed, run

LINES = [
    Line("one file", "floor", Measured(0.01, 0.01)),
    Line("one file", "read", Measured(0.02, 0.02)),
    Line("folder", "cold", Measured(5.0, 9.0, 80.0, 60.0), files=100, written=2_000_000),
]


def test_figures_are_kept_in_units_of_the_floor_and_the_last_ones_count(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    assert kept_last(history) == {}
    keep(LINES, history)
    keep([LINES[0], Line("folder", "cold", Measured(5.0, 4.0), files=100)], history)
    assert kept_last(history) == {"one file / floor": 1.0, "one file / read": 2.0, "folder / cold": 4.0}


def test_the_table_names_each_group_once_and_what_was_before() -> None:
    text = "\n".join(printed(LINES, {"folder / cold": 8.0}))
    assert text.count("one file") == 1
    cold = next(line for line in text.splitlines() if "cold" in line)
    assert cold.split() == ["cold", "5.00", "9.000", "90.0", "9.00", "8.00", "80", "60", "2.0"]


def test_a_process_is_watched_until_it_ends(tmp_path: Path) -> None:
    found = run([sys.executable, "-c", "import time; b = bytes(50_000_000); time.sleep(0.3)"], tmp_path)
    assert found.wall >= 0.3
    assert found.parent > 0
    assert found.worker == 0
