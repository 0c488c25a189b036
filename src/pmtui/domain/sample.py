"""Whether a workspace is the sample program, and whether its days have gone by."""

from datetime import date

from pmtui.domain.load import monday_of
from pmtui.domain.workspace import Workspace


def is_demo(workspace: Workspace) -> bool:
    """Whether a workspace is the sample, also one that was changed since."""
    return workspace.settings.demo_from is not None


def is_old(workspace: Workspace, today: date) -> bool:
    """Whether it is a sample that was made in another week than that of today."""
    return workspace.settings.demo_from not in (None, monday_of(today))
