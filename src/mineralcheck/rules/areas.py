"""Countries named in free text, and which of them the questions about origin mean."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from mineralcheck.model.submission import Family, Question
from mineralcheck.reference.countries import country_code
from mineralcheck.rules.context import RuleContext

_LISTS = re.compile(r"[;/|\n、；]")
_WORDS = re.compile(r",|，|&|\band\b", re.IGNORECASE)


@cache
def areas() -> Mapping[str, frozenset[str]]:
    """ISO 3166-1 codes of the `covered` countries, and of those that count as `cahra` by default."""
    text = resources.files(__package__).joinpath("data", "areas.toml").read_text(encoding="utf-8")
    return {name: frozenset(codes) for name, codes in tomllib.loads(text).items()}


def named_countries(text: str) -> Iterator[tuple[str, str]]:
    """Code and text of each country in a list of countries; a sentence about a country names none.

    Names with a comma in them (`CONGO, DEMOCRATIC REPUBLIC OF THE`) are tried whole before they are split.
    """
    for part in _LISTS.split(text):
        whole = country_code(part)
        pieces = [part] if whole else _WORDS.split(part)
        for piece in pieces:
            code = whole or country_code(piece)
            if code:
                yield code, piece.strip()


def asked_about(context: RuleContext, question: Question) -> frozenset[str]:
    """Countries that a question about origin means.

    The CMRT wants its question on high-risk areas answered Yes for covered countries, too.
    """
    known = areas()
    if question is Question.FROM_COVERED_COUNTRIES:
        return known["covered"]
    own = known["covered"] if context.submission.template.family is Family.CMRT else known["cahra"]
    return own | frozenset(context.settings.declaration.cahra)
