"""Forms of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineralcheck.matching.names import fold_name, name_forms


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Éxample Ñame", "example name"),
        ("H.C. Adler", "HC Adler"),
        ("H. C. Adler", "HC Adler"),
        ("Non-Ferrous Works", "nonferrous works"),
        ("Iron & Steel", "Iron and Steel"),
        ("Ｗｉｄｅ Ｎａｍｅ", "wide name"),
        ("Zażółć Łódź", "zazolc lodz"),
    ],
)
def test_folding_hides_case_accents_width_spaces_and_punctuation(first: str, second: str) -> None:
    assert name_forms(first).key == name_forms(second).key


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Kestrel Co., Ltd.", "kestrel"),
        ("Kestrel Company Limited", "kestrel"),
        ("Kestrel Inc.", "kestrel"),
        ("Kestrel GmbH & Co. KG", "kestrel"),
        ("Kestrel S.p.A.", "kestrel"),
        ("Kestrel S.A. de C.V.", "kestrel"),
        ("PT Kestrel (Persero), Tbk", "kestrel"),
        ("OJSC Kestrel", "kestrel"),
        ("Kestrel Sdn. Bhd.", "kestrel"),
        ("Kestrel A.Ş.", "kestrel"),
        ("株式会社ケストレル", "ケストレル"),
        ("㈱ケストレル", "ケストレル"),
        ("红隼冶炼有限责任公司", "红隼冶炼"),
        ("Kestrel Co., Ltd. Harbour Plant", "kestrelharbourplant"),
    ],
)
def test_legal_forms_are_taken_off(name: str, kept: str) -> None:
    assert name_forms(name).stripped == name_forms(kept).key


@pytest.mark.parametrize("name", ["Co., Ltd.", "Limited", "株式会社", "AG"])
def test_a_name_of_nothing_but_a_legal_form_stays(name: str) -> None:
    assert name_forms(name).stripped == name_forms(name).key


def test_a_short_form_inside_a_name_is_a_word() -> None:
    assert name_forms("Gold As Good").tokens == ("gold", "as", "good")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text(max_size=60))
def test_any_text_has_forms(text: str) -> None:
    forms = name_forms(text)
    assert forms.key == fold_name(text).replace(" ", "")
    assert forms.stripped or not forms.key
