"""Corrective actions from run to run: an answer closes them, silence does not."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.support.campaigns import DAY, Named, a_file, a_roster, a_supplier, rolled

from mineralcheck.campaign.corrective import ActionChanges, CorrectiveAction
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk_scheme import Factor
from mineralcheck.campaign.roster import Supplier, SupplierState
from mineralcheck.campaign.store import Store
from mineralcheck.check.report import CheckReport, Outcome
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableReason
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import Family
from mineralcheck.reporters.rollup_formats import RollUpFormat, pieces

GOOD = [Named("Tin", "CID999001")]
FAULT = Finding(
    code="MC101",
    name="open-required-field",
    severity=Severity.ERROR,
    cell=CellRef("Declaration", 17, 4),
    message="The phone number is missing.",
    fix="Fill it in.",
)
WRONG = a_file("a-1", GOOD, findings=[FAULT])
RIGHT = a_file("a-2", GOOD)
ASKED = a_supplier("a")
Run = tuple[Iterable[CheckReport], Supplier | None]


def changes(path: Path, *runs: Run, partial: bool = False) -> ActionChanges | None:
    """What the last of several runs into one store says."""
    found: ActionChanges | None = None
    for number, (reports, supplier) in enumerate(runs):
        last = number == len(runs) - 1
        roster = a_roster(supplier) if supplier else None
        with rolled(reports, roster, store=Store.open(path), partial=partial and last) as run:
            found = run.actions
    return found


def factors(actions: Iterable[CorrectiveAction]) -> list[Factor]:
    return [one.factor for one in actions]


def test_the_first_run_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert changes(tmp_path / "a.db", ([WRONG], ASKED)) is None


def test_a_newer_answer_without_the_error_closes_it(tmp_path: Path) -> None:
    found = changes(tmp_path / "a.db", ([WRONG], ASKED), ([RIGHT], ASKED))
    assert found
    assert (factors(found.closed), found.open, found.opened, found.dropped) == ([Factor.ERRORS], (), (), ())


def test_a_newer_answer_with_the_error_leaves_it_open(tmp_path: Path) -> None:
    again = a_file("a-2", GOOD, findings=[FAULT])
    found = changes(tmp_path / "a.db", ([WRONG], ASKED), ([again], ASKED))
    assert found
    assert (factors(found.open), found.closed, found.opened) == ([Factor.ERRORS], (), ())


def test_silence_leaves_errors_open_until_an_answer_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    silent = changes(path, ([WRONG], ASKED), ([], ASKED))
    assert silent
    assert (factors(silent.opened), factors(silent.open), silent.closed) == (
        [Factor.NO_ANSWER],
        [Factor.ERRORS],
        (),
    )
    still = changes(path, ([], ASKED))
    assert still
    assert (factors(still.open), still.closed) == ([Factor.ERRORS, Factor.NO_ANSWER], ())
    answered = changes(path, ([RIGHT], ASKED))
    assert answered
    assert (factors(answered.closed), answered.open) == ([Factor.ERRORS, Factor.NO_ANSWER], ())


def test_an_answer_on_another_template_closes_nothing(tmp_path: Path) -> None:
    both = a_supplier("a", Family.CMRT, Family.EMRT)
    rows = [Named("Tin", None, tier=Tier.UNLISTED, name="Shed"), Named("Tin", None, tier=Tier.UNIDENTIFIED)]
    then = a_file("a-1", rows, findings=[FAULT])
    cobalt = a_file("a-2", [Named("Cobalt", "CID999009")], family=Family.EMRT)
    found = changes(tmp_path / "a.db", ([then, cobalt], both), ([cobalt], both))
    assert found
    assert (found.closed, factors(found.open)) == (
        (),
        [Factor.ERRORS, Factor.UNIDENTIFIED_SMELTERS, Factor.UNLISTED_SMELTERS],
    )
    assert factors(found.opened) == [Factor.TEMPLATE_MISSING]


def test_the_same_answer_judged_otherwise_closes_nothing(tmp_path: Path) -> None:
    accepted = WRONG.model_copy(update={"findings": ()})  # a waiver, or another profile
    found = changes(tmp_path / "a.db", ([WRONG], ASKED), ([accepted], ASKED))
    assert found
    assert (found.closed, found.open, factors(found.dropped)) == ((), (), [Factor.ERRORS])


def test_a_smelter_that_a_newer_list_has_is_done_without_a_new_answer(tmp_path: Path) -> None:
    def named(status: StatusValue) -> CheckReport:
        return a_file("a-1", [Named("Tin", "CID999001", status)])

    runs: list[Run] = [([named(s)], ASKED) for s in (StatusValue.OTHER, StatusValue.CONFORMANT)]
    found = changes(tmp_path / "a.db", *runs)
    assert found
    assert factors(found.closed) == [Factor.STATUS_OTHER]


def test_a_smelter_not_identified_in_a_newer_file_either_stays_open(tmp_path: Path) -> None:
    runs: list[Run] = [
        ([a_file(name, [Named("Tin", None, tier=Tier.UNIDENTIFIED)])], ASKED) for name in ("a-1", "a-2")
    ]
    found = changes(tmp_path / "a.db", *runs)
    assert found
    assert (factors(found.open), found.opened, found.closed) == ([Factor.UNIDENTIFIED_SMELTERS], (), ())


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(a_supplier("a", state=SupplierState.EXEMPT), id="exempt"),
        pytest.param(a_supplier("b", state=SupplierState.EXEMPT), id="gone from the list"),
    ],
)
def test_who_is_not_asked_any_more_has_nothing_to_correct(tmp_path: Path, later: Supplier) -> None:
    found = changes(tmp_path / "a.db", ([WRONG], ASKED), ([], later))
    assert found
    assert (found.closed, found.open, factors(found.dropped)) == ((), (), [Factor.ERRORS])


def test_without_a_supplier_list_silence_leaves_errors_open_too(tmp_path: Path) -> None:
    found = changes(tmp_path / "a.db", ([WRONG], None), ([], None))
    assert found
    assert (factors(found.open), found.closed) == ([Factor.ERRORS], ())


def test_a_later_due_date_or_an_unreadable_file_is_no_answer(tmp_path: Path) -> None:
    awaited = a_supplier("a", due_date=DAY + dt.timedelta(days=5))
    found = changes(tmp_path / "a.db", ([], ASKED), ([], awaited))
    assert found
    assert (found.closed, factors(found.dropped)) == ((), [Factor.NO_ANSWER])
    broken = CheckReport(
        path="a/x.xlsx",
        sha256="0",
        outcome=Outcome.UNREADABLE,
        reason=UnreadableReason.EMPTY,
        message="Empty.",
    )
    found = changes(tmp_path / "b.db", ([], ASKED), ([broken], ASKED))
    assert found
    assert (found.closed, factors(found.opened), factors(found.dropped)) == (
        (),
        [Factor.UNREADABLE],
        [Factor.NO_ANSWER],
    )


def test_a_run_over_a_part_of_the_files_says_nothing_about_the_rest(tmp_path: Path) -> None:
    assert changes(tmp_path / "a.db", ([WRONG], ASKED), ([], ASKED), partial=True) is None


def summary(roll_up: RollUp) -> str:
    return "".join(pieces(roll_up, RollUpFormat.TABLE))


def test_the_table_says_what_is_not_asked_for_any_more(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with rolled([WRONG], a_roster(ASKED), store=Store.open(path)):
        pass
    accepted = WRONG.model_copy(update={"findings": ()})
    with rolled([accepted], a_roster(ASKED), store=Store.open(path), policy=Policy()) as run:
        said = summary(run)
    assert "0 opened, 0 closed, 0 still open. Not asked for any more: 1." in said


def test_who_has_time_left_is_not_listed_among_those_that_have_not_answered() -> None:
    early = a_supplier("early", due_date=DAY + dt.timedelta(days=5))
    with rolled([RIGHT], a_roster(ASKED, a_supplier("late"), early)) as run:
        said = summary(run)
    assert "silent 2 (not due yet: 1)" in said
    assert "Suppliers that have not answered (MC801)\n  late\n" in said
    assert "Suppliers whose answer is not due yet\n  early\n" in said
