"""What was decided, by keys: predicted beside now, filters, and taking a decision back or what stands instead."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import RequestState, WorkState
from pmtui.domain.entities import (
    Benefit,
    BenefitSource,
    Decision,
    Project,
    ScopeRequest,
    WorkItem,
)
from pmtui.domain.place import Place, ScreenName
from pmtui.store.database import Database

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
TODAY = date(2027, 2, 1)


async def test_a_decision_shows_predicted_beside_now_is_exported_and_reopened(
    asked: Database, opened: Open, add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    add(asked, Decision, program_id=1, title="Other talks", rationale="Late", decided_on=TODAY)
    async with opened(asked, size=(200, 50)) as s:
        await s.press("3", "d")
        await s.write("Nobody needs it")
        await s.press("ctrl+s")
        asked.run(partial(rows.edit, row=asked.load().all(WorkItem)[3], changes={"effort": 8 * 480}), TODAY)
        text = await s.press("3", "right_square_bracket")
        assert "predicted -5d on LAN, now -2d" in text
        text = await s.press("enter")
        assert "OPTIONS AS THEY STOOD ON 2027-02-01" in text
        assert "▸ Does not serve the program" in text
        assert "Move to LAN Lander" in text
        await s.press("escape")
        await s.press("1")
        s.app.show_place(Place(ScreenName.OVERVIEW, tab="decisions"))
        await s.settled()
        assert "predicted -5d on" in s.text
        assert "Other talks" in s.text
        await s.press("f")
        await s.write("other")
        await s.press("enter")
        assert "Scope of SHT-1" not in s.text
        assert "Other talks" in s.text
        await s.press("f")
        await s.write("every")
        await s.press("enter")
        await s.press("M", "ctrl+s")
        assert "Nobody needs it" in (tmp_path / "decisions.md").read_text()
        await s.press("3", "right_square_bracket", "R", "y")
        assert asked.load().all(ScopeRequest)[1].state is RequestState.SUBMITTED
        assert [one.title for one in asked.load().all(Decision).values()] == ["Other talks"]


async def test_reopening_says_first_what_it_does_and_what_was_decided_together(
    asked: Database, opened: Open
) -> None:
    asked.run(partial(scope.raise_idea, project_id=2, title="Ladder light", why="Dark", effort=960), TODAY)
    together = partial(scope.decide_all, request_ids=[1, 2], disposing=scope.drop, reason="Neither serves")
    asked.run(together, TODAY)
    async with opened(asked) as s:
        text = " ".join((await s.press("3", "right_square_bracket", "R")).replace("│", " ").split())
        assert "So is what was decided together with it: Scope of" in text
        assert "Then: " in text
        assert "→" in text.partition("Then: ")[2].partition("reopen")[0]
        await s.press("n")
        assert len(asked.load().all(Decision)) == 2
        await s.press("R", "y")
        assert not asked.load().all(Decision)


async def test_where_something_depends_on_a_decision_a_new_request_is_offered_at_once(
    asked: Database, opened: Open, add: Add
) -> None:
    asked.run(partial(scope.new_project, request_id=1, code="NEW", name="New", reason="Its own"), TODAY)
    made = max(asked.load().all(Project))
    add(asked, WorkItem, project_id=made, title="More of it", effort=480)
    async with opened(asked) as s:
        text = await s.press("3", "right_square_bracket", "R")
        assert "Raise a new request" in " ".join(text.replace("│", " ").split())
        text = await s.press("y")
        assert "in question again" in text
        await s.press("ctrl+s")
        requests = asked.load().all(ScopeRequest)
        assert requests[max(requests)].state is RequestState.SUBMITTED
        assert len(asked.load().all(Decision)) == 1


def plain(text: str) -> str:
    """A dialog's words without its frame and line ends."""
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize("ended", [WorkState.DONE, WorkState.DROPPED])
async def test_of_ended_work_a_new_idea_is_offered_which_begins_as_its_request(
    asked: Database, opened: Open, ended: WorkState
) -> None:
    idea = partial(scope.raise_idea, project_id=1, title="Ladder", why="Dark", effort=960, raised_by="Ben")
    asked.run(idea, TODAY)
    asked.run(partial(scope.move, request_id=2, project_id=2, reason="It has lights"), TODAY)
    asked.run(partial(work.set_state, item_ids=[5], state=ended), TODAY)
    async with opened(asked) as s:
        text = plain(await s.press("3", "right_square_bracket", "R"))
        assert f"LAN-3 is {ended}, so nothing is left to decide on it." in text
        assert "Raise a new idea on LAN instead, begun from this request?" in text
        await s.press("y", "ctrl+s")
        made = asked.load().all(ScopeRequest)[3]
        assert (made.project_id, made.work_item_id, made.state) == (2, None, RequestState.SUBMITTED)
        assert (made.title, made.why, made.effort, made.raised_by) == ("Ladder", "Dark", 960, "Ben")


async def test_an_idea_is_raised_anew_with_all_that_it_had(asked: Database, opened: Open, add: Add) -> None:
    asked.run(
        partial(scope.raise_idea, project_id=2, title="Ladder", why="Dark", effort=960, raised_by="Ben"), TODAY
    )
    asked.run(partial(scope.new_project, request_id=2, code="NEW", name="New", reason="Its own"), TODAY)
    add(asked, WorkItem, project_id=max(asked.load().all(Project)), title="More of it", effort=480)
    asked.run(partial(rows.delete, rows=(asked.load().all(WorkItem)[5],)), TODAY)
    async with opened(asked) as s:
        await s.press("3", "right_square_bracket", "R", "y", "ctrl+s")
        made = asked.load().all(ScopeRequest)[3]
        assert (made.project_id, made.title, made.why, made.effort, made.raised_by) == (
            2,
            "Ladder",
            "Dark",
            960,
            "Ben",
        )


async def test_nothing_is_offered_that_would_be_refused(asked: Database, opened: Open) -> None:
    asked.run(partial(scope.keep, request_id=1, new_statement="Seals", reason="Forgotten"), TODAY)
    asked.run(partial(scope.put_in_question, item_ids=[1], why="Again"), TODAY)
    async with opened(asked) as s:
        text = plain(await s.press("3", "right_square_bracket", "R"))
        assert "SHT-1 is in question already: decide on it in scope review." in text
        assert "raise it" not in text
        await s.press("y", "n")
        assert s.app.screen.query("#decided")
        assert len(asked.load().all(ScopeRequest)) == 2


async def test_a_postponement_is_reopened_from_the_queue_and_from_the_decisions(
    asked: Database, opened: Open, add: Add
) -> None:
    add(asked, Decision, program_id=1, title="Other talks", rationale="Late", decided_on=TODAY)
    later = partial(scope.postpone, request_id=1, until=TODAY + timedelta(days=30), reason="Not yet")
    async with opened(asked) as s:
        await s.press("3", "R")
        assert s.status == "This request is not postponed, so there is no decision to reopen."
        asked.run(later, TODAY)
        text = plain(await s.press("1", "3", "R"))
        assert "Reopen “Scope of SHT-1 Seal test”?" in text
        assert "Then: SHT 2027-03-09 → 2027-02-12 -17d" in text
        await s.press("y")
        assert asked.load().all(ScopeRequest)[1].state is RequestState.SUBMITTED
        assert [one.title for one in asked.load().all(Decision).values()] == ["Other talks"]
        asked.run(later, TODAY)
        await s.press("1")
        s.app.show_place(Place(ScreenName.OVERVIEW, tab="decisions"))
        await s.settled()
        await s.press("R", "y")
        assert asked.load().all(ScopeRequest)[1].state is RequestState.SUBMITTED
        await s.press("R")
        assert s.status.startswith("No scope request was decided by this")
        assert [one.title for one in asked.load().all(Decision).values()] == ["Other talks"]


async def test_the_question_of_long_titles_is_whole_in_a_small_window(
    asked: Database, opened: Open, add: Add
) -> None:
    for number in range(5):
        name = f"{number} home " + "again and again " * 30
        add(
            asked,
            BenefitSource,
            project_id=2,
            benefit_id=add(asked, Benefit, program_id=1, name=name, due=date(2027, 2, 9)),
        )
    for number in range(10):
        title = f"{number} lamp " + "of the long night " * 27
        asked.run(partial(scope.raise_idea, project_id=2, title=title, why="Dark", effort=960), TODAY)
    ids = list(asked.load().all(ScopeRequest))
    asked.run(partial(scope.decide_all, request_ids=ids, disposing=scope.drop, reason="None serves"), TODAY)
    async with opened(asked, size=(80, 24)) as s:
        text = plain(await s.press("3", "right_square_bracket", "R"))
        question, _, rest = text.partition("y reopen")
        assert question.rstrip().endswith(".")
        assert "of the long night " * 4 not in question
        assert "and 6 more. Then: " in question
        assert "! benefit 0 home again" in question
        assert "leave it" in rest


async def test_what_is_decided_is_shown_by_project_and_disposition_and_exported(
    asked: Database, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked.run(partial(scope.raise_idea, project_id=2, title="Ladder light", why="Dark", effort=960), TODAY)
    asked.run(partial(scope.drop, request_id=1, reason="Nobody needs it"), TODAY)
    asked.run(partial(scope.keep, request_id=2, new_statement="Lights", reason="It is dark"), TODAY)
    async with opened(asked) as s:
        assert "Ladder light" in await s.press("3", "right_square_bracket")
        await s.press("f")
        assert "resource" not in s.text  # only what occurs is offered
        await s.write("LAN")
        await s.press("enter")
        assert "Ladder light" in s.text
        assert "Seal test" not in s.line("Does not serve")
        assert s.status.startswith("Decisions of LAN")
        await s.press("M", "ctrl+s")
        written = (tmp_path / "decisions.md").read_text()
        assert "It is dark" in written
        assert "Nobody needs it" not in written
        await s.press("f")
        await s.write("serve")
        text = await s.press("enter")
        assert "no decision is like that: f chooses others" in text
        s.app.show_place(Place(ScreenName.SCOPE, 1, "", "ScopeRequest", 1))
        await s.settled()
        assert "Seal test" in s.line("›")
