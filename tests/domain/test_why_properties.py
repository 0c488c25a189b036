"""Of any plan: what is said to hold an item explains its dates, and the chain goes on to what it names."""

from datetime import date, timedelta

from hypothesis import given
from tests.domain.plans import TODAY, workspaces
from tests.examples import examples

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import Assignment, Dependency, Holiday, Project, WorkItem
from pmtui.domain.forecast import forecast
from pmtui.domain.forecast.result import Forecast, HoldKind, ItemForecast
from pmtui.domain.network import Tree
from pmtui.domain.why import why_item, why_project
from pmtui.domain.workspace import Workspace

ENDLESS = {HoldKind.NO_STAFF, HoldKind.ON_HOLD, HoldKind.LINK}
TYPED = {HoldKind.PROJECT_START, HoldKind.NO_EARLIER, HoldKind.BLOCKED, HoldKind.POSTPONED}


def first_working_day(workspace: Workspace, day: date) -> date:
    off = {one.day for one in workspace.all(Holiday).values()}
    while day.weekday() > 4 or day in off:
        day += timedelta(days=1)
    return day


def assert_explained(workspace: Workspace, found: Forecast, one: ItemForecast) -> None:
    """What holds an open item that is no deliverable says why it has the dates that it has."""
    item, hold = workspace.all(WorkItem)[one.item_id], one.hold
    if one.finish is None:
        assert hold.kind in ENDLESS
        if hold.item_id is not None:
            other = found.items[hold.item_id]
            assert other.finish is None or other.start is None
    elif any(one.item_id in loop for loop in found.loops):
        assert hold.kind is HoldKind.LOOP
    elif hold.kind is HoldKind.TODAY:
        assert one.start == first_working_day(workspace, TODAY)
    elif hold.kind is HoldKind.STARTED:
        assert item.started_on or item.state is WorkState.IN_PROGRESS
    elif hold.kind in TYPED:
        assert hold.day is not None
        assert item.started_on or one.start == first_working_day(workspace, hold.day)
        if hold.kind is HoldKind.PROJECT_START:
            assert hold.day == workspace.all(Project)[item.project_id].start
    elif hold.kind in (HoldKind.RESOURCE, HoldKind.SHARE):
        assigned = workspace.where(Assignment, "work_item_id", item.id)
        assert hold.resource_id in {row.resource_id for row in assigned}
        assert one.start is None or item.started_on or one.start > first_working_day(workspace, TODAY)
        if hold.item_id is not None:
            others = workspace.where(Assignment, "work_item_id", hold.item_id)
            assert hold.resource_id in {row.resource_id for row in others}
    else:
        assert hold.kind is HoldKind.LINK
        link = workspace.all(Dependency)[hold.dependency_id or 0]
        tree = Tree(workspace.all(WorkItem))
        assert one.item_id in tree.leaves(link.successor_id)
        assert hold.item_id == link.predecessor_id


def chain(found: Forecast, item_id: int) -> list[int]:
    """The items that hold one another, from an item on, up to the first that comes up again."""
    ids = [item_id]
    while (after := found.items[ids[-1]].hold.item_id) is not None and after != ids[-1]:
        ids.append(after)
        if after in ids[:-1]:
            break
    return ids


@examples(60)
@given(workspaces(loops=True))
def test_what_holds_an_item_explains_its_dates_and_the_chain_follows_it(workspace: Workspace) -> None:
    found = forecast(workspace, TODAY)
    for id, one in found.items.items():
        if one.hold.kind not in (HoldKind.DONE, HoldKind.CHILDREN):
            assert_explained(workspace, found, one)
        steps = why_item(workspace, found, id)
        assert list(dict.fromkeys(step.item_id for step in steps)) == list(dict.fromkeys(chain(found, id)))
        for step in steps:
            assert step.sentence.endswith(".")
            assert "None" not in step.sentence
    for id in workspace.all(Project):
        assert why_project(workspace, found, id)
