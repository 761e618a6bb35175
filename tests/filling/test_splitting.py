"""A declaration that is too long becomes several, each complete in itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.filling.samples import declaration_of

from mineralcheck.filling.inputs import DeclarationInput, Listing, ProductEntry, SmelterEntry
from mineralcheck.filling.splitting import other_parts, part_path, parts_of
from mineralcheck.filling.template import Template
from mineralcheck.filling.writing import filled
from mineralcheck.model.submission import Question


def smelters(**counts: int) -> tuple[SmelterEntry, ...]:
    return tuple(
        SmelterEntry(mineral, Listing.NOT_LISTED, "", f"{mineral} {number}", "Peru")
        for mineral, count in counts.items()
        for number in range(count)
    )


def counts(part: DeclarationInput) -> dict[str, int]:
    minerals = [one.mineral for one in part.smelters]
    return {mineral: minerals.count(mineral) for mineral in dict.fromkeys(minerals)}


def test_what_fits_stays_in_one_file(cmrt: Template) -> None:
    content = replace(declaration_of(cmrt), smelters=smelters(Tin=2500))
    assert parts_of(cmrt, content) == [content]


def test_every_part_has_every_mineral(cmrt: Template) -> None:
    content = replace(declaration_of(cmrt), smelters=smelters(Tantalum=1, Tin=1400, Gold=1400, Tungsten=3))
    parts = parts_of(cmrt, content)
    assert [counts(part) for part in parts] == [
        {"Tantalum": 1, "Tin": 700, "Gold": 700, "Tungsten": 1},
        {"Tantalum": 1, "Tin": 700, "Gold": 700, "Tungsten": 2},
    ]
    names = [one.name for part in parts for one in part.smelters]
    assert set(names) == {one.name for one in content.smelters}
    assert sorted(names) == sorted([*(one.name for one in content.smelters), "Tantalum 0"])
    assert [part.products for part in parts] == [content.products] * 2


def test_the_comment_of_the_last_question_says_that_there_are_others(cmrt: Template) -> None:
    content = replace(declaration_of(cmrt), smelters=smelters(Tin=2501))
    first, second = parts_of(cmrt, content)
    last = Question.ALL_SMELTER_INFORMATION_REPORTED
    assert first.answers["Tin"][last].comment.startswith("Part 1 of 2: ")
    assert second.answers["Tin"][last].comment.startswith("Part 2 of 2: ")
    assert second.answers["Tin"][last].value == content.answers["Tin"][last].value


def test_rounding_up_never_makes_a_part_too_long(cmrt: Template) -> None:
    content = replace(
        declaration_of(cmrt), smelters=smelters(Tantalum=1249, Tin=1249, Gold=1251, Tungsten=1251)
    )
    parts = parts_of(cmrt, content)
    assert all(len(part.smelters) <= 2500 for part in parts)
    assert sum(len(part.smelters) for part in parts) == 5000


def test_products_are_cut_when_they_do_not_fit(emrt: Template) -> None:
    products = tuple(ProductEntry(f"P-{number}") for number in range(2000))
    parts = parts_of(emrt, replace(declaration_of(emrt), products=products))
    assert [len(part.products) for part in parts] == [666, 667, 667]
    assert all(len(part.mines) <= 1 for part in parts)
    assert tuple(one for part in parts for one in part.products) == products


@pytest.mark.parametrize("mineral", ["Tin", "Gold"])
def test_every_part_is_complete_by_its_own_checker(cmrt: Template, mineral: str) -> None:
    others = [one for one in declaration_of(cmrt).smelters if one.mineral != mineral]
    content = replace(declaration_of(cmrt), smelters=(*others, *smelters(**{mineral: 2600})))
    parts = parts_of(cmrt, content)
    assert len(parts) == 2
    for part in parts:
        result = filled(cmrt, part, "English", internal=False)
        assert result.open_items == ()
        assert result.smelters == len(part.smelters)


def test_names_of_parts() -> None:
    assert part_path(Path("out/our-cmrt.xlsx"), 1, 1) == Path("out/our-cmrt.xlsx")
    assert part_path(Path("out/our-cmrt.xlsx"), 2, 3) == Path("out/our-cmrt-2of3.xlsx")


def test_parts_of_an_earlier_run_are_found_and_nothing_else_is(tmp_path: Path) -> None:
    stale = ["our(1)-1of2.xlsx", "our(1)-2of2.xlsx", "our(1).xlsx"]
    for name in (*stale, "our(1)-3of3.xlsx", "our(1)-old.xlsx", "our(1)-1of2.xlsm", "our1-1of2.xlsx"):
        (tmp_path / name).touch()
    (tmp_path / "our(1)-9of9.xlsx").mkdir()
    output = tmp_path / "our(1).xlsx"
    written = [part_path(output, number, 3) for number in (1, 2, 3)]
    assert [path.name for path in other_parts(output, written)] == stale
    assert other_parts(output, [*written, *(tmp_path / name for name in stale)]) == []
