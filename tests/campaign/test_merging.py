"""Sub-campaigns added up: every supplier, file and smelter counts once."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from fixtures.campaign_generator import Spec, plan_campaign
from fixtures.campaign_generator.lists import supplier_list
from fixtures.campaign_generator.plan import AS_OF
from fixtures.campaign_generator.reports import ReportMaker
from tests.support.campaigns import STATUS_LIST, Named, a_file, a_roster, a_supplier, fraction, rolled

from mineralcheck.campaign.gathering import Shard
from mineralcheck.campaign.parts import ALL
from mineralcheck.campaign.rollup import add_up
from mineralcheck.campaign.roster import Roster, Supplier
from mineralcheck.campaign.roster_file import roster_of
from mineralcheck.campaign.store import Store
from mineralcheck.check.report import CheckReport, Outcome
from mineralcheck.model.errors import UsageError
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import Family
from mineralcheck.reporters.rollup_formats import folder_files

TIN, GOLD = Named("Tin", "CID999001"), Named("Gold", "CID999002", StatusValue.ACTIVE)


def part(
    path: Path,
    reports: Sequence[CheckReport],
    *suppliers: Supplier,
    roster: Roster | None = None,
    **changes: object,
) -> Path:
    own = roster or (a_roster(*suppliers) if suppliers else None)
    rolled(reports, own, store=Store.open(path), partial=True, **changes).close()  # type: ignore[arg-type]
    return path


def test_a_smelter_named_in_two_parts_counts_once(tmp_path: Path) -> None:
    parts = [
        part(tmp_path / "a.db", [a_file("x-1", [TIN, GOLD])], a_supplier("x"), a_supplier("y")),
        part(tmp_path / "b.db", [a_file("z-1", [TIN])], a_supplier("z")),
    ]
    with add_up(parts) as found:
        assert fraction(found.figure("conformant_rate", ALL)) == (1, 2)
        assert fraction(found.figure("response_rate", ALL)) == (2, 3)
        assert [one.suppliers for one in found.smelters() if one.mineral == "Tin"] == [2]


def test_the_order_of_the_parts_does_not_matter(tmp_path: Path) -> None:
    a = part(tmp_path / "a.db", [a_file("x-1", [TIN])], a_supplier("x", spend="5", currency="EUR"))
    b = part(
        tmp_path / "b.db", [a_file("x-2", [GOLD])], a_supplier("x", Family.EMRT, spend="7", currency="EUR")
    )
    shown = []
    for order in ([a, b], [b, a]):
        with add_up(order) as found:
            shown.append({name: "".join(text) for name, text in folder_files(found).items()})
    assert shown[0] == shown[1]


def test_a_supplier_of_two_units_is_one(tmp_path: Path) -> None:
    parts = [
        part(tmp_path / "a.db", [a_file("x-1", [TIN])], a_supplier("x", spend="5", currency="EUR")),
        part(tmp_path / "b.db", [], a_supplier("X", Family.EMRT, spend="7", currency="EUR")),
    ]
    with add_up(parts) as found:
        (one,) = found.suppliers
        assert set(one.asked.families) == {"CMRT", "EMRT"}
        assert one.asked.supplier.spend == Decimal(12)
        assert one.response == "partly"


def test_rows_that_say_the_same_are_one(tmp_path: Path) -> None:
    same = a_supplier("x", spend="5", currency="EUR")
    parts = [
        part(tmp_path / "a.db", [], a_supplier("w"), same),
        part(tmp_path / "b.db", [], same, a_supplier("z")),
    ]
    with add_up(parts) as found:
        assert [one.asked.supplier.spend for one in found.suppliers] == [None, Decimal(5), None]


def test_the_rows_of_every_list_can_be_found_again(tmp_path: Path) -> None:
    parts = [
        part(tmp_path / "emea.db", [], a_supplier("w"), a_supplier("x", spend="5", currency="EUR")),
        part(tmp_path / "asia.db", [], a_supplier("x", spend="7", currency="EUR")),
    ]
    with add_up(parts) as found:
        rows = list(found.evidence("suppliers_asked", ALL))
    places = [(row.supplier_id, row.file, row.cell) for row in rows]
    assert places == [
        ("w", "emea/suppliers.csv", "row 2, templates"),
        ("x", "asia/suppliers.csv", "row 2, templates; emea/suppliers.csv row 3, templates"),
    ]


def test_a_file_in_two_parts_is_one_and_two_files_of_one_name_are_two(tmp_path: Path) -> None:
    same = a_file("x-1", [TIN])
    other = same.model_copy(update={"sha256": "f" * 64})
    parts = [
        part(tmp_path / "a.db", [same], a_supplier("x")),
        part(tmp_path / "b.db", [same], a_supplier("y")),
        part(tmp_path / "c.db", [other], a_supplier("z")),
    ]
    with add_up(parts[:2]) as found:
        assert [line.path for line in found.files] == ["x-1"]
    with add_up(parts) as found:
        assert [line.path for line in found.files] == ["c/x-1", "x-1"]


def test_no_file_of_parts_that_are_called_alike_is_lost(tmp_path: Path) -> None:
    parts, shas = [], {"emea": "a", "asia": "b", "us": "c", "uk": "b"}
    for region, letter in shas.items():
        (tmp_path / region).mkdir()
        own = a_file("cmrt.xlsx", [TIN]).model_copy(update={"sha256": letter * 64})
        parts.append(part(tmp_path / region / "part.db", [own], a_supplier(region)))
    with add_up(parts) as found:
        assert [line.path for line in found.files] == [
            "cmrt.xlsx",
            "part (2)/cmrt.xlsx",
            "part/cmrt.xlsx",
        ]


def test_files_of_one_name_that_could_not_be_opened_are_two(tmp_path: Path) -> None:
    closed = CheckReport(path="x-1", sha256=None, outcome=Outcome.UNREADABLE, message="It cannot be opened.")
    parts = [
        part(tmp_path / "a.db", [closed], a_supplier("x")),
        part(tmp_path / "b.db", [closed], a_supplier("y")),
    ]
    with add_up(parts) as found:
        assert [line.path for line in found.files] == ["b/x-1", "x-1"]


def test_a_newer_answer_in_another_part_supersedes(tmp_path: Path) -> None:
    parts = [
        part(tmp_path / "a.db", [a_file("x-1", [TIN], day=dt.date(2026, 1, 1))], a_supplier("x")),
        part(tmp_path / "b.db", [a_file("x-2", [GOLD], day=dt.date(2026, 3, 1))], a_supplier("x")),
    ]
    with add_up(parts) as found:
        assert [(line.path, line.standing.value) for line in found.files] == [
            ("x-1", "superseded"),
            ("x-2", "counted"),
        ]
        assert [one.mineral for one in found.smelters()] == ["Gold"]


def test_a_file_that_one_part_could_not_assign_finds_its_supplier_in_another(tmp_path: Path) -> None:
    parts = [
        part(tmp_path / "a.db", [a_file("z-1", [TIN])], a_supplier("x")),
        part(tmp_path / "b.db", [], a_supplier("z")),
    ]
    with add_up(parts) as found:
        assert [line.supplier_id for line in found.files] == ["z"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"as_of": dt.date(2026, 8, 23)}, "the day they stand for"),
        ({"sources": (STATUS_LIST.model_copy(update={"sha256": "9" * 64}),)}, "their status lists"),
    ],
)
def test_parts_that_were_not_made_alike_are_refused(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    first = part(tmp_path / "a.db", [], a_supplier("x"))
    second = part(tmp_path / "b.db", [], a_supplier("y"), roster=None, **changes)
    parts = [first, second]
    with pytest.raises(UsageError, match=said):
        add_up(parts)


def test_mixed_currencies_and_missing_rosters_are_refused(tmp_path: Path) -> None:
    a = part(tmp_path / "a.db", [], a_supplier("x", spend="5", currency="EUR"))
    b = part(tmp_path / "b.db", [], a_supplier("x", spend="5", currency="JPY"))
    with pytest.raises(UsageError, match="in EUR, another in JPY"):
        add_up([a, b])
    with pytest.raises(UsageError, match="some without"):
        add_up([a, part(tmp_path / "c.db", [a_file("x-1")])])
    with pytest.raises(UsageError, match="cannot be added up into itself"):
        add_up([a, b], a)


def test_an_empty_store_has_nothing_to_add(tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.db").close()
    with pytest.raises(UsageError, match="has no run in it"):
        add_up([tmp_path / "empty.db"])


def test_shares_add_up_to_the_whole_to_the_byte(tmp_path: Path) -> None:
    campaign = plan_campaign(Spec(seed=11).scaled(15))
    maker = ReportMaker(campaign)
    roster = roster_of(supplier_list(campaign).encode(), "suppliers.csv", {})
    reports = list(maker.reports())
    shares = [Shard(number, 3) for number in (1, 2, 3)]
    parts = []
    for share in shares:
        own = [report for report in reports if share.has(report.path)]
        path = tmp_path / f"{share.number}.db"
        parts.append(part(path, own, roster=roster, sources=maker.reference.sources, as_of=AS_OF))
    with (
        rolled(reports, roster, sources=maker.reference.sources, as_of=AS_OF) as whole,
        add_up(parts) as sum_of_parts,
    ):
        for name, text in folder_files(whole).items():
            assert "".join(folder_files(sum_of_parts)[name]) == "".join(text), name
