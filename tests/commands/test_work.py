"""Work in the outline and in the weekly round."""

from datetime import date
from typing import Any

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import LinkKind, Scope, WorkKind, WorkState
from pmtui.domain.entities import Assignment, Dependency
from pmtui.domain.forecast import forecast

TODAY = date(2027, 1, 4)


def ids(world: Any, *names: str) -> list[int]:
    return [world.item(one).id for one in names]


def test_one_line_makes_an_item_with_people_links_and_dates(world: Any) -> None:
    item = world.quick("LND", "Fit seal @ana*0.5 2d after SHT-2 ss +1d by 2027-02-01")
    assert (item.title, item.effort, item.deadline) == ("Fit seal", 960, date(2027, 2, 1))
    (link,) = world.ws.where(Dependency, "successor_id", item.id)
    assert (link.kind, link.lag, link.predecessor_id) == (LinkKind.START_START, 1, world.item("SHT-2").id)
    (one,) = world.ws.where(Assignment, "work_item_id", item.id)
    assert (one.resource_id, one.units) == (world.resource("Ana Lima").id, 50)


def test_a_line_that_cannot_be_read_adds_nothing(world: Any) -> None:
    refused = world.refused(work.quick_add, project_id=1, line="Weld @nobody 2d")
    assert "nobody" in refused.fields["line"]


def test_an_item_goes_behind_the_one_that_the_cursor_is_on(world: Any) -> None:
    world.run(work.quick_add, project_id=1, line="Between 1d", after_id=world.item("SHT-2").id)
    world.run(work.quick_add, project_id=1, line="Inside 1d in 4", after_id=world.item("SHT-2").id)
    world.run(work.quick_add, project_id=1, line="Under 1d", parent_id=world.item("SHT-1").id)
    assert world.names("SHT") == [
        "1 Engine", "-2 Seal test", "-6 Between", "-3 Seal fit", "-8 Under", "4 Paint", "-7 Inside", "5 Ready",
    ]  # fmt: skip


def test_marked_items_are_indented_in_their_order(world: Any) -> None:
    label = world.run(work.indent, item_ids=ids(world, "SHT-5", "SHT-4"))
    assert label == "Indented SHT-4, SHT-5"
    assert world.names("SHT") == ["1 Engine", "-2 Seal test", "-3 Seal fit", "-4 Paint", "-5 Ready"]
    label = world.run(work.outdent, item_ids=ids(world, "SHT-4", "SHT-5"))
    assert world.names("SHT") == ["1 Engine", "-2 Seal test", "-3 Seal fit", "4 Paint", "5 Ready"]


def test_indenting_makes_a_deliverable_and_says_so(world: Any) -> None:
    label = world.run(work.indent, item_ids=ids(world, "SHT-5"))
    assert label == "Indented SHT-5 Ready (SHT-4 is a deliverable, its effort now that of what is inside it)"
    assert world.item("SHT-4").kind is WorkKind.DELIVERABLE


def test_an_outdented_item_stands_behind_its_parent(world: Any) -> None:
    world.run(work.outdent, item_ids=ids(world, "SHT-2"))
    assert world.names("SHT") == ["1 Engine", "-3 Seal fit", "2 Seal test", "4 Paint", "5 Ready"]


def test_moving_takes_what_is_inside_along(world: Any) -> None:
    world.run(work.move_down, item_ids=ids(world, "SHT-1"))
    assert world.names("SHT") == ["4 Paint", "1 Engine", "-2 Seal test", "-3 Seal fit", "5 Ready"]
    world.run(work.move_up, item_ids=ids(world, "SHT-1", "SHT-2", "SHT-5"))
    assert world.names("SHT") == ["1 Engine", "-2 Seal test", "-3 Seal fit", "5 Ready", "4 Paint"]


def test_a_move_that_cannot_be_is_refused_with_the_reason(world: Any) -> None:
    assert "first" in world.refused(work.move_up, item_ids=ids(world, "SHT-1")).sentence
    assert "last" in world.refused(work.move_down, item_ids=ids(world, "SHT-4", "SHT-5")).sentence
    assert "first there" in world.refused(work.indent, item_ids=ids(world, "SHT-1")).sentence
    assert "outermost" in world.refused(work.outdent, item_ids=ids(world, "SHT-4")).sentence
    world.quick("SHT", "After ready 1d")
    assert "milestone" in world.refused(work.indent, item_ids=ids(world, "SHT-6")).sentence
    assert "marked" in world.refused(work.indent, item_ids=[]).sentence
    assert "gone" in world.refused(work.move_up, item_ids=[99]).sentence


def test_a_hundred_percent_or_nothing_remaining_finishes(world: Any) -> None:
    label = world.run(work.set_percent, item_ids=ids(world, "SHT-2"), percent=100)
    assert "state to do → done" in label
    item = world.item("SHT-2")
    assert (item.state, item.finished_on, item.percent) == (WorkState.DONE, world.today, 100)
    world.run(work.set_remaining, item_ids=ids(world, "SHT-3"), remaining=0)
    assert world.item("SHT-3").state is WorkState.DONE
    world.run(work.set_percent, item_ids=ids(world, "SHT-2"), percent=80)
    item = world.item("SHT-2")
    assert (item.state, item.finished_on, item.percent) == (WorkState.IN_PROGRESS, None, 80)


def test_figures_of_several_items_are_set_at_once(world: Any) -> None:
    label = world.run(work.set_percent, item_ids=ids(world, "SHT-2", "SHT-4"), percent=30)
    assert label == "SHT-2, SHT-4: 30 % complete"
    assert world.item("SHT-4").percent == 30
    world.run(work.set_remaining, item_ids=ids(world, "SHT-2", "SHT-4"), remaining=90)
    assert world.item("SHT-2").remaining == 90
    world.run(work.set_remaining, item_ids=ids(world, "SHT-2"), remaining=None)
    assert world.item("SHT-2").remaining is None
    refused = world.refused(work.set_percent, item_ids=ids(world, "SHT-2", "SHT-1"), percent=50)
    assert "deliverable" in refused.sentence


def test_a_deliverable_is_finished_only_with_all_that_is_in_it(world: Any) -> None:
    refused = world.refused(work.set_state, item_ids=ids(world, "SHT-1"), state=WorkState.DONE)
    assert refused.sentence == "SHT-1 still has 2 open work items inside it: finish or drop that first."
    world.run(work.set_state, item_ids=ids(world, "SHT-1", "SHT-2", "SHT-3"), state=WorkState.DONE)
    assert world.item("SHT-1").state is WorkState.DONE
    refused = world.refused(work.set_state, item_ids=ids(world, "SHT-2"), state=WorkState.TO_DO)
    assert "SHT-1 is done" in refused.sentence
    world.run(work.set_state, item_ids=ids(world, "SHT-2", "SHT-1"), state=WorkState.TO_DO)
    assert world.item("SHT-2").state is WorkState.TO_DO
    world.run(work.set_state, item_ids=ids(world, "SHT-1", "SHT-2"), state=WorkState.DONE)
    refused = world.refused(rows.edit, row=world.item("SHT-4"), changes={"parent_id": world.item("SHT-1").id})
    assert "SHT-1 is done" in refused.sentence


def test_work_is_blocked_until_a_day(world: Any) -> None:
    until = date(2027, 2, 1)
    world.run(work.set_state, item_ids=ids(world, "SHT-2"), state=WorkState.BLOCKED, blocked_until=until)
    assert (world.item("SHT-2").state, world.item("SHT-2").blocked_until) == (WorkState.BLOCKED, until)
    world.run(work.set_state, item_ids=ids(world, "SHT-2"), state=WorkState.IN_PROGRESS)
    assert world.item("SHT-2").blocked_until is None


def test_dropping_a_deliverable_drops_what_is_open_inside(world: Any) -> None:
    world.run(work.set_state, item_ids=ids(world, "SHT-2"), state=WorkState.DONE)
    label = world.run(work.set_state, item_ids=ids(world, "SHT-1"), state=WorkState.DROPPED)
    assert label == "SHT-1 Engine: state to do → dropped (with 1 inside)"
    assert [world.item(one).state for one in ("SHT-2", "SHT-3")] == [WorkState.DONE, WorkState.DROPPED]
    assert "dropped" in world.refused(work.set_percent, item_ids=ids(world, "SHT-3"), percent=5).sentence


def test_a_resource_is_assigned_and_taken_off(world: Any) -> None:
    label = world.run(work.assign, item_ids=ids(world, "SHT-2", "SHT-4"), resource_id=1, units=50)
    assert label == "Assigned Ana Lima with 0.5 to SHT-2, SHT-4"
    assert [one.units for one in world.ws.where(Assignment, "resource_id", 1)] == [50, 50]
    row = world.ws.where(Assignment, "resource_id", 1)[0]
    world.edit(row, spent=120)
    label = world.run(work.unassign, item_ids=ids(world, "SHT-2", "SHT-4"), resource_id=1)
    assert label == "Took Ana Lima off SHT-2, SHT-4 (2h spent there stay)"
    assert world.item("SHT-2").was_staffed
    (kept,) = world.ws.where(Assignment, "resource_id", 1)
    assert (kept.work_item_id, kept.units, kept.spent) == (row.work_item_id, 0, 120)
    found = forecast(world.ws, TODAY)
    assert found.projects[1].spent == 2 * world.ws.settings.default_rate
    assert found.items[kept.work_item_id].finish is None, "nobody works on it"
    assert "more than nothing" in world.refused(rows.edit, row=kept, changes={"spent": 0}).sentence
    world.run(work.assign, item_ids=ids(world, "SHT-2"), resource_id=1)
    assert [(one.units, one.spent) for one in world.ws.where(Assignment, "resource_id", 1)] == [(100, 120)]
    assert forecast(world.ws, TODAY).items[kept.work_item_id].finish is not None
    world.run(work.unassign, item_ids=ids(world, "SHT-2"), resource_id=1)
    label = world.run(work.unassign, item_ids=ids(world, "SHT-2"), resource_id=1)
    assert label == "Took Ana Lima off SHT-2 Seal test (2h spent there go with it)"
    assert "not assigned" in world.refused(work.unassign, item_ids=ids(world, "SHT-2"), resource_id=1).sentence
    assert "has 1" in world.refused(work.assign, item_ids=ids(world, "SHT-2"), resource_id=1, units=200).sentence


def test_a_line_of_the_weekly_round_is_one_command(world: Any) -> None:
    item_id = world.item("SHT-2").id
    label = world.run(work.update_line, item_id=item_id, percent=60, remaining=600, note=" Seal leaks ")
    assert label.endswith("“Seal leaks”")
    item = world.item("SHT-2")
    assert (item.percent, item.remaining, item.notes) == (60, 600, "2027-01-04: Seal leaks")
    world.run(work.update_line, item_id=item_id, note="Again", state=WorkState.BLOCKED)
    item = world.item("SHT-2")
    assert item.notes == "2027-01-04: Seal leaks\n2027-01-04: Again"
    assert (item.state, item.percent, item.remaining) == (WorkState.BLOCKED, 60, 600)
    world.run(work.update_line, item_id=item_id, percent=100)
    assert world.item("SHT-2").state is WorkState.DONE


def test_links_are_added_and_removed(world: Any) -> None:
    first, second = ids(world, "SHT-4", "LND-1")
    label = world.run(work.add_link, predecessor_id=first, successor_id=second, kind=LinkKind.FINISH_FINISH, lag=-2)
    assert label == "Added link SHT-4 → LND-1 FF"
    loop = world.refused(work.add_link, predecessor_id=second, successor_id=first)
    assert "LND-1" in loop.sentence
    assert "SHT-4" in loop.sentence
    link = list(world.ws.all(Dependency).values())[-1]
    world.run(work.remove_link, link_id=link.id)
    assert link.id not in world.ws.all(Dependency)


def test_work_that_comes_into_work_in_question_is_in_question_too(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=ids(world, "SHT-1"), why="Unclear")
    world.run(work.indent, item_ids=ids(world, "SHT-4"))
    assert world.item("SHT-4").scope is Scope.IN_QUESTION
    world.run(work.indent, item_ids=ids(world, "SHT-4"))
    assert world.names("SHT")[2:4] == ["-3 Seal fit", "--4 Paint"]
    refused = world.refused(work.outdent, item_ids=ids(world, "SHT-2"))
    assert "in question with" in refused.sentence
