"""What all dialogs are: a panel in the middle of the screen that they cover as little as possible of."""

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

R = TypeVar("R")


class Dialog(ModalScreen[R]):
    """A dialog; it does not tint what lies under it, so that only its own cells are sent over the line."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = """
    Dialog { align: center middle; background: transparent; layout: vertical; overflow: hidden hidden; }
    """
