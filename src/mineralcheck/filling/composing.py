"""A declaration put together: what the source knows, what follows from it, what the company states."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace

from mineralcheck.filling.campaign_input import CampaignFacts
from mineralcheck.filling.company_file import CompanyFile
from mineralcheck.filling.declaration import Audience, Unlisted
from mineralcheck.filling.derivation import derived
from mineralcheck.filling.inputs import (
    DeclarationInput,
    Given,
    LeftOut,
    Listing,
    MineEntry,
    SmelterEntry,
)
from mineralcheck.filling.minerals import Minerals, denial
from mineralcheck.filling.smelter_rows import enterable, entered_as
from mineralcheck.filling.statements import stated
from mineralcheck.filling.supplier_names import SupplierNames
from mineralcheck.filling.template import Template
from mineralcheck.model.submission import Question
from mineralcheck.model.text import fold
from mineralcheck.rules.usage import GATES

_NOT_IN_DECLARATION = "the mineral is not in this declaration"
_NOT_USED = "the mineral is declared as not used"


@dataclass
class _Kept:
    """What passes, and what does not."""

    smelters: list[SmelterEntry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, smelter: SmelterEntry, reason: str) -> None:
        self.left_out.append(LeftOut("smelter", smelter.label, reason))


def from_campaign(
    template: Template, file: CompanyFile, minerals: Minerals, campaign: CampaignFacts | None
) -> DeclarationInput:
    """A declaration from a campaign, or from the declaration file alone.

    Raises UsageError for statements that cannot be made in this template, and for a supplier's name in a
    declaration for others.
    """
    names = SupplierNames(campaign.suppliers if campaign else ())
    if file.declaration.audience is Audience.EXTERNAL:
        names.check(file)
    kept = _kept(template, file, minerals, campaign.smelters if campaign else (), names)
    base = DeclarationInput(
        minerals=minerals.rows,
        answers=_derived(template, minerals, campaign, kept),
        smelters=tuple(kept.smelters),
        mines=_mines(campaign.mines if campaign else (), file, minerals, names, kept),
        left_out=tuple(kept.left_out),
    )
    return _settled(template, file, minerals, base)


def from_submission(
    template: Template, file: CompanyFile, minerals: Minerals, old: DeclarationInput
) -> DeclarationInput:
    """A declaration carried over from an older submission."""
    kept = _kept(template, file, minerals, old.smelters, SupplierNames(()))
    unasked = [name for name in old.minerals if name not in (*minerals.rows, *minerals.excluded)]
    kept.left_out += [LeftOut("mineral", name, "the template does not ask about it") for name in unasked]
    base = replace(
        old,
        minerals=minerals.rows,
        smelters=tuple(kept.smelters),
        mines=_mines(old.mines, file, minerals, SupplierNames(()), kept),
        left_out=(*old.left_out, *kept.left_out),
    )
    return _settled(template, file, minerals, base)


def _kept(
    template: Template,
    file: CompanyFile,
    minerals: Minerals,
    smelters: Iterable[SmelterEntry],
    names: SupplierNames,
) -> _Kept:
    """Smelters that go into the declaration, by mineral, each once."""
    kept = _Kept()
    included = {fold(name): number for number, name in enumerate(minerals.included)}
    known = {*included, *(fold(name) for name in minerals.excluded)}
    passed: dict[tuple[object, ...], SmelterEntry] = {}
    for one in smelters:
        reason = _reason_against(one, template, file, included, names)
        key = _identity(one)
        if reason or key in passed:
            if fold(one.mineral) in known:
                kept.leave(one, reason or "it is named already")
        else:
            passed[key] = one
    entered, refused = enterable(template, list(passed.values()))
    kept.left_out += refused
    order = list(Listing)
    kept.smelters = sorted(entered, key=lambda one: (included[fold(one.mineral)], order.index(one.listing)))
    return kept


def _reason_against(
    smelter: SmelterEntry,
    template: Template,
    file: CompanyFile,
    included: Container[str],
    names: SupplierNames,
) -> str:
    """Why a smelter stays out, empty when nothing speaks against it."""
    own = file.declaration
    if fold(smelter.mineral) not in included:
        return _NOT_IN_DECLARATION
    if smelter.listing is Listing.NOT_IDENTIFIED or entered_as(template, smelter).known:
        return ""
    if smelter.listing is Listing.LISTED and not template.layout.smelters.column("smelter_lookup"):
        return ""
    if own.unlisted is Unlisted.LEAVE_OUT:
        return "the declaration file leaves out what the look-up does not have"
    told = (smelter.name, smelter.country, smelter.smelter_id)
    supplier = names.named_in(*told) if own.audience is Audience.EXTERNAL else None
    return f"it names the supplier {supplier!r}" if supplier else ""


def _identity(smelter: SmelterEntry) -> tuple[object, ...]:
    """Equal for rows that name the same smelter, when nothing else would be lost with one of them."""
    if smelter.listing is Listing.LISTED and smelter.smelter_id:
        named: tuple[str, ...] = (smelter.smelter_id,)
    else:
        named = (fold(smelter.name), fold(smelter.country))
    return smelter.mineral, smelter.listing, named, tuple(sorted(smelter.details.items()))


def _derived(
    template: Template, minerals: Minerals, campaign: CampaignFacts | None, kept: _Kept
) -> dict[str, dict[Question, Given]]:
    if campaign is None:
        return {}
    entered = Counter(one.mineral for one in kept.smelters)
    left = Counter(one.subject.partition(": ")[0] for one in kept.left_out if one.kind == "smelter")
    unlisted = _unlisted(template, kept.smelters)
    found: dict[str, dict[Question, Given]] = {}
    for mineral in minerals.included:
        facts = campaign.facts(mineral)
        unresolved = max(facts.unresolved, unlisted[mineral])
        facts = replace(facts, smelters=entered[mineral], unresolved=unresolved, left_out=left[mineral])
        answers = ((question, derived(question, facts)) for question in template.layout.questions)
        found[mineral] = {question: given for question, given in answers if given}
    return found


def _unlisted(template: Template, smelters: Iterable[SmelterEntry]) -> Counter[str]:
    """How many smelters of each mineral are entered as not listed or not yet identified.

    Among them are those that a reference list has and the template does not.
    """
    if not template.layout.smelters.column("smelter_lookup"):
        return Counter()
    return Counter(one.mineral for one in smelters if entered_as(template, one).known is None)


def _mines(
    mines: Sequence[MineEntry], file: CompanyFile, minerals: Minerals, names: SupplierNames, kept: _Kept
) -> tuple[MineEntry, ...]:
    external = file.declaration.audience is Audience.EXTERNAL
    found = []
    for one in mines:
        subject = f"{one.mineral}: {one.name}"
        told = (one.name, one.smelter, one.country, one.mine_id)
        supplier = names.named_in(*told) if external else None
        if one.mineral not in minerals.included:
            if one.mineral in minerals.excluded:
                kept.left_out.append(LeftOut("mine", subject, _NOT_IN_DECLARATION))
        elif supplier:
            kept.left_out.append(LeftOut("mine", subject, f"it names the supplier {supplier!r}"))
        else:
            found.append(one)
    return tuple(found)


def _settled(
    template: Template, file: CompanyFile, minerals: Minerals, base: DeclarationInput
) -> DeclarationInput:
    """With the statements on top, without answers and smelters of minerals that are not used."""
    said = stated(base, file, template.layout)
    answers = {mineral: dict(said.answers.get(mineral, {})) for mineral in minerals.rows}
    left_out = [LeftOut("mineral", mineral, _NOT_IN_DECLARATION) for mineral in minerals.excluded]
    left_out += [
        LeftOut("product", number, "the variant does not name it") for number in file.products_left_out
    ]
    stated_minerals = {fold(name) for name in file.declaration.answers}
    for mineral in minerals.rows:
        if mineral in minerals.excluded and fold(mineral) not in stated_minerals:
            answers[mineral] = {Question.INTENTIONALLY_ADDED: denial(template.layout, file, mineral)}
        answers[mineral], dropped = _gated(mineral, answers[mineral])
        left_out += dropped
    used = {mineral for mineral in minerals.rows if _in_use(answers[mineral])}
    open_minerals = {mineral for mineral in minerals.rows if _is_open(answers[mineral])}
    smelters = [one for one in said.smelters if one.mineral in used | open_minerals]
    gone = [one for one in said.smelters if one not in smelters]
    left_out += [LeftOut("smelter", one.label, _NOT_USED) for one in gone]
    return replace(
        said,
        answers=answers,
        mineral_company_answers={
            topic: {mineral: given for mineral, given in own.items() if mineral in used}
            for topic, own in said.mineral_company_answers.items()
        },
        smelters=_with_placeholders(template, minerals, used, smelters),
        mines=tuple(one for one in said.mines if one.mineral in used | open_minerals),
        mineral_reasons={name: text for name, text in said.mineral_reasons.items() if name in minerals.rows},
        left_out=(*said.left_out, *left_out),
    )


def _gated(mineral: str, answers: dict[Question, Given]) -> tuple[dict[Question, Given], list[LeftOut]]:
    """Answers as far as the first two questions let them be asked, and those that they do not."""
    asked = [gate for gate in GATES if gate in answers]
    denied = next((n for n, gate in enumerate(asked) if answers[gate].value not in ("Yes", None)), None)
    if denied is None:
        return answers, []
    kept = {gate: answers[gate] for gate in asked[: denied + 1]}
    dropped = [
        LeftOut("answer", f"{mineral}.{question}", _NOT_USED)
        for question, given in answers.items()
        if question not in kept and given.value
    ]
    return kept, dropped


def _in_use(answers: dict[Question, Given]) -> bool:
    return all(answers[gate].value == "Yes" for gate in GATES if gate in answers) and bool(answers)


def _is_open(answers: dict[Question, Given]) -> bool:
    """Whether it is not said yet if the mineral is used."""
    gates = [answers[gate].value for gate in GATES if gate in answers]
    return (None in gates and all(value in ("Yes", None) for value in gates)) or not gates


def _with_placeholders(
    template: Template, minerals: Minerals, used: set[str], smelters: list[SmelterEntry]
) -> tuple[SmelterEntry, ...]:
    """A row "Smelter not yet identified" for each mineral in use for which no smelter is known."""
    if not template.layout.smelters.column("smelter_lookup"):
        return tuple(smelters)
    found = list(smelters)
    for mineral in minerals.rows:
        if mineral in used and all(one.mineral != mineral for one in smelters):
            found.append(SmelterEntry(mineral, Listing.NOT_IDENTIFIED))
    place = {mineral: number for number, mineral in enumerate(minerals.rows)}
    return tuple(sorted(found, key=lambda one: place[one.mineral]))
