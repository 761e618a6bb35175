"""Settings of a folder, limits and passwords, as a user gives them."""

import json
import zipfile
from pathlib import Path

import pytest
from fixtures.builder import template
from tests.workbook.containers import encrypted_package
from typer.testing import CliRunner, Result

from mineralcheck.check.cache import cache_file
from mineralcheck.cli import diagnosis
from mineralcheck.cli.app import app
from mineralcheck.cli.project_file import COMMANDS, OptionSettings, defaults_for
from mineralcheck.cli.reading import limit_names

# Templates have no part so large that its ratio counts, no archives in archives, and none of the shared
# strings whose use is added up; time is the pool's.
JUDGED_ELSEWHERE = {"ratio", "inner-entries", "archive-depth", "text-size", "seconds"}
SECRET = "hunter2-is-not-printed"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a good file in `inbox`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    template("CMRT", "6.5").save(tmp_path / "inbox" / "good.xlsx")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], env={"COLUMNS": "200"})


def settings(text: str, name: str = "mineralcheck.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def report(*words: str) -> dict[str, object]:
    result = run("validate", "inbox", "--format", "json", *words)
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_without_a_settings_file_nothing_is_said_about_one() -> None:
    assert "Settings" not in run("validate", "inbox", "--as-of", "2026-06-30").stderr
    settings("[tool.other]\nkey = 1\n", "pyproject.toml")
    assert "Settings" not in run("validate", "inbox", "--as-of", "2026-06-30").stderr


@pytest.mark.parametrize(
    ("name", "table"), [("mineralcheck.toml", ""), ("pyproject.toml", "[tool.mineralcheck]\n")]
)
def test_settings_take_the_place_of_options(name: str, table: str) -> None:
    settings(f'{table}as-of = 2026-06-30\nprofile = "strict"\nlang = "ja"\n', name)
    result = run("validate", "inbox", "--format", "json")
    assert f"Settings: {name}." in result.stderr
    asked = json.loads(result.stdout)["run"]
    assert (asked["as_of"], asked["profile"]) == ("2026-06-30", "strict")


def test_given_options_go_before_the_file_and_command_tables_before_the_rest() -> None:
    settings('as-of = "2026-06-30"\nprofile = "strict"\n[validate]\nprofile = "tolerant"\n')
    asked = report()["run"]
    assert isinstance(asked, dict)
    assert (asked["as_of"], asked["profile"]) == ("2026-06-30", "tolerant")
    asked = report("--as-of", "2026-07-01", "--profile", "default")["run"]
    assert isinstance(asked, dict)
    assert (asked["as_of"], asked["profile"]) == ("2026-07-01", "default")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('lang = "ja"\nprofil = "x"\n', "mineralcheck.toml:2: profil: unknown key; did you mean 'profile'?"),
        ("jobs = 0\n", "mineralcheck.toml:1: jobs: Input should be greater than or equal to 1."),
        ('jobs = "2"\n', "mineralcheck.toml:1: jobs: Input should be a valid integer."),
        ("[limits]\ncells = 0\n", "mineralcheck.toml:2: limits.cells: "),
        ("[limits]\ncell = 5\n", "mineralcheck.toml:2: limits.cell: unknown key; did you mean 'cells'?"),
        ("[limits]\ncells = true\n", "mineralcheck.toml:1: limits: "),
        (
            "[validate]\n\nsuppliers = 'x'\n",
            "mineralcheck.toml:3: validate.suppliers: validate has no",
        ),
        ("[check]\n", "mineralcheck.toml:1: check: unknown key"),
        ("lang = \n", "mineralcheck.toml: not a TOML file: "),
        ("as-of = 5\n", "mineralcheck.toml:1: as-of: "),
    ],
)
def test_a_wrong_setting_is_an_error_that_names_line_and_key(text: str, complaint: str) -> None:
    settings(text)
    result = run("validate", "inbox")
    assert result.exit_code == 2
    assert complaint in result.stderr
    if ": validate has no" not in complaint:  # doctor knows no options
        assert complaint in diagnosis.settings().text


def test_a_line_in_a_project_file_is_that_of_the_whole_file() -> None:
    settings('[project]\nname = "x"\n[tool.mineralcheck]\nprofil = 1\n', "pyproject.toml")
    assert "pyproject.toml:4: profil: unknown key" in run("validate", "inbox").stderr


def test_a_value_that_only_the_option_can_judge_is_wrong_usage() -> None:
    settings('jobs = 1\n[validate]\nlang = "tlh"\n')
    result = run("validate", "inbox")
    assert result.exit_code == 2
    assert "mineralcheck.toml:3: lang: 'tlh' is not one of" in result.stderr


def test_a_broken_settings_file_leaves_help_alone() -> None:
    settings("nonsense")
    assert run("validate", "--help").exit_code == 0
    assert run("rules").exit_code == 0


def test_settings_among_the_checked_files_are_not_read() -> None:
    settings('profile = "strict"\n', "inbox/mineralcheck.toml")
    asked = report("--as-of", "2026-06-30")["run"]
    assert isinstance(asked, dict)
    assert asked["profile"] == "default"


def test_every_key_of_the_file_is_an_option_of_some_command() -> None:
    commands = {one.name or one.callback.__name__: one for one in app.registered_commands if one.callback}
    known: set[str] = set()
    for name in COMMANDS:
        text = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"}).stdout
        known |= {word.split("/")[0].rstrip(",") for word in text.split() if word.startswith("--")}
        assert name in commands
    keys = {field.alias for field in OptionSettings.model_fields.values()}
    assert {f"--{key}" for key in keys} <= known


def test_a_kept_run_is_repeated_whatever_the_settings_say() -> None:
    assert run("rollup", "inbox", "--store", "run.db", "--as-of", "2026-06-30").exit_code == 0
    Path("s.csv").write_text("supplier_id,name\n1,X\n", encoding="utf-8")
    settings('suppliers = "s.csv"\n')
    assert run("rollup", "run.db").exit_code == 0
    refused = run("rollup", "run.db", "--suppliers", "s.csv")
    assert refused.exit_code == 2
    assert "--suppliers" in refused.stderr


def test_columns_of_the_supplier_list_are_a_table() -> None:
    settings("[column]\nsupplier_id = 'Kreditor'\n")
    found = defaults_for("rollup", None, Path())
    assert found is not None
    assert found.options["column"] == ["supplier_id=Kreditor"]


@pytest.mark.parametrize("name", sorted(set(limit_names()) - JUDGED_ELSEWHERE))
def test_each_limit_can_be_lowered(name: str) -> None:
    if name.startswith("archive"):
        with zipfile.ZipFile("inbox/a.zip", "w") as archive:
            archive.write("inbox/good.xlsx", "in.xlsx")
        Path("inbox/good.xlsx").unlink()
    assert "pass" in run("validate", "inbox", "--as-of", "2026-06-30").stderr
    result = run("validate", "inbox", "--as-of", "2026-06-30", "--limit", f"{name}=1")
    assert result.exit_code == 3, result.output
    assert "1 unreadable" in result.stderr


def test_limits_of_the_file_count_unless_an_option_names_the_same() -> None:
    settings('[limits]\ncells = 1\nfile-size = "64 MiB"\nseconds = 5.5\n')
    found = defaults_for("validate", None, Path())
    assert found is not None
    assert set(found.limits) == {"cells=1", f"file-size={64 * 2**20}", "seconds=5.5"}
    assert run("validate", "inbox").exit_code == 3
    assert run("validate", "inbox", "--limit", "seconds=9").exit_code == 3
    assert "1 pass" in run("validate", "inbox", "--as-of", "2026-06-30", "--limit", "cells=2000000").stderr


@pytest.mark.parametrize("value", ["cells", "cells=x", "x=1", "seconds=0", "archive-depth=99"])
def test_a_wrong_limit_is_wrong_usage(value: str) -> None:
    result = run("validate", "inbox", "--limit", value)
    assert result.exit_code == 2
    assert f"--limit {value.partition('=')[0]}" in result.stderr


@pytest.mark.parametrize("command", ["validate", "rollup"])
def test_passwords_of_a_file_open_workbooks_and_are_kept_nowhere(command: str, folder: Path) -> None:
    Path("inbox/closed.xlsx").write_bytes(encrypted_package(template("CMRT", "6.5").bytes(), SECRET))
    closed = run(command, "inbox", "--as-of", "2026-06-30")
    assert "--password-file" in run("validate", "inbox", "--as-of", "2026-06-30").stdout
    Path("passwords.txt").write_text(f"\ufeffother\r\n\r\n{SECRET}\r\n", encoding="utf-8")
    opened = run(
        command, "inbox", "--as-of", "2026-06-30", "--password-file", "passwords.txt", "--format", "json"
    )
    assert (closed.exit_code, opened.exit_code) == (3, 0)
    assert SECRET not in opened.output
    stored = b"".join(path.read_bytes() for path in cache_file().parent.iterdir())
    assert SECRET.encode() not in stored


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "has no password"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"x\n" * 40_000, "too long"),
        (None, "cannot"),
    ],
)
def test_a_password_file_that_is_none_is_wrong_usage(content: bytes | None, complaint: str) -> None:
    if content is not None:
        Path("p.txt").write_bytes(content)
    result = run("validate", "inbox", "--password-file", "p.txt")
    assert result.exit_code == 2
    assert complaint in result.stderr
