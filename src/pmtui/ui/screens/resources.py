"""Resource balance."""

from typing import ClassVar

from pmtui.domain.place import ScreenName
from pmtui.ui.screen import PmScreen


class ResourceScreen(PmScreen):
    """Resource balance: not built yet."""

    heading: ClassVar[str] = "Resource balance"
    screen_name: ClassVar[ScreenName] = ScreenName.RESOURCES
