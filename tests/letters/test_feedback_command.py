"""`mineralcheck feedback` as a user runs it."""

import contextlib
import csv
from pathlib import Path

import openpyxl
import pytest
from fixtures.builder import template
from tests.support.letters import mail_of, word_text
from typer.testing import CliRunner, Result

from mineralcheck.cli.app import app
from mineralcheck.reporters.letters.marking import copies
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.limits import Limits

STEM = "Brightwater Connectors Ltd"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    template("CMRT", "6.5").company(contact_email="nobody", authorizer_name=None).save(folder / "a b.xlsx")
    japanese = template("EMRT", "2.1", language="ja").company(
        company_name="常盤電子株式会社", contact_phone=None
    )
    japanese.company(contact_email="a@tokiwa.example", authorizer_email="b@tokiwa.example")
    japanese.save(folder / "常盤.xlsx")
    return folder


def run(inbox: Path, out: Path, *options: object) -> Result:
    words = ["feedback", str(inbox), "-o", str(out), "--as-of", "2026-06-01", "--no-cache", "--jobs", "1"]
    return CliRunner().invoke(app, [*words, *map(str, options)])


def test_every_supplier_gets_a_letter_in_every_format(inbox: Path, tmp_path: Path) -> None:
    result = run(inbox, tmp_path / "letters", "--due", "2026-06-30", "--sender", "Jane <j@contoso.example>")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 letters" in result.stderr
    assert "Nothing was sent." in result.stderr
    names = sorted(path.name for path in (tmp_path / "letters").iterdir())
    endings = [".docx", ".eml", ".html", ".md"]
    assert names == sorted(
        [f"{stem}{end}" for stem in (STEM, "常盤電子株式会社") for end in endings] + ["letters.csv"]
    )
    text = word_text((tmp_path / "letters" / f"{STEM}.docx").read_bytes())
    assert "D16" in text
    assert "by 30 June 2026" in text


def test_marked_copies_lie_beside_the_letters_and_in_the_mail(inbox: Path, tmp_path: Path) -> None:
    assert run(inbox, tmp_path / "letters", "--marked").exit_code == 0
    copy = tmp_path / "letters" / f"{STEM} - a b.xlsx"
    comment = openpyxl.load_workbook(copy)["Declaration"]["D16"].comment
    assert comment is not None
    assert "is not an e-mail address" in comment.text
    mail = mail_of((tmp_path / "letters" / f"{STEM}.eml").read_bytes())
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == copy.name
    assert attached.get_content() == copy.read_bytes()
    assert copy.name in (tmp_path / "letters" / f"{STEM}.html").read_text(encoding="utf-8")


def test_a_language_can_be_forced_and_formats_chosen(inbox: Path, tmp_path: Path) -> None:
    assert run(inbox, tmp_path / "letters", "--lang", "de", "--format", "md").exit_code == 0
    found = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "letters").glob("*.md")}
    assert len(found) == 2
    assert all("Bitte korrigieren" in text for text in found.values())


def test_the_supplier_list_gives_addressees_and_reminders(inbox: Path, tmp_path: Path) -> None:
    roster = tmp_path / "suppliers.csv"
    roster.write_text(
        "Supplier ID,Supplier Name,Contact,Email,Due date\n"
        f"S1,{STEM},Ann Lee,ann@brightwater.example,2026-07-01\n"
        "S2,Silent Springs,Bo,bo@silent.example,2026-07-02\n",
        encoding="utf-8",
    )
    result = run(inbox, tmp_path / "letters", "--suppliers", roster)
    assert result.exit_code == 0, result.stderr
    mail = mail_of((tmp_path / "letters" / f"S1 {STEM}.eml").read_bytes())
    assert str(mail["To"]) == "Ann Lee <ann@brightwater.example>"
    assert "1 July 2026" in str(mail["Subject"])
    listed = (tmp_path / "letters" / "letters.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(listed.splitlines()))
    assert [(row["supplier_id"], row["says"]) for row in rows] == [
        ("S1", "changes"),
        ("S2", "reminder"),
        ("", "changes"),
    ]


def test_the_folder_that_is_named_says_whose_files_are_in_it(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    folder = inbox.rename(tmp_path / "mails" / "S-1042")
    roster = tmp_path / "suppliers.csv"
    roster.write_text("Supplier ID,Supplier Name\nS-1042,Quiet Quarry\n", encoding="utf-8")
    with contextlib.chdir(tmp_path):
        result = run(folder.relative_to(tmp_path), Path("letters"), "--suppliers", roster)
    assert result.exit_code == 0, result.stderr
    listed = (tmp_path / "letters" / "letters.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(listed.splitlines()))
    assert [(row["supplier_id"], row["says"]) for row in rows] == [("S-1042", "changes")]


def test_templates_asked_of_all_are_missed(inbox: Path, tmp_path: Path) -> None:
    roster = tmp_path / "suppliers.csv"
    roster.write_text(f"Kred.-Nr.,Supplier Name\nS1,{STEM}\nS2,Silent Springs\n", encoding="utf-8")
    listed = ("--suppliers", roster, "--column", "supplier_id=Kred.-Nr.", "--asked", "CMRT,EMRT")
    assert run(inbox, tmp_path / "letters", *listed, "--format", "md").exit_code == 0
    assert "still waiting for your EMRT" in (tmp_path / "letters" / f"S1 {STEM}.md").read_text(
        encoding="utf-8"
    )
    assert "CMRT, EMRT" in (tmp_path / "letters" / "S2 Silent Springs.md").read_text(encoding="utf-8")


def test_the_files_of_the_inbox_stay_as_they_are(inbox: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in inbox.iterdir()}
    run(inbox, tmp_path / "letters", "--marked")
    assert {path.name: path.read_bytes() for path in inbox.iterdir()} == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sender", "x <y>"), "is not a mail address"),
        (("--texts", "nowhere"), "no such folder"),
        (("--assign", "map.csv"), "--suppliers"),
        (("--suppliers", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_written(
    inbox: Path, tmp_path: Path, options: tuple[str, str], said: str
) -> None:
    result = run(inbox, tmp_path / "letters", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "letters").exists()


def test_marked_copies_are_read_within_the_limits_of_the_check(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def spy(found: Found, limits: Limits) -> bytes:
        seen.append(limits.entries)
        return read_bytes(found, limits)

    monkeypatch.setattr(copies, "read_bytes", spy)
    assert run(inbox, tmp_path / "letters", "--marked", "--limit", "entries=777").exit_code == 0
    assert seen == [777, 777]
