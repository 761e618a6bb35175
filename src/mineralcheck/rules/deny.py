"""Whether a smelter is on a deny list of the company."""

from collections.abc import Iterable

from mineralcheck.matching.ids import read_id
from mineralcheck.model.match import Match
from mineralcheck.model.submission import SmelterRow
from mineralcheck.model.text import words
from mineralcheck.reference.countries import Agreement, compare_countries
from mineralcheck.rules.settings import DenyEntry


def denied(entries: Iterable[DenyEntry], row: SmelterRow, match: Match) -> DenyEntry | None:
    """The first entry that means the smelter of a row: by id, or by name where no known country differs."""
    ids = {match.smelter_id, read_id(row.declared.smelter_id).cid} - {None}
    names = {words(name) for name in (match.name or "", row.declared.lookup, row.declared.name)} - {""}
    country = match.country or row.declared.country
    for entry in entries:
        if entry.smelter_id and entry.smelter_id in ids:
            return entry
        same_country = compare_countries(entry.country, country) is not Agreement.DIFFERENT
        if words(entry.name) in names and same_country:
            return entry
    return None
