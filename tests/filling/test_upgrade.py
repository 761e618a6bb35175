"""An older submission is carried into a newer template, and what cannot be carried is listed."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.filling.samples import campaign_of, company, declaration_of, listed

from mineralcheck.filling.company_file import NO_FILE
from mineralcheck.filling.fill import FillRequest, FillResult, fill
from mineralcheck.filling.inputs import Basis
from mineralcheck.filling.patching.changes import Typed
from mineralcheck.filling.patching.sheet_patch import patched_sheet
from mineralcheck.filling.template import Template, read_template
from mineralcheck.filling.wording import in_words_of
from mineralcheck.filling.writing import filled
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import CompanyField, Question, Scope, Submission
from mineralcheck.reader.submission import read_submission
from mineralcheck.workbook.opening import open_workbook


def upgraded(shared: Path, new: str, old: Path, tmp_path: Path, declaration: str = "") -> FillResult:
    file = tmp_path / "company.toml"
    file.write_text(declaration, encoding="utf-8")
    return fill(
        FillRequest(
            template=shared / "templates" / f"RMI_{new}.xlsx",
            output=tmp_path / "new.xlsx",
            source=old,
            declaration=file if declaration else None,
        )
    )


def older(shared: Path, name: str, tmp_path: Path) -> Path:
    path = shared / "templates" / f"RMI_{name}.xlsx"
    template = read_template(path.read_bytes(), path.name)
    content = declaration_of(template)
    old = tmp_path / f"old-{name}.xlsx"
    old.write_bytes(filled(template, content, "English", internal=False).data)
    return old


def read(data: bytes) -> Submission:
    return read_submission(open_workbook(data))[0]


@pytest.mark.parametrize(
    ("old_name", "new_name"),
    [("CMRT_6.01", "CMRT_6.5"), ("EMRT_1.1", "EMRT_2.1"), ("AMRT_1.2", "AMRT_1.3"), ("CRT_2.2", "EMRT_2.1")],
)
def test_what_both_templates_ask_is_carried_over(
    shared: Path, tmp_path: Path, old_name: str, new_name: str
) -> None:
    path = older(shared, old_name, tmp_path)
    result = upgraded(shared, new_name, path, tmp_path)
    before, after = read(path.read_bytes()), read(result.files[0].template.data)
    assert after.template.version == new_name.partition("_")[2]
    assert after.scope is before.scope is Scope.PRODUCT
    assert after.effective_date == before.effective_date
    for field in (CompanyField.COMPANY_NAME, CompanyField.CONTACT_PHONE, CompanyField.AUTHORIZER_TITLE):
        assert after.text(field) == before.text(field) != ""
    numbers = [row.product_number.text for row in before.products]
    assert [row.product_number.text for row in after.products] == numbers
    for mineral in after.minerals:
        for question, answer in after.answers[mineral].items():
            same = before.answers[mineral].get(question)
            assert answer.value == (in_words_of(same.value or "", answer.choices) if same else None)


def test_every_listed_smelter_is_matched_against_the_new_look_up(shared: Path, tmp_path: Path) -> None:
    path = older(shared, "CMRT_6.01", tmp_path)
    result = upgraded(shared, "CMRT_6.5", path, tmp_path)
    before, after = read(path.read_bytes()), read(result.files[0].template.data)
    assert len(after.smelters) == len(before.smelters) == 20
    ids = [sorted(row.declared.smelter_id for row in one.smelters) for one in (before, after)]
    assert ids[0] == ids[1]
    assert result.record.parts[0].open_fields == ()


def test_new_questions_stay_open_and_old_ones_are_listed(shared: Path, tmp_path: Path) -> None:
    result = upgraded(shared, "CMRT_6.5", shared / "samples" / "older" / "cmrt-3.01-filled.xls", tmp_path)
    fields = [field.partition(" ")[2] for field in result.record.parts[0].open_fields]
    assert fields.count("from_cahra") == 4
    left_out = {one.subject: one.reason for one in result.record.left_out}
    assert left_out["conflict_free_required"] == "the template does not ask this; the answer was 'Yes'"
    assert left_out["suppliers_surveyed"] == "'Yes' is not in the list of the template"
    answers = result.record.answers["Gold"]
    assert answers["supplier_response"].value == "Greater than 75%"
    assert answers["supplier_response"].basis is Basis.CARRIED


def test_the_declaration_file_answers_what_was_open(shared: Path, tmp_path: Path) -> None:
    declaration = """
    [programme]
    suppliers_surveyed = "Yes, in conformance with IPC1755 (e.g., CMRT)"
    [programme_comments]
    policy_public = "https://aldermoor.example"
    [answers.Tin]
    from_cahra = "No"
    all_smelter_information_reported = "No"
    [answers.Gold]
    from_cahra = "Unknown"
    all_smelter_information_reported = "Yes"
    [answers.Tantalum]
    from_cahra = "Yes"
    [answers.Tungsten]
    from_cahra = "Yes"
    """
    old = shared / "samples" / "older" / "cmrt-3.01-filled.xls"
    result = upgraded(shared, "CMRT_6.5", old, tmp_path, declaration)
    assert result.open_fields == 0
    assert result.record.answers["Tin"]["from_cahra"].basis is Basis.STATED


def test_what_is_typed_beside_a_smelter_comes_along(shared: Path, tmp_path: Path, cmrt: Template) -> None:
    """Contact, next steps, mines, recycling and comment; nothing else of the old row."""
    content = declaration_of(cmrt, NO_FILE, campaign_of(cmrt))
    old = tmp_path / "old.xlsx"
    (gold,) = listed(cmrt, "Gold", 1)
    details = {
        "smelter_contact_name": "Ms Gold",
        "next_steps": "visit",
        "mine_names": "Deep Pit",
        "mine_countries": "Peru",
        "all_recycled_or_scrap": "No",
        "comments": "=seen",
    }
    content = replace(content, smelters=(replace(gold, details=details),))
    old.write_bytes(filled(cmrt, content, "English", internal=False).data)
    again = read(upgraded(shared, "CMRT_6.5", old, tmp_path).files[0].template.data)
    (row,) = [row for row in again.smelters if row.mineral == "Gold"]
    assert row.declared.smelter_id == gold.smelter_id
    typed = {name: getattr(row, name).text for name in details}
    assert typed == {**details, "comments": "seen"}


def test_recycled_answers_are_translated_as_the_template_wants_them(shared: Path, tmp_path: Path) -> None:
    path = shared / "templates" / "RMI_AMRT_1.3.xlsx"
    template = read_template(path.read_bytes(), path.name)
    base = declaration_of(template)
    one = next(entry for entry in base.smelters if entry.name)
    content = replace(base, smelters=(replace(one, details={"all_recycled_or_scrap": "Yes"}),))
    old = tmp_path / "old.xlsx"
    old.write_bytes(filled(template, content, "Deutsch", internal=False).data)
    assert read(old.read_bytes()).smelters[0].all_recycled_or_scrap.text == "Ja"
    again = read(upgraded(shared, "AMRT_1.3", old, tmp_path).files[0].template.data)
    assert again.smelters[0].all_recycled_or_scrap.text == "Yes"


def test_templates_that_share_no_mineral(shared: Path, tmp_path: Path) -> None:
    path = older(shared, "CRT_2.2", tmp_path)
    with pytest.raises(UsageError, match=r"a CRT 2\.2 says nothing that a CMRT asks about"):
        upgraded(shared, "CMRT_6.5", path, tmp_path)


@pytest.mark.parametrize(
    ("answer", "choices", "expected"),
    [
        ("Yes", ("Yes", "No"), "Yes"),
        ("yes ", ("Yes", "No"), "Yes"),
        ("Unknown", ("Yes", "No"), None),
        (
            "Not declaring",
            ("No", "Not applicable for this declaration"),
            "Not applicable for this declaration",
        ),
        ("DRC only", ("Yes", "No", "Unknown"), "Yes"),
        ("DRC only", ("Yes", "DRC only"), "DRC only"),
        ("No but > 75%", ("100%", "Greater than 75%"), "Greater than 75%"),
        ("No, but less than 25%", ("50% or less", "None"), "50% or less"),
        ("Yes", ("100%", "None"), "100%"),
        (
            "Yes, CRT",
            ("Yes, in conformance with IPC1755 (e.g. EMRT)", "No"),
            "Yes, in conformance with IPC1755 (e.g. EMRT)",
        ),
        ("Planned once lists become available", ("Yes", "No"), None),
    ],
)
def test_answers_in_other_words(answer: str, choices: tuple[str, ...], expected: str | None) -> None:
    assert in_words_of(answer, choices) == expected


def test_a_question_with_an_unreadable_answer_stays_open(
    shared: Path, tmp_path: Path, cmrt: Template
) -> None:
    old = tmp_path / "old.xlsx"
    data = filled(cmrt, declaration_of(cmrt, company()), "English", internal=False).data
    template = read_template_with_rows(data)
    part = patched_sheet(
        template.book.sheet("Declaration"), template.index("Declaration"), {(44, 4): Typed("so-so")}
    )
    old.write_bytes(template.book.patched({"Declaration": part}, formulas_replaced=False))
    result = upgraded(shared, "CMRT_6.5", old, tmp_path)
    answer = result.record.answers["Tantalum"][Question.FROM_CAHRA.value]
    assert (answer.value, answer.reason) == (None, "'so-so' (Declaration!D44) is no answer of its list")


def read_template_with_rows(data: bytes) -> Template:
    workbook = open_workbook(data)
    submission, layout = read_submission(workbook)
    return Template(data, "old.xlsx", workbook, submission, layout)
