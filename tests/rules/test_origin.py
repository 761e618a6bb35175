"""MC31x and MC32x: origin and recycling beside what the lists say."""

from typing import Any

import pytest
from tests.rules.builders import a_context, a_smelter, places
from tests.rules.cases import Case, check, fires, silent
from tests.rules.test_answers import OTHERS, TIN_UNUSED

from mineralcheck.rules.areas import named_countries
from mineralcheck.rules.settings import DEFAULT_SETTINGS

EMRT: dict[str, Any] = {"family": "EMRT", "version": "2.1"}


def mined_in(countries: str, **more: Any) -> dict[str, Any]:
    return {"smelters": [*OTHERS, a_smelter(mine_countries=countries)]} | more


def recycled(*said: str, **answers: str) -> dict[str, Any]:
    names = ("Kestrel Tin Works", "Sierra Alloy")
    rows = [a_smelter(name, all_recycled_or_scrap=text) for name, text in zip(names, said, strict=False)]
    return {"smelters": [*OTHERS, *rows], "answers": {"all_recycled_or_scrap|Tin": answers["answer"]}}


def mine(country: str) -> dict[str, Any]:
    row = {
        "metal": "Nickel",
        "smelter_names": "Borealis Nickel",
        "mine_name": "Pit 9",
        "mine_country": country,
    }
    return EMRT | {"mines": [row]}


ALSO_MYANMAR = DEFAULT_SETTINGS.model_copy(
    update={"declaration": DEFAULT_SETTINGS.declaration.model_copy(update={"cahra": ("MM",)})}
)
UNKNOWN = {"from_covered_countries|Tin": "Unknown", "from_cahra|Tin": "Unknown"}
CASES = [
    fires("MC311", "covered country", "Declaration!D39", "Declaration!D45", **mined_in("RWANDA")),
    fires(
        "MC311", "one of several", "Declaration!D39", "Declaration!D45", **mined_in("Peru, Uganda and Japan")
    ),
    fires("MC311", "mine of the Mine List", "Declaration!D54", **mine("Democratic Republic of the Congo")),
    fires(
        "MC311",
        "high-risk area of the profile, which is no covered country",
        "Declaration!D45",
        settings=ALSO_MYANMAR,
        **mined_in("MYANMAR"),
    ),
    fires(
        "MC313",
        "high-risk area of the profile, which is no covered country",
        "Declaration!G39",
        settings=ALSO_MYANMAR,
        **mined_in("MYANMAR", answers={"from_covered_countries|Tin": "Yes", "from_cahra|Tin": "Yes"}),
    ),
    silent(
        "MC311",
        "answered Yes",
        **mined_in("RWANDA", answers={"from_covered_countries|Tin": "Yes", "from_cahra|Tin": "Yes"}),
    ),
    silent("MC311", "other country", **mined_in("PERU")),
    silent("MC311", "a sentence that denies it", **mined_in("no material from Rwanda")),
    silent("MC311", "answered Unknown is another rule's business", **mined_in("RWANDA", answers=UNKNOWN)),
    silent("MC311", "covered, but no high-risk area", **mine("ZAMBIA")),
    silent("MC311", "unused mineral", **mined_in("RWANDA", answers=TIN_UNUSED)),
    fires(
        "MC312",
        "covered country",
        "Declaration!D39",
        "Declaration!D45",
        **mined_in("RWANDA", answers=UNKNOWN),
    ),
    silent("MC312", "other country", **mined_in("PERU", answers=UNKNOWN)),
    silent("MC312", "answered No is another rule's business", **mined_in("RWANDA")),
    fires("MC313", "no comment", "Declaration!G39", answers={"from_covered_countries|Tin": "Yes"}),
    fires(
        "MC313",
        "only from some countries",
        "Declaration!G38",
        family="EMRT",
        version="1.3",
        answers={"from_cahra|Cobalt": "DRC only"},
    ),
    silent(
        "MC313",
        "comment",
        answers={"from_covered_countries|Tin": "Yes"},
        comments={"from_covered_countries|Tin": "Rwanda, through Kestrel Tin Works"},
    ),
    silent(
        "MC313",
        "mine country in the list",
        **mined_in("RWANDA", answers={"from_covered_countries|Tin": "Yes"}),
    ),
    silent("MC313", "answered Unknown", answers=UNKNOWN),
    silent("MC313", "open", answers={"from_covered_countries|Tin": None}),
    fires("MC321", "one row denies", "Declaration!D51", **recycled("Yes", "No", answer="Yes")),
    silent("MC321", "rows agree", **recycled("Yes", "Yes", answer="Yes")),
    silent("MC321", "rows do not know", **recycled("Unknown", "", answer="Yes")),
    fires(
        "MC322",
        "all rows, one of them in Japanese",
        "Declaration!D51",
        **recycled("Yes", "はい", answer="No"),
    ),
    silent("MC322", "one row open", **recycled("Yes", "", answer="No")),
    silent("MC322", "no row", answers={"all_recycled_or_scrap|Tin": "No"}, smelters=OTHERS),
    fires("MC323", "all rows say yes", "Declaration!D51", **recycled("Yes", "Yes", answer="Unknown")),
    fires("MC323", "one row says no", "Declaration!D51", **recycled("Nein", "", answer="Unknown")),
    silent("MC323", "rows do not know, either", **recycled("Unknown", "Yes", answer="Unknown")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)


def test_a_profile_may_name_more_high_risk_areas() -> None:
    context = a_context(**mine("ZAMBIA"))
    declaration = context.settings.declaration.model_copy(update={"cahra": ("ZM",)})
    settings = context.settings.model_copy(update={"declaration": declaration})
    assert places(a_context(settings=settings, **mine("ZAMBIA"))) == [("MC311", "Declaration!D54")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CONGO, DEMOCRATIC REPUBLIC OF THE", ["CD"]),
        ("TANZANIA, UNITED REPUBLIC OF; RWANDA", ["TZ", "RW"]),
        ("ルワンダ、ペルー", ["RW"]),
        ("Rwanda and Burundi", ["RW", "BI"]),
        ("Democratic Republic of the Congo", ["CD"]),
        ("Recycled", []),
        ("RCOI confirmed as per RMI", []),
        ("", []),
    ],
)
def test_countries_in_free_text(text: str, codes: list[str]) -> None:
    assert [code for code, _ in named_countries(text)][: len(codes)] == codes
    assert bool(list(named_countries(text))) == bool(codes)
