"""Only the lines that are asked for are drawn, and they look as Textual would paint the whole screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from typing import Any

import pytest
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from pmtui.domain.entities import Resource, WorkItem
from pmtui.store.database import Database
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.project.outline_table import OutlineTable
from pmtui.ui.widgets.bars import KeyBar
from pmtui.ui.widgets.cells import pieces
from pmtui.ui.widgets.line_input import LineInput
from pmtui.ui.widgets.painting import lines_of
from pmtui.ui.widgets.panel import Panel
from pmtui.ui.widgets.scroll_bar import LineScrollBar
from pmtui.ui.widgets.table import LineTable

Open = Callable[..., AbstractAsyncContextManager[Any]]


def joined(chops: Any) -> list[Strip]:
    return [Strip.join(parts.values()).simplify() for parts in chops]


def seen(strips: list[Strip]) -> list[tuple[str, Color | None, bool | None, Color | None]]:
    """Text and colors; that of a letter is not to be seen where it is blank."""
    found = [(one.text, one.style or Style()) for strip in strips for one in strip]
    return [
        (text, style.bgcolor, style.reverse, style.color if text.strip() or style.reverse else None)
        for text, style in found
    ]


def all_lines(_y: int) -> bool:
    return True


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_line_is_as_textual_paints_it(small: Database, opened: Open, size: tuple[int, int]) -> None:
    async with opened(small, size=size) as s:
        for keys in (["j"], ["2"], ["e"], ["x"], ["escape", "y", "colon"], ["escape", "4"]):
            await s.press(*keys)
            compositor, whole = s.app.screen._compositor, s.app.screen.size.region
            own = joined(compositor._render_chops(whole, all_lines))
            assert own == joined(Compositor._render_chops(compositor, whole, all_lines)), keys
            some = joined(compositor._render_chops(Region(0, 5, size[0], 9), lambda y: y % 3 == 0))
            assert some[6] == own[6]
            assert some[9] == own[9]
            assert not some[7].text
            lines = compositor.rendered(dict.fromkeys(range(size[1]), (0, size[0])))
            for y, line in compositor.rendered(dict.fromkeys(range(size[1]), (3, 9))).items():
                for begin, end in pairwise(compositor.cuts[y]):
                    assert line[begin] == (lines[y][begin] if begin < 9 and end > 3 else None)


async def test_around_a_dialog_stands_what_stood_there(small: Database, opened: Open) -> None:
    async with opened(small, size=(120, 40)) as s:
        await s.press("2")
        below, whole = s.app.screen, s.app.screen.size.region
        before = lines_of(below, whole)
        await s.press("e")
        panel = s.app.screen.query_one(Panel).region
        assert not isinstance(s.app.screen, PmScreen)
        assert panel.width < whole.width
        for y, (was, now) in enumerate(zip(before, lines_of(s.app.screen, whole), strict=True)):
            spans = (
                [(0, panel.x), (panel.right, whole.width)] if panel.y <= y < panel.bottom else [(0, whole.width)]
            )
            for first, behind in spans:
                assert now.crop(first, behind).simplify() == was.crop(first, behind).simplify(), y


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_the_row_under_the_cursor_is_as_if_drawn_whole(
    small: Database, opened: Open, add: Callable[..., int], size: tuple[int, int]
) -> None:
    """What stands behind its name is taken from the row as it was without the cursor, and is not painted again."""
    for name in ("Ana Lima", "Ben"):
        add(small, Resource, name=name)
    async with opened(small, size=size) as s:
        for screen in ("1", "2", "4"):
            await s.press(screen)
            await s.press("j")
            table = s.app.focused
            assert isinstance(table, LineTable)
            y = table._index + 1 - table.scroll_offset.y
            own = table.render_line(y)
            assert own.text.startswith("›"), (screen, own.text)
            table._strips.clear()
            assert own.simplify() == table.render_line(y).simplify(), screen
            before = table._row(table._index, False)
            assert own.crop(table._lit).simplify() == before.crop(table._lit).simplify(), screen


async def test_what_is_kept_of_rows_is_as_if_drawn_anew(small: Database, opened: Open) -> None:
    """Rows that have not changed are not drawn again; what they go by beside themselves may have changed."""
    async with opened(small, size=(120, 40)) as s:
        await s.press("2")
        table = s.app.focused
        assert isinstance(table, OutlineTable)
        for keys in (
            ("space", "escape"),
            ("j", "percent_sign", "4", "0", "enter"),
            ("r", *"90d", "enter"),  # the finish moves, and with it the scale of all lines
            ("greater_than_sign",),
            ("n", *"Late", "space", *"in", "space", "1", "enter", "escape"),
            ("g", "h"),
            ("u",),  # one less is folded into a row that is otherwise as it was
        ):
            await s.press(*keys)
            kept = [strip.simplify() for strip in table.render_lines(table.size.region)]
            table._terms = None
            table._set_columns()
            assert kept == [strip.simplify() for strip in table.render_lines(table.size.region)], keys


async def test_the_scroll_bar_looks_as_textual_draws_it(
    small: Database, opened: Open, add: Callable[..., int]
) -> None:
    for number in range(60):
        add(small, WorkItem, project_id=2, title=f"Part {number}", effort=480)
    async with opened(small) as s:
        await s.press("2")
        table = s.app.focused
        assert isinstance(table, LineTable)
        bar = table.vertical_scrollbar
        own = []
        for key in ("g", "G"):
            await s.press(key)
            own.append(seen(bar.render_lines(bar.size.region)))
            bar._styles_cache.clear()
            assert own[-1] == seen(Widget.render_lines(bar, bar.size.region)), key
        assert len(set(map(str, own))) == len(own)


SPANS = {
    "none": [],
    "one after the other": [("bold red", 0, 3), ("dim", 5, 6), ("", 6, 7)],
    "to the end": [("bold", 4, 11)],
    "over each other": [("bold", 0, 6), ("red", 3, 9)],
    "out of order": [("bold", 6, 9), ("red", 0, 3)],
}


@pytest.mark.parametrize("style", ["", "green"])
@pytest.mark.parametrize("spans", SPANS.values(), ids=SPANS)
def test_the_pieces_of_a_text_look_as_rich_renders_it(spans: list[tuple[str, int, int]], style: str) -> None:
    console, text = Console(), Text("a 界 of two", style=style, end="")
    for one in spans:
        text.stylize(*one)
    alone = [Segment(text.plain, Style.parse(style))]  # Rich leaves the style out where no part has another
    expected = [*(text.render(console) if spans else alone), Segment(" " * 3)]

    def letters(segments: list[Segment]) -> list[tuple[str, Style]]:
        return [(letter, one.style or Style()) for one in segments for letter in one.text]

    assert letters(pieces(text, 14, console)) == letters(expected)
    assert letters(pieces(text, 14, console, right=True)) == letters([expected[-1], *expected[:-1]])


async def test_the_scroll_bar_of_the_map_is_not_drawn_with_each_move(
    small: Database, add: Any, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        add(small, Resource, name=f"Ana {number}")
    drawn: list[Region] = []
    draw = LineScrollBar.render_lines

    def render_lines(bar: LineScrollBar, crop: Region) -> list[Strip]:
        drawn.append(crop)
        return draw(bar, crop)

    monkeypatch.setattr(LineScrollBar, "render_lines", render_lines)
    async with opened(small, size=(120, 24)) as s:
        await s.press("4")
        assert drawn
        drawn.clear()
        await s.pilot.press("j", "k")  # which asks for no whole screen, unlike the session's
        await s.settled()
        assert not drawn


async def test_the_style_of_a_line_input_does_not_go_by_the_focus(small: Database, opened: Open) -> None:
    async with opened(small) as s:
        await s.press("e")
        line = s.app.screen.query_one(LineInput)
        looks = []
        for focused in (line, None, line):
            s.app.screen.set_focus(focused)
            await s.pilot.pause()
            assert line.has_focus == (focused is line)
            s.app.stylesheet.apply(line)
            looks.append((line.rich_style, line.styles.border, line.styles.padding, line.styles.height))
        assert looks == [looks[0]] * 3


async def test_the_keys_are_worked_out_once_however_many_say_that_they_changed(
    small: Database, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(small) as s:
        put: list[object] = []
        monkeypatch.setattr(KeyBar, "put_hints", lambda _, hints: put.append(hints))
        for _ in range(3):
            s.app.screen.refresh_bindings()
        await s.pilot.pause()
        assert len(put) == 1
        s.app.screen.refresh_bindings()
        await s.pilot.pause()
        assert len(put) == 2
