"""A declaration that is longer than the template's lists, cut into several files.

Every file is complete in itself, because the Checker of each asks for that: it has all answers, the products
as long as they fit into one file, and of every mineral at least one smelter.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from mineralcheck.filling.inputs import Basis, DeclarationInput, Given, MineEntry, ProductEntry, SmelterEntry
from mineralcheck.filling.template import Template

_T = TypeVar("_T")


def parts_of(template: Template, content: DeclarationInput) -> list[DeclarationInput]:
    """The declaration in as many parts as its lists need; one when it fits."""
    layout = template.layout
    mine_rows = template.rows(layout.mines) if layout.mines else max(len(content.mines), 1)
    limits = (
        (len(content.smelters), template.rows(layout.smelters)),
        (len(content.mines), mine_rows),
        (len(content.products), template.rows(layout.products)),
    )
    count = max(1, *(-(-entries // rows) for entries, rows in limits))
    while count > 1 and any(len(part) > limits[0][1] for part in _smelters(content.smelters, count)):
        count += 1
    if count == 1:
        return [content]
    smelters = _smelters(content.smelters, count)
    mines: list[list[MineEntry]] = _even(content.mines, count)
    products: list[list[ProductEntry]] = [list(content.products)] * count
    if len(content.products) > limits[2][1]:
        products = _even(content.products, count)
    return [
        replace(
            _numbered(content, number + 1, count),
            smelters=tuple(smelters[number]),
            mines=tuple(mines[number]),
            products=tuple(products[number]),
        )
        for number in range(count)
    ]


def _even(entries: Sequence[_T], count: int) -> list[list[_T]]:
    """Entries in parts of nearly the same length, in their order."""
    size = len(entries)
    return [list(entries[size * part // count : size * (part + 1) // count]) for part in range(count)]


def _smelters(smelters: Sequence[SmelterEntry], count: int) -> list[list[SmelterEntry]]:
    """Each mineral cut evenly; one with fewer smelters than parts has its first one in every part."""
    parts: list[list[SmelterEntry]] = [[] for _ in range(count)]
    for mineral in dict.fromkeys(one.mineral for one in smelters):
        own = [one for one in smelters if one.mineral == mineral]
        for part, cut in zip(parts, _even(own, count), strict=True):
            part += cut or own[:1]
    return parts


def _numbered(content: DeclarationInput, number: int, count: int) -> DeclarationInput:
    """With a word on the other parts in the comment of the last question of every mineral."""
    note = f"Part {number} of {count}: the lists of this declaration are divided over {count} files."
    answers = {}
    for mineral, own in content.answers.items():
        answers[mineral] = dict(own)
        if own:
            last = list(own)[-1]
            answers[mineral][last] = _with_note(own[last], note)
    return replace(content, answers=answers)


def _with_note(given: Given, note: str) -> Given:
    return replace(given, comment=f"{given.comment} {note}".strip(), basis=given.basis or Basis.STATED)


def other_parts(output: Path, written: Collection[Path]) -> list[Path]:
    """Files beside the output that are called like parts of it, but belong to no declaration just written."""
    name = re.compile(rf"{re.escape(output.stem)}(-\d+of\d+)?{re.escape(output.suffix)}")
    beside = (path for path in output.parent.iterdir() if name.fullmatch(path.name) and path.is_file())
    return sorted(set(beside) - set(written))


def part_path(output: Path, number: int, count: int) -> Path:
    """File of a part: `our-cmrt-1of2.xlsx`; the output itself when there is one part."""
    return output if count == 1 else output.with_stem(f"{output.stem}-{number}of{count}")
