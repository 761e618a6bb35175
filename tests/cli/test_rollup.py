"""`rollup` and `compare` from workbooks to files, as a user calls them."""

import csv
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from fixtures.builder import template
from fixtures.campaign_generator import Campaign, Spec, Truth, plan_campaign, truth_of
from fixtures.campaign_generator.checking import facts
from fixtures.campaign_generator.workbooks import write_campaign
from fixtures.campaign_generator.world import Share
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from mineralcheck.campaign.rollup import stored_run
from mineralcheck.check.answer import Answer
from mineralcheck.cli.app import app
from mineralcheck.reporters import compare_json, rollup_json
from mineralcheck.workbook.discovery import Found

AS_OF = "2026-08-22"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    spec = Spec(
        seed=9,
        tin_etc=Share(("Tin", "Tantalum", "Tungsten", "Gold"), smelters=40, conformant=33, active=3),
        cobalt_mica=Share(("Cobalt", "Mica"), smelters=15, conformant=11, active=1),
        resubmitted=Decimal("0.4"),
        copied_lists=1,
        strangers=1,
        unreadable=1,
    )
    return plan_campaign(spec.scaled(6))


@pytest.fixture(scope="module")
def truth(campaign: Campaign) -> Truth:
    return truth_of(campaign)


@pytest.fixture(scope="module")
def folder(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A written campaign, with the working folder inside it: paths in reports are as the user gave them."""
    folder = tmp_path_factory.mktemp("campaign")
    write_campaign(campaign, folder)
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


def call(*arguments: str, code: int | None = 3) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert code is None or result.exit_code == code, result.output
    return result


def rollup(*arguments: str, paths: tuple[str, ...] = ("inbox",), code: int | None = 3) -> Result:
    lists = ("--suppliers", "suppliers.csv", "--reference", "reference.csv", "--status", "status.csv")
    return call("rollup", *paths, *lists, "--as-of", AS_OF, *arguments, code=code)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_folder_gets_everything(folder: Path, tmp_path: Path, truth: Truth) -> None:
    rollup("--output", str(tmp_path / "report"), "--jobs", "1")
    document = json.loads((tmp_path / "report" / "rollup.json").read_text("utf-8"))
    Draft202012Validator(json.loads(rollup_json.schema_text())).validate(document)
    assert {day for row in document["disclosure"] for day in row["list_dates"]} == {AS_OF}
    planted = list(facts(json.loads(truth.to_json()), document))
    assert len(planted) >= 15
    assert [fact for fact in planted if not fact.agrees] == []
    with (tmp_path / "report" / "smelters.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert (
        len(listed) == sum(truth.smelters.values()) == len({(r["mineral"], r["smelter_id"]) for r in listed})
    )


def test_jobs_order_cache_and_folder_change_no_byte(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rollup("--output", str(tmp_path / "one"), "--jobs", "1", "--no-cache")
    rollup("--output", str(tmp_path / "two"), "--jobs", "2")
    rollup("--output", str(tmp_path / "warm"), "--jobs", "2")
    parts = tuple(sorted((path.as_posix() for path in Path("inbox").iterdir()), reverse=True))
    rollup("--output", str(tmp_path / "parts"), "--jobs", "1", paths=parts)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    monkeypatch.chdir(elsewhere)
    rollup("--output", str(tmp_path / "moved"), "--jobs", "1", "--no-cache")
    first = contents(tmp_path / "one")
    assert contents(tmp_path / "two") == first
    assert contents(tmp_path / "warm") == first
    moved = contents(tmp_path / "moved")
    # Links of the Excel report lead from where it lies to where the files lie.
    assert {name for name in first if moved[name] != first[name]} <= {"report.xlsx"}
    # Only the list of what was named differs when folders and files are named one by one.
    named = contents(tmp_path / "parts")
    assert {name for name in first if named[name] != first[name]} <= {"rollup.json", "report.html"}
    one, other = (json.loads(content["rollup.json"]) for content in (first, named))
    assert one | {"run": None} == other | {"run": None}


@pytest.mark.usefixtures("folder")
def test_a_stored_run_is_repeated_to_the_byte_and_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = str(tmp_path / "campaign.db")
    rollup("--output", str(tmp_path / "one"), "--store", store, "--jobs", "1", "--label", "FY2026")
    call("rollup", store, "--output", str(tmp_path / "again"))
    assert contents(tmp_path / "again") == contents(tmp_path / "one")
    assert json.loads((tmp_path / "again" / "rollup.json").read_text("utf-8"))["run"]["label"] == "FY2026"
    monkeypatch.setenv("MINERALCHECK_CACHE", str(tmp_path / "empty"))

    def check_files(files: Sequence[Found], *_: object, **__: object) -> Iterator[Answer]:
        assert not files
        return iter(())

    monkeypatch.setattr("mineralcheck.check.cached.check_files", check_files)
    rollup("--store", store, "--jobs", "1", code=None)


@pytest.mark.usefixtures("folder")
def test_shares_are_merged_into_the_whole(tmp_path: Path) -> None:
    rollup("--output", str(tmp_path / "whole"), "--jobs", "1")
    for number in (1, 2):
        part = str(tmp_path / f"{number}.db")
        rollup("--partial", part, "--shard", f"{number}/2", "--jobs", "1", "--format", "json", code=None)
    call("rollup", "merge", str(tmp_path / "2.db"), str(tmp_path / "1.db"), "-o", str(tmp_path / "merged"))
    assert contents(tmp_path / "merged") == contents(tmp_path / "whole")


@pytest.mark.usefixtures("folder")
def test_figures_are_explained_down_to_the_cell(truth: Truth) -> None:
    text = rollup("--explain", "response_rate:3TG").stdout
    assert text.count("\n+ ") == truth.responded["3tg"]
    assert text.count("\n- ") == len(truth.silent["CMRT"])
    assert "Declaration!D8" in text
    rows = json.loads(rollup("--explain", "conformant_rate:cobalt mica", "--format", "json").stdout)
    assert len({row["unit"] for row in rows}) == truth.smelters["cobalt_mica"]
    assert all(row["cell"].startswith("Smelter List!") for row in rows)
    table = rollup("--explain", "accepted_rate", "--format", "csv").stdout
    assert next(csv.DictReader(table.splitlines()))["supplier_id"] == "SUP-00001"
    refused = rollup("--explain", "happiness", code=2)
    assert "there is no figure 'happiness'" in refused.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("suffix", "start"),
    [(".json", '{"schema"'), (".csv", "\ufefffigure,"), (".md", "## Responsible"), (".txt", "Responsible")],
)
def test_a_suffix_chooses_the_format(tmp_path: Path, suffix: str, start: str) -> None:
    path = tmp_path / f"out{suffix}"
    rollup("-o", str(path))
    assert path.read_text("utf-8").startswith(start)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("out")] == [path.name]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rollup", "inbox", "--suppliers", "none.csv"), "none.csv: cannot be read"),
        (("rollup", "inbox", "--assign", "suppliers.csv"), "there is no supplier list"),
        (("rollup", "inbox", "--asked", "XYZ"), "--asked: 'XYZ' is no template"),
        (("rollup", "inbox", "--shard", "3/2"), "--shard 3/2: write it as I/N"),
        (("rollup", "inbox", "--column", "name"), "--column name: write it as FIELD=HEADER"),
        (("rollup", "inbox", "-o", "report.pdf"), "no format has the suffix .pdf"),
        (("rollup", "merge"), "name the stores to add up"),
        (("rollup", "merge", "suppliers.csv"), "is no campaign store"),
        (("rollup", "nowhere"), "there is no such file or folder"),
        (("compare", "inbox", "nowhere"), "there is no such file or folder"),
    ],
)
def test_wrong_calls_say_what_to_do(arguments: tuple[str, ...], said: str) -> None:
    assert said in call(*arguments, code=2).stderr


@pytest.mark.usefixtures("folder")
def test_nothing_is_left_when_the_output_cannot_be_written(tmp_path: Path) -> None:
    target = tmp_path / "report"
    target.write_text("in the way", encoding="utf-8")
    result = rollup("-o", str(target / "sub"), code=2)
    assert "cannot be written" in result.stderr
    assert target.read_text("utf-8") == "in the way"


@pytest.mark.usefixtures("folder")
def test_stores_and_options_for_workbooks_do_not_mix(tmp_path: Path) -> None:
    store = str(tmp_path / "c.db")
    rollup("--store", store)
    assert (
        "--suppliers: for workbooks" in call("rollup", store, "--suppliers", "suppliers.csv", code=2).stderr
    )
    assert "not mixed with workbooks" in call("rollup", store, "inbox", code=2).stderr


@pytest.mark.usefixtures("folder")
def test_options_without_an_effect_on_a_kept_run_are_refused(tmp_path: Path) -> None:
    store, other = str(tmp_path / "c.db"), str(tmp_path / "d.db")
    rollup("--store", store, "--label", "first")
    harmless = ("--jobs", "1", "--no-cache", "--no-color", "--lang", "ja")
    call("rollup", store, "--run", "1", *harmless)
    for options in (
        ("--only-accepted",),
        ("--round-down",),
        ("--as-of", AS_OF),
        ("--profile", "default"),
        ("--risk", "risk.toml"),
        ("--asked", "CMRT"),
        ("--reference", "reference.csv"),
        ("--column", "name=Name"),
        ("--engine", "local"),
        ("--limit", "entries=5"),
        ("--password-file", "passwords.txt"),
        ("--label", "second"),
    ):
        assert call("rollup", store, *options, code=2).stderr.startswith(f"mineralcheck: {options[0]}: ")
    both = call("rollup", store, "--round-down", "--as-of", AS_OF, code=2).stderr
    assert both == (
        "mineralcheck: --as-of, --round-down: for workbooks; a kept run is repeated as it was. "
        "Name the workbooks, or leave them out.\n"
    )
    assert "Name one store alone" in call("rollup", store, "--run", "1", "--store", other, code=2).stderr
    assert "Name its store" in rollup("--run", "1", code=2).stderr
    assert not Path(other).exists()


@pytest.mark.usefixtures("folder")
def test_a_run_is_kept_as_a_whole_or_as_a_part(tmp_path: Path) -> None:
    whole, part = str(tmp_path / "whole.db"), str(tmp_path / "part.db")
    for paths in (("inbox",), (whole,)):
        refused = call("rollup", *paths, "--store", whole, "--partial", part, code=2)
        assert "--store, --partial: a run is kept in one file" in refused.stderr
        assert not Path(part).exists()
        rollup("--store", whole, "--label", "first")
    call("rollup", whole, "--partial", part, "--label", "second")
    with stored_run(Path(part)) as found:
        assert (found.info.partial, found.info.label) == (True, "second")


def test_csv_files_open_in_excel_as_they_are(two_years: Path, tmp_path: Path) -> None:
    inbox = str(two_years / "2026")
    explained, compared = tmp_path / "rows.csv", tmp_path / "changes.csv"
    call("rollup", inbox, "--explain", "response_rate", "-o", str(explained), code=0)
    call("compare", str(two_years / "2025"), inbox, "-o", str(compared), code=0)
    for path in (explained, compared):
        text = path.read_bytes().decode()
        assert text.startswith("\ufeff")
        assert text.count("\ufeff") == 1
    shown = call("rollup", inbox, "--explain", "response_rate", "--format", "csv", code=0).stdout_bytes
    assert "\ufeff".encode() + shown == explained.read_bytes()


@pytest.fixture
def two_years(tmp_path: Path) -> Path:
    for year, name, gold in (("2025", "Then Ltd", False), ("2026", "Then Ltd", True)):
        inbox = tmp_path / year
        inbox.mkdir()
        built = template("CMRT", "6.5").company(company_name=name)
        (built if gold else built.unused("Gold")).save(inbox / "then.xlsx")
        template("CMRT", "6.5").company(company_name="Same Ltd").save(inbox / "same.xlsx")
    template("CMRT", "6.5").company(company_name="New Ltd").save(tmp_path / "2026" / "new.xlsx")
    return tmp_path


def test_compare_folders_stores_and_files(two_years: Path, tmp_path: Path) -> None:
    old, new = str(two_years / "2025"), str(two_years / "2026")
    document = json.loads(call("compare", old, new, "--format", "json", "--as-of", AS_OF, code=0).stdout)
    Draft202012Validator(json.loads(compare_json.schema_text())).validate(document)
    assert {one["supplier_id"]: one["turn"] for one in document["suppliers"]} == {
        "New Ltd": "joined",
        "Same Ltd": "answered_again",
        "Then Ltd": "answered_again",
    }
    assert [(one["mineral"], one["turn"]) for one in document["smelters"]] == []
    stores = []
    for year, inbox in (("2025", old), ("2026", new)):
        stores.append(str(tmp_path / f"{year}.db"))
        call("rollup", inbox, "--store", stores[-1], "--as-of", AS_OF, code=0)
    again = json.loads(call("compare", *stores, "--format", "json", code=0).stdout)
    assert again == document
    out = str(tmp_path / "out")
    call("compare", *stores, "-o", out, code=0)
    assert sorted(contents(Path(out))) == [
        "campaign-findings.csv",
        "comparison.json",
        "figures.csv",
        "smelters.csv",
        "summary.txt",
        "suppliers.csv",
    ]
    shown = call("compare", f"{old}/then.xlsx", f"{new}/then.xlsx", code=0).stdout
    assert "Intentionally added or used" in shown
    assert "smelters added: 1" in shown


def test_the_table_fits_eighty_columns(two_years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for language in ("en", "ja"):
        shown = call("rollup", str(two_years / "2026"), "--lang", language, code=0).stdout
        assert max(map(len, shown.splitlines())) <= 80


def test_help_needs_no_heavy_module(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # it loads modules of its own
    # Typer itself loads pydantic for the help of a command.
    code = (
        "import sys; sys.argv=['mineralcheck','rollup','--help']\n"
        "from mineralcheck.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy={'rapidfuzz','openpyxl','sqlite3','pebble','pycountry','rich'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("heavy: []")
