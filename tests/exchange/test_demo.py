"""The sample program: valid on any day, and with the picture that it is meant to show."""

import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from pmtui.domain.benefits import benefit_date
from pmtui.domain.choices import RaidStatus, RequestState, ResourceKind, StaffingState, WorkKind
from pmtui.domain.drift import drift
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Benefit,
    Contribution,
    Dependency,
    Goal,
    Holiday,
    Issue,
    Project,
    Resource,
    Risk,
    ScopeRequest,
    ScopeStatement,
    StaffingRequest,
    WorkItem,
)
from pmtui.domain.errors import Refused
from pmtui.domain.forecast import Forecast, forecast
from pmtui.domain.load import Loads
from pmtui.domain.sample import is_demo, is_old
from pmtui.domain.workspace import Workspace
from pmtui.exchange.demo import demo_content, open_demo
from pmtui.exchange.json_file import import_json
from pmtui.store.database import Database
from pmtui.store.errors import Unusable

MONDAY = date(2027, 3, 1)
# Each day of a week, the ends of months and years, and a leap day.
DAYS = [MONDAY + timedelta(days=offset) for offset in range(7)] + [
    date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 29), date(2029, 9, 30), date(2026, 11, 22),
]  # fmt: skip


@pytest.fixture(params=DAYS, ids=str, scope="module")
def on_any_day(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Workspace, Forecast, date]:
    today: date = request.param
    database, _ = open_demo(tmp_path_factory.mktemp("demo") / "demo.db", today)
    workspace = database.load()
    database.close()
    return workspace, forecast(workspace, today), today


def depth_of(workspace: Workspace, item: WorkItem) -> int:
    parent = workspace.get(WorkItem, item.parent_id)
    return 1 if parent is None else 1 + depth_of(workspace, parent)


def test_the_sample_has_what_it_promises(on_any_day: tuple[Workspace, Forecast, date]) -> None:
    workspace, _, _ = on_any_day
    items = workspace.all(WorkItem)
    assert len(workspace.all(Project)) == 8
    assert 150 <= len(items) <= 200
    assert {depth_of(workspace, item) for item in items.values()} == {1, 2, 3}
    assert 20 <= len(workspace.all(Resource)) <= 25
    assert {one.kind for one in workspace.all(Resource).values()} == set(ResourceKind)
    crossing = [
        one
        for one in workspace.all(Dependency).values()
        if items[one.predecessor_id].project_id != items[one.successor_id].project_id
    ]
    assert len(crossing) >= 10
    assert all(len(workspace.where(ScopeStatement, "project_id", id)) >= 4 for id in workspace.all(Project))
    waiting = workspace.where(ScopeRequest, "state", RequestState.SUBMITTED)
    assert len(waiting) == 4
    assert [one.title for one in waiting if one.work_item_id is None] == ["Carry the students' seismometer"]
    assert len(workspace.where(ScopeRequest, "state", RequestState.POSTPONED)) == 1
    open_staffing = (StaffingState.OPEN, StaffingState.ESCALATED)
    assert sum(one.state in open_staffing for one in workspace.all(StaffingRequest).values()) == 3
    assert len(workspace.all(Issue)) >= 5


def test_the_forecast_shows_the_picture(on_any_day: tuple[Workspace, Forecast, date]) -> None:
    workspace, found, _ = on_any_day
    projects = {one.code: one for one in workspace.all(Project).values()}
    figures = {code: found.projects[one.id] for code, one in projects.items()}
    assert found.loops == ()
    assert all(one.finish is not None for one in figures.values())
    slips = {code: one.slip for code, one in figures.items() if one.slip is not None}
    assert [code for code, slip in slips.items() if slip > 0] == ["LAN"]
    assert 20 <= slips["LAN"] <= 30
    assert all(slip >= -10 for slip in slips.values())
    over = [code for code, one in figures.items() if one.cost > (projects[code].budget or 0)]
    assert over == ["GND"]


def test_work_was_added_since_the_charter_only_where_it_was_asked_for(
    on_any_day: tuple[Workspace, Forecast, date],
) -> None:
    workspace, _, _ = on_any_day
    added = {one.code: drift(workspace, one.id).added for one in workspace.all(Project).values()}
    assert sorted(code for code, effort in added.items() if effort) == ["COM", "GND", "LAN", "SUI"]


def test_exactly_two_people_are_overloaded(on_any_day: tuple[Workspace, Forecast, date]) -> None:
    workspace, found, today = on_any_day
    loads = Loads(workspace, found, today - timedelta(weeks=20), 100)
    over = [
        one.name for one in workspace.all(Resource).values() if any(week.overload for week in loads.by_week(one.id))
    ]
    assert over == ["Priya Raman", "Tomasz Wieczorek"]


def test_people_plan_by_shares_and_some_are_away(on_any_day: tuple[Workspace, Forecast, date]) -> None:
    workspace, _, _ = on_any_day
    people = workspace.where(Resource, "kind", ResourceKind.PERSON)
    assert all(one.plans_by_shares and workspace.where(Allocation, "resource_id", one.id) for one in people)
    assert sum(bool(workspace.where(Absence, "resource_id", one.id)) for one in people) >= 5


def test_goals_benefits_and_risks_ask_for_attention(on_any_day: tuple[Workspace, Forecast, date]) -> None:
    workspace, found, today = on_any_day
    served = {one.project_id for one in workspace.all(Contribution).values()}
    assert [one.code for one in workspace.all(Project).values() if one.id not in served] == ["PAV"]
    unserved = [id for id in workspace.all(Goal) if not workspace.where(Contribution, "goal_id", id)]
    assert len(unserved) == 1
    past = [
        one.event
        for one in workspace.all(Risk).values()
        if one.status is RaidStatus.OPEN and one.due is not None and one.due < today
    ]
    assert past == ["Ablator blocks debond during the cold soak"]
    arrivals = [benefit_date(workspace, found, one) for one in workspace.all(Benefit).values()]
    assert all(one.day is not None for one in arrivals)
    assert sum((one.late or 0) > 0 for one in arrivals) == 1


def test_states_and_days_agree(on_any_day: tuple[Workspace, Forecast, date]) -> None:
    workspace, found, today = on_any_day
    for item in workspace.all(WorkItem).values():
        ended = item.finished_on is not None
        assert ended == (item.state.value == "done") == (item.percent == 100), item.title
        assert all(day is None or day < today for day in (item.started_on, item.finished_on)), item.title
        if item.kind is not WorkKind.DELIVERABLE and not ended:
            assert item.started_on is None or item.percent > 0, item.title
        finish = found.items[item.id].finish
        assert ended or finish is None or workspace.calendar.is_working(finish), item.title


def test_the_demo_is_made_once_and_anew_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    database, made = open_demo(path, MONDAY)
    assert made is not None
    assert is_demo(database.load())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    database.run(lambda tx: "renamed" if tx.edit(tx.get(Project, 1), name="Mine") else "", MONDAY)
    database.close()

    later = MONDAY + timedelta(days=7)
    database, made = open_demo(path, later)
    assert made is None
    assert database.load().all(Project)[1].name == "Mine"
    assert is_old(database.load(), later)
    assert not is_old(database.load(), MONDAY + timedelta(days=6))
    database.close()

    database, made = open_demo(path, later, fresh=True)
    assert made is not None
    assert made.backup is not None
    assert database.load().all(Project)[1].name == "Crew shuttle"
    assert not is_old(database.load(), later)
    database.close()


def test_the_demo_leaves_other_databases_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.db"
    database = Database.open(path, create=True)
    database.run(lambda tx: f"added {tx.add(Holiday, day=MONDAY, name='Mine').name}", MONDAY)
    database.close()
    before = path.read_bytes()
    for fresh in (False, True):
        with pytest.raises(Refused, match="not a demo"):
            open_demo(path, MONDAY, fresh=fresh)
    assert path.read_bytes() == before

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    own = tmp_path / "home" / "pmtui" / "pmtui.db"
    with pytest.raises(Refused, match="your own database"):
        open_demo(own, MONDAY)
    assert not own.exists()

    foreign = tmp_path / "notes.txt"
    foreign.write_text("not a database, but longer than the header of one: " + "x" * 100, encoding="utf-8")
    with pytest.raises(Unusable):
        open_demo(foreign, MONDAY, fresh=True)


def test_the_sample_imports_as_any_file_does(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "plan.db", create=True)
    assert import_json(database, demo_content(MONDAY)).loop == ()
    database.close()
