"""Two campaigns side by side on a terminal: what is long is cut, and what is cut is counted."""

import datetime as dt
import re
from collections.abc import Sequence

import pytest
from tests.support.campaigns import DAY, Named, a_file, a_roster, a_supplier, rolled

from mineralcheck.campaign.comparison import compare
from mineralcheck.check.report import CheckReport
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import Scope
from mineralcheck.reporters.compare_table import render

NAMES = [f"firm{number:02}" for number in range(18)]
SMELTERS = [Named("Tin", f"CID9990{number:02}") for number in range(32)]


def then(path: str, rows: Sequence[Named] = (), **changes: object) -> CheckReport:
    return a_file(path, rows, day=dt.date(2025, 5, 1), **changes)  # type: ignore[arg-type]


def table(
    old: Sequence[CheckReport], new: Sequence[CheckReport], language: str = "en", names: Sequence[str] = NAMES
) -> str:
    roster = a_roster(*map(a_supplier, names))
    with rolled(old, roster, as_of=DAY - dt.timedelta(days=365)) as first, rolled(new, roster) as second:
        return "".join(render(compare(first, second), width=120, color=False, language=language))


def after(text: str, title: str) -> str:
    """What stands below a heading, up to the next empty line."""
    return text.partition(f"\n{title}\n")[2].partition("\n\n")[0]


def test_suppliers_that_stopped_and_started_are_named_fifteen_each() -> None:
    said = table([then(f"{name}-1") for name in NAMES], [])
    assert "stopped answering 18" in said
    assert "firm14" in said
    assert "firm15" not in said
    assert "and 3 more" in said
    said = table([], [a_file(f"{name}-1") for name in NAMES[:15]])
    assert "started answering 15, silent both times 3" in said
    assert " more" not in said


def test_what_suppliers_changed_is_one_line_each() -> None:
    old = [then(f"{name}-1", SMELTERS[:2]) for name in NAMES]
    new = [a_file(f"{name}-1", SMELTERS[1:4]) for name in NAMES]
    said = after(table(old, new), "What suppliers changed")
    lines = said.splitlines()
    assert len(lines) == 16
    assert lines[0].strip() == "firm00: CMRT smelters added: 2, smelters removed: 1"
    assert lines[-1] == "and 3 more"


def test_smelters_are_counted_by_what_became_of_them_and_thirty_are_shown() -> None:
    said = table([then("firm00-1")], [a_file("firm00-1", SMELTERS)])
    assert "new 32" in said
    assert "CID999029" in said
    assert "CID999030" not in said
    assert "and 2 more" in said


@pytest.mark.parametrize(
    ("language", "turned"), [("en", "conformant -> active"), ("ja", "適合 -> アクティブ")]
)
def test_another_status_and_another_name_say_which(language: str, turned: str) -> None:
    old = [Named("Tin", "CID999001"), Named("Tin", "CID999002", name="Old Lark")]
    new = [Named("Tin", "CID999001", StatusValue.ACTIVE), Named("Tin", "CID999002", name="New Lark")]
    said = table([then("firm00-1", old)], [a_file("firm00-1", new)], language)
    assert turned in said
    assert ": Old Lark" in said


def test_copies_are_told_from_the_same_file_and_shared_lists_are_named() -> None:
    old = [then(f"{name}-1", SMELTERS[:12]) for name in NAMES]
    new = [then("firm00-1", SMELTERS[:12]), *(a_file(f"{name}-1", SMELTERS[:12]) for name in NAMES[1:])]
    said = table(old, new)
    copies = after(said, "Answers that did not change at all (MC823)").splitlines()
    assert [line.strip() for line in copies[:2]] == [
        "firm00 CMRT: the same file",
        "firm01 CMRT: another file that says the same",
    ]
    assert (len(copies), copies[-1]) == (16, "and 3 more")
    shared = after(said, "The same smelter list from several suppliers (MC821)")
    assert "12 smelters, CMRT: firm00, firm01" in shared


def test_a_single_supplier_is_shown_in_full() -> None:
    old = then("one-1", SMELTERS[:20])
    new = a_file("one-1", SMELTERS[5:25], scope=Scope.PRODUCT)
    said = table([old], [new], names=["one"])
    assert "smelters added: 5" in said
    assert "smelters removed: 5" in said
    assert all(f"CID9990{number:02}" in said for number in (0, 4, 20, 24))
    assert re.search(r"company\b.*\bproduct\b", said, re.IGNORECASE)
    same = table([then("one-1", SMELTERS[:3])], [then("one-1", SMELTERS[:3])], names=["one"])
    assert "smelters added" not in same
