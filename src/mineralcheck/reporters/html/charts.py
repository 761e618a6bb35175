"""Charts as inline SVG, drawn by pygal; each has its figures in a table for those who do not see it.

What pygal writes besides shapes (style sheet, script, tooltips, date) is taken off: the page has one style
sheet for light, dark and paper, and the same report has the same bytes.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from mineralcheck.reporters.terminal import safe

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WIDTH = 640
_BAR = 34
_AROUND = 46
_FONT = 13
_LABEL = 26
_ATTRIBUTES = frozenset(
    {"class", "d", "height", "r", "text-anchor", "transform", "viewBox", "width", "x", "y", "cx", "cy"}
)
_SHAPES = frozenset({"svg", "g", "rect", "path", "text", "circle"})
_DECIMALS = re.compile(r"(\d+\.\d)\d+")
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Series:
    """Values of one kind, in the order of the labels; `tone` names its colour in the style sheet."""

    title: str
    tone: str
    values: Sequence[float]


@dataclass(frozen=True)
class Chart:
    """Stacked bars, lying; `label` heads the first column of the table."""

    key: str
    title: str
    label: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    side_by_side: bool = False

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The figures as a table."""
        return [
            (safe(label), [f"{one.values[n]:g}{self.unit}" for one in self.series])
            for n, label in enumerate(self.labels)
        ]

    @property
    def summary(self) -> str:
        """The figures in a sentence, for those to whom the picture is read out."""
        titles = [one.title for one in self.series]
        parts = (
            f"{label}: {', '.join(f'{title} {value}' for title, value in zip(titles, values, strict=True))}"
            for label, values in self.rows
        )
        return f"{self.title}. {'; '.join(parts)}"

    @property
    def svg(self) -> str:
        """The picture."""
        return _drawn(self)


def _drawn(chart: Chart) -> str:
    pygal = _pygal()
    kind = pygal.HorizontalBar if chart.side_by_side else pygal.HorizontalStackedBar
    bars = len(chart.labels) * (len(chart.series) if chart.side_by_side else 1)
    drawing = kind(
        js=[],
        css=[],
        width=_WIDTH,
        height=bars * _BAR + _AROUND,
        margin=6,
        margin_left=6 + _FONT * max(map(_wide, chart.labels)) // 2,
        spacing=6,
        no_prefix=True,
        show_legend=False,
        print_values=True,
        print_zeroes=False,
        truncate_label=_LABEL,
        range=(0, 100) if chart.unit else None,
        include_x_axis=True,
        max_scale=6,
        style=pygal.style.Style(label_font_size=_FONT, major_label_font_size=_FONT, value_font_size=_FONT),
        formatter=lambda value: f"{value:g}{chart.unit}",
    )
    # The first label is drawn at the bottom.
    drawing.x_labels = [safe(label) for label in reversed(chart.labels)]
    for one in chart.series:
        drawing.add(one.tone, list(reversed(one.values)))
    return _cleaned(drawing.render(), chart)


def _pygal() -> ModuleType:
    """The library, without the finder of its maps, at which every later import would warn."""
    import pygal

    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]
    library: ModuleType = pygal
    return library


def _wide(label: str) -> int:
    """Characters of a label that are twice as wide as pygal takes them for."""
    return sum(unicodedata.east_asian_width(sign) in "FW" for sign in label[:_LABEL])


def _cleaned(svg: bytes, chart: Chart) -> str:
    """The shapes alone, with the tones of the series as classes."""
    from lxml import etree

    tree = etree.fromstring(
        svg, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    )
    tones = {f"color-{number}": f"tone-{one.tone}" for number, one in enumerate(chart.series)}
    for element in list(tree.iter()):
        name = str(element.tag).removeprefix(_SVG)
        if name not in _SHAPES or "tooltip-overlay" in element.get("class", ""):
            _drop(element)
            continue
        kept = {key: _DECIMALS.sub(r"\1", value) for key, value in element.items() if key in _ATTRIBUTES}
        kept["class"] = " ".join(tones.get(one, one) for one in kept.get("class", "").split())
        element.attrib.clear()
        element.attrib.update({key: value for key, value in sorted(kept.items()) if value})
    tree.set("aria-hidden", "true")
    tree.set("focusable", "false")
    etree.cleanup_namespaces(tree)
    return etree.tostring(tree, encoding="unicode")


def _drop(element: "Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
