"""Words and numbers of the roll-up reports, in the language of the reader."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

from mineralcheck.campaign.metric import Metric, Note
from mineralcheck.campaign.parts import Part, PartKind
from mineralcheck.rules import texts


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """Words by language and key; a key in a table of its own is `table.key`."""
    text = resources.files(__package__).joinpath("data", "rollup_words.toml").read_text(encoding="utf-8")
    data = TypeAdapter(dict[str, dict[str, str | dict[str, str]]]).validate_python(tomllib.loads(text))
    return {language: dict(_flat(words)) for language, words in data.items()}


def _flat(words: Mapping[str, str | Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, str):
            yield key, value
        else:
            yield from ((f"{key}.{own}", text) for own, text in value.items())


def languages() -> tuple[str, ...]:
    """Languages in which the reports are written."""
    return tuple(_words())


def has_word(key: str, language: str) -> bool:
    """Whether a language has a word of its own."""
    return key in _words().get(language, {})


def word(key: str, language: str = "en", **params: object) -> str:
    """A word or sentence; English where the language has none, the last part of the key where nobody has."""
    own = _words().get(language, {})
    text = own.get(key) or _words()["en"].get(key) or key.rpartition(".")[2]
    return text.format(**params) if params else text


def part_name(part: Part, language: str = "en") -> str:
    """How a part is called: `3TG`, `Tin`, `CMRT`, with the currency for an amount."""
    if part.kind is PartKind.QUESTION:
        return texts.word(part.value, language)
    table = "mineral_name" if part.kind is PartKind.MINERAL else "mineral_group"
    name = word(f"{table}.{part.value or part.kind.value}", language)
    return f"{name}, {part.currency}" if part.currency else name


def supplier_label(supplier_id: str, name: str) -> str:
    """How a supplier is called; without a supplier list its name is its id."""
    return name if supplier_id == name else f"{name} ({supplier_id})"


def number(value: Decimal) -> str:
    """A count or an amount, with commas between thousands."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal) -> str:
    """A percentage with its sign."""
    return f"{value:.1f} %"


def shown(metric: Metric | None, language: str = "en") -> str:
    """A figure with what it is made of: `95.6 % (956 of 1,000)`; a count alone; or why there is none."""
    if metric is None:
        return "-"
    if metric.percentage is not None and metric.denominator is not None:
        return f"{percent(metric.percentage)} ({fraction(metric, language)})"
    if metric.note is Note.COUNT or metric.note is None:
        return number(metric.numerator)
    reason = word(f"note.{metric.note.value}", language)
    if metric.note is Note.NO_ROSTER:
        return f"{number(metric.numerator)} ({reason})"
    return f"- ({reason})"


def fraction(metric: Metric, language: str = "en") -> str:
    """Numerator and denominator in words: `956 of 1,000`."""
    below = "-" if metric.denominator is None else number(metric.denominator)
    return f"{number(metric.numerator)} {word('of', language)} {below}"


def is_main(part: Part) -> bool:
    """Whether a part has a column of its own where there is little room."""
    return part.kind in (PartKind.ALL, PartKind.GROUP)
