"""How a campaign is counted: what the user may decide beside the lists. Stored with every run."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.campaign.risk_scheme import RiskScheme, default_scheme
from mineralcheck.model.submission import Family


class Rounding(StrEnum):
    """How a percentage becomes one decimal: commercially, or cut off so that it never promises too much."""

    HALF_UP = "half-up"
    DOWN = "down"


class Policy(BaseModel):
    """Decisions of a run.

    `asked` are the templates asked of suppliers for whom the roster names none; with `only_accepted` a
    submission with an error counts as an answer, but its smelters count nowhere; `cahra` adds countries
    (ISO 3166-1 alpha-2) to those that count as conflict-affected and high-risk areas.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[Family, ...] = ()
    only_accepted: bool = False
    cahra: tuple[str, ...] = ()
    rounding: Rounding = Rounding.HALF_UP
    scheme: RiskScheme = Field(default_factory=default_scheme)
