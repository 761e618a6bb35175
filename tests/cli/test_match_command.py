"""`mineralcheck match`: the way to an answer, and the review of what is open."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from mineralcheck.cli.app import app

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# One of its names is mistyped, another is in no list.
WORKBOOK = FIXTURES / "campaign" / "hanbit-2026-07-01.xlsx"


def run(*words: str | Path, said: str = "") -> Result:
    return CliRunner().invoke(app, ["match", *map(str, words)], input=said, env={"COLUMNS": "200"})


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("MINERALCHECK_DATA", str(tmp_path / "data"))


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    rows = [
        ("mineral", "alias", "name", "country", "smelter_id", "as_of"),
        ("Tungsten", "Wolfram Adler GmbH", "Wolfram Adler GmbH", "AUSTRIA", "CID999101", "2026-01-31"),
        ("Tungsten", "W.A.", "Wolfram Adler GmbH", "AUSTRIA", "CID999101", "2026-01-31"),
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    return path


def test_the_way_to_an_answer_is_printed(reference: Path) -> None:
    result = run("Wolfram Adlr", "--mineral", "tungsten", "--reference", reference)
    assert result.exit_code == 0, result.output
    assert "suggested, not resolved" in result.stdout
    assert "1 letter differs" in result.stdout
    for step in ("exact", "folded", "stripped", "ledger", "CID999101"):
        assert step in result.stdout


def test_the_answer_as_json(reference: Path) -> None:
    result = run("W. A.", "-m", "Tungsten", "--country", "Japan", "--reference", reference, "--json")
    body = json.loads(result.stdout)
    assert body["schema"] == "mineralcheck/match/v1"
    assert body["match"]["tier"] == "folded"
    assert body["match"]["issues"] == ["country_differs"]
    assert [step["tier"] for step in body["steps"]] == ["id", "exact", "folded", "stripped", "ledger"]
    assert body["reference"][0]["as_of"] == "2026-01-31"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Umbra",), "--mineral"),
        (("--mineral", "tin"), "Give the name"),
        (("Umbra", "--mineral", "tin"), "no list to match against"),
        (("--import", "none.csv"), "cannot be read"),
        (("--review", "none"), "no such file"),
    ],
)
def test_wrong_usage_is_a_message(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_a_stranger_wrote_cannot_command_the_terminal(reference: Path) -> None:
    result = run("\x1b[31mUmbra\u202e", "-m", "tungsten", "--reference", reference)
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def ledger_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))[1:]


def test_a_review_writes_decisions_that_the_next_run_uses() -> None:
    result = run("--review", WORKBOOK, "--ledger", "own.csv", "--who", "Jane Roe", said="x\n1\nsure\n")
    assert result.exit_code == 0, result.output
    assert "1 of 1 decided" in result.stderr
    mineral, name, _, decision, smelter_id, who, _, why = ledger_rows(Path("own.csv"))[0]
    assert (mineral, decision, who, why) == ("Graphite", "accept", "Jane Roe", "sure")
    again = run("--review", WORKBOOK, "--ledger", "own.csv")
    assert "Nothing is open" in again.stderr
    explained = run(name, "-m", mineral, "--reference", WORKBOOK, "--ledger", "own.csv", "--json")
    assert json.loads(explained.stdout)["match"]["smelter_id"] == smelter_id


def test_a_review_can_reject_call_no_smelter_skip_and_stop() -> None:
    run("--review", WORKBOOK, "--all", "--ledger", "own.csv", said="n\nan agent\nr\nno\n")
    assert [row[3] for row in ledger_rows(Path("own.csv"))][:2] == ["not_a_smelter", "reject"]
    skipped = run("--review", WORKBOOK, "--all", "--ledger", "other.csv", said="s\nq\n")
    assert "0 of 2 decided" in skipped.stderr
    assert not Path("other.csv").exists()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_questions_go_out_as_a_spreadsheet_and_come_back(suffix: str) -> None:
    target = Path(f"open{suffix}")
    assert run("--review", WORKBOOK, "--all", "--export", target).exit_code == 0
    fill_in(target, "accept")
    result = run("--import", target, "--ledger", "own.csv", "--who", "Jane Roe")
    assert result.exit_code == 0, result.output
    assert [row[3] for row in ledger_rows(Path("own.csv"))] == ["accept", "accept"]


def fill_in(path: Path, decision: str) -> None:
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        column = [cell.value for cell in sheet[1]].index("decision") + 1
        for number in range(2, sheet.max_row + 1):
            sheet.cell(number, column, decision)
        book.save(path)
        return
    header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    for row in rows:
        row[header.index("decision")] = decision
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])


def test_a_wrong_answer_keeps_nothing() -> None:
    run("--review", WORKBOOK, "--all", "--export", "open.csv")
    fill_in(Path("open.csv"), "perhaps")
    result = run("--import", "open.csv", "--ledger", "own.csv")
    assert result.exit_code == 2
    assert "row 2: the decision is 'perhaps'" in result.stderr
    assert not Path("own.csv").exists()


def test_another_suffix_is_refused() -> None:
    assert ".xlsx or .csv" in run("--review", WORKBOOK, "--export", "open.pdf").stderr
