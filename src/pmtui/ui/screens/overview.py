"""Program overview."""

from typing import ClassVar

from pmtui.domain.place import ScreenName
from pmtui.ui.screen import PmScreen


class OverviewScreen(PmScreen):
    """Program overview: not built yet."""

    heading: ClassVar[str] = "Program overview"
    screen_name: ClassVar[ScreenName] = ScreenName.OVERVIEW
