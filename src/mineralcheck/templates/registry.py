"""Every known layout, by family and revision."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.submission import Family
from mineralcheck.templates.layout import Layout, LayoutFile, Revision


class FamilyTitle(BaseModel):
    """How a workbook says which family it is of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: tuple[str, ...]
    abbreviations: tuple[str, ...]


def _data(name: str) -> dict[str, object]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def family_titles() -> Mapping[Family, FamilyTitle]:
    """Titles and abbreviations of each family."""
    return {Family(name): FamilyTitle.model_validate(body) for name, body in _data("families.toml").items()}


def _file_names() -> Iterator[str]:
    folder = resources.files(__package__).joinpath("data")
    yield from sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name.endswith(".toml") and entry.name != "families.toml"
    )


def version_key(version: str) -> tuple[float, str]:
    """Sort key of a revision: `6.22` comes before `6.3`, a letter after its number."""
    number = version.rstrip("abcdefghijklmnopqrstuvwxyz")
    try:
        return float(number), version[len(number) :]
    except ValueError:
        return 0.0, version


def _layout(file: LayoutFile, revision: Revision) -> Layout:
    model = next((r for r in file.revisions if r.version == revision.like), revision)
    smelters, products = file.smelters, file.products
    if model.smelter_last_row:
        smelters = smelters.model_copy(update={"last_row": model.smelter_last_row})
    if model.product_last_row:
        products = products.model_copy(update={"last_row": model.product_last_row})
    if model.product_columns:
        products = products.model_copy(update={"columns": model.product_columns})
    body = {name: getattr(file, name) for name in LayoutFile.model_fields if name != "revisions"}
    own = {
        "version": revision.version,
        "released": revision.released,
        "like": revision.like,
        "languages": model.languages,
        "smelters": smelters,
        "products": products,
    }
    return Layout.model_construct(**(body | own))


@cache
def layouts() -> Mapping[tuple[Family, str], Layout]:
    """All layouts, in order of family and revision; raises pydantic's error when a data file is wrong."""
    found: dict[tuple[Family, str], Layout] = {}
    for name in _file_names():
        file = LayoutFile.model_validate(_data(name))
        for revision in file.revisions:
            key = (file.family, revision.version)
            if key in found:
                raise ValueError(f"{name}: {file.family} {revision.version} is defined twice")
            found[key] = _layout(file, revision)
    return dict(sorted(found.items(), key=lambda item: (item[0][0], version_key(item[0][1]))))


def layout_for(family: Family, version: str) -> Layout | None:
    """Layout of a revision, None when it is not known."""
    return layouts().get((family, version))


def newest(family: Family) -> Layout:
    """Layout of the newest known revision of a family."""
    return [layout for key, layout in layouts().items() if key[0] is family][-1]


def release_date(family: Family, version: str) -> dt.date | None:
    """Day on which a revision was published, None when unknown."""
    layout = layout_for(family, version)
    return layout.released if layout else None
