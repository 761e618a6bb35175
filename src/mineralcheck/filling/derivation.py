"""Answers about a mineral from the answers of the suppliers, by the rules in docs/filling.md.

No rule turns silence into an answer: "No" and "all" need every supplier that was asked, "Yes" needs one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mineralcheck.filling.inputs import Basis, Given
from mineralcheck.model.submission import Question

Q = Question
# The last three are answers of EMRT 1.x and CRT that say Yes and more.
YES = frozenset({"Yes", "DRC only", "India and/or Madagascar only", "DRC or adjoining countries only"})
_SHARES = (
    (Fraction(9, 10), "Greater than 90%"),
    (Fraction(3, 4), "Greater than 75%"),
    (Fraction(1, 2), "Greater than 50%"),
    (Fraction(0), "50% or less"),
)

Answers = Mapping[Question, str | None]
"""What one supplier answers about a mineral."""


@dataclass(frozen=True)
class MineralFacts:
    """What a campaign knows about a mineral.

    `asked` is None without a supplier list: nobody knows then who did not answer. `responded` counts those of
    the suppliers asked that answered about the mineral; `suppliers` are the answers, also of others that
    answered unasked. `smelters` counts what is entered, `unresolved` names that no list has and smelters not
    yet identified, `left_out` what was received and is not entered.
    """

    asked: int | None
    responded: int
    suppliers: Sequence[Answers]
    smelters: int = 0
    unresolved: int = 0
    left_out: int = 0

    @property
    def complete(self) -> bool:
        """Whether every supplier that was asked has responded."""
        return self.asked is not None and self.asked > 0 and self.responded >= self.asked

    @property
    def users(self) -> list[Answers]:
        """Answers of the suppliers that use the mineral, and do not say that none of it remains."""
        return [
            one
            for one in self.suppliers
            if one.get(Q.INTENTIONALLY_ADDED) in YES and one.get(Q.REMAINS_IN_PRODUCT) != "No"
        ]


def derived(question: Question, facts: MineralFacts) -> Given | None:
    """The answer to a question; None for a question without a rule.

    The value is in the words of the current templates and None where no answer follows.
    """
    rule = _RULES.get(question)
    if rule and not facts.suppliers and question is not Q.SUPPLIER_RESPONSE:
        return _given(None, "no supplier has answered about the mineral")
    return rule(question, facts) if rule else None


def _given(value: str | None, reason: str) -> Given:
    return Given(value, Basis.DERIVED, reason)


def _said(question: Question, among: Sequence[Answers]) -> tuple[int, int]:
    """How many suppliers say Yes and how many say No."""
    values = [one.get(question) for one in among]
    return sum(value in YES for value in values), sum(value == "No" for value in values)


def _responses(facts: MineralFacts) -> str:
    if facts.asked is None:
        return f"{facts.responded} suppliers responded; without a supplier list nobody knows of how many"
    return f"{facts.responded} of {facts.asked} suppliers asked responded"


def _if_any(question: Question, facts: MineralFacts) -> Given:
    """Yes if any supplier says Yes; No only if all that were asked responded and say No."""
    among = facts.suppliers if question is Q.INTENTIONALLY_ADDED else _who_adds(facts)
    if question not in (Q.INTENTIONALLY_ADDED, Q.REMAINS_IN_PRODUCT):
        among = facts.users
    yes, no = _said(question, among)
    reason = f"{yes} of {len(among)} suppliers concerned say Yes, {no} say No; {_responses(facts)}"
    if yes:
        return _given("Yes", reason)
    return _given("No" if among and no == len(among) and facts.complete else "Unknown", reason)


def _who_adds(facts: MineralFacts) -> list[Answers]:
    return [one for one in facts.suppliers if one.get(Q.INTENTIONALLY_ADDED) in YES]


def _if_all(question: Question, facts: MineralFacts) -> Given:
    """No if any supplier says No; Yes only if all that were asked responded and say Yes."""
    yes, no = _said(question, facts.users)
    reason = f"{yes} of {len(facts.users)} suppliers concerned say Yes, {no} say No; {_responses(facts)}"
    if no:
        return _given("No", reason)
    return _given("Yes" if facts.users and yes == len(facts.users) and facts.complete else "Unknown", reason)


def _share(_question: Question, facts: MineralFacts) -> Given:
    """The band in which the share of suppliers that responded lies."""
    if not facts.asked:
        return _given(None, _responses(facts))
    if facts.complete:
        return _given("100%", _responses(facts))
    share = Fraction(facts.responded, facts.asked)
    band = next((text for least, text in _SHARES if share > least), "None")
    return _given(band, _responses(facts))


def _all_identified(question: Question, facts: MineralFacts) -> Given:
    """Yes if everybody responded, says so, and every name is resolved."""
    yes, _ = _said(question, facts.users)
    all_say = bool(facts.users) and yes == len(facts.users)
    certain = facts.complete and all_say and facts.smelters > 0 and not facts.unresolved
    reason = (
        f"{yes} of {len(facts.users)} suppliers concerned say Yes; {facts.unresolved} names unresolved; "
        f"{_responses(facts)}"
    )
    return _given("Yes" if certain else "No", reason)


def _all_reported(_question: Question, facts: MineralFacts) -> Given:
    """Yes if everything that was received is entered, and every name is resolved."""
    reason = f"{facts.smelters} smelters entered, {facts.unresolved} unresolved, {facts.left_out} left out"
    whole = facts.smelters and not facts.unresolved and not facts.left_out
    return _given("Yes" if whole else "No", reason)


_RULES: Mapping[Question, Callable[[Question, MineralFacts], Given]] = {
    Q.INTENTIONALLY_ADDED: _if_any,
    Q.REMAINS_IN_PRODUCT: _if_any,
    Q.FROM_COVERED_COUNTRIES: _if_any,
    Q.FROM_CAHRA: _if_any,
    Q.ALL_RECYCLED_OR_SCRAP: _if_all,
    Q.SUPPLIER_RESPONSE: _share,
    Q.ALL_SMELTERS_IDENTIFIED: _all_identified,
    Q.ALL_SMELTER_INFORMATION_REPORTED: _all_reported,
}
