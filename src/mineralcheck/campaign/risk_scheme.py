"""The scheme by which supplier risk is told; docs/rollup.md explains it, a file can change it."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mineralcheck.model.errors import UsageError

Points = Annotated[int, Field(ge=0, le=1000)]


class Risk(StrEnum):
    """Risk of a supplier."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Factor(StrEnum):
    """What can count against a supplier, the most urgent first."""

    DENIED_SMELTER = "denied_smelter"
    COVERED_WITHOUT_DILIGENCE = "covered_without_diligence"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    OTHER_TEMPLATE = "other_template"
    TEMPLATE_MISSING = "template_missing"
    ERRORS = "errors"
    STATUS_OTHER = "status_other"
    UNIDENTIFIED_SMELTERS = "unidentified_smelters"
    UNLISTED_SMELTERS = "unlisted_smelters"
    NOT_ON_LIST = "not_on_list"
    PROGRAMME_NO = "programme_no"
    AWAITED = "awaited"


class Action(StrEnum):
    """What is to be done next about a supplier."""

    NONE = "none"
    AWAIT = "await"
    REMIND = "remind"
    ESCALATE = "escalate"
    SEND_AGAIN = "send_again"
    SEND_TEMPLATE_ASKED = "send_template_asked"
    CORRECT = "correct"
    IDENTIFY_SMELTERS = "identify_smelters"
    IMPROVE_SMELTERS = "improve_smelters"
    REMOVE_SMELTER = "remove_smelter"
    EXPLAIN_ORIGIN = "explain_origin"
    IMPROVE_PROGRAMME = "improve_programme"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Levels(_Strict):
    """Scores from which on a supplier is of medium and of high risk."""

    medium: Points = 20
    high: Points = 60


class Weight(_Strict):
    """Weight of a factor: points for the first case, for each further one, and at most."""

    points: Points = 0
    each: Points = 0
    most: Points | None = None
    critical: bool = False
    action: Action = Action.NONE
    days: Annotated[int, Field(ge=0, le=3660)] = 0

    def score(self, cases: int) -> int:
        """Points for a number of cases."""
        if not cases:
            return 0
        score = self.points + self.each * (cases - 1)
        return score if self.most is None else min(score, max(self.most, self.points))


class RiskScheme(_Strict):
    """All weights; a factor that is left out weighs nothing."""

    levels: Levels = Levels()
    factors: Mapping[Factor, Weight] = Field(default_factory=dict)

    def weight(self, factor: Factor) -> Weight:
        """Weight of a factor."""
        return self.factors.get(factor, Weight())

    def level(self, score: int, *, critical: bool) -> Risk:
        """Risk of a score; a critical answer overrides it."""
        if critical or score >= self.levels.high:
            return Risk.HIGH
        return Risk.MEDIUM if score >= self.levels.medium else Risk.LOW


@cache
def default_scheme() -> RiskScheme:
    """The scheme of the program (data/risk.toml)."""
    text = resources.files(__package__).joinpath("data", "risk.toml").read_text(encoding="utf-8")
    return RiskScheme.model_validate(tomllib.loads(text))


def read_scheme(path: Path) -> RiskScheme:
    """A scheme from a file: what it says replaces the default; raises UsageError naming the key."""
    try:
        own = RiskScheme.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Check the name of the file.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no TOML file ({error}).") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: {key}: {first['msg']}. See docs/rollup.md for what can be set.") from None
    known = default_scheme()
    levels = own.levels if "levels" in own.model_fields_set else known.levels
    return RiskScheme(levels=levels, factors={**known.factors, **own.factors})
