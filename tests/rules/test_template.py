"""MC0xx: the file and its template."""

import pytest
from tests.rules.cases import Case, check, fires, silent

CASES = [
    fires("MC003", "newer than any known", "Declaration!J3", cells={"Declaration!J3": "Revision 6.99"}),
    silent("MC003", "known"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
