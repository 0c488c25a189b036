"""The options table by keys: what each option would do, marks, order, causes, and what is recorded."""

import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import Disposition, ProjectStatus, RequestState, StatementKind
from pmtui.domain.entities import (
    Allocation,
    Decision,
    Project,
    Resource,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.impact.ranking import Mark
from pmtui.domain.impact.record import read_record
from pmtui.domain.impact.result import Figures, Impact, OverloadChange, ProjectChange
from pmtui.store.database import Command, Database
from pmtui.ui.previewing import Preview, Previews
from pmtui.ui.screens.scope.options import options_of
from pmtui.ui.screens.scope.outcomes import key_of_outcome, outcome_columns, ranked, worked_out
from pmtui.ui.screens.scope.requests import request_rows
from pmtui.ui.view import View
from pmtui.ui.widgets.cells import cell
from pmtui.ui.widgets.columns import placed

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
TODAY = date(2027, 2, 1)


def options(s: Any) -> Any:
    return s.app.screen.query_one("#options")


def outcome(s: Any, does: str) -> Any:
    return next(one for one in options(s).rows if one.option.does == does)


async def test_every_option_shows_what_it_would_do(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "enter")
        assert [one.option.does for one in options(s).rows] == [
            "keep in SHT", "move to LAN", "keep in SHT, amend", "new project", "does not serve", "postpone",
        ]  # fmt: skip
        drop = outcome(s, "does not serve").impact
        assert (drop.projects[1].later, drop.projects[2].later) == (-5, -5)
        late = outcome(s, "postpone").impact
        assert late.projects[2].later == 20
        assert [one.name for one in late.benefits] == ["Soft landing"]
        assert "SHT finish" in s.line("Decision")
        assert options(s).rows[0].option.fit.words.endswith("by seals")


async def test_what_its_charter_puts_out_speaks_against_keeping(asked: Database, opened: Open, add: Add) -> None:
    add(asked, ScopeStatement, project_id=1, kind=StatementKind.OUT, text="Any seal test, any seal")
    async with opened(asked) as s:
        await s.press("3", "enter")
        assert options(s).rows[0].option.does == "move to LAN"
        for kept in ("keep in SHT", "keep in SHT, amend"):
            assert outcome(s, kept).option.fit.score < 0
            assert outcome(s, kept).option.fit.words.endswith("against it seal, test")


async def test_best_and_worst_carry_a_glyph_and_what_loses_something_is_never_best(
    asked: Database, opened: Open
) -> None:
    asked.run(partial(rows.edit, row=asked.load().all(WorkItem)[3], changes={"kind": "deliverable"}), TODAY)
    async with opened(asked) as s:
        await s.press("3", "enter")
        drop = outcome(s, "does not serve")
        assert [one.name for one in drop.impact.lost] == ["LAN-1 Leg"]
        assert Mark.BEST not in drop.marked
        assert "d! does not serve" in s.text
        assert Mark.WORST in outcome(s, "postpone").marked
        assert "▼" in s.line("postpone")
        await s.press("G", "k")
        text = s.text
        assert text.index("! loses deliverable LAN-1 Leg") < text.index("cost")


async def test_work_that_loses_its_finish_stands_first_and_is_never_best(
    asked: Database, opened: Open, add: Add
) -> None:
    add(asked, Project, program_id=1, code="CRW", name="Crew", start=TODAY, status=ProjectStatus.ON_HOLD)
    async with opened(asked) as s:
        await s.press("3", "enter")
        move = outcome(s, "move to CRW")
        assert (move.mark("target"), Mark.BEST in move.marked) == (Mark.WORST, False)
        assert "m! move to CRW" in s.text
        assert "none▼" in s.line("move to CRW")
        options(s).select(key_of_outcome(move))
        text = await s.press("enter")
        assert "! leaves CRW-1 without a finish: CRW is on hold" in " ".join(text.replace("│", " ").split())


async def test_an_origin_that_gets_a_finish_comes_before_one_that_keeps_none(
    asked: Database, opened: Open, add: Add
) -> None:
    add(asked, Allocation, resource_id=1, project_id=2, percent=60, start=TODAY)
    asked.run(partial(work.unassign, item_ids=[2], resource_id=1), TODAY)
    add(asked, Resource, name="Ben Okafor")
    asked.run(partial(work.assign, item_ids=[2], resource_id=2), TODAY)
    async with opened(asked) as s:
        await s.press("3", "enter", "s")
        found = [one.option.does for one in options(s).rows]
        assert outcome(s, "keep in SHT").impact.projects[1].after.finish is None
        assert outcome(s, "move to LAN").impact.projects[1].after.finish is not None
        assert found.index("move to LAN") < found.index("keep in SHT")


async def test_a_project_without_work_is_none_without_a_finish(asked: Database, opened: Open) -> None:
    asked.run(partial(rows.delete, rows=(asked.load().all(WorkItem)[2],)), TODAY)
    async with opened(asked) as s:
        await s.press("3", "enter")
        assert "no work" in s.line("move to LAN")
        assert outcome(s, "postpone").mark("origin") is Mark.WORST


async def test_warnings_are_marked_however_wide_they_are(asked: Database, opened: Open) -> None:
    async with opened(asked, size=(200, 50)) as s:
        await s.press("3", "enter")
        assert " 1▼ benefit Soft landing" in s.line("postpone").replace("-1▼", "")


async def test_the_order_follows_any_column_and_the_cursor_its_row(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "enter", "j")
        assert options(s).selected.option.does == "move to LAN"
        await s.press("s")
        assert "SHT finish↓" in s.line("Decision")
        assert options(s).rows[0].option.does == "does not serve"
        assert options(s).rows[-1].option.does == "postpone"
        assert options(s).selected.option.does == "move to LAN"
        assert "sorted by the finish of the project that it comes from" in s.status
        await s.press("j")
        assert "sorted" not in s.status
        await s.press("k")
        for _ in range(6):
            await s.press("s")
        assert options(s).rows[0].option.does == "keep in SHT"


async def test_a_key_says_what_causes_the_figures(asked: Database, opened: Open) -> None:
    async with opened(asked) as s:
        await s.press("3", "enter", "G")
        text = await s.press("w")
        assert "What postpone does" in text
        assert "LAN Lander: 2027-02-12 → 2027-03-12 +20d" in text
        assert "LAN-1 Leg: +20d" in text
        assert "Against: benefit Soft landing turns" in text


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


async def test_sorted_by_a_figure_the_cursor_of_another_request_is_on_the_first_row(
    asked: Database, opened: Open
) -> None:
    asked.run(partial(scope.raise_idea, project_id=2, title="Ladder light", why="Dark", effort=960), TODAY)
    async with opened(asked) as s:
        await s.press("3", "enter", "s", "escape", "j")
        assert options(s).selected is options(s).rows[0]
        await s.press("k")
        assert options(s).selected is options(s).rows[0]


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


async def test_no_figure_of_the_queue_is_cut(asked: Database, opened: Open) -> None:
    asked.run(partial(work.set_remaining, item_ids=[1], remaining=864), TODAY)
    async with opened(asked, size=(80, 24)) as s:
        await s.press("3")
        assert " 1d 6h 24m " in s.line("Seal test")


@pytest.mark.parametrize(
    ("finish", "later", "hours", "shown"),
    [
        (date(2027, 3, 12), 6, 2, ("12 Mar +6d▼", "+2h▼")),
        (date(2028, 3, 12), 120, 1200, ("Mar 28 +120d▼", "+1200h▼")),
        (date(2031, 3, 12), 1000, 12345, ("+1000d▼", "+12345h▼")),
    ],
)
def test_no_figure_of_an_option_is_cut_at_80_cells(
    asked: Database, finish: date, later: int, hours: int, shown: tuple[str, str]
) -> None:
    data = asked.load()
    view = View(data, forecast(data, TODAY), 1, TODAY)
    row = request_rows(view)
    move, drop = (
        one for one in options_of(view, row, {}) if one.disposition in (Disposition.MOVE, Disposition.DROP)
    )
    before, after = Figures(TODAY, 0, 0), Figures(finish, later, 123_456)
    late = {id: ProjectChange(id, 1, code, before, after, later) for id, code in ((1, "SHT"), (2, "LAN"))}
    same = {id: ProjectChange(id, 1, code, before, before, 0) for id, code in ((1, "SHT"), (2, "LAN"))}
    bad = Impact(late, overloads=(OverloadChange(1, "Ana", 0, hours * 60),))
    found = [
        worked_out(option, Preview(1, impact=impact), row, 1)
        for option, impact in ((move, bad), (drop, Impact(same)))
    ]
    rows = ranked(found, "fit")
    cells = {one.column.name: one for one in placed(outcome_columns(view, row, rows, "fit"), 78)}
    line = [cell(one.column.render(rows[0], one.cells), one.cells).plain.strip() for one in cells.values()]
    assert line == ["m", "move to LAN", "–", shown[0], shown[0][:-1], "+2.47k▼", shown[1], "0", "1▼"]
