"""What causes the figures of a preview: which work items, which people."""

from typing import TYPE_CHECKING

from pmtui.domain.impact.words import causes

if TYPE_CHECKING:
    from pmtui.ui.previewing import Preview


def cause_lines(preview: "Preview", program_id: int) -> tuple[str, ...]:
    """A line for each figure and its causes, after an empty one; none where nothing is worked out."""
    if preview.impact is None or preview.before is None or preview.after is None:
        return ()
    return "", "What causes the figures:", *causes(preview.before, preview.after, preview.impact, program_id)
