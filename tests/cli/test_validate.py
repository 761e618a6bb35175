"""`mineralcheck validate` as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from fixtures.builder import template
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from mineralcheck.cli.app import app
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.json_report import schema_text

DAY = "2026-06-30"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["validate", "--as-of", DAY, *map(str, words)], env={"COLUMNS": "100"})


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    template("CMRT", "6.5").save(folder / "good.xlsx")
    template("EMRT", "2.1").company(contact_name=None).save(folder / "open.xlsx")
    return folder


def test_a_good_file_passes(inbox: Path) -> None:
    result = run(inbox / "good.xlsx")
    assert result.exit_code == 0, result.output
    assert "good.xlsx" in result.stdout
    assert "CMRT 6.5" in result.stdout
    assert "1 file: 1 pass." in result.stderr


def test_an_open_field_is_named_with_its_cell(inbox: Path) -> None:
    result = run(inbox)
    assert result.exit_code == 1
    assert "Declaration!D19" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0" + b"x" * 100, "image"),
        (b"PK\x03\x04" + b"x" * 100, ""),
        (b"<html><body>", ""),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_is_checked(inbox: Path, content: bytes, words: str) -> None:
    (inbox / "bad.xlsx").write_bytes(content)
    result = run(inbox, "--fail-on", "never", "--format", "json")
    assert result.exit_code == 3
    files = {Path(f["path"]).name: f for f in json.loads(result.stdout)["files"]}
    assert files["bad.xlsx"]["outcome"] == "unreadable"
    assert words in files["bad.xlsx"]["reason"]
    assert "\n" not in files["bad.xlsx"]["reason"]
    assert files["good.xlsx"]["verdict"] == "pass"


def test_a_truncated_file_is_unreadable_and_never_a_traceback(inbox: Path) -> None:
    (inbox / "half.xlsx").write_bytes((inbox / "good.xlsx").read_bytes()[:5000])
    result = run(inbox / "half.xlsx")
    assert result.exit_code == 3
    assert "Traceback" not in result.output


def test_a_workbook_that_is_no_template(inbox: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(inbox / "other.xlsx")
    result = run(inbox / "other.xlsx")
    assert result.exit_code == 3
    assert "Declaration" in result.stdout


def test_findings_are_worse_than_an_unreadable_file(inbox: Path) -> None:
    (inbox / "bad.xlsx").write_bytes(b"")
    assert run(inbox).exit_code == 1


def test_a_missing_path_is_wrong_usage(inbox: Path) -> None:
    result = run(inbox / "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_lock_files_hidden_files_and_others_are_passed_over_and_counted(inbox: Path) -> None:
    for name in ("~$good.xlsx", ".hidden.xlsx", "notes.txt"):
        (inbox / name).write_text("x")
    result = run(inbox, "--format", "json")
    passed_over = json.loads(result.stdout)["run"]["passed_over"]
    assert sum(passed_over.values()) == 3
    assert run(inbox).stderr.count("Passed over") == 1


def test_json_obeys_its_published_schema(inbox: Path) -> None:
    (inbox / "bad.xlsx").write_bytes(b"")
    document = json.loads(run(inbox, "--format", "json").stdout)
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(document)
    assert document["schema"] == "mineralcheck/report/v1"
    assert document["run"]["as_of"] == DAY


def test_any_number_of_processes_gives_the_same_bytes(inbox: Path) -> None:
    for number in range(12):
        template("CMRT", "6.4").company(company_name=f"Company {number}").save(inbox / f"{number}.xlsx")
    one, two = (run(inbox, "--format", "json", "--jobs", jobs).stdout for jobs in (1, 2))
    assert one == two
    assert len(json.loads(one)["files"]) == 14


def test_the_suffix_of_the_output_chooses_the_format(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    result = run(inbox, "--output", target)
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["totals"]["files"] == 2
    assert list(tmp_path.glob(".*")) == []


def test_an_output_that_cannot_be_written_is_an_error_with_a_remedy(inbox: Path, tmp_path: Path) -> None:
    result = run(inbox, "--output", tmp_path / "missing" / "report.json")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("name", list(Format))
def test_every_format_renders(inbox: Path, tmp_path: Path, name: Format) -> None:
    target = tmp_path / f"report.{name}"
    result = run(inbox, "--format", name, "--output", target)
    assert result.exit_code == 1, result.output
    assert target.stat().st_size > 100


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['mineralcheck', '--help']\n"
        "from mineralcheck.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'openpyxl', 'rich', 'rapidfuzz', 'python_calamine', 'pycountry', 'jinja2'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("has_list", [True, False])
def test_a_run_without_any_list_says_why_nothing_matched(tmp_path: Path, has_list: bool) -> None:
    path = tmp_path / "form.xlsx"
    template("CMRT", "6.5").save(path)
    if not has_list:
        book = load_workbook(path)
        book["Smelter Look-up"].delete_rows(5, 5000)
        book.save(path)
        book.close()
    said = run(path).stderr
    assert "Smelter rows matched" in said
    assert ("No reference list was at hand" in said) is not has_list


def test_a_run_over_unchanged_files_starts_no_process_and_reads_no_workbook(tmp_path: Path) -> None:
    for number in range(9):  # as many as are spread over processes
        template("CMRT", "6.5").company(company_name=f"Firm {number}").save(tmp_path / f"{number}.xlsx")
    code = (
        "import sys; from typer.testing import CliRunner; from mineralcheck.cli.app import app\n"
        "done = CliRunner().invoke(app, ['validate', sys.argv[1], '--jobs', '2', '--format', 'json'])\n"
        "print(done.exit_code, sorted({'pebble', 'python_calamine'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said == ["0 ['pebble']\n", "0 []\n"]


def test_version_needs_no_typer() -> None:
    code = (
        "import sys; sys.argv = ['mineralcheck', '--version']\n"
        "from mineralcheck.__main__ import main\n"
        "main()\nprint('typer' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "False"
