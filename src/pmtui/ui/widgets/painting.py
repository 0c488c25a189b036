"""Painting no more than what changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar, cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

R = TypeVar("R")
Line = dict[int, Strip | None]  # its parts by the column where each begins
Columns = tuple[int, int]  # the first, and the one behind the last


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
        wanted: dict[int, Columns] = {}
        for y, first, after in spans:
            before = wanted.get(y, (first, after))
            wanted[y] = min(first, before[0]), max(after, before[1])
        return ChopsUpdate(self._chops(self.rendered(wanted)), spans, [cuts[1:] for cuts in self.cuts])

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """As Textual's own, for those lines alone, which are whole."""
        columns = 0, self.size.width
        return self._chops(self.rendered({y: columns for y in crop.line_range if is_rendered_line(y)}))

    def _chops(self, found: dict[int, Line]) -> Sequence[Mapping[int, Strip]]:
        """As Textual has them: a line for each of the screen."""
        lines: list[Line] = [{}] * self.size.height
        for y, line in found.items():
            lines[y] = line
        return cast("Sequence[Mapping[int, Strip]]", lines)

    def rendered(self, wanted: Mapping[int, Columns]) -> dict[int, Line]:
        """The parts of these lines; None for one that meets none of the wanted columns."""
        lines: dict[int, Line] = {y: dict.fromkeys(self.cuts[y][:-1]) for y in wanted if y < len(self.cuts)}
        left = {y: _meeting(self.cuts[y], *wanted[y]) for y in lines}  # what is still to be filled in
        for widget, (region, clip) in self.visible_widgets.items():  # those in front come first
            if not left:
                break
            shown = region.intersection(clip)
            if not shown.width:
                continue
            open_lines = (y for y in sorted(left) if shown.y <= y < shown.bottom and _shows(left[y], shown))
            for first, last in _runs(open_lines):
                crop = Region(shown.x - region.x, first - region.y, shown.width, last - first)
                for y, strip in zip(range(first, last), widget.render_lines(crop), strict=True):
                    _fill(lines[y], left[y], shown, self.cuts[y], strip)
                    if not left[y]:
                        del left[y]
        for y, missing in left.items():
            _blank(lines[y], missing, self.cuts[y])
        return lines


def _meeting(cuts: Sequence[int], first: int, after: int) -> set[int]:
    """Where the parts begin that meet some columns."""
    return {begin for begin, end in pairwise(cuts) if begin < after and end > first}


def _shows(left: set[int], shown: Region) -> bool:
    """Whether something of a widget there is wanted and not covered by those in front."""
    return any(shown.x <= cut < shown.right for cut in left)


def _fill(line: Line, left: set[int], shown: Region, cuts: Sequence[int], strip: Strip) -> None:
    """Put the parts of a widget's line where they are wanted and nothing stands in front."""
    inside = [cut for cut in cuts if shown.x <= cut <= shown.right]
    whole = len(inside) > 1 and strip.cell_length <= inside[1] - inside[0]  # one part, as most are
    parts = [strip] if whole else strip.divide([cut - shown.x for cut in inside[1:]])
    for cut, part in zip(inside, parts, strict=False):
        if cut in left:
            line[cut] = part
            left.discard(cut)


def _blank(line: Line, missing: set[int], cuts: Sequence[int]) -> None:
    """Leave nothing out where nobody has painted: a screen may be of another size than what it lies over."""
    for first, after in pairwise(cuts):
        if first in missing:
            line[first] = Strip.blank(after - first)


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Lines in ascending order as runs without a gap: the first line of each, and the one behind its last."""
    first = last = -1
    for y in lines:
        if y != last:
            if last > first:
                yield first, last
            first = y
        last = y + 1
    if last > first:
        yield first, last


class PaintedScreen(Screen[R]):
    """A screen that paints with ``LineCompositor``."""

    # The two widgets between which the focus moves paint themselves: the screen need not be painted whole for it.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._compositor = LineCompositor()
        self._comes_up = False
        self._gathers = False

    def gather(self) -> None:
        """Much has changed: the next paint waits until all that heard of it have asked to be painted."""
        self._gathers = True

    def _on_timer_update(self) -> None:
        if self._gathers:
            self._gathers = False
            self.call_later(self.call_later, super()._on_timer_update)  # behind what they ask, and what follows
        else:
            super()._on_timer_update()

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


def lines_of(screen: Screen[Any], crop: Region) -> list[Strip]:
    """A part of a screen as it is painted, for what lies over it."""
    blank = Strip.blank(crop.width, screen.rich_style)
    drawn = screen._compositor._render_chops(Region(0, crop.y, crop.right, crop.height), lambda _: True)
    return [
        Strip.join(drawn[y].values()).crop(crop.x, crop.right).adjust_cell_length(crop.width)
        if y < len(drawn)
        else blank
        for y in crop.line_range
    ]
