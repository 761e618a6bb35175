"""Smelters are entered as the formulas of the sheet can take them up."""

from dataclasses import replace

import pytest
from tests.filling.samples import declaration_of, listed

from mineralcheck.filling.entries import entry, own_entry
from mineralcheck.filling.inputs import Listing, SmelterEntry
from mineralcheck.filling.patching.sheet_index import Sharing
from mineralcheck.filling.smelter_rows import smelter_rows
from mineralcheck.filling.template import Template
from mineralcheck.filling.writing import filled
from mineralcheck.model.cells import column_letter
from mineralcheck.reader.submission import read_submission
from mineralcheck.workbook.opening import open_workbook


def row_of(template: Template, smelter: SmelterEntry, *, internal: bool = False) -> dict[str, object]:
    """What is typed into the first row, by column."""
    typed = smelter_rows(template, [smelter], internal=internal, words={"Yes": "Ja"}).typed
    first = template.layout.smelters.first_row
    assert {row for row, _ in typed} <= {first}
    return {column_letter(column): change.value for (_, column), change in typed.items()}


def test_a_listed_smelter_is_entered_by_its_id_alone(cmrt: Template) -> None:
    (one,) = listed(cmrt, "Gold", 1)
    assert row_of(cmrt, one) == {"A": one.smelter_id}


def test_an_id_of_another_mineral_is_not_entered_as_an_id(cmrt: Template) -> None:
    """It would fill in the other mineral."""
    (gold,) = listed(cmrt, "Gold", 1)
    row = row_of(cmrt, replace(gold, mineral="Tin"))
    assert "A" not in row
    assert (row["B"], row["F"], row["D"]) == ("Tin", gold.smelter_id, gold.name)


def test_an_unknown_smelter_is_not_listed_and_typed_out(cmrt: Template) -> None:
    """An unknown id in column A would make the Checker an error."""
    details = {"smelter_city": "Lima", "comments": "seen", "all_recycled_or_scrap": "Yes"}
    one = SmelterEntry("Tin", Listing.LISTED, "CID999001", "Alder Tin", "Peru", details)
    row = row_of(cmrt, one)
    assert str(row.pop("C")).lower() == "smelter not listed"
    assert row == {
        "B": "Tin",
        "D": "Alder Tin",
        "E": "PERU",
        "F": "CID999001",
        "G": "RMI",
        "I": "Lima",
        "P": "Ja",
        "Q": "seen",
    }


def test_a_name_that_the_look_up_has_is_chosen(cmrt: Template) -> None:
    alias = next(e for e in cmrt.look_up_list.entries if e.mineral == "Tin" and e.alias != e.name)
    one = SmelterEntry("Tin", Listing.LISTED, "", alias.alias, "")
    assert row_of(cmrt, one) == {"B": "Tin", "C": alias.alias}
    hidden = replace(one, listing=Listing.NOT_LISTED, country="Peru")
    assert str(row_of(cmrt, hidden)["C"]).lower() == "smelter not listed"


def test_not_yet_identified(cmrt: Template) -> None:
    row = row_of(cmrt, SmelterEntry("Gold", Listing.NOT_IDENTIFIED))
    assert {key: str(value).lower() for key, value in row.items()} == {
        "B": "gold",
        "C": "smelter not yet identified",
    }


def test_who_named_a_smelter_is_for_internal_use(cmrt: Template) -> None:
    (one,) = listed(cmrt, "Gold", 1)
    named = replace(one, named_by=("Quillon Contacts GmbH", "=ABX"), details={"comments": "ours"})
    assert row_of(cmrt, named) == {"A": one.smelter_id, "Q": "ours"}
    internal = row_of(cmrt, named, internal=True)
    assert internal == {"A": one.smelter_id, "Q": "ours; Named by Quillon Contacts GmbH, ABX"}


def test_without_a_look_up_everything_is_typed(amrt_12: Template) -> None:
    one = SmelterEntry("Zinc", Listing.LISTED, "CID999001", "Alder Zinc", "Germany")
    assert row_of(amrt_12, one) == {
        "A": "Zinc",
        "B": "Alder Zinc",
        "C": "GERMANY",
        "D": "CID999001",
        "E": "RMI",
    }


def test_rows_whose_formulas_others_live_on_are_passed_over(cmrt: Template) -> None:
    index = cmrt.index(cmrt.sheet_name("Smelter List"), 80)
    spans = [index.formula(row, column) for row in (5, 7) for column in (2, 3)]
    assert all(spans)
    one = SmelterEntry("Tin", Listing.NOT_LISTED, "", "Alder Tin", "Peru")
    try:
        for span in spans:
            assert span
            span.sharing = Sharing.MASTER
        rows = smelter_rows(cmrt, [one, one, one], internal=False)
    finally:
        for span in spans:
            assert span
            span.sharing = Sharing.OWN
    assert sorted({row for row, _ in rows.typed}) == [6, 8, 9]
    assert rows.count == 3


def test_what_does_not_fit_is_left_out(cmrt: Template) -> None:
    entries = [SmelterEntry("Tin", Listing.NOT_IDENTIFIED)] * 2502
    rows = smelter_rows(cmrt, entries, internal=False)
    assert rows.count == 2500
    assert [one.reason for one in rows.left_out] == ["the Smelter List has no more rows"] * 2


@pytest.mark.parametrize(
    ("text", "own", "of_others"),
    [
        ("Alder Tin", "Alder Tin", "Alder Tin"),
        ("=cmd|' /C calc'!A0", "cmd|' /C calc'!A0", "cmd|' /C calc'!A0"),
        (" \t=+-1", "+-1", "1"),
        ("@SUM(A1)", "@SUM(A1)", "SUM(A1)"),
        ("＝1+1", "1+1", "1+1"),
        ("#1 smelter", "1 smelter", "1 smelter"),
        ("+49 (0) 30 123-45", "+49 (0) 30 123-45", "+49 (0) 30 123-45"),
        ("+49+A1", "+49+A1", "49+A1"),
        ("A\u202eB\u200b", "AB", "AB"),
        ("two\nlines", "two lines", "two lines"),
        ("<b>&", "<b>&", "<b>&"),
    ],
)
def test_no_entry_begins_like_a_formula(text: str, own: str, of_others: str) -> None:
    assert (own_entry(text), entry(text)) == (own, of_others)


def test_hostile_names_come_out_as_plain_text(cmrt: Template) -> None:
    hostile = '=HYPERLINK("http://x.example","y")<script>&amp;\x00\x1b[31m_x0041_'
    one = SmelterEntry("Tin", Listing.NOT_LISTED, "", hostile, "Peru")
    content = replace(declaration_of(cmrt), smelters=(one,))
    data = filled(cmrt, content, "English", internal=False).data
    submission, _ = read_submission(open_workbook(data))
    (row,) = submission.smelters
    assert row.smelter_name.raw == 'HYPERLINK("http://x.example","y")<script>&amp;[31m_x0041_'
    assert open_workbook(data).sheet("Smelter List").has_formula(5, 4) is False
