"""The dialogs of scope decisions by keys: what they ask for, what others did meanwhile, and what is recorded."""

import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import Disposition, ProjectStatus, RequestState
from pmtui.domain.entities import (
    Allocation,
    Decision,
    Project,
    ScopeRequest,
    WorkItem,
)
from pmtui.domain.impact.record import read_record
from pmtui.store.database import Command, Database
from pmtui.ui.previewing import Previews

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
TODAY = date(2027, 2, 1)


def options(s: Any) -> Any:
    return s.app.screen.query_one("#options")


def outcome(s: Any, does: str) -> Any:
    return next(one for one in options(s).rows if one.option.does == does)


async def test_the_decision_carries_all_options_as_they_stood(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "p")
        await s.write("+2w")
        assert "LAN 2027-02-12 → 2027-02-26 +10d" in s.text
        await s.press("tab")
        await s.write("Talks first")
        await s.press("ctrl+s")
        made = next(iter(asked.load().all(Decision).values()))
        record = read_record(made.options)
        assert record is not None
        assert len(record.options) == 6
        assert record.chosen is not None
        assert {one.code: (one.before, one.after) for one in record.chosen.projects}["LAN"] == (
            "2027-02-12",
            "2027-02-26",
        )
        assert record.chosen.option == "Postpone until 2027-02-15"
        move = next(one for one in record.options if one.option == "Move to LAN Lander")
        assert move.fit.endswith("by tests")


async def test_the_record_says_what_each_option_costs_and_that_a_project_is_new(
    asked: Database, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked.run(partial(scope.raise_idea, project_id=2, title="Ladder light", why="Dark", effort=960), TODAY)
    async with opened(asked, size=(200, 50)) as s:
        await s.press("3", "space", "space", "N")
        await s.write("NEW")
        await s.press(*["tab"] * 5)
        await s.write("Big enough")
        await s.press("ctrl+s")
        first = next(iter(asked.load().all(Decision).values()))
        record = read_record(first.options)
        assert record is not None
        assert record.chosen is not None
        assert record.chosen.option == "New project NEW Seal test"
        await s.press("3", "right_square_bracket")
        text = await s.press("enter")
        assert "▸ New project NEW" in text
        assert "NEW 2027-02-05, new, cost +" in text
        await s.press("escape", "M", "ctrl+s")
        written = (tmp_path / "decisions.md").read_text()
        (dropped,) = {line for line in written.splitlines() if line.startswith("- Does not serve")}
        assert "SHT 2027-02-12 → 2027-02-05 -5d, cost -4k" in dropped
        assert "in all: cost -4k, overload 0h" in dropped


async def test_of_a_long_title_the_status_keeps_what_became_of_the_dates(asked: Database, opened: Open) -> None:
    title = "Seal test of the second tank with all of its valves, lines and gauges in the cold"
    asked.run(partial(rows.edit, row=asked.load().all(WorkItem)[1], changes={"title": title}), TODAY)
    async with opened(asked, size=(80, 24)) as s:
        await s.press("3", "d")
        await s.press("ctrl+s")
        assert "Reason is needed" in s.text
        await s.write("N")
        assert "Reason is needed" not in s.text
        await s.press("ctrl+s")
        assert s.status.startswith("Dropped SHT")
        assert "… · SHT finish 12 Feb → 05 Feb -5d … · u undoes" in s.text


async def test_the_dialog_follows_each_choice(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        text = await s.press("3", "p")
        assert "fill in what is missing" in text
        await s.write("+4w")
        assert "LAN 2027-02-12 → 2027-03-12 +20d" in s.text
        await s.press("backspace", "backspace", "backspace")
        await s.write("+1w")
        assert "LAN 2027-02-12 → 2027-02-19 +5d" in s.text


async def test_a_target_closed_meanwhile_is_refused_the_figures_follow_and_the_reason_stays(
    asked: Database, opened: Open
) -> None:
    async with opened(asked) as s:
        await s.press("3", "enter", "j", "enter")
        await s.write("The leg needs it")
        lander = asked.load().all(Project)[2]
        asked.run(partial(rows.edit, row=lander, changes={"status": ProjectStatus.CLOSED}), TODAY)
        head = asked.head()
        text = await s.press("ctrl+s")
        assert "The leg needs it" in text
        assert "LAN is closed" in " ".join(text.split())
        await s.press("ctrl+s")
        assert asked.head() == head
        assert "The leg needs it" in s.text
        lander = asked.load().all(Project)[2]
        asked.run(partial(rows.edit, row=lander, changes={"status": ProjectStatus.ACTIVE}), TODAY)
        s.app.session._file = s.app.session._stamp()  # so that only the commit can notice
        head = asked.head()
        text = await s.press("ctrl+s")
        assert "Another session has changed the workspace meanwhile." in " ".join(text.split())
        assert asked.head() == head  # nothing that was not shown
        await s.press("ctrl+s")
        (made,) = asked.load().all(Decision).values()
        record = read_record(made.options)
        assert record is not None
        assert record.chosen is not None
        assert record.chosen.option == "Move to LAN Lander"


async def test_of_a_closed_target_another_project_is_chosen_and_the_reason_stays(
    asked: Database, opened: Open, add: Add
) -> None:
    add(asked, Project, program_id=1, code="GND", name="Ground", start=TODAY)
    async with opened(asked) as s:
        await s.press("3", "enter", "j", "enter")
        await s.write("The leg needs it")
        lander = asked.load().all(Project)[2]
        asked.run(partial(rows.edit, row=lander, changes={"status": ProjectStatus.CLOSED}), TODAY)
        await s.press("ctrl+s")
        text = await s.press("ctrl+s")  # the figures are of the changed data by now
        assert "▸ Project" in text
        assert "! LAN is closed: choose an open project" in text
        await s.press("backspace", "backspace", "backspace")
        assert "Project is needed: choose a project." in await s.press("ctrl+s")
        await s.write("GND")
        await s.press("enter", "ctrl+s")
        (made,) = asked.load().all(Decision).values()
        assert made.rationale == "The leg needs it"
        assert asked.load().all(WorkItem)[1].project_id == 3
        record = read_record(made.options)
        assert record is not None
        assert record.chosen is not None
        assert record.chosen.option == "Move to GND Ground"


async def test_the_record_and_the_people_follow_the_project_that_is_chosen(
    asked: Database, opened: Open, add: Add
) -> None:
    add(asked, Project, program_id=1, code="GND", name="Ground", start=TODAY)
    for project_id in (1, 2):
        add(asked, Allocation, resource_id=1, project_id=project_id, percent=40, start=TODAY)
    async with opened(asked) as s:
        text = await s.press("3", "m")
        assert "brings" not in text  # nobody is asked for before it is known where to
        await s.write("LAN")
        text = await s.press("enter")
        assert "brings" not in text  # Ana has a share there
        await s.press("shift+tab", "tab")
        await s.write("GND")
        text = " ".join((await s.press("enter")).replace("│", " ").split())
        assert "Without a share of GND: Ana Lima" in text
        await s.press("tab")
        await s.write("10")
        await s.press("tab", "tab", "tab", "tab")
        await s.write("It is theirs")
        await s.press("ctrl+s")
        (made,) = asked.load().all(Decision).values()
        record = read_record(made.options)
        assert record is not None
        assert record.chosen is not None
        assert record.chosen.option == "Move to GND Ground"
        assert [one.option for one in record.options].count("Move to GND Ground") == 1
        assert "Move to LAN Lander" in [one.option for one in record.options]
        assert (3, 10) in {(one.project_id, one.percent) for one in asked.load().all(Allocation).values()}


async def test_from_its_row_a_postponement_begins_with_the_day_that_the_row_states(
    asked: Database, opened: Open
) -> None:
    async with opened(asked) as s:
        await s.press("3", "enter", "G")
        assert options(s).selected.option.does == "postpone"
        text = await s.press("enter")
        assert "2027-03-01" in text
        assert "LAN 2027-02-12 → 2027-03-12 +20d" in text
        await s.write("Talks first")
        await s.press("ctrl+s")
        assert asked.load().all(ScopeRequest)[1].postponed_until == date(2027, 3, 1)


async def test_who_has_no_share_there_is_named_and_may_bring_one(asked: Database, opened: Open, add: Add) -> None:
    add(asked, Allocation, resource_id=1, project_id=1, percent=60, start=TODAY)
    async with opened(asked, size=(80, 24)) as s:
        await s.press("3", "enter", "j")
        assert outcome(s, "move to LAN").impact.unstaffed
        text = await s.press("enter")
        assert "Without a share of LAN: Ana Lima" in " ".join(text.replace("│", " ").split())
        assert "without staff" in text
        await s.press("up", "up", "up", "up")
        await s.write("50")
        assert "without staff" not in s.text
        await s.press("tab", "tab", "tab", "tab")
        await s.write("She knows the seals")
        await s.press("ctrl+s")
        held = {(one.project_id, one.percent) for one in asked.load().all(Allocation).values()}
        assert held == {(1, 10), (2, 50)}


async def test_what_was_shown_on_other_data_is_not_committed(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "d")
        await s.write("Nobody needs it")
        asked.run(partial(work.set_percent, item_ids=[2], percent=10), TODAY)
        s.app.session._file = s.app.session._stamp()  # so that only the commit can notice
        head = asked.head()
        text = await s.press("ctrl+s")
        assert "Another session has changed the workspace meanwhile." in " ".join(text.split())
        assert "Nobody needs it" in text
        assert asked.head() == head
        await s.press("ctrl+s")
        assert asked.load().all(ScopeRequest)[1].state is RequestState.DECIDED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (None, "! SHT-1 was deleted by another session: the decision is on the idea that is left of it"),
        ({"title": "Leak test"}, "! SHT-1 is SHT-1 Leak test, to do by now: another session changed it"),
    ],
)
async def test_what_another_session_made_of_the_work_is_said_and_the_reason_stays(
    asked: Database, opened: Open, changes: dict[str, object] | None, said: str
) -> None:
    async with opened(asked) as s:
        await s.press("3", "d")
        await s.write("Nobody needs it")
        item = asked.load().all(WorkItem)[1]
        other = (
            partial(rows.delete, rows=(item,)) if changes is None else partial(rows.edit, row=item, changes=changes)
        )
        asked.run(other, TODAY)
        s.app.session._file = s.app.session._stamp()  # so that only the commit can notice
        text = " ".join((await s.press("ctrl+s")).replace("│", " ").split())
        assert said in text
        assert "Another session has changed the workspace meanwhile." in text
        assert "Nobody needs it" in text
        assert not asked.load().all(Decision)


async def test_a_code_taken_by_another_session_is_a_sentence_and_all_that_was_typed_stays(
    asked: Database, opened: Open, add: Add
) -> None:
    async with opened(asked) as s:
        await s.press("3", "N")
        await s.write("SEA")
        await s.press(*["tab"] * 5)
        await s.write("Big enough")
        add(asked, Project, program_id=1, code="SEA", name="Sea", start=TODAY)
        s.app.session._file = s.app.session._stamp()
        head = asked.head()
        await s.press("ctrl+s")
        text = await s.press("ctrl+s")
        assert "There is a project with code SEA already" in text
        assert "Big enough" in text
        assert asked.head() == head


async def test_options_not_worked_out_yet_are_finished_first_and_escape_comes_back(
    asked: Database, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    works = Previews._preview

    def slow(self: Previews, command: Command, *more: Any) -> Any:
        if isinstance(command, partial) and command.func is scope.postpone:
            free.wait(20)
        return works(self, command, *more)

    monkeypatch.setattr(Previews, "_preview", slow)
    async with opened(asked) as s:
        for key in ("3", "c", "tab", *"Same", "ctrl+s"):
            await s.pilot.press(key)
        while "escape goes back" not in s.text:
            await s.pilot.pause()
        assert not asked.load().all(Decision)
        await s.pilot.press("escape")
        await s.pilot.pause()
        assert "Nothing is decided yet." in s.text
        await s.pilot.press("ctrl+s")
        free.set()
        await s.settled()
        await s.app.workers.wait_for_complete()
        made = next(iter(asked.load().all(Decision).values()))
        assert made.disposition is Disposition.KEEP
        record = read_record(made.options)
        assert record is not None
        assert all(one.projects or not one.refused for one in record.options)
