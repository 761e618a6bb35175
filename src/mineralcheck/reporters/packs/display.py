"""How values of the tables are shown in documents."""

import datetime as dt
from decimal import Decimal

from mineralcheck.campaign.metric import Note, definitions, text_in
from mineralcheck.campaign.parts import Part, PartKind
from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.packs.content import Shown
from mineralcheck.reporters.packs.texts import own_word
from mineralcheck.reporters.rollup_words import has_word, number, part_name, percent, word
from mineralcheck.rules import texts as rule_texts


def as_text(value: Value, language: str) -> str:  # noqa: ARG001 - one signature for all
    """As it is."""
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)


def as_count(value: Value, language: str) -> str:
    """A count with commas between thousands."""
    return number(Decimal(str(value))) if isinstance(value, int | float) else as_text(value, language)


def as_share(value: Value, language: str) -> str:
    """A percentage with its sign."""
    return percent(Decimal(str(value))) if isinstance(value, int | float) else as_text(value, language)


def as_topic(value: Value, language: str) -> str:
    """A mineral, a question or a template family."""
    if not isinstance(value, str):
        return ""
    key = f"mineral_name.{value}"
    return word(key, language) if has_word(key, language) else rule_texts.word(value, language)


def as_figure(value: Value, language: str) -> str:
    """Title of a figure."""
    return text_in(definitions()[str(value)].title, language)


def as_formula(value: Value, language: str) -> str:
    """Formula of a figure, from its English text."""
    return next(one.formula(language) for one in definitions().values() if one.formula() == value)


def as_part(value: Value, language: str) -> str:
    """What a figure is about, from `mineral:Tin`, `group:3tg:EUR` or `all:EUR`."""
    kind, _, rest = str(value).partition(":")
    own, _, currency = rest.partition(":") if kind != PartKind.ALL else ("", "", rest)
    part = Part(PartKind(kind), own, currency)
    if part.kind in (PartKind.ALL, PartKind.GROUP):
        return part_name(part, language)
    name = as_topic(part.value, language)
    return f"{name}, {currency}" if currency else name


def as_reason(value: Value, language: str) -> str:
    """Why a figure has no percentage; that it is a count goes without saying."""
    return "" if value is None or value == Note.COUNT.value else word(f"note.{value}", language)


def as_word(table: str) -> Shown:
    """A code by its word in the reports of the roll-up, such as `status.conformant`."""

    def shown(value: Value, language: str) -> str:
        return word(f"{table}.{value}", language) if value else ""

    return shown


def as_own(table: str) -> Shown:
    """A code by its word in the packs; what has none stays as it is, such as a country."""

    def shown(value: Value, language: str) -> str:
        return own_word(table, value, language) if isinstance(value, str) else as_text(value, language)

    return shown
