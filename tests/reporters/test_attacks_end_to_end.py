"""Workbooks and a supplier list full of attacks, through every command: nothing that is written is alive."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from fixtures.builder import Value, template
from fixtures.builder.template import Template
from tests.support.attacks import ATTACKS, hidden
from tests.support.lifeless import CHECKS, alive, typed_alive
from typer.testing import CliRunner

from mineralcheck.cli.app import app
from mineralcheck.model.submission import CompanyField, CompanyQuestion, Family, Question
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.letters.kinds import LetterFormat
from mineralcheck.reporters.packs.kinds import PackName
from mineralcheck.reporters.rollup_formats import LISTS, RollUpFormat
from mineralcheck.templates.layout import Layout
from mineralcheck.templates.registry import layout_for
from mineralcheck.workbook.opening import open_workbook

PLACE = "PUT-THE-ATTACK-HERE"
DAY = ("--as-of", "2026-10-01", "--jobs", "1")
SUFFIXES = {
    "table": "txt",
    "markdown": "md",
    "junit": "xml",
    "github": "txt",
    "csv-smelters": "csv",
    "parquet-smelters": "parquet",
}
# A spreadsheet keeps a control character as an escape; a raw one is not even XML.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")


def full_of(text: str, family: str, version: str) -> Template:
    """Every cell that a supplier types into and that may hold any text."""
    built = template(family, version)
    layout = layout_of(family, version)
    fields = {f: text for f in layout.fields if f is not CompanyField.EFFECTIVE_DATE}
    mineral = "Tin" if family == "CMRT" else "Cobalt"
    built.company(**{str(f): t for f, t in fields.items() if f is not CompanyField.DECLARATION_SCOPE})
    built.answer(mineral, **{Question.FROM_CAHRA: (text, text), Question.SUPPLIER_RESPONSE: ("100%", text)})
    built.company_answer(**{CompanyQuestion.POLICY_PUBLIC: ("Yes", text)})
    typed: dict[str, Value] = dict.fromkeys(layout.smelters.columns, text)
    del typed["smelter_id_input"]
    built.smelter_row(None, **{**typed, "metal": mineral, "smelter_lookup": "Smelter not listed"})
    built.smelter_row(None, **{**typed, "metal": mineral})
    built.smelter_row(smelter_id_input=text)
    built.product(text, text, comments=text)
    if layout.mines:
        mine: dict[str, Value] = dict.fromkeys(layout.mines.columns, text)
        built.mine(None, **{**mine, "metal": mineral})
    return built


def layout_of(family: str, version: str) -> Layout:
    layout = layout_for(Family(family), version)
    assert layout
    return layout


def poisoned(data: bytes, text: str) -> bytes:
    """A workbook with the attack in place of the placeholder."""
    stored = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escape(text)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(PLACE.encode(), stored))
    return out.getvalue()


def write_campaign(base: Path) -> None:
    """For each attack a supplier with one in every column, and its workbooks."""
    (base / "inbox").mkdir()
    suppliers, assigned = [], []
    for number, text in enumerate(ATTACKS.values()):
        plain = text.replace("\x00", "")
        stem = plain.replace("/", "_")[:60]
        suppliers.append([f"{plain}{number}", plain, plain, plain, plain, plain, "CMRT; EMRT"])
        for family, version in (("CMRT", "6.5"), ("EMRT", "2.1")):
            name = f"{stem}{number}{family}.xlsx"
            (base / "inbox" / name).write_bytes(poisoned(blank(family, version), text))
            assigned.append([name, f"{plain}{number}"])
    columns = ("supplier_id", "name", "contact", "email", "country", "category", "templates")
    write_csv(base / "suppliers.csv", [columns, *suppliers])
    write_csv(base / "assigned.csv", [("File", "Supplier ID"), *assigned])


@cache
def blank(family: str, version: str) -> bytes:
    return full_of(PLACE, family, version).bytes()


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("attacks")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MINERALCHECK_CACHE", str(base / "cache"))
        write_everything(base)
    return base


def write_everything(base: Path) -> None:
    inbox, suppliers, out = base / "inbox", base / "suppliers.csv", base / "out"
    write_campaign(base)
    out.mkdir()
    (base / "company.toml").write_text('audience = "internal"\n', encoding="utf-8")
    listed = ("--suppliers", suppliers, "--assign", base / "assigned.csv", *DAY)
    roll_up = ("rollup", inbox, *listed)
    for chosen in Format:
        run("validate", inbox, *DAY, "-f", chosen, "-o", out / f"validate-{chosen}.{suffix(chosen)}")
    for shape in RollUpFormat:
        run(*roll_up, "-f", shape, "-o", out / f"rollup.{suffix(shape)}")
    for shape in LISTS:
        run("compare", inbox, inbox, *DAY, "--all", "-f", shape, "-o", out / f"compare.{suffix(shape)}")
        explained = out / f"explained.{suffix(shape)}"
        run(*roll_up, "--explain", "identified_rate", "-f", shape, "-o", explained)
    for language in ("en", "ja"):
        packs = [word for name in PackName for word in ("--pack", name)]
        run(*roll_up, "--store", base / "c.db", "--lang", language, "-o", out / f"rollup-{language}", *packs)
    letters = [word for name in LetterFormat for word in ("-f", name)]
    run("feedback", inbox, *listed, "-o", out / "letters", *letters)
    run("match", "--review", inbox, "--export", out / "review.xlsx")
    run("match", "--review", inbox, "--export", out / "review.csv")
    for family, version in (("CMRT", "6.5"), ("EMRT", "2.1")):
        empty = template(family, version).blank().save(base / f"blank-{family}.xlsx")
        files = ("--from", base / "c.db", "--declaration", base / "company.toml")
        run("fill", empty, *files, "-o", base / f"filled-{family}.xlsx")


def suffix(chosen: str) -> str:
    return SUFFIXES.get(chosen, chosen)


def run(*words: object) -> None:
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    assert result.exit_code in (0, 1, 3), result.output
    assert hidden(result.stdout) == []
    assert hidden(result.stderr) == []


def test_every_attack_arrived(written: Path) -> None:
    """Else there would be nothing to look for."""
    seen = set()
    for path in (written / "inbox").iterdir():
        sheet = open_workbook(path.read_bytes()).sheet("Declaration")
        seen.add(sheet.value(8, 4))
    assert len(seen) == len(ATTACKS)


def test_nothing_is_alive_in_any_file(written: Path) -> None:
    files = [path for path in sorted((written / "out").rglob("*")) if path.is_file()]
    suffixes = {path.suffix for path in files}
    assert suffixes == set(CHECKS)
    assert {path.name for path in files} >= {f"validate-{chosen}.{suffix(chosen)}" for chosen in Format}
    assert len(files) > 100
    found = {path.name: alive(path.name, path.read_bytes())[:5] for path in files}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_names_of_files_are_plain(written: Path) -> None:
    for path in (written / "out").rglob("*"):
        assert re.fullmatch(r'[^<>:"/\\|?*]+', path.name)
        assert hidden(path.name, besides="") == []
        assert path.name[0] not in ".- "


@pytest.mark.parametrize(
    "words", [("compare", "{0}", "{0}"), ("rollup", "{0}", "--explain", "response_rate")]
)
@pytest.mark.parametrize(
    "chosen",
    [("--format", "html"), ("--output", "{1}/x.html"), ("--output", "{1}/x.md"), ("--output", "{1}/x.xlsx")],
)
def test_what_has_no_page_is_not_put_into_one(
    written: Path, tmp_path: Path, words: tuple[str, ...], chosen: tuple[str, str]
) -> None:
    command = [word.format(written / "inbox", tmp_path) for word in (*words, *chosen)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert "is written as table, json, csv, not as" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("family", ["CMRT", "EMRT"])
def test_nothing_typed_into_a_template_is_alive(written: Path, family: str) -> None:
    data = (written / f"filled-{family}.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    typed = [text for part in parts for text in re.findall(r"<is><t[^>]*>([^<]+)</t></is>", part)]
    assert len(typed) > len(ATTACKS)
    assert typed_alive(typed) == []
    assert [text for text in typed if hidden(text)] == []
    with zipfile.ZipFile(written / f"blank-{family}.xlsx") as package:
        before = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert sum(part.count("<f") for part in parts) <= sum(part.count("<f") for part in before)
