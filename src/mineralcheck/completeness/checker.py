"""The workbook's own Checker sheet, computed from the inputs instead of its cached results."""

from collections.abc import Callable, Mapping

from mineralcheck.completeness import amrt, cmrt, cmrt_legacy, crt, emrt
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.submission import Family, Submission
from mineralcheck.templates.layout import Layout
from mineralcheck.templates.registry import version_key

_CHECKERS: Mapping[Family, Callable[[Submission, Layout], list[CompletenessItem]]] = {
    Family.CMRT: cmrt.items,
    Family.CRT: crt.items,
    Family.EMRT: emrt.items,
    Family.AMRT: amrt.items,
}


def check_completeness(submission: Submission, layout: Layout) -> tuple[CompletenessItem, ...]:
    """One item per visible row of the Checker sheet, in its order, with the verdict it would give."""
    checker = _CHECKERS[layout.family]
    if layout.family is Family.CMRT and version_key(layout.version) < version_key("6.0"):
        checker = cmrt_legacy.items
    return tuple(checker(submission, layout))
