"""A few lines of literal text, wrapped between words."""

from rich.text import Text

from pmtui.ui.widgets.drawn import Drawn
from pmtui.ui.widgets.panel import wrapped


class Paragraph(Drawn):
    """One sentence in the lines that its height gives."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""

    def put(self, text: str) -> None:
        """Show this instead."""
        if text != self._text:
            self._text = text
            self.refresh()

    def render(self) -> Text:
        """The text, with the margin of tables."""
        return Text("\n".join(wrapped(self._text, self.size.width)), end="")
