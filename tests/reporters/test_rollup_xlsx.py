"""The Excel report of a campaign: its figures, links to files, no formula; read back by openpyxl."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from fixtures.builder import template
from fixtures.campaign_generator import Spec, plan_campaign
from openpyxl.workbook.workbook import Workbook
from tests.support.attacks import ATTACKS
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, rolled, rolled_plan
from tests.support.lifeless import alive
from typer.testing import CliRunner

from mineralcheck import api
from mineralcheck.campaign.report import RollUp
from mineralcheck.cli.app import app
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.reporters.excel.campaign_places import Places
from mineralcheck.reporters.rollup_words import is_main, part_name
from mineralcheck.reporters.rollup_xlsx import render

SHEETS = [
    "Summary",
    "Figures",
    "Suppliers",
    "Files",
    "Campaign findings",
    "Findings",
    "Smelters",
    "Unresolved names",
    "Answers",
    "Definitions",
]


@pytest.fixture(scope="module")
def planned() -> Iterator[RollUp]:
    with rolled_plan(plan_campaign(Spec(seed=4, copied_lists=1).scaled(15))) as found:
        yield found


@pytest.fixture(scope="module")
def book(planned: RollUp) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(render(planned))))


def column(workbook: Workbook, sheet: str, title: str) -> list[object]:
    rows = list(workbook[sheet].iter_rows(values_only=True))
    at = rows[0].index(title)
    return [row[at] for row in rows[1:]]


def summary(workbook: Workbook) -> list[tuple[object, ...]]:
    return [tuple(row) for row in workbook["Summary"].iter_rows(max_col=6, values_only=True)]


def test_every_sheet_has_a_frozen_header_and_a_filter(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref


def test_the_figures_are_those_of_the_roll_up(planned: RollUp, book: Workbook) -> None:
    given = [one.percentage for one in planned.figures]
    assert column(book, "Figures", "Percentage") == [None if one is None else float(one) for one in given]
    assert column(book, "Figures", "Numerator") == [float(one.numerator) for one in planned.figures]
    assert column(book, "Figures", "Part") == [part_name(one.part) for one in planned.figures]


def test_suppliers_smelters_and_names_are_complete(planned: RollUp, book: Workbook) -> None:
    suppliers = [one.asked.supplier.supplier_id for one in planned.suppliers]
    assert column(book, "Suppliers", "Supplier ID") == suppliers
    assert column(book, "Smelters", "Smelter ID") == [one.smelter_id for one in planned.smelters()]
    assert column(book, "Unresolved names", "Name") == [one.name or None for one in planned.unresolved()]
    findings = sum(len(report.findings) or (report.submission is None) for report in planned.reports())
    assert len(column(book, "Findings", "Code")) == findings
    assert len(column(book, "Campaign findings", "Code")) == len(list(planned.findings())) > 0
    assert len(column(book, "Answers", "Question")) == len(planned.answers()) > 0


def test_the_summary_shows_response_and_smelters(planned: RollUp, book: Workbook) -> None:
    rows = summary(book)
    for one in planned.figures:
        if one.name == "response_rate" and is_main(one.part) and one.denominator and one.percentage:
            silent = int(one.denominator - one.numerator)
            share = pytest.approx(float(one.percentage) / 100)
            assert (part_name(one.part), int(one.numerator), silent, share) in [row[:4] for row in rows]
    statuses = [one.status for one in planned.smelters()]
    conformant = statuses.count(StatusValue.CONFORMANT)
    assert ("conformant", conformant, pytest.approx(conformant / len(statuses))) in [row[:3] for row in rows]
    assert len(book["Summary"]._charts) == 5


def test_codes_are_words_and_have_colours() -> None:
    rows = [Named("Tin", "CID999001", StatusValue.NOT_ON_LIST), Named("Tin", None, tier=Tier.UNIDENTIFIED)]
    roster = a_roster(a_supplier("a"), a_supplier("b"))
    with rolled([a_file("a-1", rows)], roster) as found:
        shown = openpyxl.load_workbook(io.BytesIO(b"".join(render(found))))
    assert column(shown, "Smelters", "Status") == ["not on list"]
    assert set(column(shown, "Suppliers", "Response")) <= {"answered", "answered in part", "silent"}
    assert "_" not in "".join(str(one) for one in column(shown, "Suppliers", "Next action"))
    assert "_" not in "".join(str(one) for one in column(shown, "Files", "Assigned by"))
    for sheet in ("Suppliers", "Smelters", "Findings"):
        rules = [rule for one in shown[sheet].conditional_formatting for rule in one.rules]
        assert rules
        assert not any("_" in formula for rule in rules for formula in rule.formula)


def test_the_same_run_gives_the_same_bytes(planned: RollUp) -> None:
    first = b"".join(render(planned))
    assert b"".join(render(planned)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        created = package.read("docProps/core.xml").decode()
    assert f"{planned.info.as_of.isoformat()}T00:00:00Z" in created


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_attacks_are_harmless(text: str) -> None:
    text = text.replace("\x00", "")
    rows = [Named("Tin", "CID999001", name=text), Named("Tin", None, tier=Tier.UNLISTED, name=text)]
    with rolled([a_file(f"{text}-1", rows)], a_roster(a_supplier(text, name=text))) as found:
        assert alive("report.xlsx", b"".join(render(found))) == []


@pytest.mark.parametrize(
    ("inputs", "name", "path"),
    [
        (["inbox"], "inbox/a/x.xlsx", "inbox/a/x.xlsx"),
        (["."], "x.xlsx", "x.xlsx"),
        (["../inbox", "other"], "../inbox/x.xlsx", "../inbox/x.xlsx"),
        (["inbox"], "inbox/all.zip/a/x.xlsx", "inbox/all.zip"),
        (["inbox"], "elsewhere/x.xlsx", None),
        (["inbox"], "inbox/x\ufffd.xlsx", None),
        (["s3://bucket/inbox"], "inbox/x.xlsx", None),
    ],
)
def test_where_a_file_lies_follows_from_what_was_named(
    inputs: list[str], name: str, path: str | None
) -> None:
    assert Places(inputs).path_of(name) == (Path(path) if path else None)


def test_absolute_folders_and_files_are_found_by_their_short_names(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for given in (inbox, inbox / "x.xlsx"):
        assert Places([given.as_posix()]).path_of("inbox/x.xlsx") == inbox / "x.xlsx"
    assert Places([(inbox / "y.xlsx").as_posix()]).path_of("inbox/x.xlsx") is None
    two = [inbox.as_posix(), (tmp_path / "b" / "inbox").as_posix()]
    assert Places(two).path_of("inbox/x.xlsx") is None, "which of the two is not known"


def test_links_are_relative_and_lead_to_the_file(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    template("CMRT", "6.5").company(contact_email="nobody").save(inbox / "a b.xlsx")
    (tmp_path / "out").mkdir()
    for options in (["-o", str(tmp_path / "out")], ["-o", str(tmp_path / "out" / "one.xlsx")]):
        command = ["rollup", str(inbox), "--as-of", "2026-08-22", "--jobs", "1", *options]
        assert CliRunner().invoke(app, command).exit_code == 0
    for name in ("report.xlsx", "one.xlsx"):
        written = openpyxl.load_workbook(tmp_path / "out" / name)
        link = written["Findings"]["A2"].hyperlink
        assert link is not None
        assert link.target == "..\\inbox\\a%20b.xlsx"
        assert link.location
        assert [one.hyperlink is not None for one in written["Files"]["A"]] == [False, True]
    one, other = ((tmp_path / "out" / name).read_bytes() for name in ("report.xlsx", "one.xlsx"))
    assert one == other


def test_the_library_writes_it(planned: RollUp, tmp_path: Path) -> None:
    api.save(planned, tmp_path / "campaign.xlsx")
    assert openpyxl.load_workbook(tmp_path / "campaign.xlsx").sheetnames == SHEETS


def test_it_is_not_written_to_stdout(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    result = CliRunner().invoke(app, ["rollup", os.fspath(tmp_path / "inbox"), "--format", "xlsx"])
    assert result.exit_code == 2
    assert "xlsx is not text. Name a file with --output." in result.stderr
