"""Corrective actions in the JSON roll-up."""

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.campaign.corrective import ActionChanges, CorrectiveAction
from mineralcheck.campaign.findings import code_of


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ActionPart(_Part):
    """A corrective action; `code` is the rule that explains it."""

    supplier_id: str
    code: str
    factor: str
    subject: str
    text: str


class ActionsPart(_Part):
    """Corrective actions since the run before in the store.

    `closed` are done by a newer answer or list, `dropped` are not asked for any more.
    """

    since: str
    opened: list[ActionPart]
    open: list[ActionPart]
    closed: list[ActionPart]
    dropped: list[ActionPart] = Field(default_factory=list)


def actions_part(changes: ActionChanges) -> ActionsPart:
    """Corrective actions since the run before."""
    return ActionsPart(
        since=changes.since.isoformat(),
        opened=[_action(one) for one in changes.opened],
        open=[_action(one) for one in changes.open],
        closed=[_action(one) for one in changes.closed],
        dropped=[_action(one) for one in changes.dropped],
    )


def _action(one: CorrectiveAction) -> ActionPart:
    return ActionPart(
        supplier_id=one.supplier_id,
        code=code_of(one.factor, one.text),
        factor=one.factor.value,
        subject=one.subject,
        text=one.text,
    )
