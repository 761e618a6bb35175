"""The example of the library runs as a script of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "examples" / "open_fields.py"
CAMPAIGN = ROOT / "fixtures" / "campaign"


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_example_lists_open_fields() -> None:
    result = run(CAMPAIGN)
    assert result.returncode == 1, result.stderr
    assert "hoshizora-2026-06-12.xlsx\n  Contact phone: required, but still open." in result.stdout


def test_the_example_says_nothing_of_a_complete_file() -> None:
    result = run(CAMPAIGN / "brightwater-2026-05-04.xlsx")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_the_example_explains_a_wrong_path() -> None:
    result = run(CAMPAIGN / "nowhere")
    assert "nowhere: there is no such file or folder" in result.stderr
    assert "Traceback" not in result.stderr
