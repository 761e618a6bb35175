"""What the Checker sheet counts: one item per visible row."""

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.cells import CellRef


class CompletenessItem(BaseModel):
    """A row of the Checker sheet.

    `id` is the answer cell (`Declaration!D26`) for rows that point at one; otherwise `products`,
    `smelters.<Mineral>`, `smelters.not_listed`, `minerals.scope` or `minerals.other`. `topic` is the
    semantic name of the field or question and `mineral` the mineral of the row, if it has one.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    cell: CellRef | None
    topic: str
    mineral: str | None = None
    required: bool
    complete: bool

    @property
    def open(self) -> bool:
        """Required and not complete."""
        return self.required and not self.complete
