"""The small dialogs, by keys."""

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from pmtui.ui.dialogs import Choose, Confirm, ShowText
from pmtui.ui.widgets.field import Option
from pmtui.ui.widgets.panel import wrapped

HOSTILE = "a [/] b [red]x"


class DialogApp(App[None]):
    """Opens dialogs and writes down what they give."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []

    @property
    def text(self) -> str:
        """What is visible, line by line."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    async def open(self, pilot: Pilot[None], dialog: Screen[object]) -> None:
        await self.push_screen(dialog, self.results.append)
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [("y", True), ("n", False), ("escape", False), ("enter", True), ("tab enter", False), ("down up enter", True)],
)
async def test_confirm_answers(keys: str, answer: bool) -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, Confirm(f"Delete {HOSTILE}? 4 links go with it.", "delete", "keep"))
        assert f"Delete {HOSTILE}? 4 links go with it." in app.text
        assert "▸ y  delete" in app.text
        await press(pilot, *keys.split())
    assert app.results == [answer]


async def test_a_long_question_in_a_low_window_keeps_its_answers_in_sight() -> None:
    app = DialogApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await app.open(pilot, Confirm("Delete it, with all of its work items? " * 20, "delete", "keep"))
        assert "…" in app.text
        assert "▸ y  delete" in app.text
        assert "n  keep" in app.text


async def test_confirm_may_mark_no() -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, Confirm("Sure?", yes_first=False))
        await press(pilot, "enter")
    assert app.results == [False]


async def test_a_dialog_closes_with_those_over_it_and_only_once() -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        under, over = Confirm("Under?"), Confirm("Over?")
        await app.open(pilot, under)
        await app.open(pilot, over)
        under.dismiss(True)
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await app.open(pilot, Confirm("Another?"))
        over.dismiss(True)
        under.dismiss(False)
        await pilot.pause()
        assert "Another?" in app.text
    assert app.results == [True]


def options(count: int) -> list[Option]:
    return [Option(n, f"SHT-{n}", f"Item {n} {HOSTILE}") for n in range(count)]


async def test_choose_finds_by_typing() -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, Choose("Go to", options(3000)))
        assert "3000 of 3000" in app.text
        await press(pilot, *"item", "space", *"2999")
        assert "1 of 3000" in app.text
        assert f"▸ SHT-2999  Item 2999 {HOSTILE}" in app.text
        await press(pilot, "enter")
    assert app.results == [2999]


async def test_choose_starts_at_the_marked_one_and_keeps_it_in_view() -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, Choose("Go to", options(200), marked=120))
        assert "▸ SHT-120" in app.text
        await press(pilot, "down", "pagedown", "up")
        await press(pilot, "enter")
    (chosen,) = app.results
    assert isinstance(chosen, int)
    assert chosen > 125


async def test_choose_nothing_there_and_escape() -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, Choose("Go to", options(3)))
        await press(pilot, *"zzz", "enter")
        assert "nothing by that name" in app.text
        await press(pilot, "up", "down", "escape")
    assert app.results == [None]


async def test_text_wraps_scrolls_and_closes() -> None:
    app = DialogApp()
    lines = [f"{n}. held by {HOSTILE} " + "because of something else " * 5 for n in range(40)]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, ShowText("Why", lines))
        assert f"0. held by {HOSTILE}" in app.text
        assert "39. held" not in app.text
        await press(pilot, "G")
        assert "39. held" in app.text
        await press(pilot, "k", "pageup", "g")
        assert "0. held" in app.text
        await press(pilot, "escape")
    assert app.results == [None]


def test_wrapping_breaks_between_words_and_inside_long_ones() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("日本語日本", 4) == ["日本", "語日", "本"]
    assert wrapped("a\n\nb", 4) == ["a", "", "b"]
    assert wrapped("\x1b]52;c;eA==\x07x", 9) == ["�x"]


@pytest.mark.parametrize("cells", [1, 0, -9])
def test_wrapping_ends_however_little_room_a_window_leaves(cells: int) -> None:
    assert wrapped("ab c", cells) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "dialog",
    [
        Confirm("Deletes " + "many words of what goes with it " * 12, "delete", "keep"),
        ShowText("Why", ["It finishes late by a sentence that takes more lines in a narrow window."] * 3),
    ],
    ids=["question", "text"],
)
async def test_a_dialog_comes_back_from_a_small_window_as_it_was(dialog: Screen[object]) -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.open(pilot, dialog)
        before = app.text
        for size in ((40, 10), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.text == before
