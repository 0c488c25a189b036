"""The app around the screens: commits, status, undo, another session, switching, keys and their reasons, jumps."""

import gc
import weakref
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from typing import Any

import pytest
from textual.events import Key, Paste
from textual.worker import WorkerFailed

from pmtui.commands import rows
from pmtui.domain.entities import Goal, Program, Project, ScopeStatement, Skill, StaffingRequest, WorkItem
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.domain.place import Place, ScreenName
from pmtui.store.database import Database
from pmtui.store.transaction import Transaction
from pmtui.ui.ask import Ask
from pmtui.ui.widgets.bars import Hint, hint_line
from pmtui.ui.widgets.field import FieldSpec

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]


def effort(database: Database, item_id: int, days: int) -> partial[str]:
    """The command that sets a work item's effort."""
    item = database.load().all(WorkItem)[item_id]
    return partial(rows.edit, row=item, changes={"effort": days * 480})


async def test_a_commit_shows_what_changed_and_which_dates_moved(small: Database, opened: Open) -> None:
    async with opened(small, size=(120, 30)) as session:
        session.app.commit(effort(small, 1, 40))
        await session.settled()
        assert "SHT-1" in session.status
        assert "SHT finish 05 Feb → " in session.status
        assert session.status.endswith("u undoes")
        assert "+19d" in session.line("SHT  Shuttle")
        await session.press("u")
        assert small.load().all(WorkItem)[1].effort == 5 * 480
        assert "-16d" in session.line("SHT  Shuttle")
        await session.press("ctrl+r")
        assert small.load().all(WorkItem)[1].effort == 40 * 480


async def test_a_refusal_changes_nothing_and_is_said_in_one_sentence(small: Database, opened: Open) -> None:
    def refuse(tx: Transaction) -> str:
        tx.add(Program, name="half", currency="EUR")
        raise Refused("That is not [bold]allowed[/]: try something else.")

    async with opened(small) as session:
        head = small.head()
        session.app.commit(refuse)
        await session.settled()
        assert session.status == "That is not [bold]allowed[/]: try something else."
        assert small.head() == head
        await session.press("u", "u", "u", "u", "u", "u", "u", "u", "u")
        assert session.status.startswith("There is nothing to undo")
        await session.press("down")
        assert session.status == ""


async def test_commands_run_in_the_order_of_the_keys(small: Database, opened: Open) -> None:
    order: list[int] = []

    def note(number: int, tx: Transaction) -> str:
        order.append(number)
        item = tx.get(WorkItem, 1)
        tx.edit(item, effort=480 * (number + 1))
        return f"number {number}"

    async with opened(small) as session:
        for number in range(10):
            session.app.commit(partial(note, number))
        await session.settled()
        assert order == list(range(10))
        assert session.app.view.workspace.all(WorkItem)[1].effort == 4800
        assert session.status.startswith("number 9")


@pytest.mark.parametrize("ahead", [("2", "n"), ("enter", "n"), ("right_square_bracket", "n")])
async def test_what_is_typed_while_a_place_comes_up_goes_to_it(
    small: Database, opened: Open, ahead: tuple[str, ...]
) -> None:
    async with opened(small) as session:
        for key in (*ahead, *"Gasket", "ctrl+s" if ahead[0] == "right_square_bracket" else "enter"):
            session.app.post_message(Key(key, key if len(key) == 1 else None))
        await session.settled()
        entity, text = (Goal, "name") if ahead[0] == "right_square_bracket" else (WorkItem, "title")
        assert [getattr(one, text) for one in session.rows(entity)][-1:] == ["Gasket"]


async def test_keys_that_come_before_a_dialog_has_the_focus_are_typed_into_it(
    small: Database, opened: Open
) -> None:
    async with opened(small) as session:
        spec = FieldSpec("name", Description(Kind.TEXT, "Name"))
        dialog = Ask("Name", [spec], EntryContext(session.app.today), {})
        session.app.push_screen(dialog)
        for key in "Gasket":
            session.app.post_message(Key(key, key))
        await session.settled()
        assert dialog.fields.fields[0].typed == "Gasket"


@pytest.mark.parametrize(
    ("before", "burst"),
    [
        (("2",), ("n", Paste("Gasket"), "s", "enter", "escape")),  # quick entry opens, a line under the outline
        (("2",), ("n", *"First", "enter", Paste("Gasket"), "s", "enter", "escape")),  # and is taken
        (("2", "e"), ("ctrl+u", Paste("Gasket"), "s", "ctrl+s")),  # into the form that is open
        (("2",), ("e", "ctrl+u", Paste("Gasket"), "s", "ctrl+s")),  # and into one that comes up
        ((), ("2", "n", Paste("Gasket"), "s", "enter", "escape")),  # on a screen that comes up
    ],
)
async def test_a_paste_in_a_burst_goes_where_the_keys_before_it_lead(
    small: Database, opened: Open, before: tuple[str, ...], burst: tuple[str | Paste, ...]
) -> None:
    async with opened(small) as session:
        await session.press(*before)
        for one in burst:  # at once, as over a slow line
            key = Paste(one.text) if isinstance(one, Paste) else Key(one, one if len(one) == 1 else None)
            session.app.post_message(key)
        for _ in range(4):
            await session.settled()
            await session.app.workers.wait_for_complete()
        assert "Gaskets" in [one.title for one in session.rows(WorkItem)], session.text


async def test_what_is_pasted_behind_the_key_that_filters_is_filtered_by(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        for key in (Key("slash", "/"), Paste("LN"), Key("D", "D")):
            session.app.post_message(key)
        await session.settled()
        assert "/ LND" in session.text


async def test_keys_behind_a_save_go_on_to_what_comes_then(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("right_square_bracket")
        for key in ("n", *"One", "ctrl+s", "n", *"Two", "ctrl+s", "n", *"One", "ctrl+s", "n", "X", "ctrl+s"):
            session.app.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(4):  # a form that is saved may open the next
            await session.settled()
            await session.app.workers.wait_for_complete()
        await session.settled()
        assert [one.name for one in session.rows(Goal)] == ["One", "Two"]
        assert "There is a goal with name One already" in session.text
        assert "What was typed behind it is left out." in session.text


async def test_keys_behind_the_answer_to_a_question_go_on_to_what_comes_then(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("e", "end", "!")
        for key in ("escape", "y", "2", "n", *"Gasket", "enter", "escape", "1"):
            session.app.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(4):
            await session.settled()
        assert [one.title for one in session.rows(WorkItem)][-1:] == ["Gasket"]
        assert "Program overview" in session.text


async def test_a_form_that_is_closed_while_it_is_saved_keeps_no_keys_waiting(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("e")
        form: Any = session.app.screen
        form.fields.action_save()
        form.dismiss(None)
        await session.settled()
        assert "Project · " in await session.press("2")


async def test_another_session_is_noticed_at_a_key_and_its_undo_asks_first(
    small: Database, opened: Open, add: Add
) -> None:
    async with opened(small) as session:
        await session.press("j")
        other = Database.open(small.path)
        add(other, Project, program_id=1, code="NEW", name="From elsewhere", priority=1)
        selected = session.app.screen.place().project_id
        await session.press("tab", "shift+tab")
        assert "From else" in session.text
        assert session.app.screen.place().project_id == selected, "the cursor stays on its row"
        text = await session.press("u")
        assert "This was not done in this session: Added project NEW" in text
        await session.press("n")
        assert len(session.rows(Project)) == 3
        await session.press("u", "y")
        assert len(session.rows(Project)) == 2
        other.close()


async def test_a_key_that_does_not_work_now_says_why(database: Database, opened: Open, add: Add) -> None:
    add(database, Program, name="Empty", currency="EUR")
    async with opened(database) as session:
        await session.press("2")
        assert session.status == "This program has no project yet: n on the overview makes one."
        await session.press("e")
        assert session.status.startswith("There is no project on this row")
        await session.press("j")
        assert session.status == ""  # it was said of that key alone


async def test_program_switch_and_escape_back(small: Database, opened: Open, add: Add) -> None:
    add(small, Program, name="Mars", currency="USD")
    async with opened(small) as session:
        await session.press("P")
        await session.write("Mars")
        text = await session.press("enter")
        assert "Mars" in text.splitlines()[0]
        assert "Shuttle" not in text
        await session.press("3")
        assert "Scope review" in session.text.splitlines()[0]
        await session.press("escape")
        assert "Program overview" in session.text.splitlines()[0]


async def test_palette_jumps_to_a_row_by_name_and_reads_names_as_text(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("colon")
        await session.write("[/] b")
        assert "a [/] b [red]x" in session.text
        await session.press("enter")
        assert "LAN" in session.text.splitlines()[0] or "Lander" in session.text


async def test_palette_finds_statements_staffing_requests_and_skills(
    small: Database, opened: Open, add: Add
) -> None:
    add(small, ScopeStatement, project_id=2, text="Descent stage")
    add(small, StaffingRequest, project_id=1, role="Welder", percent=50, start=date(2027, 2, 1))
    add(small, Skill, name="Radio")
    async with opened(small, size=(120, 40)) as session:
        for name, line in (("descent", "› Descent stage"), ("welder", "› Welder"), ("radio", "› Radio")):
            await session.press("colon")
            await session.write(name)
            await session.press("enter")
            assert session.line(line), session.text


async def test_palette_finds_a_program(small: Database, opened: Open, add: Add) -> None:
    add(small, Program, name="Mars", currency="USD")
    async with opened(small) as session:
        await session.press("colon")
        await session.write("mars")
        await session.press("enter")
        assert "Program overview · Mars" in session.text


async def test_help_lists_the_live_keys_and_presses_the_chosen_one(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        text = await session.press("question_mark")
        assert "accept" in text
        await session.write("scope")
        await session.press("enter")
        assert "Scope review" in session.text.splitlines()[0]


def test_the_key_bar_never_cuts_a_hint_and_keeps_help() -> None:
    def hint(key: str, does: str, enabled: bool = True) -> Hint:
        return Hint(key, (key,), does, does, enabled=enabled)

    hints = [hint("enter", "open"), hint("z", "accept", False), hint("question_mark", "keys"), hint("x", "delete")]
    for cells in range(20, 60):
        line = hint_line(hints, cells).plain
        assert len(line) <= cells
        assert line.endswith("question_mark keys")
        assert all(
            word in ("enter", "open", "z", "accept", "x", "delete", "question_mark", "keys")
            for word in line.split()
        )


async def test_a_long_label_leaves_what_it_did_and_the_way_back_in_sight(small: Database, opened: Open) -> None:
    def lengthen(tx: Transaction) -> str:
        tx.edit(tx.get(WorkItem, 1), effort=40 * 480)
        return "Said at length " * 8

    async with opened(small) as session:
        session.app.commit(lengthen)
        await session.settled()
        shown = session.line("Said at length")
        assert shown.endswith("… · SHT finish 05 Feb → 26 Mar +35d · u undoes")


async def test_every_size_shows_whole_hints(small: Database, opened: Open) -> None:
    for size in ((80, 24), (120, 40), (200, 50)):
        async with opened(small, size=size) as session:
            bar = session.text.splitlines()[-1]
            assert bar.endswith("? keys")
            assert "…" not in bar


async def test_a_new_day_is_noticed_unless_the_day_was_given(
    small: Database, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(date):
        now = date(2027, 2, 1)

        @classmethod
        def today(cls) -> date:
            return cls.now

    monkeypatch.setattr("pmtui.ui.session.date", Clock)
    async with opened(small, today=None) as session:
        assert "2027-02-01" in session.text.splitlines()[0]
        Clock.now = date(2027, 2, 2)
        await session.press("j")
        assert "2027-02-02" in session.text.splitlines()[0]
        assert session.app.view.forecast.today == date(2027, 2, 2)
    async with opened(small) as session:
        Clock.now = date(2027, 2, 3)
        await session.press("j")
        assert "2027-02-01" in session.text.splitlines()[0]


async def test_a_new_program_is_shown_and_an_empty_register_says_why_not(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("N")
        await session.write("Mars")
        await session.press("ctrl+s")
        assert "Mars" in session.text.splitlines()[0]
        await session.press("]", "e")
        assert session.status == "There is no goal here yet: n makes one."


async def test_a_jump_into_another_program_switches_to_it(small: Database, opened: Open, add: Add) -> None:
    add(small, Program, name="Mars", currency="USD")
    add(small, Project, program_id=2, code="MAR", name="Mars lander")
    add(small, Goal, program_id=2, name="Live there")
    async with opened(small) as session:
        await session.press("colon")
        await session.write("live there")
        await session.press("enter")
        assert "Mars" in session.text.splitlines()[0]
        assert "[Goals]" in session.text
        assert session.app.screen.focused.selected_key == ("Goal", 1)


async def test_a_fault_in_a_command_ends_the_app_instead_of_passing_unseen(small: Database, opened: Open) -> None:
    def broken(_: Transaction) -> str:
        raise ZeroDivisionError("a bug")

    async def run() -> None:
        async with opened(small) as session:
            session.app.commit(broken)
            await session.settled()

    with pytest.raises(WorkerFailed, match="a bug"):
        await run()
    assert small.load().all(WorkItem).keys() == {1, 2, 3, 4}


async def test_screens_asked_for_faster_than_they_open_open_one_after_the_other(
    small: Database, opened: Open
) -> None:
    async with opened(small) as session:
        for screen in (ScreenName.SCOPE, ScreenName.OVERVIEW, ScreenName.RESOURCES, ScreenName.PROJECT):
            session.app.show_place(Place(screen, project_id=1))
        await session.settled()
        assert session.app.base_screen.screen_name is ScreenName.PROJECT
        for _ in range(3):
            session.app.action_go_back()
        await session.settled()
        assert session.app.base_screen.screen_name is ScreenName.SCOPE


async def test_a_key_that_a_dialog_has_no_use_for_does_nothing_to_what_lies_beneath(
    small: Database, opened: Open
) -> None:
    async with opened(small) as session:
        assert "Delete" in await session.press("x")
        for key, character in (("question_mark", "?"), ("n", "n")):  # at once, as over a slow line
            session.app.post_message(Key(key, character))
        await session.settled()
        assert session.app.screen is session.app.base_screen, session.text


async def test_a_screen_that_was_left_is_let_go_of(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("3")
        old = weakref.ref(session.app.focused)
        assert old() is not None
        await session.press("4")
        await session.press("j")
        await session.settled()
        gc.collect()
        assert old() is None
