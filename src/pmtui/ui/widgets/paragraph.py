"""A few lines of literal text, wrapped between words."""

from rich.text import Text
from textual.widget import Widget

from pmtui.ui.widgets.cells import literal


class Paragraph(Widget):
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
        lines = literal(self._text).copy()
        lines.no_wrap = False
        return lines
