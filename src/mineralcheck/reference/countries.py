"""Countries by ISO 3166 code, whatever the spelling or language."""

import gettext
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.text import words

_CATALOGUES = ("de", "es", "fr", "it", "ja", "ko", "pt", "pt_BR", "tr", "zh_CN", "zh_TW")


class Agreement(Enum):
    """How two country texts compare."""

    SAME = "same"
    REGION = "region"
    """One is a region that lists file under the other (Hong Kong and China)."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """One of them is blank or no country we know."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    synonyms: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, str]


@cache
def _data() -> _Data:
    text = resources.files(__package__).joinpath("data", "countries.toml").read_text(encoding="utf-8")
    return _Data.model_validate(tomllib.loads(text))


@cache
def _codes() -> Mapping[str, str]:
    import pycountry  # deferred: only a run that compares countries pays for it

    codes = {
        words(text): country.alpha_2
        for country in pycountry.countries
        for field in ("alpha_2", "alpha_3", "name", "official_name", "common_name")
        if (text := getattr(country, field, None))
    }
    codes |= {words(name): code for code, names in _data().synonyms.items() for name in names}
    return codes


@cache
def _translated_codes() -> Mapping[str, str]:
    """Names in other languages, from the catalogues that pycountry carries; English names win."""
    import pycountry

    folder = Path(pycountry.LOCALES_DIR)
    found: dict[str, str] = {}
    for language in _CATALOGUES:
        catalogue = gettext.translation("iso3166-1", folder, [language], fallback=True)
        for country in pycountry.countries:
            for name in _names(country.name, getattr(country, "common_name", None)):
                found.setdefault(words(catalogue.gettext(name)), country.alpha_2)
    return found


def _names(*texts: str | None) -> Iterator[str]:
    yield from filter(None, texts)


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country text; None when it is blank or no country we know."""
    key = words(text)
    if not key:
        return None
    return _codes().get(key) or _translated_codes().get(key)


@lru_cache(maxsize=16_384)
def compare_countries(first: str, second: str) -> Agreement:
    """Compare two country texts by code."""
    a, b = country_code(first), country_code(second)
    if a is None or b is None:
        return Agreement.UNKNOWN
    if a == b:
        return Agreement.SAME
    regions = _data().regions
    return Agreement.REGION if regions.get(a, a) == regions.get(b, b) else Agreement.DIFFERENT
