"""Text drawn line by line, kept until it is another."""

from collections.abc import Callable
from typing import Self

from rich.console import Console
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


def drawn(line: Text, cells: int, base: Style, console: Console) -> Strip:
    """A line of text in so many cells, on the ground of ``base``."""
    return Strip(line.render(console)).apply_style(base).crop_extend(0, cells, base)


def as_they_are(widget: Widget, line: Callable[[int], Strip], crop: Region) -> list[Strip]:
    """Some lines of a widget; Textual looks at each for what may stand around it, and here nothing does."""
    strips = [line(y) for y in crop.line_range]
    for one in widget.get_line_filters():  # to the colors that the terminal takes
        ground = widget.background_colors[1]
        strips = [strip.apply_filter(one, ground) for strip in strips]
    return [strip.crop(crop.x, crop.right) for strip in strips]


class Drawn(Widget):
    """What ``render`` gives, as it is: no markup is looked for, and nothing is wrapped.

    Textual's own way, which does both, takes several times as long.
    """

    _lines: list[Strip] | None = None
    _lines_for = Size(0, 0)

    def render(self) -> Text:
        """The lines, made anew after each ``refresh``."""
        raise NotImplementedError

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw anew."""
        self._lines = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw in the new styles."""
        super().notify_style_update()
        self._lines = None

    def render_line(self, y: int) -> Strip:
        """One line, as it was last drawn."""
        size = self.size
        if self._lines is None or self._lines_for != size:
            base, console = self.rich_style, self.app.console
            self._lines = [
                drawn(one, size.width, base, console) for one in self.render().split("\n", allow_blank=True)
            ]
            self._lines_for = size
        return self._lines[y] if y < len(self._lines) else Strip.blank(size.width, self.rich_style)
