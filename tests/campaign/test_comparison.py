"""Two campaigns side by side."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from tests.support.campaigns import DAY, STATUS_LIST, Named, a_file, a_roster, a_supplier, rolled

from mineralcheck.campaign.comparison import Comparison, Turn, compare
from mineralcheck.campaign.parts import ALL
from mineralcheck.campaign.roster import Supplier
from mineralcheck.check.report import AnswerReport, CheckReport
from mineralcheck.model.cells import CellRef
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.model.submission import Question
from mineralcheck.reference.entries import ReferenceIndex, build_reference
from mineralcheck.reference.lists import ListKind, ListSource, LookupEntry, LookupList

OLD_DAY = DAY - dt.timedelta(days=365)
TIN, GOLD = Named("Tin", "CID999001"), Named("Gold", "CID999002")


@contextmanager
def compared(
    old: Sequence[CheckReport],
    new: Sequence[CheckReport],
    suppliers: Sequence[Supplier] = (),
    reference: ReferenceIndex | None = None,
    **changes: object,
) -> Iterator[Comparison]:
    roster = a_roster(*suppliers) if suppliers else None
    with (
        rolled(old, roster, as_of=OLD_DAY, **changes) as first,  # type: ignore[arg-type]
        rolled(new, roster, **changes) as second,  # type: ignore[arg-type]
    ):
        yield compare(first, second, reference)


def then(path: str, rows: Sequence[Named] = (), **changes: object) -> CheckReport:
    return a_file(path, rows, day=dt.date(2025, 5, 1), **changes)  # type: ignore[arg-type]


def test_figures_stand_side_by_side() -> None:
    suppliers = [a_supplier(name) for name in "abcd"]
    with compared([then("a-1")], [a_file("a-1"), a_file("b-1")], suppliers) as found:
        one = next(f for f in found.figures if f.name == "response_rate" and f.part == ALL)
        assert one.old
        assert one.new
        assert (one.old.percentage, one.new.percentage) == (Decimal("25.0"), Decimal("50.0"))
        assert one.points == Decimal("25.0")


def test_a_figure_that_is_gone_is_shown_with_what_it_was() -> None:
    with compared([then("a-1", [GOLD])], [a_file("a-1", [TIN])]) as found:
        gone = [f for f in found.figures if str(f.part) == "mineral:Gold" and f.name == "conformant_rate"]
        assert [(f.old is not None, f.new, f.points) for f in gone] == [(True, None, None)]


def test_what_became_of_suppliers() -> None:
    old = [then("a-1"), then("b-1")]
    new = [a_file("b-1"), a_file("c-1")]
    with (
        rolled(old, a_roster(*(a_supplier(n) for n in "abcx")), as_of=OLD_DAY) as first,
        rolled(new, a_roster(*(a_supplier(n) for n in "abcn"))) as second,
    ):
        turns = {one.supplier_id: one.turn for one in compare(first, second).suppliers}
    assert turns == {
        "a": Turn.STOPPED,
        "b": Turn.ANSWERED_AGAIN,
        "c": Turn.STARTED,
        "n": Turn.JOINED,
        "x": Turn.LEFT,
    }


def test_smelters_declared_by_their_number_alone_are_told_apart() -> None:
    def by_number(number: str) -> Named:
        return Named("Tin", number, tier=Tier.UNLISTED)

    old, new = (
        nameless(then("a-1", [by_number("CID999001")])),
        nameless(a_file("a-1", [by_number("CID999002")])),
    )
    with compared([old], [new], [a_supplier("a")]) as found:
        ((submission,),) = [supplier.submissions for supplier in found.suppliers]
        changes = submission.changes
    assert [one.name for one in changes.removed] == ["CID999001"]
    assert [one.name for one in changes.added] == ["CID999002"]


def nameless(report: CheckReport) -> CheckReport:
    sub = report.submission
    assert sub is not None
    smelters = tuple(
        row.model_copy(update={"declared": row.declared._replace(name="")}) for row in sub.smelters
    )
    return report.model_copy(update={"submission": sub.model_copy(update={"smelters": smelters})})


def test_what_a_supplier_changed() -> None:
    def answer(value: str) -> dict[str, dict[Question, AnswerReport]]:
        cell = CellRef("Declaration", 44, 4)
        return {"Tin": {Question.FROM_CAHRA: AnswerReport(cell=cell, text=value, value=value)}}

    old, new = then("a-1", [TIN, GOLD], answers=answer("No")), a_file("a-1", [TIN], answers=answer("Yes"))
    with compared([old], [new], [a_supplier("a")]) as found:
        (supplier,) = found.suppliers
        (submission,) = supplier.submissions
        changes = submission.changes
        assert [(s.mineral, s.smelter_id) for s in changes.removed] == [("Gold", "CID999002")]
        assert (changes.added, changes.kept) == ((), 1)
        assert [(a.question, a.mineral, a.old, a.new, a.cell) for a in changes.answers] == [
            ("from_cahra", "Tin", "No", "Yes", "Declaration!D44")
        ]
        assert ("effective_date", "2025-05-01", "2026-05-01") in changes.facts
        assert supplier.copied == ()


def test_answers_copied_from_last_year_are_pointed_out() -> None:
    with compared([then("a-1", [TIN, GOLD])], [a_file("a-2", [GOLD, TIN])], [a_supplier("a")]) as found:
        (submission,) = found.suppliers[0].copied
        assert not submission.same_file
    with compared([then("a-1", [TIN])], [then("a-1", [TIN])], [a_supplier("a")]) as found:
        assert found.suppliers[0].copied[0].same_file
    with compared([then("a-1", [TIN])], [a_file("a-2", [GOLD])], [a_supplier("a")]) as found:
        assert found.suppliers[0].copied == ()


def test_no_smelters_at_all_is_no_copy() -> None:
    with compared([then("a-1")], [a_file("a-2")], [a_supplier("a")]) as found:
        assert found.suppliers[0].copied == ()


def test_without_a_supplier_list_names_are_compared() -> None:
    with compared([then("a-1", company="ACME Ltd")], [a_file("b-1", company="Acme ltd.")]) as found:
        assert [one.turn for one in found.suppliers] == [Turn.ANSWERED_AGAIN]


def test_two_submissions_are_compared_whatever_is_written_on_them() -> None:
    with compared([then("a-1", [TIN])], [a_file("b-1", [GOLD])]) as found:
        (one,) = found.suppliers
        assert len(one.submissions) == 1


def lookup(version: str, day: str, *entries: LookupEntry) -> LookupList:
    source = ListSource(
        kind=ListKind.LOOKUP,
        source=f"{version}.xlsx",
        sha256=version.ljust(64, "0"),
        as_of=dt.date.fromisoformat(day),
        template=f"CMRT {version}",
    )
    return LookupList(source, entries)


def test_smelters_new_gone_renamed_and_of_another_status() -> None:
    stay = LookupEntry("Tin", "Kestrel", "Kestrel", "JAPAN", "CID999001")
    renamed = LookupEntry("Tin", "Old Lark", "New Lark", "JAPAN", "CID999003")
    before = LookupEntry("Tin", "Old Lark", "Old Lark", "JAPAN", "CID999003")
    gone = LookupEntry("Gold", "Rook", "Rook", "JAPAN", "CID999002")
    new = LookupEntry("Gold", "Wren", "Wren", "JAPAN", "CID999004")
    old_list = lookup("6.4", "2024-04-26", stay, before, gone)
    new_list = lookup("6.5", "2025-04-25", stay, renamed, new)
    old_rows = [TIN, GOLD, Named("Tin", "CID999003", name="Old Lark")]
    new_rows = [
        Named("Tin", "CID999001", StatusValue.ACTIVE),
        Named("Tin", "CID999003", name="New Lark"),
        Named("Gold", "CID999004"),
    ]
    with (
        rolled([then("a-1", old_rows)], as_of=OLD_DAY, sources=(old_list.source, STATUS_LIST)) as first,
        rolled([a_file("a-1", new_rows)], sources=(new_list.source, STATUS_LIST)) as second,
    ):
        found = compare(first, second, build_reference([old_list, new_list]))
        assert [(s.mineral, s.smelter_id, s.turn.value, s.explanation) for s in found.smelters] == [
            ("Tin", "CID999003", "renamed", "the list has the old name as an alias"),
            ("Tin", "CID999001", "status", "2026-08-01 to 2026-08-01"),
            ("Gold", "CID999004", "new", "first listed in CMRT 6.5"),
            ("Gold", "CID999002", "gone", "last listed in CMRT 6.4"),
        ]
        unexplained = compare(first, second)
        assert {s.explanation for s in unexplained.smelters if s.turn != "status"} == {""}


def test_spelling_is_no_new_name_and_unknown_no_status() -> None:
    old = [Named("Tin", "CID999001", StatusValue.UNKNOWN, name="Kestrel Tin")]
    new = [Named("Tin", "CID999001", name="KESTREL  tin")]
    with compared([then("a-1", old)], [a_file("a-1", new)]) as found:
        assert found.smelters == ()
