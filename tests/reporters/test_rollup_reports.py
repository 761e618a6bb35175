"""The roll-up as people and programs get it: whole, in two languages, and nothing in it alive."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from fixtures.campaign_generator import Spec, plan_campaign
from jsonschema import Draft202012Validator
from tests.support.campaigns import DAY, STATUS_LIST, Named, a_file, a_roster, a_supplier, rolled, rolled_plan
from tests.support.check_reports import poisoned

from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.comparison import Turn, compare
from mineralcheck.campaign.metric import Note
from mineralcheck.campaign.parts import ALL, groups
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk_scheme import Action, Factor, Risk
from mineralcheck.campaign.smelter_changes import SmelterTurn
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import Family
from mineralcheck.reporters import compare_json, rollup_disclosure, rollup_json
from mineralcheck.reporters.rollup_cells import joined
from mineralcheck.reporters.rollup_csv import tables
from mineralcheck.reporters.rollup_evidence import render as explain
from mineralcheck.reporters.rollup_formats import RollUpFormat, comparison_pieces, pieces
from mineralcheck.reporters.rollup_words import has_word, languages

ATTACKS = (
    '=cmd|"/c calc"!A1',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "\x1b[31mred",
    "a\u202egnp.exe",
    "<script>x</script>",
    "a|b",
)
FORMULA_SIGNS = "=+-@＝＋－＠"


@pytest.fixture(scope="module")
def planned() -> Iterator[RollUp]:
    with rolled_plan(plan_campaign(Spec(seed=4, copied_lists=1).scaled(15))) as found:
        yield found


def text_of(roll_up: RollUp, chosen: RollUpFormat, language: str = "en") -> str:
    return "".join(pieces(roll_up, chosen, language=language))


def test_json_follows_its_schema(planned: RollUp) -> None:
    document = json.loads(text_of(planned, RollUpFormat.JSON))
    Draft202012Validator(json.loads(rollup_json.schema_text())).validate(document)
    assert document["schema"] == "mineralcheck/rollup/v1"
    assert len(document["suppliers"]) == len(planned.suppliers)
    assert sum(len(one["mentions"]) for one in document["smelters"]) == sum(
        s.rows for s in planned.smelters()
    )


def test_every_percentage_is_printed_with_what_it_is_made_of(planned: RollUp) -> None:
    document = json.loads(text_of(planned, RollUpFormat.JSON))
    for figure in document["figures"]:
        if figure["percentage"] is not None:
            share = Decimal(str(figure["numerator"])) / Decimal(str(figure["denominator"])) * 100
            assert abs(share - Decimal(str(figure["percentage"]))) <= Decimal("0.1")
            assert figure["formula"]
    for language in languages():
        for chosen in (RollUpFormat.TABLE, RollUpFormat.MARKDOWN):
            for line in text_of(planned, chosen, language).splitlines():
                # A cell may be broken over lines at any width; at this one none is.
                assert line.count(" % ") == line.count(" % ("), line


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_disclosure_table_is_whole(planned: RollUp, language: str) -> None:
    lines = text_of(planned, RollUpFormat.MARKDOWN, language).splitlines()
    table = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    header, _, *rows = table
    assert len(header) == len(rollup_disclosure.COLUMNS)
    assert [len(row) for row in rows] == [len(header)] * len(planned.disclosure)
    notes = [line for line in lines if line.startswith("- ")]
    assert any("÷" in note for note in notes)
    assert any("status.csv" in note and "2026-08-22" in note for note in notes)


def test_plain_text_lines_up_where_characters_are_wide(planned: RollUp) -> None:
    table = "".join(rollup_disclosure.render_plain(planned, "ja")).split("\n\n")[1]
    gaps = [re.search(r" {2,}", line) for line in table.splitlines()]
    starts = {rollup_disclosure.display_width(gap.string[: gap.end()]) for gap in gaps if gap}
    assert len(gaps) > 5
    assert len(starts) == 1


def test_an_old_status_list_is_a_warning() -> None:
    old = rolled([a_file("a-1", [Named("Tin", "CID999001")])], as_of=DAY.replace(year=2027))
    with old as found:
        shown = text_of(found, RollUpFormat.TABLE)
    assert "Attention: status.csv is 386 days old." in shown
    with rolled([a_file("a-1", [Named("Tin", "CID999001")])]) as found:
        assert "Attention" not in text_of(found, RollUpFormat.TABLE)


def test_without_a_status_list_reports_say_so() -> None:
    rows = [Named("Tin", "CID999001", StatusValue.UNKNOWN)]
    with rolled([a_file("a-1", rows)], sources=()) as found:
        for chosen in (RollUpFormat.TABLE, RollUpFormat.MARKDOWN):
            assert "no status list" in text_of(found, chosen)
        (figure,) = (f for f in found.figures if f.name == "conformant_rate" and str(f.part) == "all")
        assert (figure.percentage, figure.note) == (None, Note.STATUS_UNKNOWN)


def poisoned_roll_up(text: str) -> RollUp:
    report = poisoned(text)
    roster = a_roster(a_supplier(f"x{text}", Family.CMRT, name=text))
    return rolled([report, a_file("b-1", [Named(text, "CID999001", name=text)], company=text)], roster)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_a_stranger_is_alive_in_a_table(attack: str) -> None:
    with poisoned_roll_up(attack) as found:
        for name, document in tables(found).items():
            for row in csv.reader(io.StringIO("".join(document))):
                for field in row:
                    assert not field or field[0] not in FORMULA_SIGNS, (name, field)
                    assert "\x1b" not in field
                    assert "\u202e" not in field


@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_on_a_terminal_or_in_a_document(attack: str) -> None:
    with poisoned_roll_up(attack) as found:
        shown = text_of(found, RollUpFormat.TABLE)
        rows = found.evidence("identified_rate", ALL)
        evidence = "".join(rollup_json.render_evidence(rows))
        for text in (
            shown,
            text_of(found, RollUpFormat.MARKDOWN),
            text_of(found, RollUpFormat.JSON),
            evidence,
        ):
            assert "\x1b" not in text
            assert "\u202e" not in text
        assert "<script>" not in text_of(found, RollUpFormat.MARKDOWN)
        json.loads(text_of(found, RollUpFormat.JSON))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_in_a_comparison(attack: str) -> None:
    with poisoned_roll_up(attack) as old, poisoned_roll_up(attack) as new:
        comparison = compare(old, new)
        for chosen in (RollUpFormat.TABLE, RollUpFormat.JSON, RollUpFormat.CSV):
            text = "".join(comparison_pieces(comparison, chosen))
            assert "\x1b" not in text
            assert "\u202e" not in text
        document = json.loads("".join(comparison_pieces(comparison, RollUpFormat.JSON)))
        Draft202012Validator(json.loads(compare_json.schema_text())).validate(document)


def test_a_cell_that_excel_would_cut_says_how_much_is_left_out() -> None:
    text = joined(f"supplier-{number}" for number in range(9000))
    assert len(text) < 32_767
    assert text.endswith("more")
    assert joined(["a", "b"]) == "a; b"
    kept = text.split("; ")
    assert kept[-1] == f"and {9000 - (len(kept) - 1)} more"


@pytest.mark.parametrize(
    ("lengths", "left_out"),
    [((40_000, 3, 3), 0), ((40_000,), 0), ((3, 40_000, 40_000), 0), ((20_000,) * 100, 69)],
)
def test_very_long_texts_of_a_cell_are_shortened(lengths: tuple[int, ...], left_out: int) -> None:
    text = joined("x" * length for length in lengths)
    assert len(text) < 32_767
    kept = text.split("; ")
    more = [f"and {left_out} more"] if left_out else []
    assert kept[len(kept) - len(more) :] == more
    assert len(kept) - len(more) == len(lengths) - left_out
    assert all(one.endswith("…") for one in kept if len(one) > 20)


_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_people_are_shown_words_and_not_codes(planned: RollUp, language: str) -> None:
    shown = text_of(planned, RollUpFormat.TABLE, language).replace("response_rate:3TG", "")
    assert _CODE.findall(shown) == []
    with rolled([]) as empty:
        both = "".join(comparison_pieces(compare(empty, planned), RollUpFormat.TABLE, language=language))
    assert _CODE.findall(both) == []


def test_evidence_says_statuses_and_ends_in_words() -> None:
    rows = [
        Named("Tin", "CID999001", StatusValue.NOT_ON_LIST),
        Named("Tin", "CID999002", StatusValue.UNKNOWN),
        Named("Tin", "CID999003", status_text="Conformant"),
        Named("Tin", None, tier=Tier.UNLISTED, name="Nobody"),
        Named("Tin", None, tier=Tier.UNIDENTIFIED),
    ]
    with rolled([a_file("one-1", rows)], sources=[STATUS_LIST]) as found:
        shown = [
            "".join(explain(found, name, ALL)) for name in ("conformant_rate", "only_conformant_suppliers")
        ]
    for text in shown:
        assert "not on the status list" in text
        assert "no status list for the mineral" in text
        assert _CODE.findall(text) == []
    assert "Conformant" in shown[0]
    assert "Nobody: not in the reference list" in shown[1]
    assert ": not yet identified" in shown[1]


def test_the_worst_suppliers_come_first() -> None:
    asked = [a_supplier(name) for name in ("silent", "bad", "worse")]
    open_ends = [Named("Tin", None, tier=Tier.UNLISTED, name=f"Nobody {n}") for n in range(9)]
    open_ends += [Named("Tin", None, tier=Tier.UNIDENTIFIED) for _ in range(9)]
    faults = [
        Finding(code=f"MC1{n:02}", name="fault", severity=Severity.ERROR, message="m", fix="f")
        for n in range(9)
    ]
    reports = [
        a_file("bad-1", open_ends[:1] + open_ends[-1:], findings=faults[:3]),
        a_file("worse-1", open_ends, findings=faults),
    ]
    with rolled(reports, a_roster(*asked)) as found:
        assert {one.risk for one in found.suppliers} == {Risk.HIGH}
        shown = text_of(found, RollUpFormat.TABLE).partition("Suppliers of high risk")[2]
    assert shown.index("worse") < shown.index("bad") < shown.index("silent")


def test_a_comparison_shows_what_changed_and_counts_the_rest() -> None:
    gold = [Named("Gold", "CID999001")]
    suppliers = a_roster(a_supplier("one"), a_supplier("two"))
    with rolled([a_file("one-1", gold)], suppliers) as old, rolled([a_file("one-1", gold)], suppliers) as new:
        same = compare(old, new)
        short = "".join(comparison_pieces(same, RollUpFormat.TABLE))
        whole = "".join(comparison_pieces(same, RollUpFormat.TABLE, everything=True))
    assert "No figure changed." in short
    assert "No smelter is new, gone, renamed or of another status." in short
    assert "Response rate" not in short
    assert re.search(r"\d+ figures are what they were; --all shows them", short)
    assert "Response rate" in whole
    assert "--all" not in whole
    with rolled([], suppliers) as old, rolled([a_file("one-1", gold)], suppliers) as new:
        turned = "".join(comparison_pieces(compare(old, new), RollUpFormat.TABLE))
    assert "Response rate" in turned
    assert "Suppliers asked" not in turned


def test_every_word_is_there_in_both_languages() -> None:
    keys = [f"turn.{turn.value}" for turn in Turn]
    keys += [f"smelter_turn.{turn.value}" for turn in SmelterTurn]
    keys += [f"response.{response.value}" for response in Response]
    keys += [f"level.{risk.value}" for risk in Risk]
    keys += [f"status.{status.value}" for status in StatusValue]
    keys += [f"factor.{factor.value}" for factor in Factor]
    keys += [f"action.{action.value}" for action in Action]
    keys += [f"note.{note.value}" for note in Note]
    keys += [f"mineral_group.{group}" for group in (*groups(), "all")]
    keys += list(rollup_disclosure.COLUMNS)
    for language in languages():
        assert [key for key in keys if not has_word(key, language)] == []
