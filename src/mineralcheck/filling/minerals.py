"""Which minerals a declaration is about."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mineralcheck.campaign.parts import asked_minerals
from mineralcheck.filling.company_file import CompanyFile
from mineralcheck.filling.declaration_cells import mineral_order
from mineralcheck.filling.inputs import Basis, Given
from mineralcheck.model.submission import Family, Question
from mineralcheck.model.text import clean
from mineralcheck.reader.minerals import canonical_mineral
from mineralcheck.templates.layout import Layout

_DENIALS = ("Not declaring", "Not applicable for this declaration")


class Minerals(NamedTuple):
    """`rows` are the minerals that the template asks about, `included` those the declaration is about.

    `excluded` are others that it could be about.
    """

    rows: tuple[str, ...]
    included: tuple[str, ...]
    excluded: tuple[str, ...]


def minerals_of(layout: Layout, file: CompanyFile, available: Sequence[str]) -> Minerals:
    """Minerals of a declaration; `available` are those the source knows.

    A template with fixed minerals asks about all of them. The file's list of minerals limits them as far as
    it names any of the template; one list serves templates of all families. Raises UsageError for more
    minerals than the template has rows for.
    """
    named = [canonical_mineral(name) or clean(name) for name in file.declaration.minerals or ()]
    if layout.minerals.names:
        own = [name for name in layout.minerals.names if name in named]
        included = tuple(own) or layout.minerals.names
        excluded = tuple(name for name in layout.minerals.names if name not in included)
        return Minerals(layout.minerals.names, included, excluded)
    possible = _possible(layout, available)
    included = mineral_order(layout, _possible(layout, named) or possible)
    if len(included) > layout.minerals.slots:
        reason = f"{len(included)} minerals, and the template has room for {layout.minerals.slots}."
        raise file.fault(("minerals",), reason)
    excluded = mineral_order(layout, [name for name in possible if name not in included])
    return Minerals(included, included, excluded)


def _possible(layout: Layout, minerals: Iterable[str]) -> list[str]:
    """Those of the minerals that a template with free choice is for."""
    if layout.family is Family.AMRT:
        return list(asked_minerals(Family.AMRT, minerals))
    return [name for name in minerals if name in layout.minerals.known]


def denial(layout: Layout, file: CompanyFile, mineral: str) -> Given:
    """The answer to the first question for a mineral that the template asks about and the file excludes.

    Raises UsageError where the list has no answer for that: nobody but the company can say "No" then.
    """
    question = Question.INTENTIONALLY_ADDED
    choices = layout.choices(layout.questions[question], mineral)
    answer = next((one for one in _DENIALS if one in choices), None)
    if answer is None:
        raise file.fault(
            ("minerals",),
            f"{mineral} is left out, but a {layout.family} asks about it. State the answer under "
            f'[answers.{mineral}]: {question} = "No" if none of it is used, or name the mineral.',
        )
    return Given(answer, Basis.STATED, "the mineral is not in this declaration")
