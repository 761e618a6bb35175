"""Text of a roster cell -> a value; every refusal says what was found and what would do."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.campaign.roster import SupplierState
from mineralcheck.model.cells import CellValue, raw_text
from mineralcheck.model.submission import Family
from mineralcheck.model.text import clean, fold, words
from mineralcheck.reader.minerals import known_minerals
from mineralcheck.reference.dates import cell_date

_SEPARATORS = re.compile(r"[;,/|&+\n、，；]")
_COARSE_SEPARATORS = re.compile(r"[;|\n；]")
_AMOUNT = re.compile(r"-?[\d.,'’ \u00a0]*\d")
_GROUPED = re.compile(r"-?\d{1,3}(?:([,'’ ])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_GROUPED_POINT = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
_CURRENCY = re.compile("[A-Z]{3}")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_LIKE_ENOUGH = 80.0


class Words(BaseModel):
    """The words a roster may use (data/roster.toml)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Mapping[str, tuple[str, ...]]
    states: Mapping[SupplierState, tuple[str, ...]]
    marks: Mapping[str, tuple[str, ...]]
    families: Mapping[Family, tuple[str, ...]]
    minerals: Mapping[str, tuple[str, ...]]
    currencies: Mapping[str, str]


@cache
def roster_words() -> Words:
    """The words of the data file."""
    text = resources.files(__package__).joinpath("data", "roster.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))


class WrongValueError(ValueError):
    """A cell that cannot be understood; the message is the end of a sentence that names the cell."""


def read_text(value: CellValue) -> str:
    """Cleaned text."""
    return clean(raw_text(value))


def read_pieces(value: CellValue) -> tuple[str, ...]:
    """Words of a list, whatever separates them."""
    return _unique(_SEPARATORS.split(raw_text(value)))


def read_entries(value: CellValue) -> tuple[str, ...]:
    """Entries of a list that may have commas and slashes in them, such as names and product numbers."""
    return _unique(_COARSE_SEPARATORS.split(raw_text(value)))


def _unique(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(clean, pieces) if text))


def read_domains(value: CellValue) -> tuple[str, ...]:
    """E-mail domains, from `example.com`, `@example.com` or an address."""
    found = (fold(piece).rpartition("@")[2] for piece in read_pieces(value))
    return tuple(dict.fromkeys(domain for domain in found if "." in domain))


def read_families(value: CellValue) -> tuple[Family, ...]:
    """Templates asked for, whatever separates them."""
    known = {name: family for family, names in roster_words().families.items() for name in names}
    found = []
    for piece in read_pieces(value):
        for word in words(piece).split():
            if word not in known:
                listed = ", ".join(family.value for family in Family)
                raise WrongValueError(f"{piece!r} is no template; known are {listed}, separated by commas")
            found.append(known[word])
    return tuple(dict.fromkeys(found))


def read_mark(value: CellValue) -> bool:
    """Whether a cell of a column headed by a template says that it is asked for."""
    text = fold(raw_text(value))
    marks = roster_words().marks
    if text in marks["yes"]:
        return True
    if text in marks["no"]:
        return False
    raise WrongValueError(f"{read_text(value)!r} is neither a yes nor a no; write x or leave it blank")


def read_minerals(value: CellValue) -> tuple[str, ...]:
    """Minerals, by name or symbol; one that no template names is kept, unless it looks misspelt."""
    return tuple(dict.fromkeys(one for piece in read_pieces(value) for one in _minerals(piece)))


def _minerals(text: str) -> Iterator[str]:
    key, known = fold(text), known_minerals()
    if key in roster_words().minerals:
        yield from roster_words().minerals[key]
    elif key in known:
        yield known[key]
    else:
        nearest = _nearest(key, list(known))
        if nearest:
            raise WrongValueError(f"{text!r} is no mineral of a template; is it {known[nearest]}?")
        yield text


def _nearest(key: str, known: list[str]) -> str | None:
    from rapidfuzz import fuzz, process  # deferred: only a name that is not known pays for it

    found = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return found[0] if found else None


def read_state(value: CellValue) -> SupplierState:
    """Status of a supplier; blank means asked."""
    text = words(raw_text(value))
    if not text:
        return SupplierState.ASKED
    for state, names in roster_words().states.items():
        if text in map(words, names):
            return state
    raise WrongValueError(f"{read_text(value)!r} is no status; known are asked, declined and exempt")


def read_day(value: CellValue) -> dt.date | None:
    """A day; text must be beyond doubt, as 2026-09-30 is and 09/10/26 is not."""
    if not read_text(value):
        return None
    day = cell_date(value)
    if day is None:
        raise WrongValueError(f"{read_text(value)!r} is no date beyond doubt; write it as 2026-09-30")
    return day


def read_spend(value: CellValue) -> tuple[Decimal | None, str]:
    """Amount with the currency written beside it, if one is; raises WrongValueError."""
    if isinstance(value, float) and not isinstance(value, bool):
        return _amount(raw_text(value), raw_text(value)), ""
    text = read_text(value)
    number = _AMOUNT.search(text)
    if not text or number is None:
        if text:
            raise WrongValueError(f"{text!r} is no amount; write digits only, the currency beside")
        return None, ""
    beside = (text[: number.start()] + text[number.end() :]).strip()
    return _amount(number[0].replace("\u00a0", " ").strip(), text), read_currency(beside)


def read_currency(value: CellValue) -> str:
    """Currency code, from a code or a sign."""
    text = read_text(value)
    code = roster_words().currencies.get(text, text.upper())
    if code and not _CURRENCY.fullmatch(code):
        raise WrongValueError(f"{text!r} is no currency; write its code, such as EUR")
    return code


def _amount(text: str, whole: str) -> Decimal:
    """`1,234.50`, `1.234,50`, `1 234` and `1234.5` are amounts; `1,23,4` is none."""
    if _GROUPED.fullmatch(text):
        plain = re.sub(r"[,'’ ]", "", text)
    elif _GROUPED_POINT.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(text):
        plain = text.replace(",", ".")
    elif _PLAIN.fullmatch(text):
        plain = text
    else:
        raise WrongValueError(f"{whole!r} is no amount; write digits only, such as 1234.50")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise WrongValueError(f"{whole!r} is no amount; write digits only, such as 1234.50") from None
    if amount < 0:
        raise WrongValueError(f"{whole!r} is below zero; spend is an amount bought")
    return amount
