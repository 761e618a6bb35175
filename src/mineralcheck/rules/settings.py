"""What a company accepts: the values that a profile sets and rules ask for."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.model.finding import Severity


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class RuleSettings(_Strict):
    """Which rules run, and how bad what they find is."""

    off: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = Field(default_factory=dict)


class Settings(_Strict):
    """Everything a profile can set; the defaults accept whatever the templates themselves accept."""

    rules: RuleSettings = RuleSettings()


DEFAULT_SETTINGS = Settings()
