"""Answers, countries, copies, and the smelter list as a campaign has them."""

import datetime as dt

import pytest
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, rolled

from mineralcheck.campaign.answers import BLANK, OTHER
from mineralcheck.campaign.parts import asked_minerals, group_of
from mineralcheck.campaign.policy import Policy
from mineralcheck.check.report import AnswerReport, MineReport
from mineralcheck.model.cells import CellRef
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import CompanyQuestion, Family, Question

E = Family.EMRT


def said(text: str, value: str | None = None, cell: str = "D44") -> AnswerReport:
    return AnswerReport(cell=CellRef.parse("Declaration", cell), text=text, value=value)


def test_every_answer_is_counted_with_its_question() -> None:
    answers = [said("Yes", "Yes"), said("Yes", "Yes"), said("No", "No"), said("perhaps"), said("")]
    reports = [
        a_file(f"{n}-1", answers={"Tin": {Question.FROM_CAHRA: answer}}) for n, answer in enumerate(answers)
    ]
    with rolled(reports) as found:
        counts = [(one.question, one.mineral, one.answer, one.given, one.of) for one in found.answers()]
        rows = list(found.given_answers("from_cahra", "Tin"))
    assert counts == [
        ("from_cahra", "Tin", "Yes", 2, 5),
        ("from_cahra", "Tin", "No", 1, 5),
        ("from_cahra", "Tin", OTHER, 1, 5),
        ("from_cahra", "Tin", BLANK, 1, 5),
    ]
    assert [(row.file, row.answer) for row in rows] == [
        ("0-1", "Yes"),
        ("1-1", "Yes"),
        ("2-1", "No"),
        ("3-1", "perhaps"),
        ("4-1", BLANK),
    ]
    assert {row.cell for row in rows} == {"Declaration!D44"}


def test_questions_come_in_the_order_of_the_template() -> None:
    file = a_file(
        "a-1",
        answers={
            "Gold": {Question.SUPPLIER_RESPONSE: said("100%", "100%"), Question.FROM_CAHRA: said("No", "No")},
            "Tin": {Question.FROM_CAHRA: said("No", "No")},
        },
        company_answers={CompanyQuestion.POLICY_ESTABLISHED: said("Yes", "Yes")},
    )
    with rolled([file]) as found:
        assert [(one.question, one.mineral) for one in found.answers()] == [
            ("from_cahra", "Tin"),
            ("from_cahra", "Gold"),
            ("supplier_response", "Gold"),
            ("policy_established", ""),
        ]
        yes = [one for one in found.figures if one.name == "programme_yes"]
        assert [(str(one.part), str(one.percentage)) for one in yes] == [
            ("question:policy_established", "100.0")
        ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Brazil, South Africa, Recycled/Scrap", {"BR", "ZA"}),
        ("CHINA", {"CN"}),
        ("DRC or an adjoining country (Covered Countries), Peru", {"", "PE"}),
        ("Recycled", set()),
        ("Tanaka purchases with the brand only", set()),
        ("CONGO, DEMOCRATIC REPUBLIC OF THE", {"CD"}),
        ("日本、中国", {"JP", "CN"}),
    ],
)
def test_origin_comes_from_mine_columns(text: str, codes: set[str]) -> None:
    with rolled([a_file("a-1", [Named("Tin", "CID999001", mine_countries=text)])]) as found:
        assert {one.code for one in found.origin_countries()} == codes


def test_where_a_smelter_stands_is_no_origin() -> None:
    with rolled([a_file("a-1", [Named("Tin", "CID999001")])]) as found:
        assert [(one.code, one.smelters) for one in found.smelter_countries()] == [("JP", 1)]
        assert found.origin_countries() == ()


def test_covered_countries_and_high_risk_areas_are_marked() -> None:
    rows = [
        Named("Tin", "CID999001", mine_countries="Rwanda; Peru"),
        Named("Tin", "CID999002", mine_countries="DR Congo; Rwanda; Myanmar"),
    ]
    mine = MineReport(row=5, mineral="Cobalt", smelter="X", name="Pit", mine_id="", country="DR CONGO")
    reports = [a_file("a-1", rows), a_file("b-1", family=E, mines=(mine,))]
    with rolled(reports, policy=Policy(cahra=("MM",))) as found:
        seen = {(one.mineral, one.code): one for one in found.origin_countries()}
    assert seen["Tin", "RW"].covered
    assert not seen["Tin", "RW"].cahra
    assert seen["Tin", "RW"].mentions == 2
    assert seen["Tin", "MM"].cahra
    assert not seen["Tin", "PE"].covered
    assert seen["Cobalt", "CD"].covered
    assert seen["Cobalt", "CD"].example == "b-1 Mine List!F5"


def many(count: int, first: int = 0) -> list[Named]:
    return [Named("Tin", f"CID{990000 + first + number}") for number in range(count)]


def test_the_same_list_from_two_suppliers_is_pointed_out() -> None:
    reports = [
        a_file("a-1", many(8)),
        a_file("b-1", list(reversed(many(8)))),
        a_file("c-1", many(9)),
        a_file("d-1", many(7)),
        a_file("e-1", many(7)),
    ]
    with rolled(reports) as found:
        assert [(same.rows, same.suppliers) for same in found.same_lists()] == [(8, ("a", "b"))]


def test_one_supplier_may_repeat_itself() -> None:
    reports = [a_file("a-1", many(9)), a_file("a-2", many(9), family=Family.AMRT)]
    with rolled(reports) as found:
        assert found.same_lists() == ()


def test_the_same_file_for_two_suppliers_is_pointed_out() -> None:
    first = a_file("S-1/x.xlsx", many(2), company="Both")
    roster = a_roster(a_supplier("S-1"), a_supplier("S-2"))
    with rolled([first, first.model_copy(update={"path": "S-2/x.xlsx"})], roster) as found:
        (same,) = found.same_files()
        assert same.files == ("S-1/x.xlsx", "S-2/x.xlsx")


def test_long_lists_are_cut_for_templates() -> None:
    reports = [a_file("a-1", many(5)), a_file("b-1", [Named("Cobalt", "CID999009")], family=E)]
    with rolled(reports) as found:
        places = [(part.group, part.number) for part in found.template_parts(rows=2)]
    assert places == [("cobalt_mica", 1), ("3tg", 1), ("3tg", 1), ("3tg", 2), ("3tg", 2), ("3tg", 3)]


def test_a_name_is_unresolved_once_however_it_is_spelt() -> None:
    rows = [
        Named("Tin", None, tier=Tier.NONE, name="Kestrel Tin"),
        Named("Tin", None, tier=Tier.UNLISTED, name="KESTREL-TIN"),
        Named("Gold", None, tier=Tier.NONE, name="Kestrel Tin"),
    ]
    with rolled([a_file("a-1", rows), a_file("b-1", rows[:1])]) as found:
        assert [
            (one.mineral, one.name, len(one.suppliers), len(one.places)) for one in found.unresolved()
        ] == [
            ("Gold", "Kestrel Tin", 1, 1),
            ("Tin", "Kestrel Tin", 2, 3),
        ]


def test_what_a_request_asks_about() -> None:
    assert asked_minerals(Family.CMRT, ()) == ("Tin", "Tantalum", "Tungsten", "Gold")
    assert asked_minerals(Family.CMRT, ("Tin", "Cobalt")) == ("Tin",)
    assert asked_minerals(Family.EMRT, ("Nickel", "Tin")) == ("Nickel",)
    assert asked_minerals(Family.EMRT, ("Tin",)) == ("Cobalt", "Mica")
    assert asked_minerals(Family.AMRT, ("Zinc", "Cobalt", "Bauxite")) == ("Zinc", "Bauxite")
    assert asked_minerals(Family.AMRT, ()) == ()
    assert [group_of(mineral) for mineral in ("Gold", "Mica", "Zinc")] == ["3tg", "cobalt_mica", "others"]


def test_superseded_submissions_say_what_changed() -> None:
    older = a_file("a-1", many(2), day=dt.date(2026, 1, 1))
    newer = a_file("a-2", [*many(1), Named("Tin", "CID999001", StatusValue.ACTIVE)])
    with rolled([older, newer]) as found:
        (one,) = found.superseded()
    assert (one.older.path, one.newer.path) == ("a-1", "a-2")
    assert [smelter.smelter_id for smelter in one.changes.added] == ["CID999001"]
    assert [smelter.smelter_id for smelter in one.changes.removed] == ["CID990001"]
    assert not one.changes.is_copy
