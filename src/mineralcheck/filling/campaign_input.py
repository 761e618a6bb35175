"""What a campaign store knows that a declaration is made of: smelters, mines, and the suppliers' answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mineralcheck.campaign.damage import damage_named
from mineralcheck.campaign.facts import Found, mineral_name
from mineralcheck.campaign.parts import mineral_part
from mineralcheck.campaign.runs import run_ids
from mineralcheck.campaign.smelters import mentions_of, smelters_of, unresolved_of
from mineralcheck.campaign.store import Store
from mineralcheck.campaign.view import View
from mineralcheck.filling.derivation import YES, Answers, MineralFacts
from mineralcheck.filling.inputs import Listing, MineEntry, SmelterEntry
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import Question

_ANSWERS = """
SELECT supplier_id, question, value FROM counted JOIN answer USING (report_id) WHERE mineral = ?
ORDER BY file_id, question
"""
_MINES = """
SELECT DISTINCT mineral, smelter, name, mine_id, country FROM listed JOIN mine_row USING (report_id)
WHERE name <> '' ORDER BY mineral, smelter, name, mine_id, country
"""
_DECLARED = """
SELECT DISTINCT mineral FROM counted JOIN declared_mineral USING (report_id) WHERE use <> 'unused'
ORDER BY mineral
"""
_COMPANIES = "SELECT DISTINCT company FROM counted WHERE company <> '' ORDER BY company"
# Of several answers of one supplier, the one that commits the company least counts: for these "No" does.
_ALL_OF = frozenset(
    {
        Question.ALL_RECYCLED_OR_SCRAP,
        Question.ALL_SMELTERS_IDENTIFIED,
        Question.ALL_SMELTER_INFORMATION_REPORTED,
    }
)
_UNKNOWN = "Unknown"


@dataclass(frozen=True)
class CampaignFacts:
    """A run of a campaign, as far as a declaration needs it; everything in a fixed order."""

    run_id: int
    label: str
    as_of: str
    declared: tuple[str, ...]
    smelters: tuple[SmelterEntry, ...]
    mines: tuple[MineEntry, ...]
    suppliers: tuple[str, ...]
    by_mineral: Mapping[str, MineralFacts]

    def facts(self, mineral: str) -> MineralFacts:
        """What the campaign knows about a mineral; nothing for one that nobody was asked about."""
        return self.by_mineral.get(mineral) or MineralFacts(asked=None, responded=0, suppliers=())


def campaign_facts(path: Path, run_id: int | None, minerals: Iterable[str] | None) -> CampaignFacts:
    """Facts of a run, the last one when none is named; raises UsageError for a store that has no such run.

    `minerals` are those that the template can be about; None stands for those that somebody declares to use.
    """
    with damage_named(path), Store.read(path) as store:
        runs = run_ids(store.db)
        if not runs:
            raise UsageError(f"{path}: holds no run. Run `mineralcheck rollup --store {path}` first.")
        view = View(store, runs[-1] if run_id is None else run_id)
        declared = tuple(mineral for (mineral,) in view.db.execute(_DECLARED))
        wanted = declared if minerals is None else tuple(map(mineral_name, minerals))
        smelters = tuple(one for one in (*_listed(view), *_others(view)) if one.mineral in wanted)
        return CampaignFacts(
            run_id=view.run_id,
            label=view.info.label,
            as_of=view.info.as_of.isoformat(),
            declared=declared,
            smelters=smelters,
            mines=tuple(one for one in _mines(view) if one.mineral in wanted),
            suppliers=_supplier_names(view),
            by_mineral={mineral: _mineral_facts(view, mineral, smelters) for mineral in wanted},
        )


def _listed(view: View) -> Iterator[SmelterEntry]:
    names = view.names
    named: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for mention in mentions_of(view):
        named[mention.mineral, mention.smelter_id][names.get(mention.supplier_id, mention.supplier_id)] = None
    for one in smelters_of(view):
        yield SmelterEntry(
            mineral=one.mineral,
            listing=Listing.LISTED,
            smelter_id=one.smelter_id,
            name=one.name,
            country=one.country,
            named_by=tuple(sorted(named[one.mineral, one.smelter_id])),
        )


def _others(view: View) -> Iterator[SmelterEntry]:
    """Names that no list has, and one row per mineral for smelters that are not yet identified."""
    names = view.names
    unidentified: dict[str, SmelterEntry] = {}
    for one in unresolved_of(view):
        suppliers = tuple(sorted(names.get(supplier, supplier) for supplier in one.suppliers))
        if one.found == Found.UNIDENTIFIED.value:
            before = unidentified.get(one.mineral, SmelterEntry(one.mineral, Listing.NOT_IDENTIFIED))
            joined = tuple(sorted({*before.named_by, *suppliers}))
            unidentified[one.mineral] = replace(before, named_by=joined)
        else:
            yield SmelterEntry(
                mineral=one.mineral,
                listing=Listing.NOT_LISTED,
                smelter_id=one.declared_id if one.declared_id != one.name else "",
                name=one.name,
                country=one.country,
                named_by=suppliers,
            )
    yield from unidentified.values()


def _mines(view: View) -> Iterator[MineEntry]:
    for mineral, smelter, name, mine_id, country in view.db.execute(_MINES):
        yield MineEntry(mineral, smelter, name, country, mine_id)


def _supplier_names(view: View) -> tuple[str, ...]:
    names = {name for one in view.suppliers for name in (one.supplier.name, *one.supplier.other_names)}
    declared = {company for (company,) in view.db.execute(_COMPANIES)}
    return tuple(sorted(name for name in names | declared if name))


def _mineral_facts(view: View, mineral: str, smelters: Sequence[SmelterEntry]) -> MineralFacts:
    part = mineral_part(mineral)
    asked = [one for one in view.suppliers if one.is_asked and part in one.parts]
    return MineralFacts(
        asked=len(asked) if view.has_roster else None,
        responded=sum(bool(one.answers(part)) for one in asked),
        suppliers=tuple(_supplier_answers(view, mineral)),
        unresolved=sum(one.mineral == mineral and one.listing is not Listing.LISTED for one in smelters),
    )


def _supplier_answers(view: View, mineral: str) -> Iterator[Answers]:
    """What each supplier says; of several submissions the answer that commits the company least."""
    said: dict[str, dict[Question, list[str | None]]] = defaultdict(lambda: defaultdict(list))
    questions = frozenset(Question)
    for supplier, question, value in view.db.execute(_ANSWERS, (mineral,)):
        if question in questions:
            said[supplier][Question(question)].append(value)
    for _, by_question in sorted(said.items()):
        yield {question: _joined(question, values) for question, values in by_question.items()}


def _joined(question: Question, values: Sequence[str | None]) -> str | None:
    order = ("No", _UNKNOWN, "Yes") if question in _ALL_OF else ("Yes", _UNKNOWN, "No")
    plain = {"Yes" if one in YES else "No" if one == "No" else _UNKNOWN for one in values}
    return next(one for one in order if one in plain)
