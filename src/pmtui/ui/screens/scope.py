"""Scope review."""

from typing import ClassVar

from pmtui.domain.place import ScreenName
from pmtui.ui.screen import PmScreen


class ScopeScreen(PmScreen):
    """Scope review: not built yet."""

    heading: ClassVar[str] = "Scope review"
    screen_name: ClassVar[ScreenName] = ScreenName.SCOPE
