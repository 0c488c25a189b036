"""Which screen shows a place; each is imported when it is first opened, which keeps the start short."""

from typing import TYPE_CHECKING

from pmtui.domain.place import Place, ScreenName
from pmtui.ui.screen import PmScreen

if TYPE_CHECKING:
    from pmtui.ui.view import View


def screen_for(place: Place, view: "View") -> PmScreen:
    """A fresh screen for a place; the start screen where there is no program yet."""
    if not view.program_id:
        from pmtui.ui.screens.start import StartScreen

        return StartScreen(place)
    if place.screen is ScreenName.PROJECT:
        from pmtui.ui.screens.project import ProjectScreen

        return ProjectScreen(place)
    if place.screen is ScreenName.SCOPE:
        from pmtui.ui.screens.scope import ScopeScreen

        return ScopeScreen(place)
    if place.screen is ScreenName.RESOURCES:
        from pmtui.ui.screens.resources import ResourceScreen

        return ResourceScreen(place)
    from pmtui.ui.screens.overview import OverviewScreen

    return OverviewScreen(place)
