"""The scroll bar of a table, which looks like Textual's and is drawn at once: that composes each cell anew."""

from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from pmtui.ui.widgets.drawn import as_they_are


class LineScrollBar(ScrollBar):
    """A vertical one, kept as it was drawn while it shows the same."""

    _strips: tuple[Strip, ...] = ()
    _shown: tuple[object, ...] = ()  # what they show

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its cells, a line each."""
        bar, base = self.render(), self.rich_style
        assert isinstance(bar, ScrollBarRender)
        shown = self.size, bar.virtual_size, bar.window_size, bar.position, bar.style, base
        if shown != self._shown:
            self._shown = shown
            self._strips = _strips(bar, self.size.height, base)
        return as_they_are(self, self._strips.__getitem__, crop)


def _strips(bar: ScrollBarRender, size: int, base: Style) -> tuple[Strip, ...]:
    assert isinstance(bar.style, Style)
    assert bar.style.bgcolor is not None
    assert bar.style.color is not None
    cells = bar.render_bar(
        size,
        bar.virtual_size,
        bar.window_size,
        bar.position,
        bar.thickness,
        bar.vertical,
        bar.style.bgcolor,
        bar.style.color,
    )
    alike = {cell: Strip([cell], bar.thickness).apply_style(base) for cell in set(cells.segments)}
    return tuple(alike[cell] for cell in cells.segments)


class LineScrollView(ScrollView):
    """A scroll view with such a bar."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = LineScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar
