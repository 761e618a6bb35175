"""What a figure is counted from. Figures and the rows behind them come from the same walk."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, Protocol

from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.parts import Part
from mineralcheck.campaign.view import View

ONE = Decimal(1)
NONE = Decimal(0)


class Tally(NamedTuple):
    """A contribution to a figure: so much of the denominator, of which so much in the numerator."""

    part: Part
    counted: Decimal
    all: Decimal


class Measure(Protocol):
    """One figure for every part it is defined for."""

    name: str

    def tallies(self, view: View) -> Iterator[Tally]:
        """Contributions to the figure, for all parts."""

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """The rows that the figure for a part is made of, in a fixed order."""

    def left_out(self, view: View) -> Mapping[Part, int]:
        """How many could not be counted, by part (without its currency)."""
