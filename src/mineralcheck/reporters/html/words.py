"""Words of the page in the language of the reader; those of rules and of the roll-up are theirs."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.metric import Definition
from mineralcheck.campaign.risk_scheme import Action, Factor
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyField, CompanyQuestion, Question
from mineralcheck.reporters import rollup_words
from mineralcheck.rules import texts as rule_texts

ENGLISH = "en"
LANGUAGES = (ENGLISH, "ja", "zh")
_CODES: Mapping[str, type[StrEnum]] = {
    "response": Response,
    "factor": Factor,
    "action": Action,
    "status": StatusValue,
}


@cache
def _own(language: str) -> Mapping[str, Mapping[str, str]]:
    if language not in LANGUAGES:
        return {}
    text = resources.files(__package__).joinpath("data", f"{language}.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, dict[str, str]]).validate_python(tomllib.loads(text))


class Words:
    """Texts of one language; a text that it lacks is English."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else ENGLISH

    def __call__(self, key: str, **params: object) -> str:
        """Text for a key such as `page.title`; what nobody has stays as it is."""
        table, _, name = key.partition(".")
        text = _own(self.language).get(table, {}).get(name)
        text = text or self._of_rollup(key) or _own(ENGLISH).get(table, {}).get(name) or name
        return text.format(**params) if params else text

    def _of_rollup(self, key: str) -> str | None:
        """Words that the other roll-up reports have already."""
        found = rollup_words.word(key, self.language)
        return found if found != key.rpartition(".")[2] else None

    def mineral(self, name: str) -> str:
        """Name of a mineral; what a supplier wrote stays as it is."""
        return rule_texts.word(name, self.language)

    def part(self, kind: str, value: str, currency: str = "") -> str:
        """Name of what a figure is about."""
        if kind == "mineral":
            name = self.mineral(value)
        elif kind in ("question", "family"):
            name = rule_texts.word(value, self.language)
        else:
            name = self(f"mineral_group.{value or kind}")
        return f"{name}, {currency}" if currency else name

    def title(self, name: str, definition: Definition) -> str:
        """Title of a figure of a roll-up."""
        own = definition.title.get(self.language) or _own(self.language).get("figure_title", {}).get(name)
        return own or definition.title[ENGLISH]

    def formula(self, name: str, definition: Definition) -> str:
        """What a figure of a roll-up is made of."""
        if self.language in definition.title:
            return definition.formula(self.language)
        return _own(self.language).get("figure_formula", {}).get(name) or definition.formula(ENGLISH)

    def of_page(self) -> dict[str, dict[str, str]]:
        """Every text that the page itself sets, by table and key."""
        own, english = _own(self.language), _own(ENGLISH)
        found = {table: dict(english[table]) | dict(own.get(table, {})) for table in ("ui", *_TABLES)}
        for table, codes in _CODES.items():
            found[table] = {code.value: self(f"{table}.{code.value}") for code in codes}
        topics = (*CompanyField, *Question, *CompanyQuestion)
        found["topic"] = {one.value: rule_texts.word(one.value, self.language) for one in topics}
        return found


_TABLES = ("verdict", "severity", "scope", "tier", "risk", "standing")
