"""All figures of a run, and the rows behind each."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from mineralcheck.campaign import measures_mixed, measures_smelters, measures_suppliers
from mineralcheck.campaign.list_rows import Judge, RowMeasure
from mineralcheck.campaign.measure import Measure
from mineralcheck.campaign.metric import Definition, Evidence, Metric, Note, Unit, definitions, percentage
from mineralcheck.campaign.parts import ALL, Part, PartKind
from mineralcheck.campaign.view import View
from mineralcheck.model.errors import UsageError

_ASKED = frozenset({"suppliers_asked", "response_rate", "accepted_rate", "spend_coverage"})


@cache
def measures() -> Mapping[str, Measure]:
    """Measures by name, in the order of the definitions."""
    known = (*measures_suppliers.MEASURES, *measures_smelters.MEASURES, *measures_mixed.MEASURES)
    by_name = {one.name: one for one in known}
    return {name: by_name[name] for name in definitions()}


def figures(view: View) -> tuple[Metric, ...]:
    """Every figure for every part, in the order of the definitions and of the parts."""
    return tuple(metric for measure in measures().values() for metric in _figures_of(view, measure))


def _figures_of(view: View, measure: Measure) -> Iterator[Metric]:
    counted: dict[Part, Decimal] = {}
    everything: dict[Part, Decimal] = {}
    for tally in measure.tallies(view):
        counted[tally.part] = counted.get(tally.part, Decimal(0)) + tally.counted
        everything[tally.part] = everything.get(tally.part, Decimal(0)) + tally.all
    definition = definitions()[measure.name]
    rests_on_more = definition.needs_status or definition.unit is Unit.AMOUNT
    left_out = measure.left_out(view) if rests_on_more else {}
    for part in sorted(everything, key=lambda part: part.order):
        missing = left_out.get(part._replace(currency=""), 0)
        yield _metric(view, measure.name, part, counted[part], everything[part], missing)


def _metric(
    view: View, name: str, part: Part, numerator: Decimal, everything: Decimal, left_out: int
) -> Metric:
    definition = definitions()[name]
    note = _note(view, name, definition, everything, left_out)
    has_denominator = definition.denominator and note is not Note.NO_ROSTER
    share = None if note else percentage(numerator, everything, view.info.policy.rounding)
    return Metric(
        name=name,
        part=part,
        unit=definition.unit,
        numerator=numerator,
        denominator=everything if has_denominator else None,
        percentage=share,
        note=note,
        list_dates=view.info.list_dates if definition.needs_status else (),
        left_out=left_out,
    )


def _note(view: View, name: str, definition: Definition, everything: Decimal, left_out: int) -> Note | None:
    if not definition.denominator:
        return Note.COUNT
    if name in _ASKED and not view.has_roster:
        return Note.NO_ROSTER
    if definition.needs_status and left_out:
        return Note.STATUS_UNKNOWN
    return None if everything else Note.NOTHING


def parse_figure(text: str) -> tuple[str, Part]:
    """Name and part of a figure as a user writes it: `response_rate`, `response_rate:3TG`.

    Raises UsageError for a name that is not known.
    """
    name, _, rest = text.partition(":")
    if name not in definitions():
        raise UsageError(
            f"--explain {text}: there is no figure {name!r}. Known are {', '.join(definitions())}."
        )
    return name, _part(rest)


def _part(text: str) -> Part:
    value, _, currency = text.partition(":")
    for kind in PartKind:
        if value == kind.value:
            value, _, currency = ("", "", currency) if kind is PartKind.ALL else currency.partition(":")
            return Part(kind, value, currency)
    return Part(PartKind.ALL, value, currency) if value else Part(PartKind.ALL)


def find_part(view: View, name: str, wanted: Part) -> Part:
    """The part of a figure that a user means, whatever the case; raises UsageError with those there are."""
    parts = [metric.part for metric in _figures_of(view, measures()[name])]
    named = [part for part in parts if _same(part, wanted)]
    if len(named) == 1:
        return named[0]
    listed = ", ".join(f"{name}:{part.short}" for part in named or parts) or "none in this campaign"
    if named or wanted == ALL:
        raise UsageError(f"--explain {name}: say which one. There are: {listed}.")
    raise UsageError(f"--explain {name}: there is no such part. There are: {listed}.")


def _same(part: Part, wanted: Part) -> bool:
    if wanted.currency and part.currency.casefold() != wanted.currency.casefold():
        return False
    value = part.value.casefold().replace("_", " ")
    meant = wanted.value.casefold().replace("_", " ").replace("-", " ")
    if wanted.kind is PartKind.ALL:
        return value == meant and (bool(meant) or part.kind is PartKind.ALL)
    return part.kind is wanted.kind and value == meant


def evidence(view: View, name: str, part: Part) -> Iterator[Evidence]:
    """The rows that a figure is made of."""
    return measures()[name].evidence(view, part)


def judge(view: View, name: str, part: Part) -> Judge | None:
    """How rows of smelter lists count for a figure; None for a figure that is not made of them."""
    measure = measures()[name]
    return measure.judge(view, part) if isinstance(measure, RowMeasure) else None
