"""Project."""

from typing import ClassVar

from pmtui.domain.place import ScreenName
from pmtui.ui.screen import PmScreen


class ProjectScreen(PmScreen):
    """Project: not built yet."""

    heading: ClassVar[str] = "Project"
    screen_name: ClassVar[ScreenName] = ScreenName.PROJECT
