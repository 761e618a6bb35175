"""`mineralcheck fill` as a user meets it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from fixtures.builder import template
from tests.filling.samples import COMPANY
from typer.testing import CliRunner

from mineralcheck.campaign.rollup import RollUpRequest, roll_up
from mineralcheck.check.validate import Request
from mineralcheck.cli.app import app
from mineralcheck.workbook.opening import open_workbook

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "campaign"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("campaign") / "campaign.db"
    check = Request(paths=(SAMPLE,), as_of=dt.date(2026, 10, 1), jobs=1)
    roll_up(RollUpRequest(check=check, suppliers=SAMPLE / "suppliers.csv", store=path)).close()
    return path


@pytest.fixture
def company(tmp_path: Path) -> Path:
    path = tmp_path / "company.toml"
    path.write_text(COMPANY, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["fill", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_roll_up_becomes_a_declaration(shared: Path, store: Path, company: Path, tmp_path: Path) -> None:
    template, output = shared / "templates" / "RMI_CMRT_6.5.xlsx", tmp_path / "ours.xlsx"
    code, out, err = run(template, "--from", store, "--declaration", company, "--output", output)
    assert (code, out) == (0, "")
    assert f"{output}: smelters 12, mines 0, products 2; required fields open: 0." in err
    record = json.loads((tmp_path / "ours.record.json").read_text(encoding="utf-8"))
    assert record["schema"] == "mineralcheck/fill/v1"
    assert [file["what"] for file in record["files"]] == ["template", "campaign", "declaration"]
    assert record["answers"]["Tin"]["supplier_response"]["value"] == "Greater than 50%"
    assert record["company_answers"]["policy_public"]["basis"] == "stated"
    before = output.read_bytes()
    assert run(template, "--from", store, "--declaration", company, "--output", output)[0] == 0
    assert output.read_bytes() == before, "the same inputs give the same bytes"


def test_no_supplier_is_named_in_the_workbook(
    shared: Path, store: Path, company: Path, tmp_path: Path
) -> None:
    template, output = shared / "templates" / "RMI_EMRT_2.1.xlsx", tmp_path / "ours.xlsx"
    arguments = (template, "--from", store, "--declaration", company, "--output", output)

    def text() -> str:
        book = open_workbook(output.read_bytes())
        names = ("Declaration", "Smelter List", "Mine List", "Product List")
        sheets = [book.sheet(name) for name in names]
        cells = (value for sheet in sheets for row in range(1, 60) for value in sheet.row(row))
        return "\n".join(value for value in cells if isinstance(value, str)).casefold()

    lines = (SAMPLE / "suppliers.csv").read_text(encoding="utf-8").splitlines()
    suppliers = [line.split(",")[1].strip('"').casefold() for line in lines]
    run(*arguments)
    assert not [name for name in suppliers[1:] if name in text()]
    company.write_text('audience = "internal"\n' + COMPANY, encoding="utf-8")
    run(*arguments)
    assert [name for name in suppliers[1:] if name in text()]


def test_open_fields_are_told_and_counted(shared: Path, store: Path, tmp_path: Path) -> None:
    template, output = shared / "templates" / "RMI_CMRT_6.5.xlsx", tmp_path / "ours.xlsx"
    code, out, err = run(template, "--from", store, "--output", output, "--record", tmp_path / "why.json")
    assert code == 1
    assert f"{output}: open: Declaration!D8 company_name" in out.splitlines()
    assert "required fields open: 16." in err
    assert (tmp_path / "why.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{cmrt}", "-o", "x.xlsx"], "There is nothing to fill in"),
        (["{cmrt}", "--from", "none.db", "-o", "x.xlsx"], "none.db: there is no such file"),
        (["{cmrt}", "--declaration", "{company}", "-o", "x.csv"], "x.csv: a filled template is a workbook"),
        (["{cmrt}", "--declaration", "{company}", "-o", "{cmrt}"], "is read in the same run"),
        (
            ["{cmrt}", "--declaration", "{company}", "--variant", "x", "-o", "x.xlsx"],
            "there is no variant 'x'",
        ),
        (["{cmrt}", "--from", "{store}", "--variant", "x", "-o", "x.xlsx"], "--variant names a part"),
        (["{cmrt}", "--from", "{store}", "--run", "7", "-o", "x.xlsx"], "there is no run 7"),
        (["{cmrt}", "--from", "{cmrt}", "--run", "1", "-o", "x.xlsx"], "is a submission and has no runs"),
        (["{store}", "--from", "{store}", "-o", "x.xlsx"], "Ask for the workbook itself"),
        (
            ["{cmrt}", "--from", "{store}", "--language", "Elvish", "-o", "x.xlsx"],
            "'Elvish' is no language of CMRT",
        ),
    ],
)
def test_wrong_usage_is_told_with_a_remedy(
    arguments: list[str],
    message: str,
    shared: Path,
    store: Path,
    company: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    cmrt = shared / "templates" / "RMI_CMRT_6.5.xlsx"
    code, out, err = run(*(one.format(cmrt=cmrt, company=company, store=store) for one in arguments))
    assert (code, out) == (2, "")
    assert message in err
    assert not (tmp_path / "x.xlsx").exists()


def test_files_that_look_like_parts_of_an_earlier_run_are_told_and_left(
    store: Path, company: Path, tmp_path: Path
) -> None:
    blank, output = template("CMRT", "6.5").blank().save(tmp_path / "blank.xlsx"), tmp_path / "ours.xlsx"
    command = (blank, "--from", store, "--declaration", company, "--output", output)
    assert "Attention" not in run(*command)[2]
    old = tmp_path / "ours-1of2.xlsx"
    old.write_bytes(b"of an earlier run")
    _, _, err = run(*command)
    assert f"Attention: {old} was not written by this run." in err
    assert err.count("Attention") == 1
    assert old.read_bytes() == b"of an earlier run"


def test_an_older_submission_is_carried_over(shared: Path, tmp_path: Path) -> None:
    old, output = shared / "samples" / "older" / "cmrt-3.01-filled.xls", tmp_path / "new.xlsx"
    template = shared / "templates" / "RMI_CMRT_6.5.xlsx"
    code, out, err = run(template, "--from", old, "--output", output, "--language", "Deutsch")
    assert code == 1
    assert "Declaration!D44 from_cahra" in out
    assert "Left out: 9; the record names everything." in err
