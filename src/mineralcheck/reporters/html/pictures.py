"""Charts that check reports and roll-ups have in common."""

from collections import Counter
from collections.abc import Iterator, Mapping

from mineralcheck.campaign.parts import mineral_part
from mineralcheck.model.match import StatusValue
from mineralcheck.reporters.html.charts import Chart, Series
from mineralcheck.reporters.html.words import Words

_COUNTRIES = 12
_TONES = {
    StatusValue.CONFORMANT: "good",
    StatusValue.ACTIVE: "fair",
    StatusValue.OTHER: "bad",
    StatusValue.NOT_ON_LIST: "odd",
    StatusValue.UNKNOWN: "plain",
}


def smelter_chart(counts: Mapping[tuple[str, StatusValue], int], words: Words) -> Iterator[Chart]:
    """Smelters by mineral and status."""
    minerals = sorted({mineral for mineral, _ in counts}, key=lambda name: mineral_part(name).order)
    found = {status for (_, status), number in counts.items() if number}
    series = tuple(
        Series(words(f"status.{status.value}"), tone, [counts.get((m, status), 0) for m in minerals])
        for status, tone in _TONES.items()
        if status in found
    )
    if minerals:
        labels = [words.mineral(mineral) for mineral in minerals]
        yield Chart("smelters", words("chart.smelters"), words("static.mineral"), labels, series)


def country_chart(counts: Counter[str], words: Words) -> Iterator[Chart]:
    """Countries with most smelters, and the others together."""
    ordered = sorted((item for item in counts.items() if item[0]), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:_COUNTRIES], ordered[_COUNTRIES:]
    if rest:
        shown.append((words("static.other_countries", n=len(rest)), sum(number for _, number in rest)))
    if shown:
        labels = [name for name, _ in shown]
        series = (Series(words("static.smelters"), "now", [number for _, number in shown]),)
        yield Chart("countries", words("chart.countries"), words("static.country"), labels, series)
