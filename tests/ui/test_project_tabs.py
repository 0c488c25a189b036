"""Project detail by keys: charter, team, risks and issues, money, baselines, history, and the project itself."""

from datetime import date
from functools import partial

import pytest
from tests.ui.project_plan import TODAY, add, item, shuttle

from pmtui.commands import rows, work
from pmtui.domain.choices import HealthAspect, Rag, StaffingState, StatementKind
from pmtui.domain.entities import (
    Allocation,
    Baseline,
    Charter,
    HealthOverride,
    Issue,
    MoneyEntry,
    Program,
    Project,
    Resource,
    Risk,
    ScopeStatement,
    StaffingRequest,
    WorkItem,
)
from pmtui.domain.text import width
from pmtui.store.database import Database

CHARTER, TEAM, RAID, MONEY, BASELINES, HISTORY = (("right_square_bracket",) * number for number in range(1, 7))


@pytest.fixture
def plan(database: Database) -> Database:
    return shuttle(database)


async def test_the_charter_is_edited_and_its_statements_kept_in_order(plan, opened):
    async with opened(plan) as s:
        text = await s.press("2", *CHARTER)
        assert "Purpose" in text
        assert "Approved" in text
        await s.press("e")
        await s.write("Carry the crew")
        await s.press("ctrl+s")
        assert any(one.purpose == "Carry the crew" for one in s.rows(Charter))
        assert "Carry the crew" in s.text
        await s.press("tab")
        for statement in ("Heat shield", "Crew seats"):
            await s.press("n")
            await s.write(statement)
            await s.press("ctrl+s")
        await s.press("K")
        found = sorted(s.rows(ScopeStatement), key=lambda one: one.position)
        assert [(one.text, one.kind) for one in found] == [
            ("Crew seats", StatementKind.IN),
            ("Heat shield", StatementKind.IN),
        ]
        assert s.text.index("Crew seats") < s.text.index("Heat shield")
        await s.press("K")
        assert "already the first" in s.status
        await s.press("x", "y")
        assert [one.text for one in s.rows(ScopeStatement)] == ["Heat shield"]
        await s.press("u")
        assert len(s.rows(ScopeStatement)) == 2
        assert "in scope 10d" in s.text


async def test_shares_are_promised_and_who_works_here_is_shown(plan, opened):
    async with opened(plan) as s:
        await s.press("2", *TEAM, "n")
        await s.write("ana")
        await s.press("tab")
        await s.press("tab", "tab", "ctrl+s")
        assert [(one.project_id, one.percent, one.start) for one in s.rows(Allocation)] == [(1, 100, TODAY)]
        assert "Ana Lima" in s.line("committed")
        member = next(line for line in s.text.splitlines() if "Ana Lima" in line and "100%" in line and "h" in line)
        assert member
        await s.press("x", "y")
        assert not s.rows(Allocation)


async def test_members_show_their_load(plan, opened):
    plan.run(partial(work.assign, item_ids=[2], resource_id=1), TODAY)
    async with opened(plan) as s:
        text = await s.press("2", *TEAM)
        line = next(one for one in text.splitlines() if "Ana Lima" in one)
        assert "40h" in line  # 5 days of 8 hours
        assert "none" in line  # no share


async def test_staffing_requests_are_made_escalated_and_withdrawn(plan, opened):
    async with opened(plan) as s:
        await s.press("2", *TEAM, "tab", "tab", "n")
        await s.write("Welder")
        await s.press("ctrl+s")
        (found,) = s.rows(StaffingRequest)
        assert (found.role, found.project_id, found.state) == ("Welder", 1, StaffingState.OPEN)
        await s.press("t", "enter", "ctrl+s")
        assert s.rows(StaffingRequest)[0].state is StaffingState.ESCALATED
        await s.press("t")
        await s.write("withdraw")
        await s.press("enter")
        await s.write("Found one")
        await s.press("ctrl+s")
        (found,) = s.rows(StaffingRequest)
        assert (found.state, found.answer) == (StaffingState.WITHDRAWN, "Found one")
        assert "withdrawn" in s.text


async def test_risks_and_issues_of_this_project_alone(plan, opened):
    add(plan, Risk, program_id=1, project_id=2, event="Leg breaks")
    async with opened(plan) as s:
        text = await s.press("2", *RAID, "n")
        await s.write("Seal leaks")
        text = await s.press("ctrl+s")
        assert "Seal leaks" in text
        assert "Leg breaks" not in text
        assert {(one.event, one.project_id) for one in s.rows(Risk)} == {("Leg breaks", 2), ("Seal leaks", 1)}
        await s.press("tab", "n")
        await s.write("No argon")
        await s.press("ctrl+s")
        assert [(one.title, one.project_id) for one in s.rows(Issue)] == [("No argon", 1)]


async def test_money_is_summed_against_the_budget(plan, opened):
    async with opened(plan) as s:
        text = await s.press("2", *MONEY)
        assert "no money entry yet" in text
        add(plan, MoneyEntry, project_id=1, day=TODAY, amount=1_234_56, note="Argon")
        text = await s.press("j")
        assert "1,234.56" in s.line("Argon")
        assert "actual 1,234.56" in text
        assert "no budget" in text


async def test_a_baseline_keeps_what_is_forecast_now(plan, opened):
    async with opened(plan) as s:
        await s.press("2", *BASELINES, "n")
        await s.write("First plan")
        await s.press("ctrl+s")
        assert [(one.name, one.approved_on) for one in s.rows(Baseline)] == [("First plan", TODAY)]
        assert "0d" in s.line("First plan")
        plan.run(partial(work.set_remaining, item_ids=[2], remaining=20 * 480), TODAY)
        await s.press("j")
        line = s.line("First plan")
        assert "05 Feb" in line
        assert "+" in line
        await s.press("left_square_bracket", "left_square_bracket", "left_square_bracket")


async def test_history_is_of_this_project(plan, opened):
    plan.run(partial(work.set_percent, item_ids=[2], percent=30), TODAY)
    plan.run(partial(work.set_percent, item_ids=[6], percent=40), TODAY)
    async with opened(plan) as s:
        text = await s.press("2", *HISTORY)
        assert "SHT-2 Weld" in text
        assert "LAN-1 Leg" not in text
        await s.press("u", "u")
        assert "(undone) SHT-2 Weld" in s.text


async def test_history_knows_what_is_gone_by_what_it_belonged_to(plan, opened):
    mine = add(plan, Risk, program_id=1, project_id=1, event="Argon for LAN")
    other = add(plan, Risk, program_id=1, project_id=2, event="Bolts of SHT")
    risks = plan.load().all(Risk)
    plan.run(partial(rows.delete, rows=(risks[mine],)), TODAY)
    plan.run(partial(rows.delete, rows=(risks[other],)), TODAY)
    async with opened(plan) as s:
        text = await s.press("2", *HISTORY)
        assert "Deleted risk Argon for LAN" in text
        assert "Bolts" not in text


async def test_a_new_money_entry_has_no_amount_until_one_is_typed(plan, opened):
    async with opened(plan) as s:
        text = await s.press("2", *MONEY, "n", "ctrl+s")
        assert "Amount is needed" in text
        assert not s.rows(MoneyEntry)


async def test_health_is_set_by_hand_with_a_reason(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "o", "enter")
        await s.write("Board said so")
        await s.press("shift+tab", "o", "ctrl+s")
        (found,) = s.rows(HealthOverride)
        assert (found.aspect, found.reason) == (HealthAspect.SCHEDULE, "Board said so")
        assert found.rag is Rag.OFF_TRACK
        assert "off track*" in s.line("target")
        text = await s.press("W")
        assert "by hand: Board said so" in text
        await s.press("escape", "o", "enter")
        assert "Edit health override" in s.text
        await s.press("escape", "o")
        await s.write("back to")
        await s.press("enter")
        assert not s.rows(HealthOverride)


async def test_the_project_itself_is_edited(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "E")
        assert "Edit project SHT Shuttle" in s.text
        await s.press("tab", "end")
        await s.write(" 2")
        await s.press("ctrl+s")
        assert "Project · SHT Shuttle 2" in s.text
        assert any(one.name == "Shuttle 2" for one in s.rows(Project))


async def test_a_jump_shows_the_row_on_its_tab_and_unfolds_what_hides_it(plan, opened):
    add(plan, StaffingRequest, project_id=1, role="Welder", start=TODAY)
    async with opened(plan) as s:
        await s.press("2", "h")
        await s.press("colon")
        await s.write("paint")
        text = await s.press("enter")
        assert "SHT-3 Paint" in text
        assert s.app.screen.query_one("#work").selected.item.title == "Paint"


async def test_a_jump_to_another_programs_project_stays_there(plan, opened):
    other = add(plan, Program, name="Mars", currency="EUR")
    add(plan, Project, program_id=other, code="MRS", name="Rover")
    async with opened(plan) as s:
        await s.press("2", "colon")
        await s.write("rover")
        await s.press("enter")
        await s.settled()
        assert "Project · MRS Rover" in s.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_hostile_text_is_aligned_on_every_tab(plan, opened, size):
    for text in ("a [/] b", "[red]x", "rlo \u202eabc", "rocket 👩‍🚀", "漢字", "y" * 500):
        add(plan, Risk, program_id=1, project_id=1, event=text)
        add(plan, ScopeStatement, project_id=1, text=text)
        add(plan, MoneyEntry, project_id=1, day=TODAY, amount=100, note=text)
        add(plan, StaffingRequest, project_id=1, role=text, start=TODAY)
        person = add(plan, Resource, name=text)
        add(plan, Allocation, resource_id=person, project_id=1, start=TODAY)
        add(plan, WorkItem, project_id=1, title=text)
        add(plan, Baseline, project_id=1, name=text, approved_on=TODAY)
    async with opened(plan, size=size) as s:
        await s.press("2")
        for tab in range(6):
            text = await s.press("right_square_bracket")
            assert "[/]" in text or tab == 5  # history begins with what was done last
            assert "\u202e" not in text
            assert all(width(line) <= size[0] for line in text.splitlines())


async def test_what_an_update_did_stays_after_a_restart(plan, opened):
    async with opened(plan) as s:
        await s.press("2", "j", "percent_sign")
        await s.write("25")
        await s.press("enter")
    async with opened(plan) as s:
        await s.press("2")
        assert "25%" in s.line("Weld")
        assert item(s, 2).started_on == date(2027, 2, 1)
