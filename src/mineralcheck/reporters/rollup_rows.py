"""Rows of a roll-up's tables that are put together from several of its parts."""

from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.campaign.corrective import ActionChanges, CorrectiveAction
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.smelters import TemplatePart


class Named(NamedTuple):
    """A smelter of the list with its place in a template and the suppliers that name it."""

    part: TemplatePart
    suppliers: tuple[str, ...]


class ActionRow(NamedTuple):
    """A corrective action and what became of it since the run before."""

    state: str
    action: CorrectiveAction


def named(roll_up: RollUp) -> Iterator[Named]:
    """Smelters of the consolidated list with the suppliers that name each."""
    mentions = iter(roll_up.mentions())
    waiting = next(mentions, None)
    for part in roll_up.template_parts():
        key = (part.smelter.mineral, part.smelter.smelter_id)
        suppliers: dict[str, None] = {}
        while waiting and (waiting.mineral, waiting.smelter_id) == key:
            suppliers[waiting.supplier_id] = None
            waiting = next(mentions, None)
        yield Named(part, tuple(sorted(suppliers)))


def actions(roll_up: RollUp) -> Iterator[ActionRow]:
    """Corrective actions: opened, still open, closed, dropped."""
    changes: ActionChanges | None = roll_up.actions
    if changes:
        states = {
            "opened": changes.opened,
            "open": changes.open,
            "closed": changes.closed,
            "dropped": changes.dropped,
        }
        for state, actions in states.items():
            yield from (ActionRow(state, action) for action in actions)
