"""The options table by keys: what each option would do, marks, order and causes."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from typing import Any

import pytest

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import Disposition, ProjectStatus, StatementKind
from pmtui.domain.entities import (
    Allocation,
    Project,
    Resource,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.impact.ranking import Mark
from pmtui.domain.impact.result import Figures, Impact, OverloadChange, ProjectChange
from pmtui.store.database import Database
from pmtui.ui.previewing import Preview
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


async def test_sorted_by_a_figure_the_cursor_of_another_request_is_on_the_first_row(
    asked: Database, opened: Open
) -> None:
    asked.run(partial(scope.raise_idea, project_id=2, title="Ladder light", why="Dark", effort=960), TODAY)
    async with opened(asked) as s:
        await s.press("3", "enter", "s", "escape", "j")
        assert options(s).selected is options(s).rows[0]
        await s.press("k")
        assert options(s).selected is options(s).rows[0]


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
