"""`mineralcheck rules`: list the rules, or explain one."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.showing import write_text


class RulesFormat(StrEnum):
    """Formats of the list of rules."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Code or name of a rule to explain, such as MC301.")
    ] = None,
    lang: o.Lang = None,
    rules_format: Annotated[
        RulesFormat, typer.Option("--format", "-f", help="Format of the output.")
    ] = RulesFormat.TEXT,
) -> None:
    """List the rules, or explain one: what it asks, why it matters, an example, the remedy and the source."""
    with boundary():
        from mineralcheck.rules import pages

        language = str(lang or "en")
        wanted = pages.find_rule(code) if code else None
        if rules_format is RulesFormat.JSON:
            text = pages.as_json(wanted, language)
        elif rules_format is RulesFormat.MARKDOWN:
            text = pages.rule_page(wanted, language) if wanted else pages.index_page(language)
        else:
            text = pages.explanation(wanted, language) if wanted else pages.listing(language)
        if rules_format is RulesFormat.TEXT:
            write_text([text])
        else:
            sys.stdout.buffer.write(text.encode())
