"""The first screen of a database without a program."""

from typing import ClassVar

from pmtui.ui.screen import PmScreen


class StartScreen(PmScreen):
    """Offers a new program, the demo, and an import."""

    heading: ClassVar[str] = "Start"
    needs_program: ClassVar[bool] = False
