"""Painting no more than what changed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

R = TypeVar("R")
Span = tuple[int, int, int]  # line, first column, column behind the last


class LineCompositor(Compositor):
    """Asks only the widgets in front, and only for the lines that changed.

    Textual's own asks every widget that the smallest rectangle around all changes meets for all of its lines.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last update; None where nothing has."""
        screen = self.size.region
        changed = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans([region for region in changed if region]))
        if not spans:
            return None
        lines: list[Mapping[int, Strip | None]] = [{}] * screen.height
        for y, line in self._rendered({y for y, _, _ in spans}).items():
            lines[y] = line
        return ChopsUpdate(lines, spans, [cuts[1:] for cuts in self.cuts])

    def _rendered(self, wanted: Iterable[int]) -> dict[int, dict[int, Strip | None]]:
        """The strips of these lines by the column where each begins."""
        lines: dict[int, dict[int, Strip | None]] = {y: dict.fromkeys(self.cuts[y][:-1]) for y in wanted}
        left = set(lines)  # lines where something is still to be filled in
        for widget, (region, clip) in self.visible_widgets.items():  # those in front come first
            if not left:
                break
            shown = region.intersection(clip)
            if not shown.width:
                continue
            for y in sorted(y for y in left if shown.y <= y < shown.bottom):
                line = lines[y]
                cuts = [cut for cut in self.cuts[y] if shown.x <= cut <= shown.right]
                if all(line.get(cut) is not None for cut in cuts[:-1]):
                    continue
                crop = Region(shown.x - region.x, y - region.y, shown.width, 1)
                (strip,) = widget.render_lines(crop)
                for cut, part in zip(cuts, strip.divide([cut - shown.x for cut in cuts[1:]]), strict=False):
                    if line.get(cut) is None:
                        line[cut] = part
                if None not in line.values():
                    left.discard(y)
        return lines


class PaintedScreen(Screen[R]):
    """A screen that paints with ``LineCompositor``."""

    # The two widgets between which the focus moves paint themselves: the screen need not be painted whole for it.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._compositor = LineCompositor()
        self._comes_up = False

    @contextmanager
    def coming_up(self) -> Iterator[None]:
        """It is made and filled meanwhile, in several rounds of layout: paint once it is whole."""
        self._comes_up = True
        try:
            yield
        finally:
            self._comes_up = False
            self.refresh()

    def _compositor_refresh(self) -> None:
        if not self._comes_up:
            super()._compositor_refresh()
