"""Create, edit and delete, with the rules of each entity."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pmtui.commands import deletion, rows, scope, staffing, work
from pmtui.domain.choices import (
    AllocationStatus,
    ResourceKind,
    Scope,
    StaffingState,
    StatementKind,
    WorkKind,
    WorkState,
)
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Baseline,
    BaselineItem,
    Benefit,
    BenefitSource,
    Charter,
    Contribution,
    Decision,
    Dependency,
    Entity,
    Goal,
    Holiday,
    MoneyEntry,
    Program,
    Project,
    Resource,
    Risk,
    ScopeRequest,
    ScopeStatement,
    StaffingRequest,
    WorkItem,
)


def test_a_project_gets_a_charter_and_a_code_in_capitals(world: Any) -> None:
    made = world.create(Project, program_id=1, code=" sut ", name="Suits")
    assert world.project("SUT").id == made
    assert len(world.ws.where(Charter, "project_id", made)) == 1


def test_a_code_is_unique_in_all_programs_and_reads_as_one(world: Any) -> None:
    taken = world.refused(rows.create, entity=Project, values={"program_id": 2, "code": "sht", "name": "x"})
    assert "code" in taken.fields
    assert "SHT" in taken.sentence
    odd = world.refused(rows.create, entity=Project, values={"program_id": 2, "code": "A-1", "name": "x"})
    assert "letters and digits" in odd.fields["code"]


def test_a_program_has_a_currency_of_three_letters_in_capitals(world: Any) -> None:
    assert world.ws.all(Program)[1].currency == "USD"
    refused = world.refused(rows.create, entity=Program, values={"name": "Sun", "currency": "12"})
    assert "currency" in refused.fields


def test_a_currency_of_other_decimals_is_refused_once_there_are_amounts(world: Any) -> None:
    world.edit(world.ws.all(Program)[1], currency="jpy")
    world.edit(world.ws.all(Program)[1], budget=100)
    refused = world.refused(rows.edit, row=world.ws.all(Program)[1], changes={"currency": "EUR"})
    assert "JPY" in refused.sentence


def test_numbers_are_never_used_again(world: Any) -> None:
    world.run(rows.delete, rows=(world.item("SHT-5"),))
    assert world.quick("SHT", "Later 1d").number == 6


def test_a_new_item_goes_to_the_end_or_behind_a_sibling(world: Any) -> None:
    world.run(
        rows.create,
        entity=WorkItem,
        values={"project_id": 1, "title": "Between"},
        after_id=world.item("SHT-2").id,
    )
    world.create(WorkItem, project_id=1, title="Last")
    assert world.names("SHT") == [
        "1 Engine", "-2 Seal test", "-6 Between", "-3 Seal fit", "4 Paint", "5 Ready", "7 Last",
    ]  # fmt: skip
    assert world.item("SHT-6").added_on == world.today


def test_a_label_tells_what_changed(world: Any) -> None:
    label = world.edit(world.item("SHT-2"), effort=5 * 480, deadline=date(2027, 2, 1))
    assert label == "SHT-2 Seal test: effort 3d → 5d, deadline — → 2027-02-01"
    assert world.edit(world.project("SHT"), budget=123450) == "project SHT Project SHT: budget — → 1,234.50"


def test_an_edit_that_changes_nothing_writes_nothing(world: Any) -> None:
    head = world.database.head()
    assert "nothing changed" in world.edit(world.item("SHT-2"), effort=3 * 480)
    assert world.database.head() == head


def test_a_form_opened_on_old_data_is_refused_with_both_values(world: Any) -> None:
    opened = world.item("SHT-2")
    world.edit(opened, effort=4 * 480)
    same = world.refused(rows.edit, row=opened, changes={"effort": 5 * 480})
    assert "Effort is now 4d, you typed 5d" in same.sentence
    assert same.fields == {"effort": "is now 4d"}
    other = world.refused(rows.edit, row=opened, changes={"title": "Seals"})
    assert "Effort is now 4d" in other.sentence
    assert "Title is still Seal test, you typed Seals" in other.sentence


def test_a_form_is_refused_also_where_the_change_was_undone(world: Any) -> None:
    opened = world.item("SHT-2")
    world.edit(opened, effort=4 * 480)
    world.database.undo(world.today)
    assert "as it was again" in world.refused(rows.edit, row=opened, changes={"title": "Seals"}).sentence


def test_bookkeeping_makes_no_form_old(world: Any) -> None:
    opened = world.project("SHT")
    world.quick("SHT", "One more 1d")
    world.edit(opened, name="Shuttle")
    assert world.project("SHT").name == "Shuttle"
    assert world.project("SHT").next_number == 7


def test_an_edit_of_a_deleted_row_is_refused(world: Any) -> None:
    opened = world.item("SHT-4")
    world.run(rows.delete, rows=(opened,))
    assert "gone" in world.refused(rows.edit, row=opened, changes={"title": "x"}).sentence


def test_fields_that_commands_set_are_not_set_by_hand(world: Any) -> None:
    item = world.item("SHT-2")
    for field, value in (("number", 9), ("scope", Scope.OUT_OF_SCOPE), ("project_id", 2)):
        assert field in world.refused(rows.edit, row=item, changes={field: value}).fields
    assert (
        "number"
        in world.refused(rows.create, entity=WorkItem, values={"project_id": 1, "title": "x", "number": 9}).fields
    )


@pytest.mark.parametrize(
    ("name", "changes", "field"),
    [
        ("SHT-2", {"effort": 480, "duration": 2}, "effort"),
        ("SHT-5", {"effort": 480}, "effort"),
        ("SHT-1", {"effort": 480}, "effort"),
        ("SHT-1", {"percent": 50}, "percent"),
        ("SHT-1", {"kind": WorkKind.TASK}, "kind"),
        ("SHT-1", {"state": WorkState.DONE}, "state"),
        ("SHT-2", {"parent_id": 2}, "parent_id"),
        ("SHT-1", {"parent_id": 2}, "parent_id"),
        ("SHT-2", {"parent_id": 6}, "parent_id"),
        ("SHT-2", {"parent_id": 5}, "parent_id"),
        ("SHT-2", {"parent_id": 99}, "parent_id"),
        ("SHT-2", {"percent": 101}, "percent"),
        ("SHT-2", {"percent": "half"}, "percent"),
        ("SHT-2", {"effort": -1}, "effort"),
        ("SHT-2", {"started_on": date(2027, 1, 5)}, "started_on"),
        ("SHT-2", {"state": WorkState.DONE, "percent": 50}, "percent"),
        ("SHT-2", {"started_on": date(2027, 1, 4), "finished_on": date(2027, 1, 1)}, "finished_on"),
        ("SHT-2", {"duration": 2, "remaining": 60}, "remaining"),
        ("SHT-5", {"percent": 50}, "percent"),
        ("SHT-2", {"state": WorkState.IN_PROGRESS, "blocked_until": date(2027, 2, 1)}, "blocked_until"),
        ("SHT-2", {"statement_id": 2}, "statement_id"),
        ("SHT-2", {"statement_id": 3}, "statement_id"),
        ("SHT-2", {"title": " "}, "title"),
    ],
)
def test_a_work_item_that_breaks_a_rule_is_refused(
    world: Any, name: str, changes: dict[str, Any], field: str
) -> None:
    assert field in world.refused(rows.edit, row=world.item(name), changes=changes).fields


def test_effort_and_duration_replace_each_other_and_a_milestone_loses_both(world: Any) -> None:
    assert "effort 3d → —" in world.edit(world.item("SHT-2"), duration=4)
    assert (world.item("SHT-2").effort, world.item("SHT-2").duration) == (None, 4)
    world.edit(world.item("SHT-2"), effort=480)
    assert world.item("SHT-2").duration is None
    world.edit(world.item("SHT-2"), kind=WorkKind.MILESTONE)
    assert world.item("SHT-2").effort is None


def test_a_task_that_gets_work_inside_becomes_a_deliverable(world: Any) -> None:
    label = world.edit(world.item("SHT-5"), parent_id=world.item("SHT-4").id)
    assert "SHT-4 is a deliverable, its effort now that of what is inside it" in label
    paint = world.item("SHT-4")
    assert (paint.kind, paint.effort) == (WorkKind.DELIVERABLE, None)


def test_a_day_of_start_and_finish_follows_the_state_and_the_other_way_round(world: Any) -> None:
    world.edit(world.item("SHT-2"), percent=40)
    item = world.item("SHT-2")
    assert (item.state, item.started_on) == (WorkState.IN_PROGRESS, world.today)
    both = world.refused(rows.edit, row=item, changes={"state": WorkState.TO_DO, "percent": 50})
    assert "percent" in both.fields
    world.edit(item, percent=100)
    assert world.item("SHT-2").state is WorkState.IN_PROGRESS
    world.edit(world.item("SHT-2"), finished_on=world.today, remaining=None)
    assert world.item("SHT-2").state is WorkState.DONE
    world.edit(world.item("SHT-2"), state=WorkState.TO_DO)
    item = world.item("SHT-2")
    assert (item.started_on, item.finished_on, item.percent) == (None, None, 0)
    world.edit(item, blocked_until=date(2027, 2, 1))
    assert world.item("SHT-2").state is WorkState.BLOCKED
    world.edit(world.item("SHT-2"), state=WorkState.DONE, finished_on=date(2027, 1, 2))
    item = world.item("SHT-2")
    assert (item.percent, item.started_on, item.blocked_until) == (100, date(2027, 1, 2), None)


def test_a_percent_replaces_the_remaining_effort_set_by_hand(world: Any) -> None:
    world.edit(world.item("SHT-2"), remaining=960)
    world.edit(world.item("SHT-2"), percent=50)
    assert world.item("SHT-2").remaining is None


def test_a_link_that_makes_a_loop_is_refused_and_the_loop_named(world: Any) -> None:
    ends = {"predecessor_id": world.item("SHT-3").id, "successor_id": world.item("SHT-2").id}
    refused = world.refused(rows.create, entity=Dependency, values=ends)
    assert "SHT-2 -> SHT-3 -> SHT-2" in refused.sentence or "SHT-3 -> SHT-2 -> SHT-3" in refused.sentence
    world.create(Dependency, predecessor_id=world.item("SHT-4").id, successor_id=world.item("SHT-2").id)
    through = {"predecessor_id": world.item("SHT-1").id, "successor_id": world.item("SHT-4").id}
    assert "SHT-4" in world.refused(rows.create, entity=Dependency, values=through).sentence


def test_a_new_parent_that_makes_a_loop_is_refused(world: Any) -> None:
    world.create(Dependency, predecessor_id=world.item("SHT-1").id, successor_id=world.item("SHT-4").id)
    world.create(Dependency, predecessor_id=world.item("SHT-4").id, successor_id=world.item("SHT-5").id)
    inside = world.refused(rows.edit, row=world.item("SHT-4"), changes={"parent_id": world.item("SHT-1").id})
    assert "inside" in inside.sentence
    loop = world.refused(rows.edit, row=world.item("SHT-5"), changes={"parent_id": world.item("SHT-1").id})
    assert "->" in loop.sentence


def test_a_link_to_itself_or_to_what_it_is_inside_of_is_refused(world: Any) -> None:
    item, parent = world.item("SHT-2").id, world.item("SHT-1").id
    for first, second in ((item, item), (item, parent), (parent, item)):
        ends = {"predecessor_id": first, "successor_id": second}
        assert "successor_id" in world.refused(rows.create, entity=Dependency, values=ends).fields
    link = next(iter(world.ws.all(Dependency).values()))
    changes = {"predecessor_id": link.successor_id}
    assert "itself" in world.refused(rows.edit, row=link, changes=changes).sentence


def test_a_person_has_one_unit(world: Any) -> None:
    refused = world.refused(rows.edit, row=world.resource("Ana Lima"), changes={"units": 2})
    assert refused.fields == {"units": "a person has 1"}
    world.edit(world.resource("Ana Lima"), units=2, kind=ResourceKind.TEAM)


def test_a_resource_plans_by_shares_from_its_first_committed_share_on(world: Any) -> None:
    share = {"resource_id": 1, "project_id": 1, "percent": 50, "start": world.today}
    proposed = {**share, "status": AllocationStatus.PROPOSED}
    assert world.run(rows.create, entity=Allocation, values=proposed) == "Added allocation of Ana Lima: 50 % of SHT"
    assert not world.resource("Ana Lima").plans_by_shares
    label = world.run(rows.create, entity=Allocation, values=share)
    assert label == "Added allocation of Ana Lima: 50 % of SHT (Ana Lima plans by shares from now on)"
    world.run(rows.delete, rows=tuple(world.ws.all(Allocation).values()))
    assert world.resource("Ana Lima").plans_by_shares


def test_an_assignment_has_at_most_the_units_there_are_and_goes_to_real_work(world: Any) -> None:
    values = {"work_item_id": world.item("SHT-4").id, "resource_id": 3, "units": 300}
    assert "units" in world.refused(rows.create, entity=Assignment, values=values).fields
    values = {"work_item_id": world.item("SHT-1").id, "resource_id": 3}
    assert "deliverable" in world.refused(rows.create, entity=Assignment, values=values).sentence


def test_days_are_in_order(world: Any) -> None:
    values = {"resource_id": 1, "start": world.today, "finish": world.today - timedelta(1)}
    assert "finish" in world.refused(rows.create, entity=Absence, values=values).fields


def test_what_serves_another_program_is_refused(world: Any) -> None:
    goal = world.create(Goal, program_id=2, name="Air")
    benefit = world.create(Benefit, program_id=2, name="Water")
    refused: list[tuple[type[Entity], dict[str, Any]]] = [
        (Contribution, {"goal_id": goal, "project_id": 1}),
        (BenefitSource, {"benefit_id": benefit, "project_id": 1}),
        (BenefitSource, {"benefit_id": benefit, "project_id": 3, "work_item_id": world.item("SHT-1").id}),
        (Risk, {"program_id": 2, "project_id": 1, "event": "Fire"}),
        (MoneyEntry, {"project_id": 2, "work_item_id": world.item("SHT-1").id, "day": world.today}),
    ]
    for entity, values in refused:
        assert world.refused(rows.create, entity=entity, values=values).fields.keys() <= {
            "project_id",
            "work_item_id",
        }


def test_a_statement_that_work_serves_cannot_turn_to_out(world: Any) -> None:
    world.edit(world.item("SHT-2"), statement_id=world.statement("Engines").id)
    changes = {"kind": StatementKind.OUT}
    assert "kind" in world.refused(rows.edit, row=world.statement("Engines"), changes=changes).fields
    world.run(rows.delete, rows=(world.statement("Engines"),))
    assert world.item("SHT-2").statement_id is None


def test_a_baseline_keeps_the_dates_of_now(world: Any) -> None:
    world.create(Baseline, project_id=1, name="First", approved_on=world.today)
    kept = world.ws.all(BaselineItem).values()
    assert len(kept) == 5
    assert all(one.finish is not None for one in kept)


def test_a_deletion_tells_what_goes_and_undo_brings_it_back(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item("SHT-2").id], why="Unclear")
    asked = deletion.consequences(world.ws, [world.item("SHT-1")])
    assert asked.sentence == (
        "Deletes SHT-1 Engine with 2 work items inside it, 2 links and 2 assignments; "
        "1 scope request keeps its text without it."
    )
    label = world.run(rows.delete, rows=(world.item("SHT-1"),))
    assert label.startswith("Deleted SHT-1 Engine with 2 work items")
    assert world.names("SHT") == ["4 Paint", "5 Ready"]
    assert world.request().work_item_id is None


def test_marked_rows_are_deleted_together(world: Any) -> None:
    items = tuple(world.item(name) for name in ("SHT-1", "SHT-2", "SHT-4"))
    label = world.run(rows.delete, rows=items)
    assert label == "Deleted 3 work items (SHT-1, SHT-2, SHT-4) with 1 work item, 2 links and 2 assignments."
    assert world.names("SHT") == ["5 Ready"]


def test_a_program_goes_with_all_that_is_in_it(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item("SHT-2").id], why="Unclear")
    world.run(scope.drop, request_id=world.request().id, reason="No use")
    world.run(rows.delete, rows=(world.ws.all(Program)[1],))
    ws = world.ws
    assert [one.code for one in ws.all(Project).values()] == ["MRS"]
    assert not ws.all(WorkItem)
    assert not ws.all(Decision)


def test_a_decision_that_a_request_rests_on_stays(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item("SHT-2").id], why="Unclear")
    world.run(scope.drop, request_id=world.request().id, reason="No use")
    decision = next(iter(world.ws.all(Decision).values()))
    assert "delete the scope request first" in world.refused(rows.delete, rows=(decision,)).sentence


def test_deleting_an_open_request_puts_its_work_back_in_scope(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item("SHT-1").id], why="Unclear")
    world.run(rows.delete, rows=(world.request(),))
    assert world.item("SHT-2").scope is Scope.IN_SCOPE


def test_deleting_the_share_that_filled_a_request_reopens_it(world: Any) -> None:
    asked = world.create(StaffingRequest, project_id=1, role="Welder", start=world.today, percent=40)
    world.run(staffing.fill, request_id=asked, resource_id=1, reason="She can")
    request = world.ws.all(StaffingRequest)[asked]
    assert (request.state, request.answer) == (StaffingState.FILLED, "Ana Lima, 40 %")
    again = world.refused(staffing.fill, request_id=asked, resource_id=2, reason="He can")
    assert "filled already" in again.sentence
    told = world.run(rows.delete, rows=world.ws.where(Allocation, "request_id", asked))
    assert "1 staffing request is changed by it" in told
    assert world.ws.all(StaffingRequest)[asked].state is StaffingState.OPEN


def test_a_charter_is_not_deleted(world: Any) -> None:
    assert "charter of SHT" in world.refused(rows.delete, rows=(world.ws.all(Charter)[1],)).sentence
    assert world.refused(rows.delete, rows=()).sentence


def test_consequences_change_nothing_and_need_no_stored_row(world: Any) -> None:
    gone = replace(world.item("SHT-4"), id=999)
    assert deletion.consequences(world.ws, [gone]).goes == (gone,)


def test_registers_are_created_edited_and_deleted(world: Any) -> None:
    made: list[tuple[type[Entity], dict[str, Any], dict[str, Any]]] = [
        (Holiday, {"day": date(2027, 1, 6), "name": "Epiphany"}, {"name": "Kings"}),
        (Risk, {"program_id": 1, "event": "Fire"}, {"likelihood": 5}),
        (ScopeRequest, {"project_id": 1, "title": "Moon car", "why": "Fun"}, {"why": "More fun"}),
        (ScopeStatement, {"project_id": 1, "text": "Fuel"}, {"text": "Fuel cells"}),
    ]
    for entity, values, changes in made:
        row_id = world.create(entity, **values)
        world.edit(world.ws.all(entity)[row_id], **changes)
        row = world.ws.all(entity)[row_id]
        assert all(getattr(row, name) == value for name, value in changes.items())
        world.run(rows.delete, rows=(row,))
        assert row_id not in world.ws.all(entity)


def test_an_assignment_is_told_by_names(world: Any) -> None:
    row = next(iter(world.ws.all(Assignment).values()))
    assert world.edit(row, units=50) == "assignment of Ana Lima on SHT-2: units 1 → 0.5"
    assert world.run(work.remove_link, link_id=1) == "Removed link SHT-2 → SHT-3"
    assert world.resource("Ana Lima").kind is ResourceKind.PERSON
    assert isinstance(row, Assignment)
    assert world.ws.all(Resource)
