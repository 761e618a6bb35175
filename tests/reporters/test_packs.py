"""Disclosure packs: the same figures as the roll-up, origin apart from smelters, and no conclusion."""

import csv
import io
import tomllib
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import docx
import pytest
from tests.support.attacks import ATTACKS, hidden
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, rolled
from typer.testing import CliRunner

from mineralcheck.campaign.metric import definitions
from mineralcheck.campaign.report import RollUp
from mineralcheck.check.report import AnswerReport, CheckReport
from mineralcheck.cli.app import app
from mineralcheck.model.cells import CellRef
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import CompanyField, Family, Question
from mineralcheck.reporters.packs.composing import compose
from mineralcheck.reporters.packs.kinds import PackName
from mineralcheck.reporters.packs.plan import plan
from mineralcheck.reporters.packs.texts import LANGUAGES, texts
from mineralcheck.reporters.packs.writing import pack_files

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _rows() -> list[Named]:
    return [
        Named("Tin", "CID999001", mine_countries="Rwanda; Recycled"),
        Named("Tin", "CID999002", StatusValue.ACTIVE, mine_countries="DRC"),
        Named("Gold", "CID999003", StatusValue.OTHER),
        Named("Gold", None, tier=Tier.UNLISTED, name="Nowhere Gold"),
    ]


def _a_roll_up() -> RollUp:
    roster = a_roster(
        a_supplier("Ash", Family.CMRT), a_supplier("Birch", Family.CMRT), a_supplier("Cedar", Family.EMRT)
    )
    company = {CompanyField.COMPANY_NAME: "Ash", CompanyField.ADDRESS: "1 Wharf Lane"}
    files = [
        a_file("Ash-cmrt.xlsx", _rows(), company_answers={}),
        a_file("Cedar-emrt.xlsx", [Named("Cobalt", "CID999009")], family=Family.EMRT),
    ]
    first = files[0].submission
    assert first
    files[0] = files[0].model_copy(update={"submission": first.model_copy(update={"company": company})})
    return rolled(files, roster)


def _files(roll_up: RollUp, *names: PackName, language: str = "en") -> dict[str, bytes]:
    with roll_up:
        files = pack_files(roll_up, names, language)
        return {
            name: b"".join(p.encode() if isinstance(p, str) else p for p in pieces)
            for name, pieces in files.items()
        }


def _table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))


def _word_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("name", PackName)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_says_in_every_document_that_it_draws_no_conclusion(name: PackName, language: str) -> None:
    files = _files(_a_roll_up(), name, language=language)
    said = {
        "en": "This document draws no legal conclusion.",
        "ja": "本資料は法的な結論を示すものではありません。",
    }
    assert said[language] in _word_text(files[f"{name}.docx"])
    assert said[language] in files[f"{name}.html"].decode()


def test_every_percentage_is_the_one_of_the_roll_up_with_numerator_denominator_and_list_date() -> None:
    roll_up = _a_roll_up()
    expected = {(m.name, str(m.part)): m for m in roll_up.figures}
    files = _files(roll_up, *PackName)
    seen = 0
    for pack in PackName:
        formulas = {row["figure"]: row["formula"] for row in _table(files, f"{pack}-definitions")}
        names = {t for s in plan().packs[pack].sections for t in s.tables if t in plan().figures}
        for table in names:
            for row in _table(files, f"{pack}-{table.replace('_', '-')}"):
                metric = expected[row["figure"], row["part"]]
                assert row["numerator"] == f"{metric.numerator}"
                assert row["denominator"] == ("" if metric.denominator is None else f"{metric.denominator}")
                share = "" if metric.percentage is None else f"{float(metric.percentage):g}"
                assert row["percentage"] == share
                assert row["list_dates"] == ", ".join(d.isoformat() for d in metric.list_dates)
                assert formulas[row["figure"]] == definitions()[row["figure"]].formula()
                seen += 1
    assert seen > 50


def test_smelters_are_listed_by_mineral_with_country_and_status_and_counted_the_same() -> None:
    files = _files(_a_roll_up(), PackName.FORM_SD)
    rows = _table(files, "form-sd-smelters")
    assert [(r["mineral"], r["smelter_id"], r["smelter_country"], r["status"]) for r in rows] == [
        ("Tin", "CID999001", "JAPAN", "conformant"),
        ("Tin", "CID999002", "JAPAN", "active"),
        ("Gold", "CID999003", "JAPAN", "other"),
    ]
    counts = {
        r["part"]: (r["conformant"], r["active"], r["other"], r["smelters"])
        for r in _table(files, "form-sd-status")
    }
    assert counts == {
        "mineral:Tin": ("1", "1", "0", "2"),
        "mineral:Gold": ("0", "0", "1", "1"),
        "group:3tg": ("1", "1", "1", "3"),
    }


def test_form_sd_and_eu_leave_other_minerals_out_and_oecd_has_them() -> None:
    files = _files(_a_roll_up(), *PackName)
    minerals = {
        name: {r["mineral"] for r in _table(files, name)}
        for name in ("form-sd-smelters", "eu-smelters-with-evidence", "oecd-smelters")
    }
    assert "Cobalt" not in minerals["form-sd-smelters"] | minerals["eu-smelters-with-evidence"]
    assert "Cobalt" in minerals["oecd-smelters"]
    assert [r["supplier_id"] for r in _table(files, "eu-suppliers")] == ["Ash"]


def test_origin_comes_from_mine_columns_and_never_from_where_a_smelter_stands() -> None:
    files = _files(_a_roll_up(), PackName.FORM_SD, PackName.EU)
    origins = _table(files, "form-sd-origin-countries")
    assert {(r["mineral"], r["origin_country_code"], r["covered_country"], r["cahra"]) for r in origins} == {
        ("Tin", "RW", "yes", "no"),
        ("Tin", "CD", "yes", "yes"),
    }
    standing = _table(files, "form-sd-smelter-countries")
    assert {r["smelter_country_code"] for r in standing} == {"JP"}
    without = {
        r["smelter_id"]: r["stated_origin_countries"] for r in _table(files, "eu-smelters-without-evidence")
    }
    assert without == {"CID999002": "DRC", "CID999003": ""}


def test_a_smelter_country_alone_makes_no_country_of_origin() -> None:
    files = _files(rolled([a_file("Ash-1.xlsx", [Named("Tin", "CID999001")])]), PackName.FORM_SD)
    assert _table(files, "form-sd-origin-countries") == []
    assert len(_table(files, "form-sd-smelter-countries")) == 1


def test_a_pack_for_the_public_names_no_supplier() -> None:
    files = _files(_a_roll_up(), PackName.FORM_SD, PackName.OECD)
    for name in ("form-sd.html", "oecd.html", "form-sd-smelters.csv", "oecd-smelters.csv"):
        assert "Ash" not in files[name].decode()


def test_the_declared_address_of_a_supplier_is_in_the_data_for_the_authority() -> None:
    (row,) = _table(_files(_a_roll_up(), PackName.EU), "eu-suppliers")
    assert row["declared_address"] == "1 Wharf Lane"


def test_without_a_status_list_there_is_no_share_and_the_pack_says_so() -> None:
    rows = [Named("Tin", "CID999001", StatusValue.UNKNOWN)]
    files = _files(rolled([a_file("Ash-1.xlsx", rows)], sources=()), PackName.FORM_SD)
    conformance = _table(files, "form-sd-conformance")
    assert {row["percentage"] for row in conformance} == {""}
    assert "No status list was given" in " ".join(files["form-sd.html"].decode().split())


def test_without_a_supplier_list_there_is_no_response_rate_and_the_pack_says_so() -> None:
    files = _files(rolled([a_file("Ash-1.xlsx", _rows())]), PackName.OECD)
    assert "No supplier list was given" in _word_text(files["oecd.docx"])
    assert {row["percentage"] for row in _table(files, "oecd-response")} == {""}


def test_answers_about_origin_are_those_of_the_submissions() -> None:
    answer = AnswerReport(cell=CellRef("Declaration", 38, 4), value="Unknown", text="Unknown", comment="")
    file: CheckReport = a_file(
        "Ash-1.xlsx", _rows(), answers={"Tin": {Question.FROM_COVERED_COUNTRIES: answer}}
    )
    (row,) = _table(_files(rolled([file]), PackName.FORM_SD), "form-sd-origin-answers")
    assert (row["mineral"], row["answer"], row["given"], row["of"]) == ("Tin", "Unknown", "1", "1")


def test_the_same_roll_up_gives_the_same_bytes() -> None:
    assert _files(_a_roll_up(), *PackName) == _files(_a_roll_up(), *PackName)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
def test_what_suppliers_write_stays_text(attack: str) -> None:
    rows = [Named("Tin", "CID999001", name=attack, mine_countries=attack, status_text=attack)]
    file = a_file("x-1.xlsx", rows, company=attack, company_answers={})
    files = _files(rolled([file]), *PackName)
    for name, data in files.items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
                assert not any(text.startswith(("=", "+", "-", "@", "＝", "\t", "\r")) for text in row)
                assert not any(hidden(text, "") for text in row)
        elif name.endswith(".html"):
            page = _Tags()
            page.feed(data.decode())
            assert not page.tags & {"script", "img", "a", "link", "iframe"}
            assert not {one for one in page.names if one.startswith("on")}
            assert not hidden(data.decode())
        else:
            assert not hidden(_word_text(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_has_its_words(language: str) -> None:
    words = texts(language)
    with _a_roll_up() as roll_up:
        packs = [compose(roll_up, name, language) for name in PackName]
    used = {table.name for pack in packs for table in pack.tables}
    keys = {column.key for pack in packs for table in pack.tables for column in table.columns}
    assert keys - set(words.columns) == {status.value for status in StatusValue}
    assert used <= set(words.tables)
    for name, own in plan().packs.items():
        sections = {section.name for section in own.sections} - {"sources"}
        assert sections == set(words.packs[name].sections)


def test_the_languages_say_the_same_things() -> None:
    def keys(table: dict[str, object], path: str = "") -> set[str]:
        found: set[str] = set()
        for key, value in table.items():
            place = f"{path}.{key}"
            found |= keys(value, place) if isinstance(value, dict) else {place}
        return {one for one in found if not one.startswith(".words")}

    folder = resources.files("mineralcheck.reporters.packs") / "data"
    listed = [keys(tomllib.loads((folder / f"{one}.toml").read_text("utf-8"))) for one in LANGUAGES]
    assert listed[0] == listed[1]


def test_the_page_explains_every_pack() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "disclosure-pack.md").read_text(encoding="utf-8")
    for name in PackName:
        assert f"`{name}`" in page
        for section in plan().packs[name].sections:
            for table in section.tables:
                assert f"`{table.replace('_', '-')}`" in page


def _run(*options: str) -> tuple[int, str]:
    campaign = FIXTURES / "campaign"
    result = CliRunner().invoke(
        app,
        ["rollup", str(campaign), "--as-of", "2026-10-01", "--no-cache", "--jobs", "1", *options],
    )
    return result.exit_code, result.output


def test_the_command_writes_the_packs_into_the_folder_of_the_roll_up(tmp_path: Path) -> None:
    suppliers = str(FIXTURES / "campaign" / "suppliers.csv")
    out = tmp_path / "out"
    code, _ = _run("--suppliers", suppliers, "--output", str(out), "--pack", "form-sd", "--lang", "ja")
    assert code in (0, 3)
    names = {path.name for path in out.iterdir()}
    assert {"form-sd.docx", "form-sd.html", "form-sd-smelters.csv", "rollup.json"} <= names
    assert not any(name.startswith(("eu", "oecd")) for name in names)
    assert "紛争鉱物報告書" in (out / "form-sd.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options", [[], ["--output", "figures.csv"], ["--output", "x", "--explain", "response_rate"]]
)
def test_a_pack_needs_a_folder(options: list[str]) -> None:
    code, text = _run("--pack", "eu", *options)
    assert code == 2
    assert "--pack" in text
