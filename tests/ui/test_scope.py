"""Scope review by keys on a real database: the queue, each disposition, ideas, the record, and hostile titles."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from textual.events import Key

from pmtui.commands import rows, scope
from pmtui.domain.choices import Disposition, ProjectStatus, RequestState, Scope, StatementKind, WorkState
from pmtui.domain.entities import Charter, Decision, Project, ScopeRequest, ScopeStatement, WorkItem
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.text import width
from pmtui.store.database import Database
from pmtui.ui.app import PmtuiApp

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
TODAY = date(2027, 2, 1)
HOSTILE = "a [/] b [red]x \u202e evil 👩‍🚀 漢字 " + "long " * 90


@pytest.fixture
def asked(small: Database, add: Add) -> Database:
    """SHT-1 in question for nine days, an idea of the lander for three; both charters have statements."""
    for project_id, kind, text in (
        (1, StatementKind.IN, "Tanks and their seals"),
        (1, StatementKind.IN, "Flight software"),
        (1, StatementKind.OUT, "Tests of other vehicles"),
        (2, StatementKind.IN, "Legs and tests of legs"),
    ):
        add(small, ScopeStatement, project_id=project_id, kind=kind, text=text)
    question = partial(scope.put_in_question, item_ids=[1], why="No statement names it.", raised_by="Ben")
    small.run(question, TODAY - timedelta(days=9))
    idea = partial(scope.raise_idea, project_id=2, title="Ladder light", why="It is dark there.", effort=960)
    small.run(idea, TODAY - timedelta(days=3))
    return small


def request(database: Database, id: int = 1) -> ScopeRequest:
    return database.load().all(ScopeRequest)[id]


def decision(database: Database) -> Decision:
    return list(database.load().all(Decision).values())[-1]


async def test_the_queue_shows_what_waits_beside_its_charter(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        text = await s.press("3")
        assert "SHT-1" in s.line("Seal test")
        assert "5d" in s.line("Seal test")
        assert "9d" in s.line("Seal test")
        assert "idea" in s.line("Ladder light")
        assert "2d" in s.line("Ladder light")
        assert text.index("Seal test") < text.index("Ladder light")
        assert "No statement names it." in text
        assert "Ben" in text
        assert "out Tests of other vehicles" in text
        assert "in  Tanks and their seals" in text
        text = await s.press("j")
        assert "It is dark there." in text
        assert "in  Legs and tests of legs" in text


async def test_an_empty_queue_says_what_to_do(small: Database, opened: Open) -> None:
    async with opened(small) as s:
        text = await s.press("3")
        assert "In project detail s puts a work item in question" in text
        await s.press("k", "d")
        assert s.status == "Nothing is in question here: n raises an idea."
        assert "nothing is decided yet" in await s.press("]")


async def test_keep_by_the_row_of_a_statement(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "enter", "enter", "ctrl+s")
        assert "Reason is needed" in s.text
        assert request(asked).state is RequestState.SUBMITTED
        await s.press("up")
        assert "Tanks and their seals" in s.text
        await s.write("flight")
        await s.press("tab")
        await s.write("The software is tested with it")
        await s.press("ctrl+s")
        item = asked.load().all(WorkItem)[1]
        assert (item.scope, item.statement_id) == (Scope.IN_SCOPE, 2)
        found = decision(asked)
        assert (found.disposition, found.rationale) == (Disposition.KEEP, "The software is tested with it")
        assert s.line("Seal test").startswith(" Kept")
        assert s.line("›").startswith("› LAN")
        await s.press("u")
        assert asked.load().all(WorkItem)[1].scope is Scope.IN_QUESTION
        assert request(asked).state is RequestState.SUBMITTED
        assert not asked.load().all(Decision)
        assert "Seal test" in s.text


async def test_keep_by_its_key_asks_for_the_statement(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "c", "tab")
        await s.write("Same seals")
        await s.press("ctrl+s")
        assert asked.load().all(WorkItem)[1].statement_id == 1


async def test_keep_amends_the_charter(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "a", "tab")
        await s.write("It was forgotten")
        await s.press("ctrl+s")
        made = list(asked.load().all(ScopeStatement).values())[-1]
        assert (made.project_id, made.kind, made.text) == (1, StatementKind.IN, "Seal test")
        assert asked.load().all(WorkItem)[1].statement_id == made.id
        await s.press("u")
        assert made.id not in asked.load().all(ScopeStatement)


async def test_move_shows_the_charter_of_the_target(asked: Database, opened: Open) -> None:
    async with opened(asked, size=(120, 40)) as s:
        await s.press("3", "enter", "j")
        assert s.app.screen.query_one("#options").selected.option.does == "move to LAN"
        assert "in  Legs and tests of legs ← tests" in s.text
        await s.press("enter")
        await s.write("The leg needs it")
        await s.press("ctrl+s")
        assert asked.load().all(WorkItem)[1].project_id == 2
        assert decision(asked).chosen == "Move to LAN Lander"
        assert "Moved SHT-1 Seal test → LAN-3" in s.status
        await s.press("u")
        assert asked.load().all(WorkItem)[1].project_id == 1


async def test_move_by_its_key_asks_for_the_project(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        assert "Project is needed: choose a project." in await s.press("3", "m", "ctrl+s")
        await s.write("LAN")
        await s.press("tab")
        await s.write("The leg needs it")
        await s.press("ctrl+s")
        assert asked.load().all(WorkItem)[1].project_id == 2


async def test_a_new_project_and_a_code_that_is_taken(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "N")
        await s.write("SHT")
        await s.press("tab", "tab", "tab", "tab", "tab")
        await s.write("Big enough by itself")
        await s.press("ctrl+s")
        assert "Big enough by itself" in s.text
        assert len(asked.load().all(Project)) == 2
        assert request(asked).state is RequestState.SUBMITTED
        await s.press("backspace", "backspace", "backspace")
        await s.write("SEA")
        await s.press("ctrl+s")
        made = list(asked.load().all(Project).values())[-1]
        assert (made.code, made.name, made.status) == ("SEA", "Seal test", ProjectStatus.PROPOSED)
        assert asked.load().all(WorkItem)[1].project_id == made.id
        assert "No statement names it." in asked.load().where(Charter, "project_id", made.id)[0].purpose
        await s.press("u")
        assert len(asked.load().all(Project)) == 2


async def test_work_that_does_not_serve_is_dropped(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "d")
        await s.write("Nobody needs it")
        await s.press("ctrl+s")
        item = asked.load().all(WorkItem)[1]
        assert (item.state, item.scope) == (WorkState.DROPPED, Scope.OUT_OF_SCOPE)
        await s.press("u")
        assert asked.load().all(WorkItem)[1].state is WorkState.TO_DO


async def test_a_key_typed_behind_a_move_decides_on_the_row_moved_to(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3")
        for key in "jd":
            s.app.post_message(Key(key, key))
        await s.settled()
        await s.write("Nobody goes out in the dark")
        await s.press("ctrl+s")
        assert request(asked, 1).state is RequestState.SUBMITTED
        assert request(asked, 2).state is RequestState.DECIDED
        assert decision(asked).disposition is Disposition.DROP


async def test_what_is_postponed_comes_back_on_its_day(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "p")
        await s.write("today")
        await s.press("tab")
        await s.write("Budget talks first")
        await s.press("ctrl+s")
        assert "Postpone until a day after today" in s.text
        assert "Budget talks first" in s.text
        for _ in "today":
            await s.press("backspace")
        await s.write("+2w")
        await s.press("ctrl+s")
        assert request(asked).postponed_until == date(2027, 2, 15)
        assert "until 15 Feb" in s.line("Seal test")
        assert s.line("›").startswith("› LAN")
        assert s.text.index("Ladder light") < s.text.index("Seal test")
    app = PmtuiApp(lambda: asked, date(2027, 2, 15))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        await app.settled()
        await pilot.pause()
        lines = [one.text for one in app.screen._compositor.render_strips(app.size)]
        assert any("Seal test" in one and "back 15 Feb" in one for one in lines)


async def test_an_idea_is_raised_and_becomes_work(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "n", "tab")
        await s.write("Spare valve")
        await s.press("tab")
        await s.write("One leaks.")
        await s.press("tab")
        await s.write("2d")
        await s.press("ctrl+s")
        made = request(asked, 3)
        assert (made.project_id, made.title, made.why, made.effort) == (1, "Spare valve", "One leaks.", 960)
        assert made.raised_on == TODAY
        assert made.work_item_id is None
        assert "Spare valve" in s.line("›")
        await s.press("w")
        assert s.status.startswith("This is an idea")
        await s.press("a", "tab")
        await s.write("Cheap")
        await s.press("ctrl+s")
        item = list(asked.load().all(WorkItem).values())[-1]
        assert (item.title, item.effort, item.project_id, item.scope) == ("Spare valve", 960, 1, Scope.IN_SCOPE)


async def test_an_idea_becomes_a_project(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "j", "N")
        await s.write("LGT")
        await s.press("tab", "tab", "tab", "tab", "tab")
        await s.write("For all vehicles")
        await s.press("ctrl+s")
        item = list(asked.load().all(WorkItem).values())[-1]
        assert asked.load().all(Project)[item.project_id].code == "LGT"
        assert (item.title, item.effort) == ("Ladder light", 960)


async def test_text_is_edited_and_a_request_withdrawn(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "e", "end")
        await s.write(" of the tank")
        await s.press("ctrl+s")
        assert request(asked).title == "Seal test of the tank"
        text = await s.press("x")
        assert "SHT-1 is in scope as before" in " ".join(text.split())
        await s.press("n")
        assert request(asked)
        await s.press("x", "y")
        assert 1 not in asked.load().all(ScopeRequest)
        assert asked.load().all(WorkItem)[1].scope is Scope.IN_SCOPE
        await s.press("u")
        assert request(asked).title == "Seal test of the tank"


async def test_marked_requests_are_withdrawn_together(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        text = " ".join((await s.press("3", "space", "space", "x")).replace("│", " ").split())
        assert "Deletes 2 scope requests (Seal test, Ladder light); SHT-1 is in scope again." in text
        await s.press("y")
        assert not asked.load().all(ScopeRequest)
        await s.press("u")
        assert len(asked.load().all(ScopeRequest)) == 2


async def test_marked_requests_are_decided_together_with_the_impact_of_all(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "space")
        assert "Marked  SHT-1; this one is not" in s.text
        await s.press("space")
        assert "Marked  decided on together with" in s.text
        assert s.app.screen.query_one("#options").rows[0].option.does == "keep in LAN, SHT, amend"
        assert "Origin's end" in s.text
        await s.press("c")
        assert s.status.startswith("The marked requests come from several charters")
        text = await s.press("d")
        assert "Drop 2 requests (SHT-1, “Ladder light”)" in text
        await s.write("Neither serves")
        await s.press("ctrl+s")
        found = list(asked.load().all(Decision).values())
        assert [(one.disposition, one.rationale) for one in found] == [(Disposition.DROP, "Neither serves")] * 2
        assert found[0].options == found[1].options
        await s.press("u")
        assert not asked.load().all(Decision)


async def test_the_cursor_stays_on_a_request_that_is_not_among_those_decided(asked: Database, opened: Open) -> None:
    for title in ("Spare valve", "Second light"):
        idea = partial(scope.raise_idea, project_id=1, title=title, why="One leaks.", effort=960)
        asked.run(idea, TODAY)
    async with opened(asked) as s:
        await s.press("3", "space", "space")
        here = s.app.screen.query_one("#queue").selected
        assert "Decision on 2" in s.text
        text = await s.press("a")
        assert "Keep 2 requests (SHT-1, “Ladder light”) in LAN, SHT" in text
        assert "added to each of the 2 charters" in text
        assert "; Ladder light" in text
        await s.press("tab")
        await s.write("Both are wanted")
        await s.press("ctrl+s")
        assert s.app.screen.query_one("#queue").selected.request.id == here.request.id


async def test_the_record_is_read_and_its_reason_edited(asked: Database, opened: Open) -> None:
    asked.run(partial(scope.move, request_id=1, project_id=2, reason="The leg needs it"), TODAY)
    async with opened(asked) as s:
        text = await s.press("3", "right_square_bracket")
        assert "Move to LAN Lander" in s.line("LAN-3")
        assert "The leg needs it" in text
        text = await s.press("enter")
        assert "Reason  The leg needs it" in text
        assert "No statement names it." in text
        await s.press("escape", "e", "tab", "tab", "tab")
        await s.write("Because ")
        await s.press("ctrl+s")
        assert decision(asked).rationale == "Because The leg needs it"
        assert "Because The leg needs it" in s.text


async def test_a_request_of_needs_you_is_selected_and_its_work_opened(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        s.app.show_place(Place(ScreenName.SCOPE, 2, "", "ScopeRequest", 2))
        await s.settled()
        assert "Ladder light" in s.line("›")
        await s.press("k", "o")
        assert s.app.screen.place().project_id == 1
        assert "Seal test" in s.line("›")
        await s.press("escape")
        assert s.text.startswith(" Scope review")
        assert "Seal test" in s.line("›")
        await s.press("w")
        assert "Why SHT-1 Seal test is when it is" in s.text


async def test_what_cannot_be_done_says_why(small: Database, opened: Open) -> None:
    small.run(partial(scope.put_in_question, item_ids=[1], why="Unclear"), TODAY)
    lander = small.load().all(Project)[2]
    small.run(partial(rows.edit, row=lander, changes={"status": ProjectStatus.CLOSED}), TODAY)
    async with opened(small) as s:
        await s.press("3", "c")
        assert s.status.startswith("The charter of SHT has no in-scope statement")
        await s.press("m")
        assert s.status.startswith("This program has no other open project")


async def test_a_request_decided_elsewhere_is_refused_and_the_reason_kept(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "d")
        await s.write("Nobody needs it")
        asked.run(partial(scope.withdraw, request_id=1), TODAY)
        await s.press("ctrl+s")
        assert "Nobody needs it" in s.text
        assert "is gone" in s.text
        assert asked.load().all(WorkItem)[1].state is WorkState.TO_DO


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_hostile_text_is_shown_as_text_and_no_number_is_cut(
    asked: Database, opened: Open, add: Add, size: tuple[int, int]
) -> None:
    for text in (HOSTILE, "x" * 500):
        asked.run(partial(scope.raise_idea, project_id=1, title=text, why=text, effort=960), TODAY)
        add(asked, ScopeStatement, project_id=1, kind=StatementKind.OUT, text=text)
    async with opened(asked, size=size) as s:
        text = await s.press("3", "j", "j")
        assert "a [/] b [red]x" in s.line("›")
        lines = text.splitlines()
        head = next(one for one in lines if "Effort" in one)
        for title, effort in (("a [/] b", "2d"), ("xxxx", "2d"), ("Seal test", "5d")):
            line = next(one for one in lines if title in one)
            cells = [number for number in range(len(line)) if line[number:].startswith(f" {effort} ")]
            assert any(width(line[:at]) + 1 + len(effort) == head.index("Effort") + 6 for at in cells)
        assert all(width(one) <= size[0] for one in lines)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert lines[-1].endswith("? keys")
        await s.press("enter", "G", "escape", "right_square_bracket")
        assert s.app.is_running


async def test_keys_typed_into_the_filter_decide_nothing(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "slash")
        await s.write("ladder")
        assert "Seal test" not in s.text
        assert "It is dark there." in s.text
        await s.write(" dp")
        assert "nothing matches" in s.text
        assert "In project detail" not in s.text
        await s.press("escape")
        assert "Seal test" in s.text


async def test_many_ideas_are_named_by_short_titles(asked: Database, opened: Open) -> None:
    for number in range(8):
        title = f"{number} lamps {HOSTILE}"
        asked.run(partial(scope.raise_idea, project_id=1, title=title, why="It is dark.", effort=960), TODAY)
    async with opened(asked) as s:
        await s.press("3", *["space"] * 10)
        assert "“Ladder" in s.text
        assert "Drop 10 requests (SHT-1, “Ladder light” and 8 more)" in await s.press("d")


async def test_a_move_is_found_by_its_target(asked: Database, opened: Open, add: Add) -> None:
    add(asked, Project, program_id=1, code="ROV", name="Rover", status=ProjectStatus.ACTIVE)
    asked.run(partial(scope.move, request_id=1, project_id=2, reason="It has legs"), TODAY)
    asked.run(partial(scope.move, request_id=2, project_id=1, reason="It has lights"), TODAY)
    asked.run(partial(scope.put_in_question, item_ids=[1], why="Again"), TODAY)
    asked.run(partial(scope.move, request_id=3, project_id=3, reason="It has wheels"), TODAY)
    there = {"SHT": [1, 2], "LAN": [1, 2, 3], "ROV": [3]}
    async with opened(asked, size=(100, 40)) as s:
        await s.press("3", "right_square_bracket")
        for code, found in there.items():
            await s.press("f")
            await s.write(code)
            await s.press("enter")
            assert sorted(one.decision.id for one in s.app.screen.query_one("#decided").rows) == found, code


async def test_the_last_decision_stands_first_also_of_one_day(asked: Database, opened: Open) -> None:
    for id in (2, 1):
        asked.run(partial(scope.drop, request_id=id, reason="Nobody asked"), TODAY)
    async with opened(asked) as s:
        text = await s.press("3", "right_square_bracket")
        assert "Seal test" in s.line("›")
        assert text.index("Seal test") < text.index("Ladder light")


async def test_a_decided_request_is_deleted_and_its_decision_stays(asked: Database, opened: Open) -> None:
    asked.run(partial(scope.drop, request_id=2, reason="Nobody asked"), TODAY)
    async with opened(asked) as s:
        text = await s.press("3", "right_square_bracket", "x")
        assert "Deletes scope request Ladder light" in text
        await s.press("y")
        assert 2 not in asked.load().all(ScopeRequest)
        assert decision(asked).rationale == "Nobody asked"
        await s.press("u")
        assert request(asked, 2).state is RequestState.DECIDED


async def test_a_reason_is_not_lost_by_escape(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "d")
        await s.write("Long thought")
        text = await s.press("escape")
        assert "What you typed here is not saved." in text
        await s.press("n", "ctrl+s")
        assert decision(asked).rationale == "Long thought"
