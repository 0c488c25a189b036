"""Line tables: identity of the cursor, marks, filter, columns by room, literal text, and what is painted again."""

from dataclasses import dataclass

import pytest
from rich.text import Text
from textual.app import App, ComposeResult

from pmtui.domain.text import width
from pmtui.ui.widgets import followers
from pmtui.ui.widgets.cells import cell
from pmtui.ui.widgets.columns import Column, placed
from pmtui.ui.widgets.table import LineTable


@dataclass(frozen=True)
class Row:
    id: int
    name: str


COLUMNS = [
    Column[Row]("Name", lambda row, _: row.name, 10, most=40),
    Column[Row]("Number", lambda row, _: str(row.id), 6, align="right", priority=1),
    Column[Row]("Extra", lambda row, _: f"extra {row.id}", 30, priority=2),
]
ODD = [
    "a [/] b",
    "[red]x",
    "\x1b[31mred",
    "\u202eright to left",
    "👩‍🚀 flag 🇪🇺",
    "漢字の題名がここに",
    "x" * 500,
    "é́́́́́́́",
]


class Host(App[None]):
    """One table and nothing else."""

    CSS = "LineTable { height: 1fr; overflow-x: hidden; }"

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.table = LineTable(COLUMNS, lambda row: ("Row", row.id), marks=True)
        self.start = rows
        self.told: list[Row | None] = []
        self.table.follow(lambda: self.told.append(self.table.selected))

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.show(self.start)
        self.table.focus()

    def lines(self) -> list[str]:
        return [self.table.render_line(y).text for y in range(self.table.size.height)]


def some(count: int) -> list[Row]:
    return [Row(number, f"row {number}") for number in range(1, count + 1)]


async def test_cursor_stays_on_its_row_when_rows_come_and_go() -> None:
    app = Host(some(5))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", "down")
        assert app.table.selected == Row(3, "row 3")
        app.table.show([Row(9, "new"), *some(3), Row(4, "changed")])
        assert app.table.selected == Row(3, "row 3")
        app.table.show([Row(9, "new"), Row(1, "row 1"), Row(4, "changed")])
        assert app.table.selected == Row(4, "changed"), "a row that is gone leaves the cursor at its height"
        app.table.show([])
        assert app.table.selected is None
        await pilot.press("j", "k", "G", "g", "space")


async def test_keys_reach_both_ends_and_scroll_the_row_into_sight() -> None:
    app = Host(some(100))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("G")
        assert app.table.selected == Row(100, "row 100")
        assert any("row 100 " in line for line in app.lines())
        assert "Name" in app.lines()[0]
        await pilot.press("k", "pageup")
        assert app.table.selected == Row(91, "row 91")
        await pilot.press("g")
        assert app.lines()[1].startswith("› row 1 ")


async def test_marks_are_what_a_command_runs_on() -> None:
    app = Host(some(5))
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.table.marked == (Row(1, "row 1"),)
        await pilot.press("j", "space", "space", "k", "k")
        assert app.table.marked == (Row(2, "row 2"), Row(3, "row 3"))
        assert app.lines()[2].startswith("›✚row 2")
        app.table.show(some(2))
        assert app.table.marked == (Row(2, "row 2"),)
        await pilot.press("space")
        assert app.table.marked == (app.table.selected,)


async def test_filter_shows_what_is_typed_and_escape_clears_it() -> None:
    app = Host(some(30))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("slash", *"w", "space", "1", "2")
        assert app.table.rows == (Row(12, "row 12"),)
        assert app.lines()[0].startswith("/ w 12▏")
        assert "1 of 30" in app.lines()[0]
        await pilot.press("enter", "j")
        assert app.table.filter_text == "w 12", "after enter keys move again"
        await pilot.press("escape")
        assert len(app.table.rows) == 30
        assert app.table.selected == Row(12, "row 12")
        await pilot.press("slash", "z", "z")
        assert "nothing matches" in app.lines()[1]
        assert app.table.select(("Row", 30)), "a row that the filter hides drops the filter"
        assert app.table.selected == Row(30, "row 30")


@pytest.mark.parametrize("title", ODD)
async def test_odd_text_is_literal_and_every_line_has_the_same_width(title: str) -> None:
    app = Host([Row(1, title), Row(2, "plain")])
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.press("j")
        lines = app.lines()
        assert {width(line) for line in lines} == {40}
        assert lines[1].endswith("     1")
        assert not any(ord(one) < 32 or one == "\u202e" for line in lines for one in line)
        if "[" in title and "\x1b" not in title:
            assert title in lines[1]


async def test_a_cursor_move_paints_only_the_two_lines() -> None:
    app = Host(some(20))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        painted: list[int] = []
        drawn = app.table._row
        app.table._row = lambda index, cursor: (painted.append(app.table.rows[index].id), drawn(index, cursor))[1]  # type: ignore[method-assign]
        await pilot.press("j")
        await pilot.pause()
        assert sorted(painted) == [1, 2]


async def test_what_follows_the_cursor_hears_once_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(some(20))
    left: list[Row | None] = []
    app.table.follow(lambda: None, left=lambda: left.append(app.table.selected))
    async with app.run_test(size=(40, 10)) as pilot:
        monkeypatch.setattr(followers, "REST", 3600)
        app.told.clear()
        await pilot.press("j", "j", "j")
        assert app.told == []
        assert left == [Row(2, "row 2")], "they hear at the first move that the row is left"
        app.table.settle()
        app.table.settle()
        assert app.told == [Row(4, "row 4")]
        app.table.show(some(3))
        assert app.told[1:] == [Row(3, "row 3")], "other rows are told at once"
        monkeypatch.setattr(followers, "REST", 0)
        app.told.clear()
        await pilot.press("k")
        await pilot.pause()
        assert app.told == [Row(2, "row 2")]
        await pilot.press("g", "k")
        await pilot.pause()
        assert app.told[1:] == [Row(1, "row 1")], "a key that moves nothing tells nothing"


def test_more_room_shows_more_columns_before_wider_ones() -> None:
    def shown(room: int) -> list[tuple[str, int]]:
        return [(one.column.name, one.cells) for one in placed(COLUMNS, room)]

    assert shown(9) == [("Name", 9)]
    assert shown(20) == [("Name", 13), ("Number", 6)]
    assert shown(48) == [("Name", 10), ("Number", 6), ("Extra", 30)]
    assert shown(200)[0] == ("Name", 40)


def test_a_cell_keeps_its_styles_and_cuts_with_an_ellipsis() -> None:
    text = Text.assemble(("on", "green"), " track")
    cut = cell(text, 5)
    assert cut.plain == "on t…"
    assert cut.spans[0].style == "green"
    assert cell(text, 10, right=True).plain == "  on track"
    assert cell(Text("a\x1b[2Jb"), 10).plain.count("\x1b") == 0
