"""Decisions: what they change, in which order, and how they are kept."""

import csv
import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.lists import TIN, matched

from mineralcheck.matching.ledger import COLUMNS, Decision, Ledger, LedgerEntry
from mineralcheck.matching.ledger_file import (
    add_to_ledger,
    kept_ledger,
    ledger_path,
    read_ledger,
    write_ledger,
)
from mineralcheck.model.errors import UsageError
from mineralcheck.model.match import MatchIssue, Tier
from mineralcheck.model.text import clean

DAY = dt.date(2026, 4, 1)


def entry(
    decision: Decision = Decision.ACCEPT,
    smelter_id: str = "CID999001",
    name: str = "Umbra",
    country: str = "",
) -> LedgerEntry:
    return LedgerEntry(TIN, name, country, decision, smelter_id, "Jane Roe", DAY, "their letter")


def test_an_accepted_name_is_matched_and_says_by_whom() -> None:
    match = matched(TIN, "UMBRA", ledger=Ledger([entry()]))
    assert (match.tier, match.smelter_id) == (Tier.LEDGER, "CID999001")
    assert "Jane Roe" in match.reason
    assert "2026-04-01" in match.reason
    assert "their letter" in match.reason


def test_a_decision_is_within_its_mineral() -> None:
    assert matched("Gold", "Umbra", ledger=Ledger([entry()])).tier is Tier.NONE


@pytest.mark.parametrize(
    ("country", "tier"), [("Peru", Tier.LEDGER), ("", Tier.LEDGER), ("Japan", Tier.NONE)]
)
def test_a_decision_for_a_country_does_not_speak_for_another(country: str, tier: Tier) -> None:
    assert matched(TIN, "Umbra", country=country, ledger=Ledger([entry(country="PERU")])).tier is tier


def test_the_lists_come_before_the_ledger() -> None:
    ledger = Ledger([entry(smelter_id="CID999002", name="OTW")])
    assert matched(TIN, "OTW", ledger=ledger).smelter_id == "CID999001"


def test_the_ledger_settles_an_ambiguous_alias() -> None:
    ledger = Ledger([entry(smelter_id="CID999006", name="Twin Alias")])
    assert matched(TIN, "Twin Alias", ledger=ledger).smelter_id == "CID999006"


def test_a_rejected_suggestion_does_not_come_back() -> None:
    ledger = Ledger([entry(Decision.REJECT, "CID999002", "Kestrel Smeltng")])
    match = matched(TIN, "Kestrel Smeltng", ledger=ledger)
    assert match.tier is Tier.NONE
    assert "CID999002" not in [one.smelter_id for one in match.candidates]


def test_a_rejected_listed_name_is_not_automatic() -> None:
    ledger = Ledger([entry(Decision.REJECT, "CID999001", "OTW")])
    assert not matched(TIN, "OTW", ledger=ledger).tier.matched


def test_a_name_that_is_no_smelter_is_left_alone() -> None:
    match = matched(
        TIN, "Kestrel Smeltng", ledger=Ledger([entry(Decision.NOT_A_SMELTER, "", "Kestrel Smeltng")])
    )
    assert (match.tier, match.issues) == (Tier.NONE, (MatchIssue.NOT_A_SMELTER,))


def test_the_later_decision_counts() -> None:
    accepted, rejected = entry(), entry(Decision.REJECT)
    assert Ledger([rejected, accepted]).accepted(TIN, "Umbra") == accepted
    assert Ledger([accepted, rejected]).accepted(TIN, "Umbra") is None
    assert Ledger([rejected, accepted]).rejected(TIN, "Umbra") == frozenset()


def test_an_accepted_id_that_no_list_has_changes_nothing() -> None:
    assert matched(TIN, "Umbra", ledger=Ledger([entry(smelter_id="CID999888")])).tier is Tier.NONE


def test_a_ledger_survives_its_file(tmp_path: Path) -> None:
    ledger = Ledger(
        [entry(), entry(Decision.NOT_A_SMELTER, "", 'Odd, "name"\ud7ff ')._replace(name='Odd, "name"')]
    )
    write_ledger(tmp_path / "ledger.csv", ledger)
    assert read_ledger(tmp_path / "ledger.csv").entries == ledger.entries


@settings(deadline=None)  # it waits for the disk
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30))
def test_no_text_in_a_ledger_starts_a_formula(tmp_path_factory: pytest.TempPathFactory, why: str) -> None:
    path = tmp_path_factory.mktemp("ledger") / "ledger.csv"
    write_ledger(path, Ledger([entry(name=f"={why}")._replace(why=why)]))
    row = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert row.startswith((f"{TIN},'=", f"{TIN},\"'="))
    assert read_ledger(path).entries[0].name.startswith("=")


@pytest.mark.parametrize("name", ["＝SUM(1)", " =SUM(1)", "-", "'Umbra'", "=SUM(1)"])
def test_what_might_be_run_is_text_for_a_spreadsheet_and_comes_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "ledger.csv"
    write_ledger(path, Ledger([entry(name=name)]))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))[1][1]
    assert written.startswith("'")
    assert read_ledger(path).entries[0].name == clean(name)


def test_what_somebody_else_decides_at_the_same_time_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.csv"
    add_to_ledger(path, [entry(name="Umbra")])
    mkstemp, others = tempfile.mkstemp, [entry(name="Kestrel")]

    def just_before(**options: object) -> object:
        if others:
            write_ledger(path, read_ledger(path).with_entries([others.pop()]))
        return mkstemp(**options)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "mkstemp", just_before)
    add_to_ledger(path, [entry(name="Penumbra")])
    assert [one.name for one in read_ledger(path).entries] == ["Umbra", "Kestrel", "Penumbra"]
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.csv"]


def a_file(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([",".join(COLUMNS), *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Tin,Umbra,,maybe,CID999001,me,2026-04-01,why", "line 2: the decision is 'maybe'"),
        ("Tin,Umbra,,accept,999001,me,2026-04-01,why", "line 2: to accept needs a smelter_id"),
        ("Tin,Umbra,,accept,CID999001,me,1 April,why", "line 2: the date '1 April'"),
        (",Umbra,,accept,CID999001,me,2026-04-01,why", "line 2: mineral or name is blank"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_ledger(a_file(tmp_path / "ledger.csv", row))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv").write_text("mineral,name\nTin,Umbra\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no column country, decision"):
        read_ledger(tmp_path / "ledger.csv")


def test_blank_lines_and_spelling_of_decisions_do_not_matter(tmp_path: Path) -> None:
    path = a_file(tmp_path / "ledger.csv", "Tin,Umbra,,Not a smelter,,me,2026-04-01,why", ",,,,,,,", "")
    assert [one.decision for one in read_ledger(path).entries] == [Decision.NOT_A_SMELTER]


def test_a_ledger_of_the_folder_comes_before_that_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINERALCHECK_DATA", str(tmp_path / "data"))
    assert kept_ledger(tmp_path).entries == ()
    write_ledger(ledger_path(tmp_path), Ledger([entry()]))
    assert (tmp_path / "data" / "smelter-ledger.csv").is_file()
    write_ledger(tmp_path / "smelter-ledger.csv", Ledger())
    assert kept_ledger(tmp_path).entries == ()
