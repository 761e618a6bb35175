"""Two lists side by side."""

from tests.support.lists import DAY, ROWS, a_lookup, a_revision, a_revision_list, a_status, a_status_list

from mineralcheck.reference.compare import Kind, compare_lists, smelter_count
from mineralcheck.reference.exporting import table
from mineralcheck.reference.importing import Options, import_data
from mineralcheck.reference.lists import ReferenceList


def changes(old: ReferenceList, new: ReferenceList) -> list[tuple[Kind, str, str, str]]:
    return [(one.kind, one.smelter_id, one.before, one.after) for one in compare_lists(old, new)]


def test_a_list_does_not_differ_from_itself_in_another_order() -> None:
    assert compare_lists(a_lookup(), a_lookup(ROWS[::-1])) == ()


def test_added_removed_renamed_moved() -> None:
    kestrel, adler = ROWS[2], ROWS[7]
    new = [row for row in ROWS if row not in (kestrel, adler)]
    new += [kestrel._replace(name="Kestrel New"), adler._replace(smelter_id="CID999777", country="GERMANY")]
    assert changes(a_lookup(), a_lookup(new)) == [
        (Kind.ADDED, "CID999777", "", adler.name),
        (Kind.REMOVED, "CID999101", adler.name, ""),
        (Kind.RENAMED, "CID999002", kestrel.name, "Kestrel New"),
    ]
    moved = [row._replace(country="FRANCE") if row == adler else row for row in ROWS]
    assert changes(a_lookup(), a_lookup(moved)) == [(Kind.MOVED, "CID999101", "AUSTRIA", "FRANCE")]


def test_statuses_are_compared_between_lists_of_statuses() -> None:
    old, new = a_status_list([a_status("CID999001")]), a_status_list([a_status("CID999001", "Active")])
    assert changes(old, new) == [(Kind.STATUS, "CID999001", "Conformant", "Active")]


def test_an_exported_list_is_read_again() -> None:
    revisions = a_revision_list(a_revision("CID999001", "Removed", "Ceased", DAY))
    for one in (a_lookup(), a_status_list([a_status("CID999001")]), revisions):
        rows = list(table(one))
        data = "\n".join("\t".join(value.replace("\n", " ") for value in row) for row in rows).encode()
        again = import_data(data, "again.csv", Options()).content
        assert again.entries == one.entries
        assert again.source.as_of == DAY
        assert smelter_count(again) == smelter_count(one)
