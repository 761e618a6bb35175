"""Countries by code, whatever the spelling."""

import pytest

from mineralcheck.reference.countries import Agreement, compare_countries, country_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KOREA, REPUBLIC OF", "KR"),
        ("South Korea", "KR"),
        ("Korea", "KR"),
        ("TAIWAN, PROVINCE OF CHINA", "TW"),
        ("Taiwan", "TW"),
        ("VIET NAM", "VN"),
        ("Vietnam", "VN"),
        ("CZECHIA", "CZ"),
        ("Czech Republic", "CZ"),
        ("TURKEY", "TR"),
        ("Türkiye", "TR"),
        ("BOLIVIA (PLURINATIONAL STATE OF)", "BO"),
        ("CONGO, DEMOCRATIC REPUBLIC OF THE", "CD"),
        ("DRC", "CD"),
        ("CONGO", "CG"),
        ("NORTH MACEDONIA, REPUBLIC OF", "MK"),
        ("RUSSIAN FEDERATION", "RU"),
        ("Russia", "RU"),
        ("UNITED STATES OF AMERICA", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Laos", "LA"),
        ("Hong Kong SAR", "HK"),
        ("deu", "DE"),
        ("日本", "JP"),
        ("中国", "CN"),
        ("アメリカ", "US"),
        ("대한민국", "KR"),
        ("Deutschland", "DE"),
        ("Österreich", "AT"),
        ("Brasil", "BR"),
        ("  ｊａｐａｎ ", "JP"),
    ],
)
def test_spellings_of_lists_and_suppliers(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "Unknown", "Kakania", "0", "KOKI JAPAN", "Enter smelter details"])
def test_what_is_no_country_has_no_code(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("first", "second", "agreement"),
    [
        ("Korea", "KOREA, REPUBLIC OF", Agreement.SAME),
        ("Hong Kong", "CHINA", Agreement.REGION),
        ("Macau", "Hong Kong", Agreement.REGION),
        ("Taiwan", "China", Agreement.DIFFERENT),
        ("Japan", "China", Agreement.DIFFERENT),
        ("", "China", Agreement.UNKNOWN),
        ("Kakania", "Kakania", Agreement.UNKNOWN),
    ],
)
def test_countries_are_compared_by_code(first: str, second: str, agreement: Agreement) -> None:
    assert compare_countries(first, second) is agreement
    assert compare_countries(second, first) is agreement
