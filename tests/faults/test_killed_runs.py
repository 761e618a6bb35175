"""A short run of the harness that kills and interrupts runs; it can run by itself for longer."""

import random
import sys

import pytest
from tests.faults.killing import Harness

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="signals and worker servers are those of Linux"
)


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Harness:
    return Harness.prepared(tmp_path_factory.mktemp("faults") / "runs")


@pytest.mark.parametrize("number", range(2))
@pytest.mark.parametrize("end", ["worker", "run", "interrupt"])
def test_nothing_is_lost_or_left_half_written(harness: Harness, end: str, number: int) -> None:
    harness.fault(end, number, random.Random(f"{end} {number}"))
