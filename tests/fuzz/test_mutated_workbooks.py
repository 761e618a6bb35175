"""A short run of mutated workbooks: each is read or refused, and reads the same twice."""

import pytest
from tests.fuzz.mutations import SEEDS, outcome, workbooks


@pytest.mark.parametrize("kind", SEEDS)
def test_the_workbook_that_mutations_start_from_is_read(kind: str) -> None:
    assert outcome(SEEDS[kind]).startswith("[('Declaration'")


@pytest.mark.parametrize("kind", SEEDS)
def test_mutated_workbooks_are_read_or_refused(kind: str) -> None:
    ends = [outcome(data) for data in workbooks(kind, 150, seed=1)]
    again = [outcome(data) for data in workbooks(kind, 150, seed=1)]
    assert ends == again
    assert all(end.startswith("[(") or end.endswith(".") for end in ends)
    assert len({end.startswith("[(") for end in ends}) == 2, "some are read and some refused"
