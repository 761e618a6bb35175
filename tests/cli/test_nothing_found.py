"""A folder with nothing to check is wrong usage: a mistyped one must not pass for a clean one."""

from pathlib import Path

import pytest
from fixtures.builder import template
from typer.testing import CliRunner, Result

from mineralcheck.check.validate import Request, validate
from mineralcheck.cli.app import app

COMMANDS = {
    "validate": ("validate", "inbox"),
    "validate into a file": ("validate", "inbox", "--output", "written.xml"),
    "validate, whatever the findings": ("validate", "inbox", "--fail-on", "never"),
    "rollup": ("rollup", "inbox"),
    "rollup into a folder": ("rollup", "inbox", "--output", "written"),
    "compare, the older": ("compare", "inbox", "full"),
    "compare, the newer": ("compare", "full", "inbox"),
    "match": ("match", "--review", "inbox"),
    "match into a file": ("match", "--review", "inbox", "--export", "written.xlsx"),
    "feedback": ("feedback", "inbox", "--output", "written"),
}


@pytest.fixture(autouse=True)
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINERALCHECK_DATA", str(tmp_path / "data"))
    (tmp_path / "full").mkdir()
    template("CMRT", "6.5").save(tmp_path / "full" / "one.xlsx")
    (tmp_path / "inbox" / ".git").mkdir(parents=True)
    return tmp_path / "inbox"


def call(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_folder_without_workbooks_is_wrong_usage(words: tuple[str, ...], inbox: Path) -> None:
    for name in ("a.pdf", "b.PDF", "notes.docx", "~$lock.xlsx", "README", ".git/config"):
        (inbox / name).write_bytes(b"x")
    result = call(*words)
    assert result.exit_code == 2
    message = "mineralcheck: There is no workbook to check. There is: 2 .pdf, 1 .docx, 1 without suffix."
    assert message in result.stderr
    assert result.stdout == ""
    assert not list(inbox.parent.glob("written*"))


def test_an_empty_folder_is_called_empty() -> None:
    result = call("validate", "inbox")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no workbook to check. The folder is empty." in result.stderr


def test_the_rarer_kinds_of_files_are_counted_together(inbox: Path) -> None:
    said = "There is: 2 .pdf, 2 .txt, 1 .doc, 1 .eml, 1 .jpg"
    for name in ("a.pdf", "b.pdf", "c.doc", "d.eml", "e.jpg", "f.png", "g.txt", "h.txt"):
        (inbox / name).write_bytes(b"x")
    assert f"{said}, 1 other." in call("validate", "inbox").stderr
    (inbox / "i.zzz").write_bytes(b"x")
    assert f"{said}, 2 others." in call("validate", "inbox").stderr


def test_a_folder_beside_one_with_workbooks_may_be_empty() -> None:
    assert call("validate", "inbox", "full", "--fail-on", "never").exit_code == 0


def test_what_only_looks_like_a_workbook_is_unreadable_rather_than_nothing(inbox: Path) -> None:
    (inbox / "note.xlsx").write_bytes(b"no workbook")
    assert [call(command, "inbox").exit_code for command in ("validate", "rollup")] == [3, 3]


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.csv"
    path.write_text("supplier_id,name,templates\nS001,Kestrel Tin Works,CMRT\n", encoding="utf-8")
    return path


def test_a_campaign_that_nobody_has_answered_yet_is_one(suppliers: Path, tmp_path: Path) -> None:
    result = call("rollup", "inbox", "--suppliers", str(suppliers), "--format", "json")
    assert result.exit_code == 0
    assert '"S001"' in result.stdout
    assert "No workbook was found" in result.stderr
    letters = call("feedback", "inbox", "--suppliers", str(suppliers), "--output", "letters")
    assert letters.exit_code == 0
    assert "1 letter in letters: 1 reminding." in letters.stderr


def test_a_share_without_files_is_one() -> None:
    codes = [call("rollup", "full", "--shard", f"{number}/2").exit_code for number in (1, 2)]
    assert codes == [0, 0]


def test_nothing_is_kept_of_a_roll_up_of_nothing() -> None:
    assert call("rollup", "inbox", "--store", "kept.db").exit_code == 2
    assert call("rollup", "full", "--store", "kept.db").exit_code == 0
    assert "There are: 1." in call("rollup", "kept.db", "--run", "2").stderr


def test_a_script_gets_a_run_without_files(inbox: Path) -> None:
    with validate(Request(paths=(inbox,))) as run:
        assert list(run) == []
