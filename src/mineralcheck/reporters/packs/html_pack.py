"""A pack as one HTML file that loads nothing."""

from mineralcheck.reporters.packs.content import Pack
from mineralcheck.reporters.packs.texts import environment


def render(pack: Pack) -> str:
    """The page; every text is escaped."""
    return environment(escaped=True).get_template("pack.html.j2").render(pack=pack)
