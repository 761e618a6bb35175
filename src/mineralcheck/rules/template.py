"""MC0xx: the file and its template."""

from collections.abc import Iterator

from mineralcheck.model.cells import CellRef
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.templates.layout import DECLARATION
from mineralcheck.templates.registry import layout_for

_LABEL = CellRef.parse(DECLARATION, "J3")


@rule("MC003")
def revision_not_known(context: RuleContext) -> Iterator[Problem]:
    """Read with the nearest layout that fits, so what is said of it may be wrong in places."""
    template = context.submission.template
    if layout_for(template.family, template.version) is None:
        yield Problem(_LABEL, found=template.version, params={"layout": template.layout})
