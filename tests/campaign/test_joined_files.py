"""One answer in several files: the rows of all count, the answers once, and it is said why."""

import datetime as dt
import json

import pytest
from tests.support.campaigns import Named, a_file, a_roster, a_supplier, fraction, rolled

from mineralcheck.campaign.comparison import compare
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.standing import Standing
from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import Tier
from mineralcheck.model.submission import Scope
from mineralcheck.reporters import rollup_formats
from mineralcheck.reporters.rollup_formats import RollUpFormat

ROSTER = a_roster(a_supplier("acme"))
FIRST = [Named("Tin", "CID999001"), Named("Tin", "CID999002")]
SECOND = [Named("Tin", "CID999003"), Named("Gold", "CID999001")]
OPEN = Named("Tin", None, tier=Tier.UNIDENTIFIED)


def error(cell: str, message: str) -> Finding:
    return Finding(
        code="MC401",
        name="x",
        severity=Severity.ERROR,
        cell=CellRef.parse(*cell.split("!")),
        message=message,
        fix="f",
    )


def figures(roll_up: RollUp) -> dict[str, tuple[int, int]]:
    wanted = ("response_rate", "distinct_smelters", "accepted_rate", "company_scope_share")
    found = {m.name: m for m in roll_up.figures if m.name in wanted and str(m.part) == "all"}
    return {name: fraction(metric) for name, metric in found.items() if metric.denominator is not None}


def standings(roll_up: RollUp) -> dict[str, tuple[Standing, str | None, str | None]]:
    return {line.path: (line.standing, line.joined_to, line.superseded_by) for line in roll_up.files}


def test_rows_of_all_parts_count_and_answers_once() -> None:
    with rolled([a_file("acme-1", FIRST), a_file("acme-2", SECOND)], ROSTER) as result:
        assert standings(result) == {
            "acme-1": (Standing.JOINED, "acme-2", None),
            "acme-2": (Standing.COUNTED, None, None),
        }
        named = {(one.mineral, one.smelter_id) for one in result.smelters()}
        assert named == {(one.mineral, one.smelter_id) for one in (*FIRST, *SECOND)}
        assert len(result.view.suppliers[0].submissions) == 1
        assert not list(result.superseded())


def test_rows_not_yet_identified_are_no_smelter_in_both() -> None:
    files = [a_file("acme-1", [*FIRST, OPEN]), a_file("acme-2", [*SECOND, OPEN])]
    with rolled(files, ROSTER) as result:
        assert [line.standing for line in result.files] == [Standing.JOINED, Standing.COUNTED]


def test_the_same_smelter_under_two_spellings_is_one() -> None:
    same = Named("Tin", None, tier=Tier.UNLISTED, name="Tarn Smelting")
    spelt = Named("Tin", None, tier=Tier.UNLISTED, name="TARN  smelting")
    with rolled([a_file("acme-1", [same]), a_file("acme-2", [spelt])], ROSTER) as result:
        assert [line.standing for line in result.files] == [Standing.SUPERSEDED, Standing.COUNTED]


def test_two_scopes_and_two_suppliers_stay_apart() -> None:
    files = [a_file("acme-1", FIRST), a_file("acme-2", SECOND, scope=Scope.PRODUCT), a_file("bolt-1", SECOND)]
    with rolled(files, a_roster(a_supplier("acme"), a_supplier("bolt"))) as result:
        assert {line.standing for line in result.files} == {Standing.COUNTED}
        assert [len(one.submissions) for one in result.view.suppliers] == [2, 1]


def test_an_error_in_any_part_is_one_of_the_answer() -> None:
    shared, own = error("Declaration!D8", "both"), error("Smelter List!B5", "first")
    files = [a_file("acme-1", FIRST, findings=[shared, own]), a_file("acme-2", SECOND, findings=[shared])]
    with rolled(files, ROSTER) as result:
        (submitted,) = result.view.suppliers[0].submissions
        assert submitted.errors == 3
        (reason,) = [r for r in result.suppliers[0].reasons if r.factor.value == "errors"]
        assert reason.cases == 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_joined_files_are_listed_with_the_reason(language: str) -> None:
    with rolled([a_file("acme-1", FIRST), a_file("acme-2", SECOND)], ROSTER) as result:
        pieces = rollup_formats.pieces(result, RollUpFormat.TABLE, language=language, width=160, color=False)
        table = "".join(pieces)
        lines = [line for line in table.splitlines() if "acme-1" in line and "acme-2" in line]
        assert len(lines) == 1
        body = json.loads("".join(rollup_formats.pieces(result, RollUpFormat.JSON)))
        assert [one["joined_to"] for one in body["files"]] == ["acme-2", None]


def test_a_comparison_takes_the_parts_together() -> None:
    whole = a_file("acme-0", [*FIRST, *SECOND], day=dt.date(2025, 5, 1))
    parts = [a_file("acme-1", FIRST), a_file("acme-2", SECOND)]
    with rolled([whole], ROSTER) as old, rolled(parts, ROSTER) as new:
        (supplier,) = compare(old, new).suppliers
        (change,) = supplier.submissions
        assert (change.changes.added, change.changes.removed, change.changes.kept) == ((), (), 4)
        assert change.changes.same_smelters
