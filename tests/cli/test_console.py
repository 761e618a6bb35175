"""Consoles and pipes that cannot show every character, and paths as Windows has them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.builder import template

CAMPAIGN = Path(__file__).resolve().parents[2] / "fixtures" / "campaign"
CODE_PAGES = ("cp932", "cp1252", "cp437", "ascii")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests of this file: most of them check the same sample campaign."""
    return tmp_path_factory.mktemp("answers")


@pytest.fixture(autouse=True)
def _same_answers(answers: Path, _own_folders: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINERALCHECK_CACHE", str(answers))


def run(
    *words: object, encoding: str = "utf-8", folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, with stdout and stderr in the encoding of some console."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONUTF8", "LC_ALL", "LANG", "COLUMNS"}
    }
    return subprocess.run(
        [sys.executable, "-m", "mineralcheck", *map(str, words)],
        capture_output=True,
        cwd=folder,
        env=environment | {"PYTHONIOENCODING": encoding},
        check=False,
    )


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_a_table_is_readable_in_any_code_page(encoding: str) -> None:
    result = run("validate", CAMPAIGN, "--as-of", "2026-10-01", encoding=encoding)
    assert result.returncode == 1, result.stderr
    table = result.stdout.decode(encoding)
    heading = next(line for line in table.splitlines() if line.startswith("File"))
    assert heading.split() == [
        "File",
        "|",
        "Supplier",
        "|",
        "Template",
        "|",
        "Scope",
        "|",
        "Open",
        "|",
        "Smelters",
        "|",
        "Verdict",
    ]
    assert ("星空電子株式会社" in table) is (encoding == "cp932")
    assert b"Traceback" not in result.stderr


def test_a_table_in_unicode_has_all_names_and_lines() -> None:
    table = run("validate", CAMPAIGN, "--as-of", "2026-10-01").stdout.decode()
    assert "한빛소재" in table
    assert "Březina" in table
    assert "┃" in table


@pytest.mark.parametrize("report_format", ["json", "csv", "junit", "sarif"])
def test_what_machines_read_is_utf8_on_any_console(report_format: str) -> None:
    plain, other = (
        run("validate", CAMPAIGN, "--as-of", "2026-10-01", "--format", report_format, encoding=encoding)
        for encoding in ("utf-8", "cp1252")
    )
    assert plain.stdout == other.stdout
    assert "“TBD”" in other.stdout.decode("utf-8")


@pytest.mark.parametrize("encoding", ["cp932", "cp437"])
@pytest.mark.parametrize(
    "words",
    [
        ["rollup", CAMPAIGN, "--suppliers", CAMPAIGN / "suppliers.csv"],
        ["rollup", CAMPAIGN, "--suppliers", CAMPAIGN / "suppliers.csv", "--explain", "response_rate:3TG"],
        ["compare", CAMPAIGN / "hoshizora-2026-06-12.xlsx", CAMPAIGN / "hoshizora-2026-08-25.xlsx"],
        [
            "match",
            "Songmo Graphit",
            "--mineral",
            "graphite",
            "--reference",
            CAMPAIGN / "hanbit-2026-07-01.xlsx",
        ],
        ["reference", "list"],
        ["rules", "MC402", "--lang", "ja"],
        ["rules", "--lang", "ko"],
        ["profile", "show"],
        ["feedback", CAMPAIGN, "--output", "letters"],
    ],
    ids=lambda words: f"{words[0]}-{len(words)}",
)
def test_every_command_speaks_in_any_code_page(words: list[object], encoding: str, tmp_path: Path) -> None:
    result = run(*words, encoding=encoding, folder=tmp_path)
    assert result.returncode in {0, 3}, result.stderr
    text = result.stdout.decode(encoding)
    assert text or result.stderr
    assert not any(line in text for line in "┃│━─╇┼")


@pytest.mark.parametrize("encoding", CODE_PAGES)
@pytest.mark.parametrize(
    "words",
    [["--help"], ["validate", "--help"], ["doctor"], ["validate", "無い.xlsx"], ["vaildate"]],
    ids=" ".join,
)
def test_nothing_else_ends_in_a_traceback(words: list[str], encoding: str, tmp_path: Path) -> None:
    result = run(*words, encoding=encoding, folder=tmp_path)
    assert result.returncode in {0, 2}
    assert b"Traceback" not in result.stderr + result.stdout


def test_paths_longer_than_windows_once_allowed(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["ein-recht-langer-ordnername-wie-er-vorkommt" for _ in range(8)])
    folder.mkdir(parents=True)
    template().save(folder / "declaration.xlsx")
    result = run("validate", tmp_path, "--format", "json")
    assert len(str(folder)) > 260
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["files"][0]["path"].endswith("vorkommt/declaration.xlsx")


@pytest.mark.parametrize(
    "name", ["CON.xlsx", "aux.report.xlsx", "nul .xlsx", "日本語 (1).xlsx", "a'b&c.xlsx", "x" * 200 + ".xlsx"]
)
def test_odd_file_names_are_read(name: str, tmp_path: Path) -> None:
    template().save(tmp_path / name)
    result = run("validate", tmp_path, "--format", "json", encoding="cp932")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["files"][0]["path"].endswith(name)


def test_csv_for_excel_begins_with_a_mark_and_ends_lines_as_windows_does(tmp_path: Path) -> None:
    target = tmp_path / "findings.csv"
    run("validate", CAMPAIGN, "--as-of", "2026-10-01", "--output", target)
    content = target.read_bytes()
    assert content.startswith("\ufeff".encode())
    assert content.count(b"\r\n") > 10
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_machine_reports_have_no_mark_and_plain_line_ends(tmp_path: Path) -> None:
    for name in ("report.json", "report.sarif", "report.xml", "report.txt"):
        run("validate", CAMPAIGN, "--as-of", "2026-10-01", "--output", tmp_path / name)
        content = (tmp_path / name).read_bytes()
        assert not content.startswith("\ufeff".encode()), name
        assert b"\r\n" not in content, name


@pytest.mark.parametrize(
    "words", [["validate", "--refrence", "x", "."], ["valdate", "."], ["."]], ids=" ".join
)
def test_a_near_miss_is_told_what_was_probably_meant(words: list[str], tmp_path: Path) -> None:
    result = run(*words, folder=tmp_path)
    assert result.returncode == 2
    meant = {"validate": b"--reference", "valdate": b"'validate'", ".": b"mineralcheck validate ."}[words[0]]
    assert meant in result.stderr


BYTE_ORDER_MARK = "\ufeff"
FROM_NOTEPAD = {
    "mineralcheck.toml": "as-of = 2026-10-01\n",
    "ours.toml": '[profile]\nname = "ours"\n',
    "passwords.txt": "secret\n",
    "risk.toml": "[levels]\nhigh = 80\n",
    "assign.csv": "File;Supplier ID\nprice-list.xlsx;S012\n",
    "texts/en.toml": 'closing = "Yours"\n',
}
"""Files as an editor on Windows saves them: with a byte order mark and Windows line ends."""


@pytest.mark.parametrize(
    "words",
    [
        ["validate", CAMPAIGN, "--profile", "ours.toml", "--password-file", "passwords.txt"],
        ["rollup", CAMPAIGN, "--suppliers", "suppliers.csv", "--risk", "risk.toml", "--assign", "assign.csv"],
        ["feedback", CAMPAIGN, "--suppliers", "suppliers.csv", "--texts", "texts", "--output", "letters"],
    ],
    ids=lambda words: str(words[0]),
)
def test_files_that_an_editor_on_windows_saved_are_read(words: list[object], tmp_path: Path) -> None:
    listed = (CAMPAIGN / "suppliers.csv").read_text(encoding="utf-8-sig")
    for name, text in (FROM_NOTEPAD | {"suppliers.csv": listed}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        content = BYTE_ORDER_MARK + text.replace("\n", "\r\n")
        (tmp_path / name).write_bytes(content.encode())
    result = run(*words, folder=tmp_path)
    assert result.returncode in {0, 1, 3}, result.stderr.decode()
    assert b"Settings: mineralcheck.toml." in result.stderr


def test_every_csv_that_is_written_is_made_for_excel(tmp_path: Path) -> None:
    listed = CAMPAIGN / "suppliers.csv"
    run("rollup", CAMPAIGN, "--suppliers", listed, "--output", "report", "--pack", "oecd", folder=tmp_path)
    run("feedback", CAMPAIGN, "--suppliers", listed, "--output", "letters", folder=tmp_path)
    old, new = (CAMPAIGN / f"hoshizora-2026-{day}.xlsx" for day in ("06-12", "08-25"))
    run("compare", old, new, "--output", "compared", folder=tmp_path)
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    assert {"report/figures.csv", "report/oecd-risk-levels.csv", "letters/letters.csv"} <= set(written)
    assert {name.partition("/")[0] for name in written} == {"report", "letters", "compared"}
    assert [name for name, text in written.items() if not text.startswith(BYTE_ORDER_MARK.encode())] == []
    assert [name for name, text in written.items() if b"\n" in text.replace(b"\r\n", b"")] == []


@pytest.mark.parametrize(
    "words", [[], ["validate"], ["reference"], ["reference", "import"], ["profile", "init"]]
)
def test_help_shows_no_types_of_python_and_cuts_nothing_short(words: list[str], tmp_path: Path) -> None:
    text = run(*words, "--help", folder=tmp_path).stdout.decode()
    assert "Path" not in text
    assert "list[" not in text
    assert "<str>" not in text
    assert [line for line in text.splitlines() if line.endswith("...") and "Usage" not in line] == []
