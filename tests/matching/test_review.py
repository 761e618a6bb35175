"""Open matches as questions, and answers as decisions."""

import datetime as dt

import pytest
from tests.support.lists import GOLD, TIN, a_matcher, matched

from mineralcheck.matching.ledger import Decision, Ledger
from mineralcheck.matching.review import OpenRow, decide, open_questions
from mineralcheck.matching.review_sheet import COLUMNS, decisions, sheet_row
from mineralcheck.model.errors import UsageError
from mineralcheck.model.match import DeclaredSmelter, Tier

DAY = dt.date(2026, 4, 1)


def rows(*declared: DeclaredSmelter, file: str = "a.xlsx") -> list[OpenRow]:
    matcher = a_matcher()
    return [OpenRow(file, number, one, matcher.match(one)) for number, one in enumerate(declared, start=5)]


MISTYPED = DeclaredSmelter(TIN, name="Kestrel Smeltng", country="China")


def test_the_same_name_is_asked_once_with_all_its_places() -> None:
    same = DeclaredSmelter("tin", name="KESTREL SMELTNG", country="CN")
    questions = open_questions(rows(MISTYPED, same, DeclaredSmelter(TIN, name="Umbra")))
    assert [(one.name, len(one.places)) for one in questions] == [("Kestrel Smeltng", 2), ("Umbra", 1)]
    assert questions[0].places == (("a.xlsx", 5), ("a.xlsx", 6))
    assert questions[0].candidates[0].smelter_id == "CID999002"


@pytest.mark.parametrize(
    "declared",
    [
        DeclaredSmelter(TIN, name="OTW"),
        DeclaredSmelter(TIN, smelter_id="CID999001"),
        DeclaredSmelter(TIN, lookup="Smelter not yet identified"),
        DeclaredSmelter(TIN, lookup="Smelter not listed"),
        DeclaredSmelter(GOLD, name="Ostrava Tin Works a.s."),
    ],
)
def test_what_is_settled_is_not_asked(declared: DeclaredSmelter) -> None:
    assert open_questions(rows(declared)) == ()


def test_only_confident_suggestions_on_request() -> None:
    found = open_questions(rows(MISTYPED, DeclaredSmelter(TIN, name="Umbra")), suggested_only=True)
    assert [one.name for one in found] == ["Kestrel Smeltng"]


def test_an_accepted_question_is_matched_the_next_time() -> None:
    question = open_questions(rows(MISTYPED))[0]
    made = decide(question, Decision.ACCEPT, "CID999002", who="me", when=DAY, why="sure")
    match = matched(TIN, "Kestrel Smeltng", country="China", ledger=Ledger([made]))
    assert (match.tier, match.smelter_id) == (Tier.LEDGER, "CID999002")


def filled(**answers: str) -> dict[str, str]:
    question = open_questions(rows(MISTYPED))[0]
    return dict(zip(COLUMNS, sheet_row(question), strict=True)) | answers


def answered(**answers: str) -> list[tuple[Decision, str]]:
    made = decisions(filled(**answers), "row 2", who="me", when=DAY)
    return [(one.decision, one.smelter_id) for one in made]


def test_a_blank_answer_decides_nothing() -> None:
    assert answered() == []


def test_accepting_takes_the_first_candidate_unless_an_id_is_given() -> None:
    assert answered(decision="Accept") == [(Decision.ACCEPT, "CID999002")]
    assert answered(decision="accept", smelter_id="CID999001") == [(Decision.ACCEPT, "CID999001")]


def test_rejecting_rejects_all_that_were_offered_unless_an_id_is_given() -> None:
    offered = [one for column, one in filled().items() if column.startswith("id ") and one]
    assert answered(decision="reject") == [(Decision.REJECT, one) for one in offered]
    assert answered(decision="reject", smelter_id="CID999001") == [(Decision.REJECT, "CID999001")]


def test_a_name_can_be_called_no_smelter() -> None:
    assert answered(decision="not a smelter") == [(Decision.NOT_A_SMELTER, "")]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"decision": "yes"}, "the decision is 'yes'"),
        ({"decision": "accept", "smelter_id": "999"}, "needs a smelter_id"),
        ({"decision": "accept", "name": ""}, "mineral or name is blank"),
    ],
)
def test_a_wrong_answer_is_named(answers: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=f"row 2: .*{said}"):
        answered(**answers)
