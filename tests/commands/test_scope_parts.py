"""Putting a part in question, deciding on several requests at once, and reopening a decision."""

from datetime import date, timedelta
from typing import Any

import pytest

from pmtui.commands import rows, scope, work
from pmtui.domain.choices import Disposition, LinkKind, RequestState, Scope, WorkState
from pmtui.domain.entities import (
    Allocation,
    Assignment,
    Benefit,
    BenefitSource,
    Charter,
    Decision,
    Dependency,
    FormerNumber,
    Project,
    ScopeRequest,
    ScopeStatement,
    WorkItem,
)
from pmtui.domain.forecast import forecast
from pmtui.domain.shares import Shift
from pmtui.exchange.json_file import export_json, import_json

DAY = 480


def question(world: Any, *names: str, **more: Any) -> int:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in names], why="Unclear", **more)
    return int(world.request().id)


def finishes(world: Any) -> dict[int, date | None]:
    return {id: one.finish for id, one in forecast(world.ws, world.today).projects.items()}


def test_a_part_of_the_effort_is_split_off_and_moves_no_date(world: Any) -> None:
    before = finishes(world)
    label = world.run(scope.put_in_question, item_ids=[world.item("SHT-2").id], why="Too much", effort=DAY)
    assert label == "Put SHT-6 Seal test (part) in question (split off SHT-2 Seal test)"
    assert world.names("SHT") == [
        "1 Engine",
        "-2 Seal test",
        "-6 Seal test (part)",
        "-3 Seal fit",
        "4 Paint",
        "5 Ready",
    ]
    whole, part = world.item("SHT-2"), world.item("SHT-6")
    assert (whole.effort, whole.scope, part.effort, part.scope) == (2 * DAY, Scope.IN_SCOPE, DAY, Scope.IN_QUESTION)
    assert world.request().work_item_id == part.id
    people = {(one.work_item_id, one.resource_id) for one in world.ws.all(Assignment).values()}
    assert (part.id, 1) in people
    links = {(one.predecessor_id, one.successor_id) for one in world.ws.all(Dependency).values()}
    fit = world.item("SHT-3").id
    assert {(whole.id, fit), (part.id, fit)} <= links
    assert finishes(world) == before


def test_of_work_under_way_the_part_comes_out_of_what_remains(world: Any) -> None:
    item = world.quick("SHT", "Weld 10d")
    world.run(work.set_percent, item_ids=[item.id], percent=50)
    question(world, f"SHT-{item.number}", effort=2 * DAY)
    whole = world.ws.all(WorkItem)[item.id]
    assert (whole.effort, whole.remaining, whole.percent) == (8 * DAY, 3 * DAY, 62)  # 5 of 8 days are done
    refused = world.refused(scope.put_in_question, item_ids=[item.id], why="x", effort=3 * DAY)
    assert "less than the 3d that remain" in refused.sentence
    assert "effort" in refused.fields


def test_some_children_are_split_off_with_what_their_whole_is_linked_to(world: Any) -> None:
    engine, ready = world.item("SHT-1"), world.item("SHT-5")
    world.run(work.add_link, predecessor_id=engine.id, successor_id=ready.id, kind=LinkKind.FINISH_START)
    benefit = world.create(Benefit, program_id=1, name="Air")
    world.create(BenefitSource, benefit_id=benefit, project_id=1, work_item_id=engine.id)
    before = finishes(world)
    question(world, "SHT-1", children=[world.item("SHT-3").id])
    assert world.names("SHT") == [
        "1 Engine",
        "-2 Seal test",
        "6 Engine (part)",
        "-3 Seal fit",
        "4 Paint",
        "5 Ready",
    ]
    part = world.item("SHT-6")
    assert {one: world.item(one).scope for one in ("SHT-1", "SHT-2", "SHT-6", "SHT-3")} == {
        "SHT-1": Scope.IN_SCOPE, "SHT-2": Scope.IN_SCOPE,
        "SHT-6": Scope.IN_QUESTION, "SHT-3": Scope.IN_QUESTION,
    }  # fmt: skip
    links = {(one.predecessor_id, one.successor_id) for one in world.ws.all(Dependency).values()}
    assert {(engine.id, ready.id), (part.id, ready.id)} <= links
    assert {one.work_item_id for one in world.ws.all(BenefitSource).values()} == {engine.id, part.id}
    assert finishes(world) == before


def test_a_part_has_the_title_that_it_is_given(world: Any) -> None:
    question(world, "SHT-2", effort=DAY, part_title="Seal test in the cold")
    assert world.item("SHT-6").title == world.request().title == "Seal test in the cold"
    question(world, "SHT-1", children=[world.item("SHT-3").id], part_title="Fitting")
    assert world.item("SHT-7").title == "Fitting"
    no = world.refused(scope.put_in_question, item_ids=[world.item("SHT-4").id], why="x", part_title="Which?")
    assert "part_title" in no.fields


def test_a_part_that_is_none_is_refused(world: Any) -> None:
    def refused(*names: str, **more: Any) -> str:
        ids = [world.item(one).id for one in names]
        return str(world.refused(scope.put_in_question, item_ids=ids, why="x", **more).sentence)

    inside = [world.item(one).id for one in ("SHT-2", "SHT-3")]
    assert "all that is inside" in refused("SHT-1", children=inside)
    assert "not directly inside" in refused("SHT-1", children=[world.item("SHT-4").id])
    assert "name those that are in question" in refused("SHT-1", effort=60)
    assert "has no effort" in refused("SHT-5", effort=60)
    assert "one work item at a time" in refused("SHT-2", "SHT-4", effort=60)
    assert "one of both" in refused("SHT-1", effort=60, children=inside[:1])


def test_people_who_are_not_to_come_are_taken_off(world: Any) -> None:
    request = question(world, "SHT-1")
    label = world.run(scope.move, request_id=request, project_id=2, reason="x", unassign=[1])
    assert label == "Moved SHT-1 Engine → LND-2 with 2 inside (Ana Lima is off it)"
    assert {one.resource_id for one in world.ws.all(Assignment).values()} == {2}
    assert world.item("LND-3").was_staffed


def test_a_share_comes_along_out_of_that_of_the_origin(world: Any) -> None:
    world.create(Allocation, resource_id=1, project_id=1, percent=60, start=world.today)
    request = question(world, "SHT-1")
    last = world.today + timedelta(27)
    share = Shift(resource_id=1, from_id=1, to_id=None, percent=40, start=world.today, finish=last)
    label = world.run(scope.move, request_id=request, project_id=2, reason="x", shares=[share])
    assert label == "Moved SHT-1 Engine → LND-2 with 2 inside (Ana Lima brings 40 % from SHT)"
    held = {(one.project_id, one.percent, one.start, one.finish) for one in world.ws.all(Allocation).values()}
    assert held == {
        (1, 20, world.today, last), (1, 60, last + timedelta(1), None), (2, 40, world.today, last),
    }  # fmt: skip


def test_a_share_that_the_origin_does_not_hold_is_refused_at_its_field(world: Any) -> None:
    request = question(world, "SHT-1")
    share = Shift(resource_id=1, from_id=1, to_id=None, percent=40, start=world.today)
    refused = world.refused(
        scope.new_project, request_id=request, code="NEW", name="New", reason="x", shares=[share]
    )
    assert "Ana Lima has no share of SHT" in refused.sentence
    assert "share_1" in refused.fields


def test_a_new_project_has_the_dates_and_priority_chosen(world: Any) -> None:
    request = question(world, "SHT-1")
    start, target = world.today + timedelta(7), world.today + timedelta(70)
    world.run(
        scope.new_project, request_id=request, code="ENG", name="Engines", reason="Large", start=start,
        target_finish=target, priority=1,
    )  # fmt: skip
    made = world.project("ENG")
    assert (made.start, made.target_finish, made.priority) == (start, target, 1)
    assert [one.text for one in world.ws.where(ScopeStatement, "project_id", made.id)] == ["Engine"]


def test_requests_are_moved_together_in_one_step(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in ("SHT-1", "SHT-4")], why="Unclear")
    ids = list(world.ws.all(ScopeRequest))
    label = world.run(
        scope.decide_all, request_ids=ids, disposing=scope.move, project_id=2, reason="Both", options="{}"
    )
    assert label == "Decided on 2 scope requests: Moved SHT-1 Engine → LND-2 with 2 inside and so on"
    assert world.names("LND") == ["1 Leg", "2 Engine", "-3 Seal test", "-4 Seal fit", "5 Paint"]
    made = world.ws.all(Decision).values()
    assert [(one.disposition, one.rationale, one.options) for one in made] == [(Disposition.MOVE, "Both", "{}")] * 2
    world.database.undo(world.today)
    assert not world.ws.all(Decision)


def test_one_project_is_made_of_several_requests(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in ("SHT-1", "SHT-4")], why="Unclear")
    ids = list(world.ws.all(ScopeRequest))
    world.run(
        scope.decide_all, request_ids=ids, disposing=scope.new_project, code="ENG", name="Engines", reason="Both"
    )
    assert world.names("ENG") == ["1 Engine", "-2 Seal test", "-3 Seal fit", "4 Paint"]


def test_a_charter_is_amended_once_for_several_requests(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in ("SHT-1", "LND-1", "SHT-4")], why="?")
    ids = list(world.ws.all(ScopeRequest))
    world.run(scope.decide_all, request_ids=ids, disposing=scope.keep, new_statement="Spares", reason="All")
    added = world.ws.where(ScopeStatement, "text", "Spares")
    assert sorted(one.project_id for one in added) == [1, 2]
    of = {one.project_id: one.id for one in added}
    assert [world.item(one).statement_id for one in ("SHT-1", "SHT-4", "LND-1")] == [of[1], of[1], of[2]]


@pytest.mark.parametrize("disposing", ["move", "drop"])
def test_work_inside_other_work_goes_with_it(world: Any, disposing: str) -> None:
    question(world, "SHT-2")
    question(world, "SHT-1")
    more = {"project_id": 2} if disposing == "move" else {}
    ids = list(world.ws.all(ScopeRequest))
    world.run(scope.decide_all, request_ids=ids, disposing=getattr(scope, disposing), reason="x", **more)
    assert {one.state for one in world.ws.all(ScopeRequest).values()} == {RequestState.DECIDED}
    scopes = {one.scope for one in world.ws.all(WorkItem).values()}
    assert scopes == {Scope.IN_SCOPE, Scope.OUT_OF_SCOPE} if disposing == "drop" else {Scope.IN_SCOPE}
    if disposing == "move":
        assert world.names("LND") == ["1 Leg", "2 Engine", "-3 Seal test", "-4 Seal fit"]


def test_together_is_refused_as_a_whole(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in ("SHT-4", "LND-1")], why="Unclear")
    ids = list(world.ws.all(ScopeRequest))
    refused = world.refused(scope.decide_all, request_ids=ids, disposing=scope.move, project_id=2, reason="x")
    assert "LND already" in refused.sentence
    assert "Nothing is marked" in world.refused(scope.decide_all, request_ids=[], disposing=scope.drop).sentence


@pytest.mark.parametrize("disposition", ["keep", "move", "new_project", "drop", "postpone"])
def test_every_decision_can_be_reopened(world: Any, disposition: str) -> None:
    request = question(world, "SHT-1")
    was = world.ws
    arguments: dict[str, dict[str, Any]] = {
        "keep": {"new_statement": "Spares"},
        "move": {"project_id": 2, "unassign": [1]},
        "new_project": {"code": "NEW", "name": "New"},
        "drop": {},
        "postpone": {"until": world.today + timedelta(9)},
    }
    world.run(getattr(scope, disposition), request_id=request, reason="x", **arguments[disposition])
    decision = next(iter(world.ws.all(Decision)))
    world.run(rows.edit, row=world.ws.all(Decision)[decision], changes={"rationale": "Better said"})
    world.edit(world.item("SHT-2"), notes="Seen since")
    label = world.run(scope.reopen, decision_id=decision)
    assert label.startswith("Reopened Scope of SHT-1 Engine: ")
    now = world.ws
    assert not now.all(Decision)
    assert now.all(ScopeRequest) == was.all(ScopeRequest)
    for entity in (Assignment, Dependency, Charter, ScopeStatement, FormerNumber, Allocation):
        assert now.all(entity) == was.all(entity)
    assert {one.code for one in now.all(Project).values()} == {"SHT", "LND", "MRS"}
    seal = world.item("SHT-2")
    assert seal.notes == "Seen since"
    assert (seal.scope, seal.state, seal.project_id) == (Scope.IN_QUESTION, WorkState.TO_DO, 1)


@pytest.mark.parametrize("disposition", ["keep", "move", "new_project"])
def test_a_decision_that_made_work_of_an_idea_can_be_reopened(world: Any, disposition: str) -> None:
    world.run(scope.raise_idea, project_id=1, title="Spares", why="Asked for")
    request, was = world.request(), world.ws.all(WorkItem)
    arguments: dict[str, dict[str, Any]] = {
        "keep": {"new_statement": "Spares"},
        "move": {"project_id": 2},
        "new_project": {"code": "NEW", "name": "New"},
    }
    world.run(getattr(scope, disposition), request_id=request.id, reason="x", **arguments[disposition])
    assert len(world.ws.all(WorkItem)) == len(was) + 1
    world.run(scope.reopen, decision_id=next(iter(world.ws.all(Decision))))
    assert world.ws.all(WorkItem) == was
    assert world.request() == request


def test_a_decision_on_which_something_depends_is_not_reopened(world: Any) -> None:
    request = question(world, "SHT-1")
    world.run(scope.keep, request_id=request, new_statement="Spares", reason="x")
    decision = next(iter(world.ws.all(Decision)))
    added = world.statement("Spares")
    world.edit(world.item("SHT-4"), statement_id=added.id)
    refused = world.refused(scope.reopen, decision_id=decision)
    assert refused.sentence == (
        'This cannot be taken back: the work item "Paint" refers to the scope statement "Spares" since.'
    )
    world.edit(world.item("SHT-4"), statement_id=None)
    world.run(work.set_state, item_ids=[world.item("SHT-1").id, world.item("SHT-2").id], state=WorkState.DROPPED)
    world.run(scope.reopen, decision_id=decision)


def test_a_decision_is_reopened_only_where_its_work_still_has_a_place(world: Any) -> None:
    request = question(world, "SHT-2")
    world.run(scope.move, request_id=request, project_id=2, reason="x")
    decision = next(iter(world.ws.all(Decision)))
    world.run(work.set_state, item_ids=[world.item("SHT-1").id], state=WorkState.DROPPED)
    refused = world.refused(scope.reopen, decision_id=decision)
    assert "SHT-1 is dropped" in refused.sentence
    world.run(work.set_state, item_ids=[world.item("SHT-1").id], state=WorkState.TO_DO)
    world.edit(world.project("LND"), name="Big lander")  # nothing to do with it
    world.run(work.add_link, predecessor_id=world.item("LND-2").id, successor_id=world.item("SHT-1").id)
    assert "SHT-2 is inside SHT-1" in world.refused(scope.reopen, decision_id=decision).sentence


def test_a_postponement_is_reopened_alone_and_whatever_came_since(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in ("SHT-1", "SHT-4")], why="Unclear")
    ids = list(world.ws.all(ScopeRequest))
    later = {"disposing": scope.postpone, "until": world.today + timedelta(9), "reason": "Not yet"}
    world.run(scope.decide_all, request_ids=ids, **later)
    import_json(world.database, export_json(world.database), replace=True)  # the journal is history only then
    label = world.run(scope.reopen, decision_id=next(iter(world.ws.all(Decision))))
    assert label == f"Reopened Scope of SHT-1 Engine: Postpone until {later['until']} no longer holds"
    one, other = world.ws.all(ScopeRequest).values()
    assert (one.state, one.decision_id, one.postponed_until) == (RequestState.SUBMITTED, None, None)
    assert other.state is RequestState.POSTPONED
    assert list(world.ws.all(Decision)) == [other.decision_id]
    world.run(scope.postpone, request_id=one.id, until=world.today + timedelta(9), reason="x")
    world.run(scope.postpone, request_id=one.id, until=world.today + timedelta(19), reason="x")
    world.run(scope.reopen, decision_id=world.ws.all(ScopeRequest)[one.id].decision_id)
    assert world.ws.all(ScopeRequest)[one.id].state is RequestState.SUBMITTED


def test_decisions_made_together_are_reopened_together(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item(one).id for one in ("SHT-1", "SHT-4")], why="Unclear")
    ids = list(world.ws.all(ScopeRequest))
    world.run(scope.decide_all, request_ids=ids, disposing=scope.drop, reason="Both")
    label = world.run(scope.reopen, decision_id=next(iter(world.ws.all(Decision))))
    assert "with 1 decided together with it" in label
    assert {one.state for one in world.ws.all(ScopeRequest).values()} == {RequestState.SUBMITTED}
