"""Whose file is it: the order of the rules, and silence where nothing is sure."""

from pathlib import Path

import pytest

from mineralcheck.campaign.assignment import AssignedBy, Assigner, Assignment, Sender
from mineralcheck.campaign.gathering import within_folder
from mineralcheck.campaign.mapping_file import FileMapping, read_mapping
from mineralcheck.campaign.roster import Supplier
from mineralcheck.model.errors import UsageError
from mineralcheck.workbook.discovery import Found

ROSTER = [
    Supplier(supplier_id="S-0001", name="Brightwater Connectors Ltd", email_domains=("brightwater.example",)),
    Supplier(supplier_id="S-0002", name="Fell & Son GmbH", unique_id="DE 999 000 17"),
    Supplier(supplier_id="S-0002-A", name="Garth Anlagenbau AG", email_domains=("gmail.com",)),
    Supplier(supplier_id="2026", name="架空電子株式会社", other_names=("Kaku Denshi Co., Ltd.",)),
    Supplier(supplier_id="S-0005", name="Acme Corp."),
    Supplier(supplier_id="S-0006", name="Twin Works Inc."),
    Supplier(supplier_id="S-0007", name="Twin Works LLC"),
]


def assign(path: str = "x.xlsx", **sender: object) -> Assignment:
    return Assigner(ROSTER).assign(Sender(f"inbox/{path}", path, **sender))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "sender", "supplier", "by"),
    [
        ("x.xlsx", {"unique_id": "de-999-00017"}, None, AssignedBy.NONE),
        ("x.xlsx", {"unique_id": "DE 999 000 17"}, "S-0002", AssignedBy.DECLARED_ID),
        ("x.xlsx", {"unique_id": "s 0001"}, "S-0001", AssignedBy.DECLARED_ID),
        ("S-0001_CMRT_6.5.xlsx", {}, "S-0001", AssignedBy.FILE_ID),
        ("cmrt S-0002-A final.xlsx", {}, "S-0002-A", AssignedBy.FILE_ID),
        ("S-0002/cmrt.xlsx", {}, "S-0002", AssignedBy.FILE_ID),
        ("2026/cmrt.xlsx", {}, "2026", AssignedBy.FILE_ID),
        ("brightwater connectors_CMRT_2026-05-01.xlsx", {}, "S-0001", AssignedBy.FILE_NAME),
        ("架空電子/emrt.xlsx", {}, "2026", AssignedBy.FILE_NAME),
        ("x.xlsx", {"emails": ("a@mail.brightwater.example",)}, "S-0001", AssignedBy.EMAIL_DOMAIN),
        ("x.xlsx", {"company": "FELL and Son"}, "S-0002", AssignedBy.COMPANY_NAME),
        ("x.xlsx", {"company": "kaku denshi"}, "2026", AssignedBy.COMPANY_NAME),
        ("x.xlsx", {"company": "Twin Works LLC"}, "S-0007", AssignedBy.COMPANY_NAME),
    ],
)
def test_rules(path: str, sender: dict[str, object], supplier: str | None, by: AssignedBy) -> None:
    found = assign(path, **sender)
    assert (found.supplier_id, found.by) == (supplier, by)


@pytest.mark.parametrize(
    ("path", "sender"),
    [
        ("CMRT_2026_06.xlsx", {}),  # a year is no supplier id
        ("Acme Metals_CMRT.xlsx", {}),  # another company whose name begins alike
        ("Fell/2/x.xlsx", {}),
        ("x.xlsx", {"company": "Twin Works"}),  # two suppliers
        ("x.xlsx", {"company": "Fell & Son Ltd"}),  # another legal form is another company
        ("x.xlsx", {"emails": ("somebody@gmail.com",)}),  # a domain that many share
        ("x.xlsx", {"company": "Brightwater Connector"}),
        ("x.xlsx", {}),
        ("x.xlsx", {"company": "???"}),
    ],
)
def test_never_a_silent_guess(path: str, sender: dict[str, object]) -> None:
    found = assign(path, **sender)
    assert (found.supplier_id, found.by) == (None, AssignedBy.NONE)


def test_a_suggestion_is_for_a_person() -> None:
    found = assign(company="Brightwater Conectors Limited")
    assert found.supplier_id is None
    assert found.suggestions[0].supplier_id == "S-0001"
    assert found.suggestions[0].score > 90


def test_folders_above_the_named_one_say_nothing() -> None:
    sender = Sender("home/S-0001/inbox/x.xlsx", "x.xlsx")
    assert Assigner(ROSTER).assign(sender).supplier_id is None


def test_a_contradiction_is_kept() -> None:
    found = assign("S-0001.xlsx", company="Acme Corp.")
    assert (found.supplier_id, found.also) == ("S-0001", "S-0005")
    assert assign("S-0005.xlsx", company="Acme").also is None


def test_the_mapping_has_the_last_word(tmp_path: Path) -> None:
    file = tmp_path / "mapping.csv"
    file.write_text("File,Supplier ID\nodd/,S-0005\nodd/a.xlsx,s-0006\n", encoding="utf-8")
    assigner = Assigner(ROSTER, read_mapping(file, [one.supplier_id for one in ROSTER]))
    for path, owner in (("in/odd/a.xlsx", "S-0006"), ("in/odd/S-0001.xlsx", "S-0005"), ("in/a.xlsx", None)):
        assert assigner.assign(Sender(path, path)).supplier_id == owner


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("File,Supplier ID\na.xlsx,S-9\n", "row 2, column Supplier ID: 'S-9' is not in the supplier list"),
        ("File,Supplier ID\n,S-0001\n", "row 2, column File: is blank"),
        ("File,Supplier ID\na.xlsx,S-0001\nA.XLSX,S-0002\n", "row 3, column File: 'A.XLSX' is already given"),
        ("a,b\n1,2\n", "needs the columns File and Supplier ID"),
    ],
)
def test_mapping_errors(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mapping.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_mapping(file, [one.supplier_id for one in ROSTER])
    assert said in str(caught.value)


def test_an_empty_mapping_maps_nothing() -> None:
    assert FileMapping().supplier_of("a/b.xlsx") is None


@pytest.mark.parametrize(
    ("root", "path", "name", "within"),
    [
        ("inbox", "inbox/S-1/a.xlsx", "inbox/S-1/a.xlsx", "inbox/S-1/a.xlsx"),
        ("in/S-1", "in/S-1/a.xlsx", "in/S-1/a.xlsx", "S-1/a.xlsx"),
        (None, "in/S-1/a.xlsx", "in/S-1/a.xlsx", "S-1/a.xlsx"),
        (".", "a.xlsx", "a.xlsx", "a.xlsx"),
        (None, "a.xlsx", "a.xlsx", "a.xlsx"),
        ("/home/S-1/inbox", "/home/S-1/inbox/x/a.xlsx", "inbox/x/a.xlsx", "inbox/x/a.xlsx"),
        ("../S-2", "../S-2/a.xlsx", "../S-2/a.xlsx", "S-2/a.xlsx"),
    ],
)
def test_the_part_of_a_path_that_tells_the_supplier(
    root: str | None, path: str, name: str, within: str
) -> None:
    assert within_folder(Found(Path(path), name, Path(root) if root else None)) == within
