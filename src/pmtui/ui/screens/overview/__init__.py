"""Program overview: the projects, what needs a decision, and the program's registers."""

from pmtui.ui.screens.overview.screen import OverviewScreen

__all__ = ["OverviewScreen"]
