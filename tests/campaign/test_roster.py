"""Supplier lists: columns by name, values beyond doubt, errors that name row and column."""

import datetime as dt
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from mineralcheck.campaign.roster import Roster, SupplierState, with_default_templates
from mineralcheck.campaign.roster_file import read_roster, roster_of
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import Family


def read(text: str, **mapping: str) -> Roster:
    return roster_of(text.encode(), "suppliers.csv", mapping)


def test_all_columns_are_read() -> None:
    roster = read(
        "Supplier ID,Supplier Name,Contact,E-mail,Country,Spend,Currency,Tier,Templates,Minerals,Products,"
        "Due date,Status,DUNS,Other names\n"
        'S-001,Brightwater Ltd,Alex,alex@brightwater.example,UK,"1,234.50",GBP,1,"CMRT, EMRT",3TG; cobalt,'
        "A-1;B/2,2026-06-30,declined,999000042,Bright Water;BW Ltd\n"
    )
    (one,) = roster.suppliers
    assert (one.supplier_id, one.name, one.row) == ("S-001", "Brightwater Ltd", 2)
    assert (one.spend, one.currency, one.tier) == (Decimal("1234.50"), "GBP", "1")
    assert one.templates == (Family.CMRT, Family.EMRT)
    assert one.minerals == ("Tantalum", "Tin", "Gold", "Tungsten", "Cobalt")
    assert one.products == ("A-1", "B/2")
    assert one.due_date == dt.date(2026, 6, 30)
    assert one.state is SupplierState.DECLINED
    assert one.email_domains == ("brightwater.example",)
    assert one.other_names == ("Bright Water", "BW Ltd")
    assert one.unique_id == "999000042"
    assert roster.columns["supplier_id"] == "Supplier ID"
    assert roster.has("spend")


def test_japanese_headers_and_encoding() -> None:
    text = "仕入先コード,仕入先名,調査票,回答期限\nA100,架空電子株式会社,CMRT、EMRT,2026-07-31\n"
    (one,) = roster_of(text.encode("cp932"), "list.csv", {}).suppliers
    assert (one.supplier_id, one.name) == ("A100", "架空電子株式会社")
    assert one.templates == (Family.CMRT, Family.EMRT)


def test_a_workbook_with_a_title_above_and_marks_below_template_names() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Supplier survey 2026"])
    sheet.append([None])
    sheet.append(["Vendor No.", "Vendor", "CMRT", "EMRT", "Spend", "Due"])
    sheet.append([1001, "Fell & Son", "x", None, 12000, dt.date(2026, 9, 30)])
    sheet.append([None, None, None, None, None, None])
    sheet.append([1002, "Garth AG", "no", "yes", "€ 5.000,25", None])
    buffer = BytesIO()
    book.save(buffer)
    first, second = roster_of(buffer.getvalue(), "list.xlsx", {}).suppliers
    assert (first.supplier_id, first.row, first.templates) == ("1001", 4, (Family.CMRT,))
    assert (first.spend, first.due_date) == (Decimal(12000), dt.date(2026, 9, 30))
    assert (second.row, second.templates) == (6, (Family.EMRT,))
    assert (second.spend, second.currency) == (Decimal("5000.25"), "EUR")


def test_columns_called_otherwise_are_mapped() -> None:
    roster = read("Kred.;Bezeichnung;Name\n7;Garth AG;ignored\n", supplier_id="kred", name="Bezeichnung")
    assert [(one.supplier_id, one.name) for one in roster.suppliers] == [("7", "Garth AG")]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234", "1234"),
        ("1,234", "1234"),
        ("1.234,5", "1234.5"),
        ("12,50", "12.50"),
        ("1 234 567", "1234567"),
        ("USD 10", "10"),
        ("", None),
    ],
)
def test_amounts(text: str, amount: str | None) -> None:
    (one,) = read(f'Supplier ID,Spend\nS1,"{text}"\n').suppliers
    assert one.spend == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("Templates", "CMRT, XYZ", "'XYZ' is no template"),
        ("Status", "perhaps", "'perhaps' is no status"),
        ("Due date", "09/10/26", "is no date beyond doubt"),
        ("Spend", "a lot", "'a lot' is no amount"),
        ("Spend", "1,23,4", "'1,23,4' is no amount"),
        ("Spend", "-5", "below zero"),
        ("Spend", "12 per year", "is no currency"),
        ("Currency", "dollars", "is no currency"),
        ("Minerals", "Tungstn", "is it Tungsten?"),
        ("CMRT", "later", "neither a yes nor a no"),
    ],
)
def test_errors_name_file_row_and_column(header: str, value: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(f'Supplier ID,{header}\nS1,\nS2,"{value}"\n')
    assert str(caught.value).startswith(f"suppliers.csv, row 3, column {header}: ")
    assert said in str(caught.value)


def test_an_id_twice_is_refused() -> None:
    with pytest.raises(UsageError, match=r"row 3, column Supplier ID: 's1' is already in row 2"):
        read("Supplier ID,Name\nS1,One\ns1,Two\n")


def test_ids_that_differ_by_punctuation_are_two() -> None:
    assert len(read("Supplier ID,Name\nA-1,One\nA1,Two\n").suppliers) == 2


def test_a_row_without_id_and_name_is_refused() -> None:
    with pytest.raises(UsageError, match=r"row 2, column Supplier ID: is blank"):
        read("Supplier ID,Name,Country\n,,JP\n")


def test_without_ids_the_name_is_the_id() -> None:
    (one,) = read("Company\nGarth AG\n").suppliers
    assert (one.supplier_id, one.name) == ("Garth AG", "Garth AG")


def test_a_file_without_such_columns_is_refused() -> None:
    with pytest.raises(UsageError, match="Name the columns Supplier ID and Supplier Name"):
        read("alpha,beta\n1,2\n")


def test_a_mineral_that_no_template_names_is_kept() -> None:
    (one,) = read("Supplier ID,Minerals\nS1,Bauxite\n").suppliers
    assert one.minerals == ("Bauxite",)


def test_an_unknown_field_in_the_mapping_is_refused() -> None:
    with pytest.raises(UsageError, match="--column vendor: is no field"):
        read("Supplier ID\nS1\n", vendor="Supplier ID")


def test_default_templates_fill_gaps_only() -> None:
    roster = read("Supplier ID,Templates\nS1,EMRT\nS2,\n")
    filled = with_default_templates(roster.suppliers, [Family.CMRT])
    assert [one.templates for one in filled] == [(Family.EMRT,), (Family.CMRT,)]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.csv: cannot be read"):
        read_roster(tmp_path / "none.csv")
