"""Figures: what each is called, what it is made of, and how a percentage comes of it."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from mineralcheck.campaign.parts import Part
from mineralcheck.campaign.policy import Rounding

_TENTH = Decimal("0.1")
_HUNDRED = Decimal("100.0")


class Unit(StrEnum):
    """What a figure counts."""

    SUPPLIERS = "suppliers"
    SUBMISSIONS = "submissions"
    ROWS = "rows"
    SMELTERS = "smelters"
    NAMES = "names"
    ANSWERS = "answers"
    AMOUNT = "amount"


class Note(StrEnum):
    """Why a figure has no percentage."""

    COUNT = "count"
    """It is a count."""
    NO_ROSTER = "no_roster"
    """Nobody said who was asked."""
    STATUS_UNKNOWN = "status_unknown"
    """For some of the smelters there is no status list."""
    NOTHING = "nothing"
    """There is nothing to count in it."""


class Metric(BaseModel):
    """One figure about one part of a campaign.

    `percentage` is `numerator / denominator` with one decimal, None for the reason in `note`. `list_dates`
    are the days for which the status lists speak, where the figure rests on them; `left_out` counts what
    could not be counted (suppliers without an amount, smelters without a status).
    """

    model_config = ConfigDict(frozen=True)

    name: str
    part: Part
    unit: Unit
    numerator: Decimal
    denominator: Decimal | None
    percentage: Decimal | None
    note: Note | None = None
    list_dates: tuple[dt.date, ...] = ()
    left_out: int = 0


class Evidence(NamedTuple):
    """A row that a figure is made of.

    `unit` is what is counted once (a supplier id, `Tin CID999001`); several rows can be about one unit.
    `counted` says whether it is in the numerator; every unit is in the denominator. `weight` is 1, or an
    amount. `file` and `cell` are where it stands: in a submission, or in the roster.
    """

    unit: str
    counted: bool
    weight: Decimal
    supplier_id: str
    supplier: str
    file: str
    cell: str
    mineral: str
    smelter_id: str
    text: str


class Definition(BaseModel):
    """A definition of the documentation (data/definitions.toml): texts by language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Unit
    title: Mapping[str, str]
    numerator: Mapping[str, str]
    denominator: Mapping[str, str] = {}
    needs_status: bool = False

    def formula(self, language: str = "en") -> str:
        """The formula in words."""
        above = text_in(self.numerator, language)
        return f"{above} ÷ {text_in(self.denominator, language)}" if self.denominator else above


@cache
def definitions() -> Mapping[str, Definition]:
    """Definitions of all figures by name, in the order in which they are printed."""
    text = resources.files(__package__).joinpath("data", "definitions.toml").read_text(encoding="utf-8")
    return {name: Definition.model_validate(body) for name, body in tomllib.loads(text).items()}


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Text in a language, else in English."""
    return texts.get(language) or texts["en"]


def percentage(numerator: Decimal, denominator: Decimal, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """`numerator / denominator` in per cent with one decimal.

    100.0 stands for all and 0.0 for none, nothing else: 1,999 of 2,000 is 99.9. Raises ZeroDivisionError for
    an empty denominator.
    """
    if not denominator:
        raise ZeroDivisionError("nothing to count")
    mode = ROUND_DOWN if rounding is Rounding.DOWN else ROUND_HALF_UP
    share = (100 * numerator / denominator).quantize(_TENTH, rounding=mode)
    if numerator < denominator:
        share = min(share, _HUNDRED - _TENTH)
    return max(share, _TENTH) if numerator > 0 else share
