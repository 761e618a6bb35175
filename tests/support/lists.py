"""Reference lists of invented smelters; a test changes the one row it is about."""

import datetime as dt
from collections.abc import Sequence

from mineralcheck.matching.ledger import Ledger
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.match import DeclaredSmelter, Match
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import (
    ListKind,
    ListSource,
    LookupEntry,
    LookupList,
    RevisionEntry,
    RevisionList,
    StatusEntry,
    StatusList,
)

DAY = dt.date(2026, 3, 1)

TIN, TUNGSTEN, GOLD = "Tin", "Tungsten", "Gold"

ROWS = (
    LookupEntry(
        TIN, "Ostrava Tin Works a.s.", "Ostrava Tin Works a.s.", "CZECHIA", "CID999001", "Ostrava", "Moravia"
    ),
    LookupEntry(TIN, "OTW", "Ostrava Tin Works a.s.", "CZECHIA", "CID999001", "Ostrava", "Moravia"),
    LookupEntry(
        TIN,
        "Kestrel Smelting Co., Ltd.",
        "Kestrel Smelting Co., Ltd.",
        "CHINA",
        "CID999002",
        "Wuzhou",
        "Guangxi",
    ),
    LookupEntry(
        TIN,
        "Blue Heron Metals Plant 1",
        "Blue Heron Metals Plant 1",
        "MALAYSIA",
        "CID999003",
        "Ipoh",
        "Perak",
    ),
    LookupEntry(
        TIN,
        "Blue Heron Metals Plant 2",
        "Blue Heron Metals Plant 2",
        "MALAYSIA",
        "CID999004",
        "Ipoh",
        "Perak",
    ),
    LookupEntry(TIN, "Twin Alias", "First Twin Ltd.", "PERU", "CID999005", "Pisco", "Ica"),
    LookupEntry(TIN, "Twin Alias", "Second Twin Ltd.", "PERU", "CID999006", "Pisco", "Ica"),
    LookupEntry(
        TUNGSTEN, "Wolfram Adler GmbH", "Wolfram Adler GmbH", "AUSTRIA", "CID999101", "Linz", "Upper Austria"
    ),
    LookupEntry(
        TUNGSTEN, "Adler Hong Kong Ltd.", "Adler Hong Kong Ltd.", "CHINA", "CID999102", "Fanling", "Hong Kong"
    ),
    LookupEntry(
        GOLD,
        "Kestrel Precious Refining",
        "Kestrel Precious Refining",
        "JAPAN",
        "CID999201",
        "Naoshima",
        "Kagawa",
    ),
)


def a_lookup(
    rows: Sequence[LookupEntry] = ROWS,
    template: str = "CMRT 6.5",
    as_of: dt.date | None = DAY,
    source: str = "t.xlsx",
) -> LookupList:
    about = ListSource(
        kind=ListKind.LOOKUP,
        source=source,
        sha256="0" * 64,
        as_of=as_of,
        entries=len(rows),
        template=template,
    )
    return LookupList(about, tuple(rows))


def a_status_list(
    rows: Sequence[StatusEntry],
    kind: ListKind = ListKind.CONFORMANT,
    as_of: dt.date = DAY,
    minerals: tuple[str, ...] = (),
) -> StatusList:
    about = ListSource(
        kind=kind, source=f"{kind.value}.xml", sha256=f"{as_of:%Y%m%d}", as_of=as_of, entries=len(rows)
    )
    return StatusList(about, tuple(rows), minerals)


def a_status(smelter_id: str, text: str = "Conformant", mineral: str = TIN) -> StatusEntry:
    return StatusEntry(mineral, smelter_id, "Invented", "PERU", text)


def a_revision(smelter_id: str, basis: str, detail: str, day: dt.date, mineral: str = TIN) -> RevisionEntry:
    return RevisionEntry(mineral, smelter_id, "Invented Old Name", "PERU", (basis,), (detail,), day)


def a_revision_list(*rows: RevisionEntry) -> RevisionList:
    about = ListSource(kind=ListKind.REVISIONS, source="r.xml", sha256="2" * 64, as_of=DAY, entries=len(rows))
    return RevisionList(about, rows)


def a_matcher(*rows: LookupEntry, ledger: Ledger | None = None) -> Matcher:
    """A matcher on the invented rows, or on these alone."""
    return Matcher(build_reference([a_lookup(rows or ROWS)]), ledger)


def matched(
    mineral: str,
    name: str = "",
    smelter_id: str = "",
    country: str = "",
    lookup: str = "",
    ledger: Ledger | None = None,
) -> Match:
    """What the invented lists make of one declared smelter."""
    return a_matcher(ledger=ledger).match(DeclaredSmelter(mineral, smelter_id, lookup, name, country))
