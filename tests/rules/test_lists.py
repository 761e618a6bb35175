"""MC504, MC506 and MC52x: lists of several dates, the ledger, and imported statuses."""

import datetime as dt
from typing import Any

import pytest
from tests.rules.builders import LISTED, TODAY, a_context, a_smelter, findings
from tests.rules.cases import Case, check, fires, silent

from mineralcheck.matching.ledger import Decision, Ledger, LedgerEntry
from mineralcheck.model.match import SmelterStatus, StatusValue
from mineralcheck.reference.entries import ReferenceIndex, build_reference
from mineralcheck.reference.lists import ListKind, ListSource, LookupEntry, LookupList
from mineralcheck.rules.settings import DEFAULT_SETTINGS

LIST_DAY = TODAY - dt.timedelta(days=90)
C8 = "Smelter List!C6"


def two_lists() -> ReferenceIndex:
    """The older list has every smelter, the newer one has lost the first tin smelter."""

    def one(template: str, day: dt.date, gone: str) -> LookupList:
        entries = tuple(LookupEntry(*row) for row in LISTED if row[4] != gone)
        source = ListSource(
            kind=ListKind.LOOKUP, source=template, sha256=template, as_of=day, template=template
        )
        return LookupList(source, entries)

    return build_reference(
        [one("CMRT 6.4", dt.date(2024, 3, 1), ""), one("CMRT 6.5", dt.date(2025, 3, 1), "CID999001")]
    )


def ledger(decision: Decision) -> Ledger:
    entry = LedgerEntry("Tin", "Metal Exchange", "", decision, "", "K. Mori", dt.date(2025, 1, 1), "exchange")
    return Ledger((entry,))


def status(value: StatusValue = StatusValue.CONFORMANT, **more: Any) -> dict[str, Any]:
    """Statuses of the four smelters of a sound CMRT; the second, of tin, is the one given."""
    good = SmelterStatus(value=StatusValue.CONFORMANT, text="Conformant", as_of=TODAY, source="public.xlsx")
    own = good.model_copy(update={"value": value} | more)
    return {"statuses": [good, own, good, good]}


def allowing(*values: StatusValue) -> dict[str, Any]:
    smelters = DEFAULT_SETTINGS.smelters.model_copy(update={"allowed_statuses": values})
    return {"settings": DEFAULT_SETTINGS.model_copy(update={"smelters": smelters})}


EXCHANGE = {"metal": "Tin", "smelter_lookup": "Metal Exchange", "smelter_name": "Metal Exchange"}
NOT_ON_LIST = status(StatusValue.NOT_ON_LIST, text=None)
OTHERS = [
    a_smelter("Nordlys Tantal"),
    a_smelter(),
    a_smelter("Aurora Refinery"),
    a_smelter("Tamarind Wolfram"),
]
CASES = [
    fires("MC504", "gone from the newest list", C8, reference=two_lists()),
    silent("MC504", "on the newest list"),
    fires(
        "MC506",
        "decided before",
        "Smelter List!C9",
        ledger=ledger(Decision.NOT_A_SMELTER),
        smelters=[*OTHERS, EXCHANGE],
    ),
    silent("MC506", "nothing decided", smelters=[*OTHERS, EXCHANGE]),
    fires("MC521", "not on the list", C8, **NOT_ON_LIST),
    silent("MC521", "on the list", **status()),
    silent("MC521", "no list imported"),
    silent("MC521", "allowed statuses are another rule", **NOT_ON_LIST, **allowing(StatusValue.CONFORMANT)),
    fires("MC522", "due yesterday", C8, **status(reassessment_due=TODAY - dt.timedelta(days=1))),
    silent("MC522", "due today", **status(reassessment_due=TODAY)),
    silent("MC522", "no date", **status()),
    fires("MC523", "older than ninety days", "", **status(as_of=LIST_DAY - dt.timedelta(days=1))),
    silent("MC523", "ninety days old", **status(as_of=LIST_DAY)),
    silent("MC523", "no date", **status(as_of=None)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)


def test_an_old_status_list_is_reported_once() -> None:
    old = SmelterStatus(value=StatusValue.ACTIVE, as_of=dt.date(2025, 1, 1), source="public.xlsx")
    assert len(findings(a_context(statuses=[old] * 4), "MC523")) == 1


def test_a_status_of_a_row_that_is_not_matched_means_nothing() -> None:
    row = {"metal": "Tin", "smelter_lookup": "Smelter not yet identified"}
    good = SmelterStatus(value=StatusValue.CONFORMANT, as_of=TODAY, source="public.xlsx")
    lost = SmelterStatus(value=StatusValue.NOT_ON_LIST, reassessment_due=dt.date(2020, 1, 1))
    context = a_context(smelters=[*OTHERS, row], statuses=[good] * 4 + [lost])
    assert findings(context, "MC521", "MC522") == ()
