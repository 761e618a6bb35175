"""`mineralcheck reference`: import, list, show, compare, export, remove."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mineralcheck.cli.app import app

LISTS = Path(__file__).resolve().parents[2] / "fixtures" / "lists"
AS_OF = ("--as-of", "2026-09-15")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["reference", *map(str, words)], env={"COLUMNS": "160"})


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("MINERALCHECK_DATA", str(tmp_path / "data"))


def import_all() -> None:
    result = run("import", *sorted(LISTS.glob("*.xml")), *AS_OF)
    assert result.exit_code == 0, result.output


def test_an_import_says_what_it_kept() -> None:
    result = run("import", LISTS / "CMRT.xml", *AS_OF)
    assert result.exit_code == 0
    assert "cmrt-2026-09-15:" in result.stderr
    assert "as of 2026-09-15, from CMRT.xml" in result.stderr


def test_without_a_date_nothing_is_kept() -> None:
    result = run("import", LISTS / "ACTIVE.xml", LISTS / "CMRT.xml")
    assert result.exit_code == 2
    assert "--as-of" in result.stderr
    assert "No list is kept" in run("list").stderr


def test_lists_are_listed_with_date_and_hash() -> None:
    import_all()
    found = json.loads(run("list", "--format", "json").stdout)
    assert {one["kind"] for one in found} == {"lookup", "conformant", "active", "revisions"}
    assert all(len(one["sha256"]) == 12 and one["as_of"] for one in found)
    assert "cmrt-2026-09-15" in run("list").stdout


def a_smelter() -> dict[str, str]:
    header, first = run("export", "cmrt").stdout.splitlines()[:2]
    return dict(zip(header.split(","), first.split(","), strict=False))


def test_a_smelter_is_shown_by_id_and_by_name() -> None:
    import_all()
    smelter = a_smelter()
    by_id = json.loads(run("show", smelter["smelter_id"], "--format", "json").stdout)
    by_name = json.loads(run("show", smelter["alias"].upper(), "--format", "json").stdout)
    assert by_id == by_name
    assert by_id[0]["mineral"] == smelter["mineral"]
    assert by_id[0]["status"].startswith(("conformant", "active", "not_on_list"))


def test_an_unknown_smelter_is_said_to_be() -> None:
    result = run("show", "CID999999")
    assert result.exit_code == 2
    assert "reference import" in result.stderr


def test_a_kept_list_is_compared_with_a_file() -> None:
    import_all()
    run("export", "cmrt", "--output", "same.csv")
    assert run("compare", "cmrt", "same.csv").stderr == "cmrt to same.csv: no difference.\n"
    changed = json.loads(run("compare", "active", "conformant", "--format", "json").stdout)
    assert {one["kind"] for one in changed} >= {"added", "removed"}


def test_what_a_spreadsheet_would_run_is_neutral_in_an_export(tmp_path: Path) -> None:
    evil = tmp_path / "evil.csv"
    evil.write_text("mineral,smelter_id,name,country,status\nTin,CID999001,=1+1,PERU,Active\n")
    run("import", evil, *AS_OF)
    assert ",'=1+1," in run("export", "csv").stdout


def test_a_removed_list_is_gone() -> None:
    import_all()
    assert run("remove", "cmrt", "active").exit_code == 0
    assert [one["kind"] for one in json.loads(run("list", "--format", "json").stdout)] == [
        "conformant",
        "revisions",
    ]
    assert run("remove", "cmrt").exit_code == 2


def test_a_project_folder_pins_its_own() -> None:
    run("import", "--here", LISTS / "CMRT.xml", *AS_OF)
    assert Path(".mineralcheck/reference/cmrt-2026-09-15.json").is_file()
    assert "cmrt-2026-09-15" in run("list").stdout


@pytest.mark.parametrize(
    "words", [("import", "none.xml"), ("compare", "a", "b"), ("export", "a"), ("remove", "a")]
)
def test_a_wrong_name_is_a_message_and_no_traceback(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("mineralcheck: ")


def test_lists_without_a_date_are_compared_and_written_for_the_day_that_is_given() -> None:
    for name, status in (("old.csv", "Active"), ("new.csv", "Conformant")):
        text = f"mineral,smelter_id,name,status\nTin,CID999001,Alder Tin,{status}\n"
        Path(name).write_text(text, encoding="utf-8")
    assert "--as-of" in run("compare", "old.csv", "new.csv").stderr
    found = json.loads(run("compare", "old.csv", "new.csv", "--as-of", "2026-10-01", "-f", "json").stdout)
    assert [(one["before"], one["after"]) for one in found] == [("Active", "Conformant")]
    assert "2026-10-01" in run("export", "new.csv", "--as-of", "2026-10-01").stdout
