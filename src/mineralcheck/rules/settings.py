"""What a company accepts: the values that a profile sets and rules ask for.

The models are the form of the profile file; a value that is not given accepts whatever the templates accept.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from mineralcheck.model.finding import Severity
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyQuestion, Family, Scope

Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Revision = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?[a-z]?$")]
Year = Annotated[str, StringConstraints(pattern=r"^20\d\d$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Share = Literal["100%", "90%", "75%", "50%"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ProfileIdentity(_Strict):
    """Which profile this is: `name` and `version` are stored with the results."""

    name: Text
    version: Text = "1"
    description: str = ""


class TemplateSettings(_Strict):
    """Accepted templates. `revisions` are listed by reporting year: a revision is accepted for a year.

    Without `reporting_year` the latest year of the table counts. Empty means that all are accepted.
    """

    families: tuple[Family, ...] = ()
    reporting_year: Annotated[int, Field(ge=2010, le=2099)] | None = None
    revisions: Mapping[Year, Mapping[Family, tuple[Revision, ...]]] = Field(default_factory=dict)
    languages: tuple[Text, ...] = ()

    def accepted_revisions(self, family: Family) -> tuple[str, ...]:
        """Accepted revisions of a family, empty when all are."""
        year = str(self.reporting_year) if self.reporting_year else max(self.revisions, default="")
        return self.revisions.get(year, {}).get(family, ())


class DeclarationSettings(_Strict):
    """Accepted declarations.

    `max_age_days` counts from the effective date to the day of the run; `minimum_response` is the least share
    of suppliers that must have responded; `required_answers` gives the accepted answers to questions A to I;
    `cahra` adds countries (ISO 3166-1 alpha-2) to those that count as high-risk areas.
    """

    scopes: tuple[Scope, ...] = ()
    max_age_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    minimum_response: Share | None = None
    required_answers: Mapping[CompanyQuestion, tuple[Text, ...]] = Field(default_factory=dict)
    cahra: tuple[CountryCode, ...] = ()


class MineralSettings(_Strict):
    """Expected minerals: a CSV file with the columns `supplier` and `minerals` (separated by `;`)."""

    expected: Text | None = None


class ProductSettings(_Strict):
    """Requested products: a CSV file with the columns `supplier` and `product_number`."""

    requested: Text | None = None


class SmelterSettings(_Strict):
    """Accepted smelters.

    `max_unidentified_share` runs from 0 to 1, of the rows of the Smelter List; `deny` are CSV files with
    the columns `smelter_id`, `name`, `country` and `reason`; a status list is too old after
    `status_max_age_days`.
    """

    allowed_statuses: tuple[StatusValue, ...] = ()
    max_unidentified_share: Annotated[float, Field(ge=0, le=1)] | None = None
    deny: tuple[Text, ...] = ()
    status_max_age_days: Annotated[int, Field(ge=1, le=3660)] = 90


class RuleSettings(_Strict):
    """Which rules run, by code or name, and how bad what they find is.

    `only` switches all other rules off; `waivers` is a TOML file with findings that are accepted.
    """

    only: tuple[Text, ...] = ()
    off: tuple[Text, ...] = ()
    severity: Mapping[Text, Severity] = Field(default_factory=dict)
    waivers: Text | None = None

    def is_on(self, code: str) -> bool:
        """Whether a rule runs."""
        return code not in self.off and (not self.only or code in self.only)


class ProfileFile(_Strict):
    """A profile as it is written down."""

    profile: ProfileIdentity
    template: TemplateSettings = TemplateSettings()
    declaration: DeclarationSettings = DeclarationSettings()
    minerals: MineralSettings = MineralSettings()
    products: ProductSettings = ProductSettings()
    smelters: SmelterSettings = SmelterSettings()
    rules: RuleSettings = RuleSettings()


class DenyEntry(NamedTuple):
    """A smelter that the company does not accept, by id, or by name with or without country."""

    smelter_id: str
    name: str
    country: str
    reason: str
    source: str


class Waiver(NamedTuple):
    """A finding that the company accepts: of one rule, for one supplier, in one cell or in all, until a day.

    `supplier` is the company name or the unique ID that the file states; `cell` may be empty; `line` is where
    the waiver stands in its file.
    """

    supplier: str
    rule: str
    cell: str
    reason: str
    approved_by: str
    expires: dt.date
    line: int = 0


class Settings(ProfileFile):
    """A profile with the lists it names, read and ready; minerals and products are keyed by supplier.

    `sha256` is the fingerprint of the profile file.
    """

    sha256: str = ""
    expected_minerals: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    requested_products: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    denied: tuple[DenyEntry, ...] = ()
    waivers: tuple[Waiver, ...] = ()


DEFAULT_SETTINGS = Settings(profile=ProfileIdentity(name="default"))
