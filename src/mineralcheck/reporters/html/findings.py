"""Texts of findings in little room: the text of a rule once, what is in it once for each place."""

from mineralcheck.model.finding import Finding
from mineralcheck.reporters.terminal import safe

MARK = "\ue000"
"""Stands before the number of a value in a text; a text that has it already is kept whole."""
_SHORTEST = 3
_DIGITS = "0123456789"


class Split:
    """Message and fix of a finding with their values taken out, and the values in order.

    The first two values are `found` and `expected`, whether the texts have them or not.
    """

    def __init__(self, finding: Finding) -> None:
        self.values = [safe(finding.found or ""), safe(finding.expected or "")]
        self.message, self.fix = safe(finding.message), safe(finding.fix)
        if MARK in self.message + self.fix + "".join(self.values):
            return
        others = {safe(text) for text in finding.params.values()}
        for value in sorted({*self.values, *others}, key=lambda text: (-len(text), text)):
            self._take_out(value)

    def _take_out(self, value: str) -> None:
        """Put a mark where the value stands; short ones are cheaper where they are."""
        if len(value) < _SHORTEST or (value not in self.message and value not in self.fix):
            return
        if value not in self.values:
            if len(self.values) == len(_DIGITS) or MARK in value:
                return
            self.values.append(value)
        mark = MARK + _DIGITS[self.values.index(value)]
        self.message, self.fix = self.message.replace(value, mark), self.fix.replace(value, mark)
