"""Answers follow from the suppliers' answers by the documented rules, and from nothing else."""

import pytest

from mineralcheck.filling.derivation import Answers, MineralFacts, derived
from mineralcheck.filling.inputs import Basis
from mineralcheck.model.submission import Question

ADDED, REMAINS = Question.INTENTIONALLY_ADDED, Question.REMAINS_IN_PRODUCT
COVERED, CAHRA = Question.FROM_COVERED_COUNTRIES, Question.FROM_CAHRA
RECYCLED, RESPONSE = Question.ALL_RECYCLED_OR_SCRAP, Question.SUPPLIER_RESPONSE
IDENTIFIED, REPORTED = Question.ALL_SMELTERS_IDENTIFIED, Question.ALL_SMELTER_INFORMATION_REPORTED


def user(**answers: str) -> Answers:
    """A supplier that uses the mineral."""
    return {ADDED: "Yes", REMAINS: "Yes", **{Question(name): value for name, value in answers.items()}}


def others(question: Question, *values: str | None) -> list[Answers]:
    return [{ADDED: "Yes", REMAINS: "Yes", question: value} for value in values]


def value(question: Question, suppliers: list[Answers], asked: int | None = -1, **facts: int) -> str | None:
    """The derived answer; by default every supplier asked has responded."""
    known = MineralFacts(
        asked=len(suppliers) if asked == -1 else asked, responded=len(suppliers), suppliers=suppliers, **facts
    )
    given = derived(question, known)
    assert given is not None
    assert given.basis is Basis.DERIVED
    assert given.reason
    return given.value


@pytest.mark.parametrize(
    ("values", "asked", "expected"),
    [
        (["Yes", "No"], 2, "Yes"),
        (["No", "No"], 2, "No"),
        (["No", "No"], 3, "Unknown"),
        (["No", "No"], None, "Unknown"),
        (["No", "Unknown"], 2, "Unknown"),
        (["No", None], 2, "Unknown"),
        (["Not declaring", "No"], 2, "Unknown"),
        (["Yes", None], 9, "Yes"),
    ],
)
def test_yes_if_any_says_yes_and_no_only_if_all_do(
    values: list[str | None], asked: int | None, expected: str
) -> None:
    assert value(ADDED, [{ADDED: one} for one in values], asked) == expected
    for question in (COVERED, CAHRA):
        assert value(question, others(question, *values), asked) == expected


@pytest.mark.parametrize(
    "answer", ["DRC only", "India and/or Madagascar only", "DRC or adjoining countries only"]
)
def test_an_answer_that_names_countries_says_yes(answer: str) -> None:
    assert value(CAHRA, others(CAHRA, "No", answer)) == "Yes"


def test_only_suppliers_that_add_the_mineral_say_whether_it_remains() -> None:
    suppliers: list[Answers] = [{ADDED: "No", REMAINS: "Yes"}, {ADDED: "Yes", REMAINS: "No"}]
    assert value(REMAINS, suppliers) == "No"


def test_only_users_say_where_it_comes_from() -> None:
    unused: list[Answers] = [{ADDED: "No", CAHRA: "Yes"}, {ADDED: "Yes", REMAINS: "No", CAHRA: "Yes"}]
    assert value(CAHRA, [*unused, *others(CAHRA, "No")]) == "No"
    assert value(CAHRA, unused) == "Unknown"


@pytest.mark.parametrize(
    ("values", "asked", "expected"),
    [
        (["Yes", "Yes"], 2, "Yes"),
        (["Yes", "Yes"], 3, "Unknown"),
        (["Yes", "Yes"], None, "Unknown"),
        (["Yes", "No"], 9, "No"),
        (["Yes", None], 2, "Unknown"),
    ],
)
def test_all_is_recycled_only_if_all_say_so(
    values: list[str | None], asked: int | None, expected: str
) -> None:
    assert value(RECYCLED, others(RECYCLED, *values), asked) == expected


@pytest.mark.parametrize(
    ("responded", "asked", "expected"),
    [
        (4, 4, "100%"),
        (19, 20, "Greater than 90%"),
        (9, 10, "Greater than 75%"),
        (3, 4, "Greater than 50%"),
        (1, 2, "50% or less"),
        (1, 1000, "50% or less"),
        (0, 3, "None"),
        (999, 1000, "Greater than 90%"),
        (3, None, None),
        (0, 0, None),
    ],
)
def test_the_share_of_suppliers_that_responded(
    responded: int, asked: int | None, expected: str | None
) -> None:
    assert value(RESPONSE, [user()] * responded, asked) == expected


def test_those_that_were_not_asked_do_not_count_as_responses() -> None:
    facts = MineralFacts(asked=4, responded=1, suppliers=[user()] * 9)
    given = derived(RESPONSE, facts)
    assert given
    assert given.value == "50% or less"


def test_all_smelters_are_identified_only_when_nothing_speaks_against_it() -> None:
    yes = others(IDENTIFIED, "Yes", "Yes")
    assert value(IDENTIFIED, yes, smelters=3) == "Yes"
    assert value(IDENTIFIED, yes, 3, smelters=3) == "No"
    assert value(IDENTIFIED, yes, None, smelters=3) == "No"
    assert value(IDENTIFIED, yes, smelters=3, unresolved=1) == "No"
    assert value(IDENTIFIED, yes, smelters=0) == "No"
    assert value(IDENTIFIED, others(IDENTIFIED, "Yes", "No"), smelters=3) == "No"


def test_all_information_is_reported_when_all_of_it_is_entered() -> None:
    assert value(REPORTED, [user()], smelters=3) == "Yes"
    assert value(REPORTED, [user()], smelters=3, left_out=1) == "No"
    assert value(REPORTED, [user()], smelters=3, unresolved=1) == "No"
    assert value(REPORTED, [user()], smelters=0) == "No"


@pytest.mark.parametrize("question", [ADDED, REMAINS, COVERED, CAHRA, RECYCLED, IDENTIFIED, REPORTED])
def test_silence_is_no_answer(question: Question) -> None:
    assert value(question, [], 5) is None
    assert value(question, [], None) is None


def test_a_question_without_a_rule_has_no_derived_answer() -> None:
    facts = MineralFacts(asked=1, responded=1, suppliers=[user()])
    assert derived(Question.ALL_SMELTERS_VALIDATED, facts) is None
