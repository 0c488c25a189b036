"""Shares as a register from which they are shifted."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from pmtui.domain.entities import Allocation
from pmtui.ui.balancing.shifting import shift_share
from pmtui.ui.widgets.register import Register


class ShareRegister(Register):
    """Shares; ``s`` shifts the one under the cursor, or a part of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "shift_share", "shift", tooltip="shift this share, or a part of it, and see what that does")
    ]

    def why_not(self, action: str) -> str | None:
        """There must be a share to shift."""
        if action == "shift_share" and self.selected is None:
            return "There is no share to shift: n promises one."
        return super().why_not(action)

    def action_shift_share(self) -> None:
        """Open the dialog with this share."""
        row = self.selected
        if isinstance(row, Allocation):
            today = self.view.today
            shift_share(self._screen, row.resource_id, max(row.start or today, today), from_id=row.project_id)
