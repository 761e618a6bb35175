"""Who was asked: suppliers with what they were asked for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.submission import Family


class SupplierState(StrEnum):
    """Where an enquiry stands, by the roster. An exempt supplier is not asked; a declined one was."""

    ASKED = "asked"
    DECLINED = "declined"
    EXEMPT = "exempt"


class Supplier(BaseModel):
    """A row of the roster.

    `row` is its row in the file, 0 for a supplier known from its declaration alone; where several lists
    were added up, `source` is that file and `elsewhere` are the rows of the others, `asia.csv row 7`.
    `spend` is in `currency`, never converted; None where the roster gives none. `templates` is empty where
    the roster does not say what was asked for, `minerals` where it does not say which are expected.
    """

    model_config = ConfigDict(frozen=True)

    supplier_id: str
    name: str
    row: int = 0
    source: str = ""
    elsewhere: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    unique_id: str = ""
    contact: str = ""
    email: str = ""
    email_domains: tuple[str, ...] = ()
    country: str = ""
    spend: Decimal | None = None
    currency: str = ""
    tier: str = ""
    templates: tuple[Family, ...] = ()
    minerals: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    due_date: dt.date | None = None
    state: SupplierState = SupplierState.ASKED


class Roster(BaseModel):
    """All suppliers asked, in the order of the file, with the columns that the file has."""

    model_config = ConfigDict(frozen=True)

    source: str
    sha256: str
    columns: Mapping[str, str]
    suppliers: tuple[Supplier, ...]

    def has(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self.columns


def with_default_templates(suppliers: Sequence[Supplier], families: Sequence[Family]) -> list[Supplier]:
    """The suppliers, those without a word on what they were asked for being asked for these templates."""
    asked = tuple(dict.fromkeys(families))
    return [one if one.templates else one.model_copy(update={"templates": asked}) for one in suppliers]
