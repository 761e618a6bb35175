"""MC12x: the effective date."""

import datetime as dt
from typing import Any

import pytest
from tests.rules.builders import TODAY
from tests.rules.cases import Case, check, fires, silent


def on(date: dt.date) -> dict[str, Any]:
    return {"fields": {"effective_date": dt.datetime(date.year, date.month, date.day)}}


def written(text: str) -> dict[str, Any]:
    return {"fields": {"effective_date": text}}


D22 = "Declaration!D22"
CASES = [
    fires("MC121", "month and year", D22, **written("March 2026")),
    fires("MC121", "a day that does not exist", D22, **written("31/31/2025")),
    silent("MC121", "ISO date as text", **written("2025-11-03")),
    silent("MC121", "a space is another rule's business", **written(" ")),
    silent("MC121", "blank", fields={"effective_date": None}),
    silent("MC121", "ambiguous is another rule's business", **written("04/05/2025")),
    fires("MC122", "slashes", D22, **written("04/05/2025")),
    silent("MC122", "day above twelve", **written("25/11/2025")),
    silent("MC122", "same day and month", **written("11/11/2025")),
    silent("MC122", "a real date", **on(dt.date(2025, 5, 4))),
    fires("MC123", "two days ahead", D22, **on(TODAY + dt.timedelta(days=2))),
    silent("MC123", "tomorrow, where it is already so", **on(TODAY + dt.timedelta(days=1))),
    silent("MC123", "today", **on(TODAY)),
    fires("MC124", "the day before the limit", D22, **on(dt.date(2006, 12, 30))),
    silent("MC124", "the limit itself", **on(dt.date(2006, 12, 31))),
    fires("MC125", "day before the release", D22, **on(dt.date(2025, 4, 24))),
    fires("MC125", "earliest day that the template accepts", D22, **on(dt.date(2006, 12, 31))),
    silent("MC125", "day of the release", **on(dt.date(2025, 4, 25))),
    silent("MC125", "before the limit is another rule's business", **on(dt.date(2001, 1, 1))),
    silent(
        "MC125", "release not known", family="CRT", cells={"Declaration!J3": "Revision 2.21"}, version="2.2"
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
