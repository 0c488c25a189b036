"""Work in question, and each disposition with its record."""

from datetime import date, timedelta
from typing import Any

import pytest

from pmtui.commands import needs, rows, scope, staffing, work
from pmtui.domain.choices import (
    DecisionKind,
    Disposition,
    ProjectStatus,
    RequestState,
    Scope,
    StaffingState,
    StatementKind,
    WorkState,
)
from pmtui.domain.drift import drift
from pmtui.domain.entities import (
    Acceptance,
    Assignment,
    Benefit,
    BenefitSource,
    Charter,
    Decision,
    Dependency,
    MoneyEntry,
    ScopeRequest,
    ScopeStatement,
    StaffingRequest,
    WorkItem,
)


@pytest.fixture
def asked(world: Any) -> int:
    """A request about SHT-1 Engine, with two items inside."""
    world.run(scope.put_in_question, item_ids=[world.item("SHT-1").id], why="Not in the charter", raised_by="Ben")
    return int(world.request().id)


def decision(world: Any) -> Decision:
    return list(world.ws.all(Decision).values())[-1]


def scopes(world: Any, *names: str) -> set[Scope]:
    return {world.item(one).scope for one in names}


def test_work_is_put_in_question_with_what_is_open_inside(world: Any) -> None:
    world.run(work.set_state, item_ids=[world.item("SHT-2").id], state=WorkState.DONE)
    marked = [world.item(one).id for one in ("SHT-1", "SHT-3", "SHT-4")]
    label = world.run(scope.put_in_question, item_ids=marked, why="Unclear", raised_by="Ben")
    assert label == "Put SHT-1, SHT-4 in question"
    assert scopes(world, "SHT-1", "SHT-3", "SHT-4") == {Scope.IN_QUESTION}
    assert scopes(world, "SHT-2", "SHT-5") == {Scope.IN_SCOPE}
    first, second = world.ws.all(ScopeRequest).values()
    assert (first.title, first.why, first.raised_by, first.raised_on) == ("Engine", "Unclear", "Ben", world.today)
    assert second.work_item_id == world.item("SHT-4").id


def test_what_is_in_question_or_done_is_not_put_in_question(world: Any, asked: int) -> None:
    assert asked
    inside = world.refused(scope.put_in_question, item_ids=[world.item("SHT-2").id], why="x")
    assert inside.sentence == "SHT-2 is in question already with SHT-1: decide on it in scope review."
    world.run(work.set_state, item_ids=[world.item("SHT-4").id], state=WorkState.DONE)
    done = world.refused(scope.put_in_question, item_ids=[world.item("SHT-4").id], why="x")
    assert "SHT-4 is done" in done.sentence
    assert "why" in world.refused(scope.put_in_question, item_ids=[world.item("SHT-5").id], why=" ").fields


def test_a_withdrawn_request_leaves_all_in_scope_but_what_has_its_own(world: Any) -> None:
    world.run(scope.put_in_question, item_ids=[world.item("SHT-2").id], why="Unclear")
    world.run(scope.put_in_question, item_ids=[world.item("SHT-1").id], why="Unclear")
    label = world.run(scope.withdraw, request_id=world.request().id)
    assert label == "Withdrew the request on SHT-1 Engine, which is in scope again"
    assert scopes(world, "SHT-1", "SHT-3") == {Scope.IN_SCOPE}
    assert scopes(world, "SHT-2") == {Scope.IN_QUESTION}


def test_keep_under_a_statement(world: Any, asked: int) -> None:
    statement = world.statement("Engines")
    label = world.run(
        scope.keep, request_id=asked, statement_id=statement.id, reason="It is an engine", options='{"a": 1}'
    )
    assert label == "Kept SHT-1 Engine in scope under “Engines”"
    assert scopes(world, "SHT-1", "SHT-2", "SHT-3") == {Scope.IN_SCOPE}
    assert world.item("SHT-1").statement_id == statement.id
    made = decision(world)
    assert (made.kind, made.disposition, made.project_id, made.program_id) == (
        DecisionKind.SCOPE, Disposition.KEEP, 1, 1,
    )  # fmt: skip
    assert (made.title, made.rationale, made.decided_on) == (
        "Scope of SHT-1 Engine",
        "It is an engine",
        world.today,
    )
    assert (made.decided_by, made.options) == ("Mia Chen", '{"a": 1}')
    assert made.chosen == "Keep, under the charter's statement: Engines"
    request = world.ws.all(ScopeRequest)[asked]
    assert (request.state, request.decision_id) == (RequestState.DECIDED, made.id)


def test_keep_amends_the_charter(world: Any, asked: int) -> None:
    world.run(scope.keep, request_id=asked, new_statement="Test stands", reason="Needed")
    added = world.statement("Test stands")
    assert (added.project_id, added.kind, added.position) == (1, StatementKind.IN, 2)
    assert world.item("SHT-1").statement_id == added.id


def test_keep_names_one_in_statement_of_the_project(world: Any, asked: int) -> None:
    for one in ({}, {"statement_id": 1, "new_statement": "Both"}):
        assert "statement_id" in world.refused(scope.keep, request_id=asked, reason="x", **one).fields
    for statement in (2, 3):
        refused = world.refused(scope.keep, request_id=asked, reason="x", statement_id=statement)
        assert "in-scope statement" in refused.sentence


def test_an_idea_that_is_kept_becomes_work(world: Any) -> None:
    label = world.run(scope.raise_idea, project_id=1, title="Moon car", why="Fun", effort=960, raised_by="Ana")
    assert label == "Raised the idea Moon car"
    world.run(scope.keep, request_id=world.request().id, statement_id=1, reason="Why not")
    made = world.item("SHT-6")
    assert (made.title, made.effort, made.notes, made.statement_id) == ("Moon car", 960, "Fun", 1)
    assert world.request().work_item_id == made.id


def test_move_takes_all_that_hangs_on_the_work(world: Any, asked: int) -> None:
    seal = world.item("SHT-2")
    world.edit(seal, notes="Mind the gap", statement_id=1)
    world.create(MoneyEntry, project_id=1, work_item_id=seal.id, day=world.today, amount=500)
    benefit = world.create(Benefit, program_id=1, name="Air")
    world.create(BenefitSource, benefit_id=benefit, project_id=1, work_item_id=seal.id)
    links = dict(world.ws.all(Dependency))
    people = dict(world.ws.all(Assignment))
    label = world.run(scope.move, request_id=asked, project_id=2, reason="LND builds engines")
    assert label == "Moved SHT-1 Engine → LND-2 with 2 inside"
    assert world.names("SHT") == ["4 Paint", "5 Ready"]
    assert world.names("LND") == ["1 Leg", "2 Engine", "-3 Seal test", "-4 Seal fit"]
    assert scopes(world, "LND-2", "LND-3", "LND-4") == {Scope.IN_SCOPE}
    moved = world.item("LND-3")
    assert (moved.id, moved.notes, moved.statement_id) == (seal.id, "Mind the gap", None)
    assert world.item("SHT-2") == moved
    assert (world.ws.all(Dependency), world.ws.all(Assignment)) == (links, people)
    assert [one.project_id for one in world.ws.all(MoneyEntry).values()] == [2]
    assert [one.project_id for one in world.ws.all(BenefitSource).values()] == [2]
    assert decision(world).chosen == "Move to LND Project LND"
    assert decision(world).title == "Scope of SHT-1 Engine"


def test_moved_work_is_added_to_the_other_charter_on_the_day_of_the_move(world: Any, asked: int) -> None:
    created = world.item("SHT-2").added_on
    world.edit(world.ws.where(Charter, "project_id", 2)[0], approved_on=world.today)
    world.today += timedelta(days=1)
    world.run(scope.move, request_id=asked, project_id=2, reason="x")
    effort = sum(world.item(one).effort for one in ("SHT-2", "SHT-3"))
    assert drift(world.ws, 2).added == effort > 0
    world.run(scope.reopen, decision_id=decision(world).id)
    assert (drift(world.ws, 2).added, world.item("SHT-2").added_on) == (0, created)
    world.run(scope.new_project, request_id=asked, code="ENG", name="Engines", reason="x")
    assert world.item("SHT-2").added_on == world.today


def test_work_moves_back_under_a_third_number(world: Any, asked: int) -> None:
    world.run(scope.move, request_id=asked, project_id=2, reason="x")
    world.run(scope.put_in_question, item_ids=[world.item("LND-2").id], why="Wrong")
    world.run(scope.move, request_id=world.request().id, project_id=1, reason="x")
    assert world.names("SHT") == ["4 Paint", "5 Ready", "6 Engine", "-7 Seal test", "-8 Seal fit"]
    assert world.item("SHT-1") == world.item("LND-2") == world.item("SHT-6")


def test_work_moves_only_to_another_open_project_of_the_program(world: Any, asked: int) -> None:
    def move(project_id: int) -> str:
        return str(world.refused(scope.move, request_id=asked, project_id=project_id, reason="x").sentence)

    assert "in SHT already" in move(1)
    assert "another program" in move(3)
    world.edit(world.project("LND"), status=ProjectStatus.CLOSED)
    assert "LND is closed" in move(2)
    assert "gone" in move(99)


def test_an_idea_moves_as_new_work(world: Any) -> None:
    world.run(scope.raise_idea, project_id=1, title="Moon car", why="Fun")
    world.run(scope.move, request_id=world.request().id, project_id=2, reason="LND drives")
    assert world.names("LND") == ["1 Leg", "2 Moon car"]


def test_a_new_project_is_made_of_the_work(world: Any, asked: int) -> None:
    label = world.run(scope.new_project, request_id=asked, code="eng", name="Engines", reason="Large enough")
    assert label == "New project ENG Engines: Moved SHT-1 Engine → ENG-1 with 2 inside"
    made = world.project("ENG")
    assert (made.status, made.priority, made.start, made.program_id) == (ProjectStatus.PROPOSED, 6, world.today, 1)
    assert world.ws.where(Charter, "project_id", made.id)[0].purpose == "Engine\n\nNot in the charter"
    assert world.names("ENG") == ["1 Engine", "-2 Seal test", "-3 Seal fit"]
    assert decision(world).disposition is Disposition.NEW_PROJECT
    world.run(scope.raise_idea, project_id=1, title="Moon car", why="Fun")
    taken = world.refused(scope.new_project, request_id=world.request().id, code="LND", name="x", reason="x")
    assert "code" in taken.fields


def test_what_does_not_serve_the_program_is_dropped(world: Any) -> None:
    world.run(work.set_state, item_ids=[world.item("SHT-2").id], state=WorkState.DONE)
    world.run(scope.put_in_question, item_ids=[world.item("SHT-3").id], why="Unclear")
    world.run(scope.put_in_question, item_ids=[world.item("SHT-1").id], why="Unclear")
    links = dict(world.ws.all(Dependency))
    label = world.run(scope.drop, request_id=world.request().id, reason="No use")
    assert (
        label == "Dropped SHT-1 Engine: it does not serve the program (with 1 inside; LND-1 no longer waits for it)"
    )
    assert [world.item(one).state for one in ("SHT-1", "SHT-2", "SHT-3")] == [
        WorkState.DROPPED, WorkState.DONE, WorkState.DROPPED,
    ]  # fmt: skip
    assert scopes(world, "SHT-1", "SHT-3") == {Scope.OUT_OF_SCOPE}
    assert world.ws.all(Dependency) == links
    assert {one.state for one in world.ws.all(ScopeRequest).values()} == {RequestState.DECIDED}
    assert decision(world).disposition is Disposition.DROP


def test_an_idea_can_be_dropped_or_withdrawn(world: Any) -> None:
    world.run(scope.raise_idea, project_id=1, title="Moon car", why="Fun")
    world.run(scope.drop, request_id=world.request().id, reason="No road")
    assert world.request().state is RequestState.DECIDED
    world.run(scope.raise_idea, project_id=1, title="Moon bus", why="Fun")
    assert world.run(scope.withdraw, request_id=world.request().id) == "Withdrew the idea Moon bus"


def test_a_postponed_request_is_decided_later(world: Any, asked: int) -> None:
    until = world.today + timedelta(30)
    label = world.run(scope.postpone, request_id=asked, until=until, reason="Wait for the test")
    assert label == f"Postponed the decision on SHT-1 Engine until {until}"
    request = world.ws.all(ScopeRequest)[asked]
    assert (request.state, request.postponed_until) == (RequestState.POSTPONED, until)
    assert (decision(world).disposition, decision(world).effective_from) == (Disposition.POSTPONE, until)
    assert scopes(world, "SHT-1") == {Scope.IN_QUESTION}
    world.run(scope.keep, request_id=asked, statement_id=1, reason="Tested")
    request = world.ws.all(ScopeRequest)[asked]
    assert (request.state, request.postponed_until) == (RequestState.DECIDED, None)
    assert len(world.ws.all(Decision)) == 2
    refused = world.refused(scope.postpone, request_id=asked, until=until, reason="x")
    assert "decided already" in refused.sentence


def test_a_request_is_postponed_to_a_later_day_only(world: Any, asked: int) -> None:
    refused = world.refused(scope.postpone, request_id=asked, until=world.today, reason="x")
    assert "until" in refused.fields


@pytest.mark.parametrize("disposition", ["keep", "move", "new_project", "drop", "postpone"])
def test_every_disposition_needs_a_reason_and_work_that_is_still_there(
    world: Any, asked: int, disposition: str
) -> None:
    arguments: dict[str, dict[str, Any]] = {
        "keep": {"statement_id": 1},
        "move": {"project_id": 2},
        "new_project": {"code": "NEW", "name": "New"},
        "drop": {},
        "postpone": {"until": date(2027, 3, 1)},
    }
    command, more = getattr(scope, disposition), arguments[disposition]
    assert "reason" in world.refused(command, request_id=asked, reason=" ", **more).fields
    assert "gone" in world.refused(command, request_id=99, reason="x", **more).sentence


def test_a_request_whose_work_was_deleted_is_decided_as_an_idea(world: Any, asked: int) -> None:
    world.run(rows.delete, rows=(world.item("SHT-1"),))
    world.run(scope.move, request_id=asked, project_id=2, reason="Still good")
    assert world.names("LND") == ["1 Leg", "2 Engine"]


def test_a_decided_request_stays_as_it_was(world: Any, asked: int) -> None:
    moved = world.refused(rows.edit, row=world.request(), changes={"project_id": 2})
    assert "project_id" in moved.fields
    world.run(scope.drop, request_id=asked, reason="No use")
    assert "decided" in world.refused(rows.edit, row=world.request(), changes={"why": "y"}).sentence


def test_a_needs_you_row_is_accepted_until_a_day(world: Any) -> None:
    until = world.today + timedelta(7)
    label = world.run(needs.accept, subject="late:1", until=until, reason="Known")
    assert label == "Accepted until 2027-01-11: Known"
    world.run(needs.accept, subject="late:1", until=until + timedelta(7), reason="Still known")
    (row,) = world.ws.all(Acceptance).values()
    assert (row.until, row.reason) == (date(2027, 1, 18), "Still known")
    assert "until" in world.refused(needs.accept, subject="x", until=world.today, reason="x").fields
    assert "reason" in world.refused(needs.accept, subject="x", until=until, reason=" ").fields
    world.run(needs.resume, subject="late:1")
    assert not world.ws.all(Acceptance)


def test_a_staffing_request_is_answered(world: Any) -> None:
    asked = world.create(StaffingRequest, project_id=1, role="Welder", start=world.today)
    world.run(staffing.escalate, request_id=asked)
    assert "answer" in world.refused(staffing.decline, request_id=asked, answer="").fields
    label = world.run(staffing.decline, request_id=asked, answer="Nobody free")
    assert label == "Staffing request of SHT: Welder declined: Nobody free"
    assert "declined already" in world.refused(staffing.withdraw, request_id=asked).sentence
    row = world.ws.all(StaffingRequest)[asked]
    by_hand = world.refused(rows.edit, row=row, changes={"state": StaffingState.FILLED})
    assert "state" in by_hand.fields
    world.edit(row, state=StaffingState.OPEN)
    assert isinstance(world.item("SHT-1"), WorkItem)
    assert world.ws.all(ScopeStatement)
