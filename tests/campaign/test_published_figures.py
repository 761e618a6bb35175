"""The arithmetic of figures that companies published, redone with our definitions."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.campaigns import Named, a_file, fraction, rolled

from mineralcheck.campaign.parts import ALL, mineral_part
from mineralcheck.campaign.policy import Policy, Rounding
from mineralcheck.check.report import CheckReport
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.match import DeclaredSmelter, StatusValue
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.importing import Options, import_data
from mineralcheck.reference.lists import StatusList
from mineralcheck.reference.status import StatusIndex

CONFORMANT, ACTIVE, OTHER = StatusValue.CONFORMANT, StatusValue.ACTIVE, StatusValue.OTHER


def published(shared: Path, company: str, metals: str = "3TG") -> dict[str, str]:
    with (shared / "samples" / "disclosures" / "disclosures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["company"] == company and row["metals"] == metals]
    return rows[0]


def smelters(*counts: tuple[int, StatusValue, str]) -> list[Named]:
    """So many smelters of each status; ids are invented."""
    rows: list[Named] = []
    for number, status, text in counts:
        for _ in range(number):
            rows.append(Named("Gold", f"CID{990000 + len(rows)}", status, status_text=text))
    return rows


def rates(rows: Sequence[Named], rounding: Rounding = Rounding.HALF_UP) -> dict[str, str]:
    """Percentages by name, over a list that two suppliers share."""
    reports = [a_file("one-1", rows), a_file("two-1", rows[: len(rows) // 2])]
    with rolled(reports, policy=Policy(rounding=rounding)) as found:
        return {one.name: f"{one.percentage}" for one in found.figures if one.part == ALL}


def test_microsoft(shared: Path) -> None:
    row = published(shared, "Microsoft")
    assert (row["facilities_total"], row["conformant"], row["active"]) == ("266", "220", "6")
    rows = smelters(
        (220, CONFORMANT, "Conformant"),
        (6, ACTIVE, "Active"),
        (27, OTHER, "Outreach Required"),
        (13, OTHER, "Not Applicable"),
    )
    found = rates(rows)
    assert found["conformant_rate"] == "82.7"
    # 226 of 266 are 84.96 %. The company printed that cut off, as --round-down does; rounded it is 85.0.
    assert found["participating_rate"] == "85.0"
    cut_off = rates(rows, Rounding.DOWN)
    assert (cut_off["conformant_rate"], cut_off["participating_rate"]) == ("82.7", "84.9")
    assert row["ratio_as_published"] == "82.7% conformant; 84.9% participating"


def test_nvidia(shared: Path) -> None:
    row = published(shared, "NVIDIA")
    assert (row["facilities_total"], row["conformant"], row["ceased_or_na"][:2]) == ("246", "206", "25")
    found = rates(
        smelters(
            (206, CONFORMANT, "Conformant"),
            (5, ACTIVE, "Active"),
            (10, OTHER, "No longer compliant"),
            (25, OTHER, "Not in operation"),
        )
    )
    assert (found["conformant_rate"], found["operational_conformant_rate"]) == ("83.7", "93.2")
    assert row["ratio_definition"].startswith("206/246=83.7%; without the 25: 206/221=93.2%")


def test_dell(shared: Path) -> None:
    row = published(shared, "Dell")
    assert (row["facilities_total"], row["conformant"], row["ratio_as_published"]) == ("245", "219", "89.4%")
    found = rates(smelters((219, CONFORMANT, "Conformant"), (26, StatusValue.NOT_ON_LIST, "")))
    assert found["conformant_rate"] == "89.4"


def test_meta(shared: Path) -> None:
    row = published(shared, "Meta")
    assert (row["facilities_total"], row["conformant"], row["ratio_as_published"]) == ("221", "205", "92.8%")
    found = rates(smelters((205, CONFORMANT, "Conformant"), (3, ACTIVE, "Active"), (13, OTHER, "Other")))
    assert found["conformant_rate"] == "92.8"


INTEL_BY_METAL = {
    "Gold": (95, 91, 1, 3),
    "Tantalum": (32, 32, 0, 0),
    "Tin": (54, 50, 2, 2),
    "Tungsten": (34, 31, 0, 3),
}


def intel_reports(path: Path) -> tuple[list[CheckReport], StatusIndex]:
    """The list beside the figures, once as the status list and once as what a supplier declares."""
    content = import_data(path.read_bytes(), path.name, Options()).content
    assert isinstance(content, StatusList)
    statuses, matcher = StatusIndex([content]), Matcher(build_reference([content]))
    rows = []
    for entry in content.entries:
        match = matcher.match(DeclaredSmelter(entry.mineral, entry.smelter_id, entry.name, entry.name))
        assert match.smelter_id == entry.smelter_id
        status = statuses.status_of(entry.mineral, entry.smelter_id)
        rows.append(
            Named(entry.mineral, entry.smelter_id, status.value, name=entry.name, status_text=status.text)
        )
    # A second supplier names the same smelters: nothing may count twice.
    return [a_file("one-1", rows), a_file("two-1", rows)], statuses


def test_intel(shared: Path) -> None:
    path = shared / "samples" / "disclosures" / "status_intel_cy2025_2026-04-01.csv"
    reports, statuses = intel_reports(path)
    with rolled(reports, sources=statuses.sources) as found:
        overall = found.figure("participating_rate", ALL)
        assert overall
        assert fraction(overall) == (207, 215)
        assert overall.percentage == Decimal("96.3")
        assert [str(day) for day in overall.list_dates] == ["2026-04-01"]
        for metal, (total, conformant, active, neither) in INTEL_BY_METAL.items():
            row = published(shared, "Intel", metal)
            assert int(row["facilities_total"]) == total
            named = [one.status for one in found.smelters() if one.mineral == metal]
            assert (len(named), named.count(CONFORMANT), named.count(ACTIVE)) == (total, conformant, active)
            assert named.count(OTHER) == neither
            assert fraction(found.figure("conformant_rate", mineral_part(metal))) == (conformant, total)
    assert published(shared, "Intel")["ratio_as_published"] == "96% conformant or participating"


@pytest.mark.parametrize("text", ["Non-Conformant", "Not Conformant", "Nonconformant"])
def test_a_smelter_that_failed_is_not_conformant(text: str) -> None:
    lines = f"Metal,Smelter ID,Name,Country,Status,As Of\nGold,CID999001,X,JAPAN,{text},2026-01-01\n"
    source = import_data(lines.encode(), "s.csv", Options()).content
    assert isinstance(source, StatusList)
    assert StatusIndex([source]).status_of("Gold", "CID999001").value is OTHER
