"""Files of the user: which list they are, for which day, and what is said when they cannot be used."""

import datetime as dt
import io
from collections.abc import Sequence

import openpyxl
import pytest
from fixtures.spreadsheetml import spreadsheetml

from mineralcheck.model.errors import UsageError
from mineralcheck.reference.importing import Imported, Options, import_data
from mineralcheck.reference.lists import ListKind, LookupEntry, LookupList, RevisionList, StatusList

DAY = dt.date(2026, 8, 22)
WITH_DAY = Options(as_of=DAY)


def a_csv(*rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(row) for row in rows).encode(encoding)


def an_xlsx(*rows: Sequence[object], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def statuses(imported: Imported) -> StatusList:
    assert isinstance(imported.content, StatusList)
    return imported.content


STATUS_HEADER = ["mineral", "smelter_id", "name", "country", "status"]
STATUS_ROW = ["Tin", "CID999001", "Umbra", "PERU", "Conformant"]


def test_our_own_csv() -> None:
    found = statuses(import_data(a_csv(STATUS_HEADER, STATUS_ROW), "s.csv", WITH_DAY))
    assert found.source.kind is ListKind.CSV
    assert (found.source.as_of, found.source.entries, len(found.source.sha256)) == (DAY, 1, 64)
    assert found.entries[0][:5] == ("Tin", "CID999001", "Umbra", "PERU", "Conformant")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "gbk"])
def test_encodings_of_spreadsheets(encoding: str) -> None:
    row = ["Tin", "CID999001", "日本製錬", "日本", "Active"]
    found = statuses(import_data(a_csv(STATUS_HEADER, row, encoding=encoding), "s.csv", WITH_DAY))
    # GBK bytes may also be readable as cp932; the id and status are ASCII and right in any case.
    assert (found.entries[0].smelter_id, found.entries[0].text) == ("CID999001", "Active")
    assert encoding == "gbk" or found.entries[0].name == "日本製錬"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_delimiters_of_spreadsheets(delimiter: str) -> None:
    data = a_csv(STATUS_HEADER, STATUS_ROW, delimiter=delimiter)
    assert len(statuses(import_data(data, "s.csv", WITH_DAY)).entries) == 1


def test_the_public_list_has_its_header_below_a_title() -> None:
    header = [
        "Metal",
        "Facility ID",
        "Standard Facility Name",
        "Country Location",
        "Due Diligence Assessment Program Status",
        "Due Diligence Assessment Cycle",
        "Last Onsite Assessment Date",
    ]
    row = [
        "Multiple",
        "CID999001",
        "Umbra",
        "PERU",
        "Facility Standard Assessed",
        "3 Years",
        dt.datetime(2024, 2, 29),
    ]
    data = an_xlsx(["Public List"], ["as of August 22, 2026"], [], header, row)
    found = statuses(import_data(data, "public.xlsx", Options()))
    assert (found.source.kind, found.source.as_of) == (ListKind.PUBLIC, DAY)
    assert (found.entries[0].mineral, found.entries[0].text) == ("Multiple", "Facility Standard Assessed")
    assert found.entries[0].reassessment_due == dt.date(2027, 2, 28)


CONFORMANT_HEADER = (
    "Metal",
    "Smelter ID",
    "Standard Smelter Name",
    "Country Location",
    "Last Audit Date",
    "Audit Cycle",
    "LBMA RG",
    "RJC",
)
CONFORMANT_ROW = ("Gold", "CID999201", "Umbra", "JAPAN", dt.date(2025, 1, 31), "1 year", "Yes", "Yes")


def test_the_title_of_a_sheet_may_say_status_and_day() -> None:
    data = spreadsheetml("Full Conformant Smelter List2026-08-22", CONFORMANT_HEADER, [CONFORMANT_ROW])
    found = statuses(import_data(data, "export.xml", Options()))
    assert (found.source.kind, found.source.as_of) == (ListKind.CONFORMANT, DAY)
    entry = found.entries[0]
    assert (entry.text, entry.programme, entry.cycle_years) == ("Conformant", "LBMA, RJC", 1)
    assert (entry.last_assessment, entry.reassessment_due) == (dt.date(2025, 1, 31), dt.date(2026, 1, 31))


def test_unmarked_programmes_mean_rmap() -> None:
    row = (*CONFORMANT_ROW[:6], "", "")
    data = spreadsheetml("Conformant", CONFORMANT_HEADER, [row])
    assert statuses(import_data(data, "c.xml", WITH_DAY)).entries[0].programme == "RMAP"


@pytest.mark.parametrize("title", ["Non-Conformant Smelters", "Not Active", "Smelters"])
def test_a_title_that_denies_a_status_implies_none(title: str) -> None:
    data = spreadsheetml(title, CONFORMANT_HEADER, [CONFORMANT_ROW])
    with pytest.raises(UsageError, match="--status conformant"):
        import_data(data, "export.xml", WITH_DAY)


def test_the_user_can_say_what_an_older_export_does_not() -> None:
    data = a_csv(["Smelter ID", "Standard Smelter Name"], ["CID999001", "Umbra"])
    found = statuses(import_data(data, "old.csv", Options(DAY, status="Active", mineral="Tin")))
    assert (found.entries[0].mineral, found.entries[0].text, found.minerals) == ("Tin", "Active", ("Tin",))


def test_a_reference_list_of_the_website() -> None:
    header = (
        "Metal",
        "Smelter Reference",
        "Standard Smelter Name",
        "Country",
        "Smelter ID",
        "City",
        "State Province",
    )
    rows = [
        ("Tin", "Alias", "Umbra", "PERU", "CID999001", "Pisco", "Ica"),
        ("Lead", "None", "None", "PERU", "Not Matched", "", ""),
    ]
    imported = import_data(spreadsheetml("CMRT_Export", header, rows), "CMRT.xml", WITH_DAY)
    assert isinstance(imported.content, LookupList)
    assert imported.content.source.template == "CMRT"
    assert imported.content.source.label == "CMRT list of 2026-08-22"
    assert imported.content.entries[0] == LookupEntry(
        "Tin", "Alias", "Umbra", "PERU", "CID999001", "Pisco", "Ica"
    )
    assert imported.content.source.entries == 2
    assert "row 3: no CID but Not Matched" in imported.remarks[0]


def test_revisions_with_two_kinds_in_one_cell() -> None:
    header = (
        "Metal",
        "Smelter ID",
        "Standard Smelter Name",
        "Country",
        "Basis for Revision",
        "Details",
        "Revision Date",
    )
    row = (
        "Tin",
        "CID999001",
        "Umbra",
        "PERU",
        "Name correction\nRemoved",
        "Typographical\nCeased",
        dt.date(2025, 3, 5),
    )
    found = import_data(spreadsheetml("Revisions", header, [row]), "REVISIONS.xml", WITH_DAY).content
    assert isinstance(found, RevisionList)
    assert found.entries[0].basis == ("Name correction", "Removed")
    assert found.entries[0].details == ("Typographical", "Ceased")
    assert found.entries[0].date == dt.date(2025, 3, 5)


def test_a_repeated_label_and_odd_spaces_are_taken_off() -> None:
    row = ["Tin", "\uffa0CID999001", "\u00a0Umbra ", "PERU", "Status: Conformant"]
    entry = statuses(import_data(a_csv(STATUS_HEADER, row), "s.csv", WITH_DAY)).entries[0]
    assert (entry.smelter_id, entry.name, entry.text) == ("CID999001", "Umbra", "Conformant")


def test_without_a_date_the_user_has_to_give_one() -> None:
    with pytest.raises(UsageError, match=r"s\.csv: .*--as-of"):
        import_data(a_csv(STATUS_HEADER, STATUS_ROW), "s.csv", Options())


def test_a_date_in_the_file_comes_before_that_of_the_user() -> None:
    data = a_csv([*STATUS_HEADER, "as_of"], [*STATUS_ROW, "2026-01-31"])
    assert import_data(data, "s.csv", WITH_DAY).content.source.as_of == dt.date(2026, 1, 31)


def test_several_dates_in_one_file_are_for_the_user_to_settle() -> None:
    rows = [[*STATUS_ROW, "2026-01-31"], [*STATUS_ROW, "2026-02-28"]]
    data = a_csv([*STATUS_HEADER, "as_of"], *rows)
    with pytest.raises(UsageError, match="several dates"):
        import_data(data, "s.csv", Options())
    assert import_data(data, "s.csv", WITH_DAY).content.source.as_of == DAY


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04 no zip", "x.bin"),
        (b"\xff\xd8\xff\xe0\0\0JFIF", "neither a workbook"),
        (b"just some text", "no row among the first ten"),
        (a_csv(["smelter_id", "name", "status"], ["CID999001", "Umbra", "Active"]), "--mineral"),
        (a_csv(STATUS_HEADER, ["Tin", "1XYZ", "Umbra", "PERU", "Active"]), "no row has an id"),
        (an_xlsx(["nothing", "here"]), "no row among the first ten"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        import_data(data, "x.bin", WITH_DAY)
