"""Project detail by keys: the outline, quick entry, what is typed in place, the update round."""

import re
from datetime import date
from functools import partial

import pytest
from tests.ui.project_plan import DAY, add, item, shuttle, titles

from pmtui.commands.rows import create, delete
from pmtui.domain.choices import LinkKind, RequestState, Scope, WorkState
from pmtui.domain.entities import Assignment, Dependency, Project, ScopeRequest, WorkItem
from pmtui.domain.text import width
from pmtui.store.database import Database


@pytest.fixture
def plan(database: Database) -> Database:
    return shuttle(database)


async def test_the_outline_shows_what_80_columns_must(plan, opened):
    async with opened(plan) as s:
        text = await s.press("2")
        assert "Project · SHT Shuttle" in text
        assert "finish" in s.line("target")
        weld = s.line("Weld")
        assert "├ Weld" in weld
        assert "nobody" in weld
        assert "5d" in weld
        assert "05 Feb?" in weld
        assert s.line("Tank").split()[:3] == ["›", "1", "▾"]
        assert "═" in weld  # critical
        assert all(len(line) <= 80 for line in text.splitlines())


async def test_quick_entry_adds_a_line_each_behind_the_cursor(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "n")
        await s.write("Leak test @ana*0.5 3d after 2 by fri")
        assert "Leak test · Ana Lima × 0.5 · 3d · after SHT-2 · by Fri 2027-02-05" in s.text
        text = await s.press("enter")
        assert "Added SHT-6 Leak test" in s.status
        assert "New work behind SHT-6 Leak test" in text
        await s.write("Report")
        await s.press("enter", "escape")
        assert titles(s) == ["Tank", "├ Weld", "├ Leak test", "├ Report", "└ Paint", "Seal test", "Ready"]
        made = item(s, 6)
        assert (made.effort, made.deadline, made.parent_id) == (3 * DAY, date(2027, 2, 5), 1)
        assert [(one.work_item_id, one.units) for one in s.rows(Assignment)] == [(made.id, 50)]
        assert [(one.predecessor_id, one.successor_id) for one in s.rows(Dependency)] == [(2, made.id)]
        await s.press("u", "u")
        assert titles(s) == ["Tank", "├ Weld", "└ Paint", "Seal test", "Ready"]
        assert not s.rows(Assignment)


async def test_quick_entry_says_beneath_what_is_wrong_and_keeps_the_line(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "n")
        await s.write("Leak test @nobody 3d")
        assert "@nobody names nobody" in s.text
        await s.press("enter")
        assert "Leak test @nobody 3d" in s.text
        assert len(s.rows(WorkItem)) == 6
        await s.press("ctrl+u")
        text = await s.press("enter")
        assert "Type a title" in text


async def test_the_form_edits_the_row(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "e", "end")
        await s.write(" the tank")
        await s.press("ctrl+s")
        assert item(s, 2).title == "Weld the tank"
        assert "Weld the tank" in s.text
        await s.press("u")
        assert item(s, 2).title == "Weld"


async def test_marked_rows_move_as_one_command(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "j", "j", "space", "space", "greater_than_sign")
        assert titles(s) == ["Tank", "├ Weld", "├ Paint", "├ Seal test", "└ Ready"]
        await s.press("K")
        assert titles(s) == ["Tank", "├ Weld", "├ Seal test", "├ Ready", "└ Paint"]
        await s.press("J")
        await s.press("less_than_sign")
        assert titles(s) == ["Tank", "├ Weld", "└ Paint", "Seal test", "Ready"]
        await s.press("u")
        assert titles(s) == ["Tank", "├ Weld", "├ Paint", "├ Seal test", "└ Ready"]
        await s.press("u", "u", "u")
        assert titles(s) == ["Tank", "├ Weld", "└ Paint", "Seal test", "Ready"]


async def test_a_move_that_cannot_be_is_said(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "K")
        assert "already first" in s.status
        await s.press("less_than_sign")
        assert "outermost" in s.status


async def test_percent_and_remaining_are_typed_in_place(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "percent_sign")
        assert "SHT-2 Weld" in s.text
        await s.write("40")
        await s.press("enter")
        assert (item(s, 2).percent, item(s, 2).state) == (40, WorkState.IN_PROGRESS)
        assert "40%" in s.line("Weld")
        assert "3d" in s.line("Weld")
        await s.press("r")
        await s.write("4d")
        await s.press("enter")
        assert item(s, 2).remaining == 4 * DAY
        await s.press("percent_sign")
        await s.write("140")
        text = await s.press("enter")
        assert item(s, 2).percent == 40
        assert "100" in text
        await s.press("escape")
        assert "140" not in s.text


async def test_percent_of_all_marked_rows_is_one_command(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "space", "space", "percent_sign")
        assert "2 marked work items" in s.text
        await s.write("50")
        await s.press("enter")
        assert [item(s, number).percent for number in (2, 3)] == [50, 50]
        assert "✚" not in s.text
        await s.press("space", "escape")
        assert "✚" not in s.text
        await s.press("u")
        assert [item(s, number).percent for number in (2, 3)] == [0, 0]


async def test_state_is_picked_by_its_letter(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "t", "b", "tab")
        await s.write("+1w")
        await s.press("enter")
        assert (item(s, 2).state, item(s, 2).blocked_until) == (WorkState.BLOCKED, date(2027, 2, 8))
        assert "✗" in s.line("Weld")
        await s.press("t", "d", "tab")
        await s.write("+2w")
        text = await s.press("enter")
        assert "Only work that is blocked" in text
        assert item(s, 2).state is WorkState.BLOCKED
        await s.press("escape", "t", "d", "enter")
        assert (item(s, 2).state, item(s, 2).blocked_until) == (WorkState.DONE, None)
        assert "✓" in s.line("Weld")


async def test_people_are_assigned_and_taken_off(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "a")
        await s.write("bo")
        await s.press("enter")
        await s.write("0.5")
        await s.press("enter")
        assert [(one.work_item_id, one.resource_id, one.units) for one in s.rows(Assignment)] == [(2, 2, 50)]
        assert "Bo" in s.line("Weld")
        assert "Bo Chen × 0.5" in s.text
        text = await s.press("a")
        assert "assigned × 0.5" in text
        await s.press("enter")
        await s.write("take")
        await s.press("enter")
        assert not s.rows(Assignment)
        await s.press("u")
        assert len(s.rows(Assignment)) == 1


async def test_links_are_made_shown_and_removed(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "j", "j", "L")
        await s.write("waits for another")
        await s.press("enter")
        await s.write("weld")
        await s.press("enter", "ctrl+s")
        (link,) = s.rows(Dependency)
        assert (link.predecessor_id, link.successor_id, link.kind) == (2, 4, LinkKind.FINISH_START)
        assert "after SHT-2" in s.text
        assert "» " in s.line("Weld")[:6]
        await s.press("L", "enter")
        await s.write("remove")
        await s.press("enter")
        assert not s.rows(Dependency)


async def test_a_loop_is_refused_by_name(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "j", "j", "n")
        await s.write("Next 1d after 4")
        await s.press("enter", "escape", "k", "L")
        await s.write("waits for another")
        await s.press("enter")
        await s.write("next")
        text = await s.press("enter", "ctrl+s")
        assert "loop" in text
        assert len(s.rows(Dependency)) == 1


async def test_work_is_put_in_question_with_a_reason(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "space", "space", "s")
        await s.write("Outside the charter")
        await s.press("ctrl+s")
        assert [one.scope for one in (item(s, 2), item(s, 3))] == [Scope.IN_QUESTION] * 2
        found = s.rows(ScopeRequest)
        assert [(one.why, one.state) for one in found] == [("Outside the charter", RequestState.SUBMITTED)] * 2
        assert "¿ Weld" in s.text
        assert "2 in question" in s.text or "in question" in s.text
        await s.press("u")
        assert item(s, 2).scope is Scope.IN_SCOPE


async def test_why_goes_back_to_what_holds_it(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "n")
        await s.write("Leak test 3d after 2")
        await s.press("enter", "escape")
        text = await s.press("w")
        assert "Why SHT-6 Leak test" in text
        assert "SHT-2 Weld finishes on 2027-02-05" in text
        assert "1. " in text
        assert "2. " in text
        text = await s.press("escape", "W")
        assert "Schedule is" in text
        assert "SHT Shuttle finishes" in text


async def test_deleting_says_what_goes_and_undo_brings_it_back(plan, opened):
    async with opened(plan) as s:
        text = await s.press("2", "x")
        assert "2 work items inside it" in text
        await s.press("y")
        assert titles(s) == ["Seal test", "Ready"]
        await s.press("u")
        assert titles(s) == ["Tank", "├ Weld", "└ Paint", "Seal test", "Ready"]


async def test_the_outline_folds(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "h", "h")
        assert titles(s) == ["Tank", "Seal test", "Ready"]
        assert "▸ Tank +2" in s.text
        await s.press("l")
        assert len(titles(s)) == 5
        await s.press("H")
        assert titles(s) == ["Tank", "Seal test", "Ready"]
        await s.press("slash", "w", "e", "l", "d", "enter")
        assert titles(s) == ["├ Weld"]
        await s.press("escape")
        assert len(titles(s)) == 5


async def test_details_tell_everything(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j")
        text = await s.press("enter")
        assert "In: SHT-1 Tank" in text
        assert "Effort: 5d" in text
        assert "Forecast: 2027-02-01 to 2027-02-05?" in text


async def test_update_round_commits_line_by_line(plan, opened):
    async with opened(plan) as s:
        text = await s.press("2", "U")
        assert "1 of 4" in text
        assert "SHT-2 Weld" in text
        await s.write("60")
        await s.press("tab", "tab", "tab")
        await s.write("waits for argon")
        text = await s.press("enter")
        assert "2 of 4" in text
        assert "SHT-3 Paint" in text
        weld = item(s, 2)
        assert (weld.percent, weld.state, weld.notes) == (60, WorkState.IN_PROGRESS, "2027-02-01: waits for argon")
        text = await s.press("enter")
        assert "3 of 4" in text
        text = await s.press("tab", "tab", "d", "enter")
        assert "4 of 4" in text
        assert item(s, 4).state is WorkState.DONE
        assert item(s, 3).percent == 0
        await s.press("enter")
        assert not s.app.screen.query_one("#asking").display
        await s.press("j")
        assert s.app.screen.query_one("#work").has_focus


async def test_update_round_stops_where_escape_is_pressed(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "U")
        await s.write("60")
        await s.press("enter")
        await s.write("90")
        await s.press("escape")
        assert (item(s, 2).percent, item(s, 3).percent) == (60, 0)
        await s.press("u")
        assert item(s, 2).percent == 0


async def test_keys_say_why_they_do_not_work(database, opened):
    shuttle(database)
    async with opened(database) as s:
        await s.press("2")
        for _ in range(3):
            await s.press("x", "y")
        assert titles(s) == []
        assert "no work yet" in s.text
        await s.press("e")
        assert "There is no work item on this row" in s.status
        await s.press("U")
        assert "nothing to update" in s.status
        await s.press("n")
        await s.write("First")
        await s.press("enter")
        assert "First" in titles(s)


async def test_other_projects_are_a_key_away(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "right_curly_bracket")
        assert "LAN Lander" in s.text
        await s.press("p")
        await s.write("sht")
        await s.press("enter")
        assert "SHT Shuttle" in s.text
        await s.press("E")
        assert "Edit project SHT Shuttle" in s.text


async def test_a_project_that_is_gone_leads_to_the_overview(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "right_curly_bracket")
        gone = next(one for one in s.rows(Project) if one.code == "LAN")
        s.app.commit(partial(delete, rows=(gone,)))
        await s.settled()
        assert "Program overview" in s.text


HOSTILE = (
    "a [/] b",
    "[red]x",
    "esc \x1b]52;c;aGk=\x07 \x1b[31mred",
    "rlo \u202eabc",
    "rocket 🚀 👩‍🚀 🇩🇪",
    "漢字テスト",
    "x" * 500,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_hostile_titles_are_shown_as_text_and_aligned(plan, opened, size):
    for title in HOSTILE:
        add(plan, WorkItem, project_id=1, title=title, effort=DAY)
    async with opened(plan, size=size) as s:
        text = await s.press("2", "G", "k", "k")
        assert "a [/] b" in text
        assert "[red]x" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        rows = [line for line in text.splitlines() if re.match(r"[› ] +\d+ ", line) and "nobody" in line]
        assert len(rows) >= len(HOSTILE)
        assert len({width(line[: line.index("nobody")]) for line in rows}) == 1  # what follows begins in one cell
        for key in ("enter", "escape", "w", "escape", "x", "escape", "a", "escape", "L", "escape", "e", "escape"):
            await s.press(key)
        await s.press("percent_sign", "escape", "U", "escape")
        assert all(width(line) <= size[0] for line in s.text.splitlines())


async def test_a_part_of_some_work_is_put_in_question(small, opened):
    async with opened(small) as s:
        await s.press("2", "s")
        await s.write("Only the second run")
        await s.press("tab", "tab")
        await s.write("2d")
        await s.press("ctrl+s")
        items = small.load().all(WorkItem)
        part = items[max(items)]
        assert (part.title, part.effort, items[3].effort) == ("Leg (part)", 2 * 480, 3 * 480)
        assert (part.scope, items[3].scope) == (Scope.IN_QUESTION, Scope.IN_SCOPE)
        await s.press("u")
        assert max(small.load().all(WorkItem)) == 4


async def test_some_of_what_is_inside_is_put_in_question(small, opened):
    values = {"project_id": 2, "parent_id": 3, "effort": 480}
    for title in ("Cold run", "Hot run"):
        small.run(partial(create, entity=WorkItem, values={**values, "title": title}), date(2027, 2, 1))
    async with opened(small) as s:
        await s.press("2", "g", "s")
        await s.write("Only the hot one")
        await s.press("tab", "tab")
        await s.write("99")
        text = await s.press("ctrl+s")
        assert "99 is no work item here" in text
        await s.press("backspace", "backspace")
        await s.write("4")
        await s.press("ctrl+s")
        items = small.load().all(WorkItem)
        assert [one.title for one in items.values() if one.scope is Scope.IN_QUESTION] == [
            "Hot run",
            "Leg (part)",
        ]


async def test_the_line_for_new_work_comes_back_from_a_narrow_window_as_it_was(plan, opened):
    async with opened(plan) as s:
        before = await s.press("2", "n")
        for size in ((40, 20), (80, 24)):
            await s.pilot.resize_terminal(*size)
            await s.settled()
        assert s.text == before


async def test_what_a_deliverable_does_not_have_of_its_own_is_not_asked_for(plan, opened):
    async with opened(plan) as s:
        await s.press("2")
        for key in ("percent_sign", "r", "a"):
            await s.press(key)
            assert s.status == "SHT-1 is a deliverable: this is set on the work items inside it."
            assert s.app.screen is s.app.base_screen
            assert not s.app.base_screen.query_one("#asking").display
        await s.press("t")
        assert s.app.base_screen.query_one("#asking").display
        assert not s.status


async def test_an_outline_with_a_scroll_bar_has_the_columns_of_its_width_from_the_first(plan, opened):
    for number in range(30):
        add(plan, WorkItem, project_id=1, title=f"Leak test of seal {number}", effort=DAY)
    async with opened(plan, size=(120, 24)) as s:
        await s.press("2")
        heading = s.line("Title")
        assert heading
        await s.press("j", "percent_sign", "4", "0", "enter")
        assert "40%" in s.status
        assert s.line("Title") == heading
