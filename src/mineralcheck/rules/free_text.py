"""MC108 to MC111: free text that breaks, or breaks something, when it is read elsewhere."""

import re
from collections.abc import Iterator

from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.inputs import one_line_texts, typed_texts
from mineralcheck.rules.placeholders import is_placeholder
from mineralcheck.rules.registry import rule

LONGEST = 255
_BREAK = re.compile(r"[\n\r\t\v\f]|_x000D_")
_PHONE = re.compile(r"\+[\d\s()./x-]*\d[\d\s()./x-]*", re.IGNORECASE)
_LIST_ITEM = re.compile(r"[-+]\s")


@rule("MC108")
def text_too_long(context: RuleContext) -> Iterator[Problem]:
    """Older spreadsheets and many systems cut text here."""
    for field, cell in typed_texts(context):
        if len(cell.text) > LONGEST:
            params = {"length": str(len(cell.text)), "limit": str(LONGEST)}
            yield Problem(cell, found=cell.raw, params=params, terms={"field": field})


@rule("MC109")
def break_in_one_line_field(context: RuleContext) -> Iterator[Problem]:
    """A hidden line break makes a name or number differ from itself."""
    for field, cell in one_line_texts(context):
        if _BREAK.search(cell.raw):
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC110")
def formula_like_text(context: RuleContext) -> Iterator[Problem]:
    """Excel and the programs that read the template take such a text for a formula or an error."""
    for field, cell in typed_texts(context):
        if cell.text[0] in "=#" and not is_placeholder(cell.raw):
            yield Problem(cell, found=cell.raw, params={"sign": cell.text[0]}, terms={"field": field})


@rule("MC111")
def operator_like_text(context: RuleContext) -> Iterator[Problem]:
    """A leading +, - or @ turns into a formula when the list is pasted or exported."""
    for field, cell in typed_texts(context):
        text = cell.text
        if text[0] not in "+-@" or is_placeholder(text) or _PHONE.fullmatch(text) or _LIST_ITEM.match(text):
            continue
        yield Problem(cell, found=cell.raw, params={"sign": text[0]}, terms={"field": field})
