"""Findings that a waiver accepts are counted and shown apart."""

import datetime as dt

import pytest
from tests.rules.builders import TODAY, a_context

from mineralcheck.rules.engine import judge
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Waiver


def waiver(**changes: object) -> Waiver:
    sound = Waiver("S-1", "MC101", "", "agreed by mail", "K. Mori", TODAY + dt.timedelta(days=9), 3)
    return sound._replace(**changes)  # type: ignore[arg-type]  # the tests change one field each


@pytest.mark.parametrize(
    ("changes", "standing", "waived"),
    [
        ({}, ["MC105"], ["MC101", "MC101"]),
        ({"rule": "open-required-field"}, ["MC105"], ["MC101", "MC101"]),
        ({"rule": "mc101"}, ["MC105"], ["MC101", "MC101"]),
        ({"cell": "Declaration!D15"}, ["MC101", "MC105"], ["MC101"]),
        ({"supplier": "TAMARIND circuits pvt ltd"}, ["MC105"], ["MC101", "MC101"]),
        ({"supplier": "S-2"}, ["MC101", "MC101", "MC105"], []),
        ({"expires": TODAY}, ["MC105"], ["MC101", "MC101"]),
        ({"expires": TODAY - dt.timedelta(days=1)}, ["MC791", "MC101", "MC101", "MC105"], []),
        ({"rule": "MC105"}, ["MC101", "MC101"], ["MC105"]),
        ({"rule": "MC201"}, ["MC792", "MC101", "MC101", "MC105"], []),
    ],
)
def test_what_a_waiver_accepts(changes: dict[str, object], standing: list[str], waived: list[str]) -> None:
    context = a_context(
        fields={"contact_name": None, "contact_phone": None, "authorizer_name": "same"}, supplier="S-1"
    )
    settings = DEFAULT_SETTINGS.model_copy(update={"waivers": (waiver(**changes),)})
    judgement = judge(context, settings)
    assert sorted(finding.code for finding in judgement.findings) == sorted(standing)
    assert [each.finding.code for each in judgement.waived] == waived
    assert all(each.waiver == settings.waivers[0] for each in judgement.waived)
