"""A declaration file is strict: what is misspelt or cannot be said is named by line and key."""

import re
from pathlib import Path

import pytest
from tests.filling.samples import COMPANY, company

from mineralcheck.filling.company_file import load_company_file
from mineralcheck.filling.declaration import Audience, Unlisted
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import CompanyQuestion, Question, Scope

VARIANTS = """
[answers.Tin]
intentionally_added = "Yes"
from_cahra = "No"

[variants.acme]
minerals = ["Tin"]
products = ["0042"]
audience = "internal"
scope = { kind = "user_defined", description = "Relays" }
answers.Tin.from_cahra = "Unknown"
programme.corrective_action = "No"

[variants.bcme]
unlisted = "leave_out"
language = "Deutsch"
"""


def test_what_the_file_says() -> None:
    own = company().declaration
    assert own.company.name == "Aldermoor Switches Ltd."
    assert own.company.authorizer.title == "Director"
    assert str(own.company.effective_date) == "2026-03-02"
    assert own.scope.kind is Scope.PRODUCT
    assert [product.number for product in own.products] == ["P-001", "0042"]
    assert own.programme[CompanyQuestion.CORRECTIVE_ACTION] == "Yes"
    assert (own.audience, own.unlisted, own.language, own.minerals) == (
        Audience.EXTERNAL,
        Unlisted.LIST,
        "English",
        None,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("langauge = 'English'", r"file:1: langauge: unknown key; did you mean 'language'\?"),
        ("[company]\nnmae = 'x'", r"file:2: company.nmae: unknown key; did you mean 'name'\?"),
        ("[company.contact]\nmail = 'x'", r"file:2: company.contact.mail: unknown key; did you mean 'email'"),
        ("[company]\neffective_date = 'soon'", "file:2: company.effective_date: "),
        ("[answers.Tin]\nadded = 'Yes'", "file:2: answers.Tin.added: Input should be 'intentionally_added'"),
        ("[programme]\npolicy = 'Yes'", "file:2: programme.policy: Input should be 'policy_established'"),
        (
            "[[products]]\nnumber = 'a'\n[[products]]\nnummer = 'b'",
            "file:3: .*\nfile:4: products.1.nummer: unknown key",
        ),
        ("[[products]]\nnumber = 7", "file:2: products.0.number: Input should be a valid string"),
        ("[company]\nname = '=1+1'", "file:2: company.name: an entry may not begin with = or #"),
        ("[company]\nname = ' #x'", "file:2: company.name: an entry may not begin with = or #"),
        ("[variants.a]\nproduct = []", r"file:2: variants.a.product: unknown key; did you mean 'products'\?"),
        ("audience = 'public'", "file:1: audience: Input should be 'external' or 'internal'"),
        ("minerals = 'Tin'", "file:1: minerals: "),
        ("a = ", "file: not a TOML file"),
        ("a = 1\nb = 2", "file:1: a: unknown key.*\nfile:2: b: unknown key"),
    ],
)
def test_faults_are_named_by_line_and_key(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_company_file(path)
    assert re.match(message, str(caught.value).replace(str(path), "file"), re.DOTALL)


def test_a_variant_says_more_and_less(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(COMPANY + VARIANTS, encoding="utf-8")
    main, acme = load_company_file(path).declaration, load_company_file(path, "acme").declaration
    assert main.answers["Tin"][Question.FROM_CAHRA] == "No"
    assert acme.answers["Tin"] == {Question.INTENTIONALLY_ADDED: "Yes", Question.FROM_CAHRA: "Unknown"}
    assert acme.programme[CompanyQuestion.CORRECTIVE_ACTION] == "No"
    assert acme.programme[CompanyQuestion.POLICY_PUBLIC] == "Yes"
    assert acme.minerals == ("Tin",)
    assert [product.number for product in acme.products] == ["0042"]
    assert acme.scope.kind is Scope.USER_DEFINED
    assert acme.audience is Audience.INTERNAL
    assert acme.company == main.company
    bcme = load_company_file(path, "bcme").declaration
    assert (bcme.unlisted, bcme.language, bcme.products) == (Unlisted.LEAVE_OUT, "Deutsch", main.products)


def test_variants_and_products_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text('[variants.acme]\nproducts = ["X"]\n', encoding="utf-8")
    with pytest.raises(UsageError, match="there is no variant 'other'; variants: acme"):
        load_company_file(path, "other")
    with pytest.raises(UsageError, match=r"company.toml:2: variants.acme.products: no product 'X' is listed"):
        load_company_file(path, "acme")
    with pytest.raises(UsageError, match="cannot be read"):
        load_company_file(tmp_path / "none.toml")
