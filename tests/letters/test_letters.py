"""What letters say: which changes, which smelters, thanks, reminders, in which language and by when."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from tests.support.check_reports import (
    SUGGESTED,
    a_finding,
    a_mixed_run,
    a_report,
    a_run,
    a_smelter_report,
    a_submission,
    an_open_field,
    an_unreadable,
)
from tests.support.letters import letters, one_letter

from mineralcheck.campaign.roster import Roster, Supplier, SupplierState
from mineralcheck.matching.reasons import Reason
from mineralcheck.model.match import Match, Tier
from mineralcheck.model.submission import CompanyField, Family, Scope
from mineralcheck.reporters.letters.kinds import LetterFormat
from mineralcheck.rules.texts import LANGUAGES


def test_a_change_names_sheet_cell_question_found_expected_and_remedy(tmp_path: Path) -> None:
    text = one_letter(a_run(a_report(findings=(a_finding(),))), tmp_path)
    row = next(line for line in text.splitlines() if "D16" in line)
    assert row.split(" | ")[:3] == ["| Declaration", "D16", "Contact e-mail"]
    assert "“info at tamarind” is not an e-mail address." in row
    assert "company.example" in row
    assert row.endswith("Write the full e-mail address in Declaration!D16. |")
    assert "by 20 March 2026" in text


def test_without_a_due_date_none_is_invented(tmp_path: Path) -> None:
    assert (
        " by " not in one_letter(a_run(a_report(findings=(a_finding(),))), tmp_path, due=None).splitlines()[0]
    )


def test_errors_and_warnings_are_asked_for_apart_and_remarks_not_at_all(tmp_path: Path) -> None:
    warning = a_finding("MC402", "Smelter List!B7", None, terms={"mineral": "Gold"})
    remark = a_finding("MC107", "Declaration!D20", "n/a")
    text = one_letter(a_run(a_report(findings=(warning, a_finding(), remark))), tmp_path)
    assert (
        text.index("### Please correct")
        < text.index("D16")
        < text.index("### Please check")
        < text.index("B7")
    )
    assert "D20" not in text


def test_what_concerns_only_the_customer_is_not_told(tmp_path: Path) -> None:
    ours = a_finding("MC003", "Declaration!J3", "6.7", params={"layout": "6.5"}, terms={})
    text = one_letter(a_run(a_report(findings=(ours,))), tmp_path)
    assert "nothing to correct" in text.splitlines()[0]


def test_many_findings_of_one_rule_are_one_row_with_all_cells(tmp_path: Path) -> None:
    many = tuple(
        a_finding("MC403", f"Smelter List!D{row}", None, terms={"missing": "smelter_name"})
        for row in range(10, 20)
    )
    text = one_letter(a_run(a_report(findings=many)), tmp_path)
    (row,) = [line for line in text.splitlines() if line.startswith("| Smelter List")]
    assert "D10:D19" in row
    assert "The same in 10 cells." in row


def test_a_file_in_order_is_thanked_for(tmp_path: Path) -> None:
    text = one_letter(a_run(a_report()), tmp_path)
    assert text.startswith("# Your reporting template: nothing to correct, thank you")
    assert "|" not in text
    assert "20 March" not in text


def test_an_unreadable_file_is_asked_for_again_with_the_reason(tmp_path: Path) -> None:
    text = one_letter(a_run(an_unreadable()), tmp_path)
    assert "photo.xlsx" in text
    assert "This is not an Excel workbook." in text
    assert "send again" in text.splitlines()[0]


def test_a_smelter_to_clarify_stands_with_its_candidates_and_is_not_told_twice(tmp_path: Path) -> None:
    about = a_finding(
        "MC507", "Smelter List!C6", "Kestral Tin", params={"nearest": "Kestrel Tin Works"}, terms={}
    )
    text = one_letter(
        a_run(a_report(findings=(about,), submission=a_submission(smelters=(SUGGESTED,)))), tmp_path
    )
    (row,) = [line for line in text.splitlines() if "Kestral" in line]
    assert row.startswith(
        "| 6 | Tin | Kestral Tin, JAPAN | Kestrel Tin Works, CID999001, JAPAN; Sierra Alloy"
    )
    assert "No reference list has “Kestral Tin”." in row


@pytest.mark.parametrize(
    "match",
    [
        Match(tier=Tier.NONE, reason=Reason.NO_LIST),
        Match(tier=Tier.UNLISTED, reason=Reason.UNLISTED),
        Match(tier=Tier.UNIDENTIFIED, reason=Reason.UNIDENTIFIED),
        Match(tier=Tier.ID, smelter_id="CID999001", name="Kestrel Tin Works"),
    ],
    ids=["no list to compare with", "said not to be listed", "said not to be known", "matched"],
)
def test_a_smelter_that_needs_no_word_gets_none(tmp_path: Path, match: Match) -> None:
    row = a_smelter_report(tier=Tier.NONE).model_copy(update={"match": match})
    text = one_letter(a_run(a_report(submission=a_submission(smelters=(row,)))), tmp_path)
    assert "nothing to correct" in text.splitlines()[0]


def test_the_language_is_that_of_each_template(tmp_path: Path) -> None:
    files = letters(a_mixed_run(), tmp_path, formats=(LetterFormat.MD,))
    assert "修正をお願いする点" in files["常盤電子株式会社.md"].decode()
    assert "期限：2026年3月20日" in files["常盤電子株式会社.md"].decode()
    assert "Please correct" in files["Tamarind Circuits Pvt Ltd.md"].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_everything(tmp_path: Path, language: str) -> None:
    files = letters(a_mixed_run(), tmp_path, language=language, roster=roster(), formats=(LetterFormat.MD,))
    texts = [data.decode() for name, data in files.items() if name.endswith(".md")]
    assert len(texts) == 5
    assert all("{" not in text and "None" not in text for text in texts)
    assert len({text.splitlines()[0] for text in texts}) == 3


def roster(**changes: object) -> Roster:
    tokiwa = Supplier(supplier_id="S2", name="常盤電子株式会社", email_domains=("tokiwa.example",))
    silent = Supplier(
        supplier_id="S3",
        name="Silent Springs KK",
        contact="M. Okafor",
        email="m.okafor@silent.example",
        country="Japan",
        templates=(Family.CMRT, Family.EMRT),
        due_date=dt.date(2026, 4, 1),
    )
    return Roster(
        source="r.csv", sha256="0" * 64, columns={}, suppliers=(tokiwa, silent.model_copy(update=changes))
    )


def test_a_silent_supplier_is_reminded_in_the_language_of_its_country(tmp_path: Path) -> None:
    files = letters(a_mixed_run(), tmp_path, roster=roster(), due=None, formats=(LetterFormat.MD,))
    text = files["S3 Silent Springs KK.md"].decode()
    assert "CMRT、EMRT" in text
    assert "2026年4月1日" in text
    assert "M. Okafor 様" in text


@pytest.mark.parametrize("state", [SupplierState.EXEMPT, SupplierState.DECLINED])
def test_who_is_not_waited_for_is_not_reminded(tmp_path: Path, state: SupplierState) -> None:
    files = letters(a_mixed_run(), tmp_path, roster=roster(state=state), formats=(LetterFormat.MD,))
    assert not [name for name in files if name.startswith("S3")]


def test_a_template_that_is_still_missing_is_asked_for(tmp_path: Path) -> None:
    both = Supplier(supplier_id="S1", name="Tamarind Circuits", templates=(Family.CMRT, Family.EMRT))
    asked = Roster(source="r.csv", sha256="0" * 64, columns={}, suppliers=(both,))
    text = one_letter(a_run(a_report()), tmp_path, roster=asked)
    assert "We are still waiting for your EMRT; please send it as well by 20 March 2026." in text


def test_a_submission_that_was_replaced_is_not_told(tmp_path: Path) -> None:
    old = a_submission().model_copy(update={"effective_date": dt.date(2024, 1, 1)})
    run = a_run(a_report("inbox/old.xlsx", (an_open_field(),), old), a_report("inbox/new.xlsx"))
    text = one_letter(run, tmp_path)
    assert "old.xlsx" not in text
    assert "nothing to correct" in text.splitlines()[0]


def test_files_of_one_supplier_share_a_letter(tmp_path: Path) -> None:
    other = a_submission().model_copy(update={"scope": Scope.PRODUCT})
    run = a_run(a_report("inbox/a.xlsx", (an_open_field(),)), a_report("inbox/b.xlsx", submission=other))
    text = one_letter(run, tmp_path)
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## a.xlsx (CMRT 6.5)",
        "## b.xlsx (CMRT 6.5)",
    ]
    assert "There is nothing to correct in this file." in text


def test_a_placeholder_is_no_contact(tmp_path: Path) -> None:
    company = dict(a_submission().company) | {CompanyField.CONTACT_NAME: "n/a"}
    sub = a_submission().model_copy(update={"company": company})
    assert "Dear Tamarind Circuits Pvt Ltd," in one_letter(a_run(a_report(submission=sub)), tmp_path)


def test_all_letters_are_listed(tmp_path: Path) -> None:
    files = letters(a_mixed_run(), tmp_path, formats=(LetterFormat.MD,))
    rows = list(csv.DictReader(io.StringIO(files["letters.csv"].decode("utf-8-sig"), newline="")))
    assert [(row["letter"], row["says"], row["language"]) for row in rows] == [
        ("Good Relays Ltd", "thanks", "en"),
        ("Tamarind Circuits Pvt Ltd", "changes", "en"),
        ("常盤電子株式会社", "changes", "ja"),
        ("photo", "changes", "en"),
    ]
    assert rows[1]["email"] == "r.tanaka@tamarind.example"
    assert (rows[1]["corrections"], rows[1]["checks"], rows[1]["smelters"]) == ("2", "1", "1")


def test_the_same_run_gives_the_same_files(tmp_path: Path) -> None:
    first, second = (letters(a_mixed_run(), tmp_path / name) for name in ("a", "b"))
    assert first == second
    assert {Path(name).suffix for name in first} == {".docx", ".html", ".md", ".eml", ".csv"}
