"""Balancing people by keys: shifting a share, levelling an overload, filling a request, as was shown."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from typing import Any

import pytest

from pmtui.commands import rows, staffing
from pmtui.domain.choices import StaffingState
from pmtui.domain.entities import (
    Acceptance,
    Allocation,
    Assignment,
    Decision,
    Dependency,
    Project,
    Resource,
    ResourceSkill,
    Skill,
    StaffingRequest,
    WorkItem,
)
from pmtui.domain.impact.ranking import Mark
from pmtui.domain.impact.result import Figures, Impact, ItemChange, OverloadChange, ProjectChange
from pmtui.domain.text import width
from pmtui.store.database import Database
from pmtui.ui.balancing.options import Option, Row, ranked
from pmtui.ui.previewing import Preview

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
TODAY = date(2027, 2, 1)  # a Monday
ANA, BEN = 1, 2
SIZES = [(80, 24), (120, 40), (200, 50)]


def day(text: str) -> date:
    return date.fromisoformat(text)


def flat(text: str) -> str:
    """What is visible, without the frames of dialogs and the breaks of lines."""
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def staffed(small: Database, add: Add) -> Database:
    """Ana does seal test and tank with 50 % of SHT, Ben the leg with 50 % of LAN.

    Five days of work at half time are ten: the leg is done by 12 February, the tank by the 26th.
    """
    for name in ("Ana Lima", "Ben Okafor"):
        add(small, Resource, name=name, role="Engineer")
    for who, project, items in ((ANA, 1, (1, 2)), (BEN, 2, (3,))):
        add(small, Allocation, resource_id=who, project_id=project, percent=50, start=TODAY)
        for item in items:
            add(small, Assignment, work_item_id=item, resource_id=who)
    return small


def last_label(session: Any) -> str:
    """What was done last."""
    label: str = session.database.history()[0].label
    return label


def shares(session: Any, project_id: int) -> list[tuple[int, int, str, str]]:
    """Whose, how much, from and to, of a project."""
    found = [one for one in session.rows(Allocation) if one.project_id == project_id]
    return [(one.resource_id, one.percent, str(one.start), str(one.finish)) for one in found]


async def test_a_share_is_shifted_with_both_sides_before_the_eyes(staffed: Database, opened: Open) -> None:
    # Ben's leg: 40 h at 4 h a day are ten days; with 30 % less they are 40 / 1.6 = 25 days, to Friday 5 March.
    async with opened(staffed) as session:
        text = flat(await session.press("4", "j", "s"))
        assert "Person * Ben Okafor" in text
        assert "From project LAN" in text
        await session.press("tab", "tab")
        await session.write("SHT")
        await session.press("tab")
        await session.write("30")
        text = flat(session.text)
        assert "LAN 2027-02-12 → 2027-03-05 +15d" in text
        assert "SHT 2027-02-26 as now" in text
        assert "Ben Okafor: promised 50 % → 50 % then" in text
        assert "Ben Okafor is assigned to no open work of SHT" in text
        assert shares(session, 1) == [(ANA, 50, "2027-02-01", "None")], "nothing is done yet"
        await session.press("ctrl+s")
        assert "Reason" in session.text, "the reason is asked for"
        await session.write("The seal cannot wait")
        await session.press("ctrl+s")
        assert shares(session, 2) == [(BEN, 20, "2027-02-01", "None")]
        assert (BEN, 30, "2027-02-01", "None") in shares(session, 1)
        assert "Shifted 30 % of Ben Okafor from LAN Lander to SHT Shuttle" in session.status
        assert str(session.app.view.forecast.projects[2].finish) == "2027-03-05", "as was shown"
        (decision,) = session.rows(Decision)
        assert decision.rationale == "The seal cannot wait"
        (option,) = json.loads(decision.options)["options"]
        assert option["chosen"]
        assert {"code": "LAN", "before": "2027-02-12", "after": "2027-03-05"}.items() <= option["projects"][
            0
        ].items()
        await session.press("u")
        assert shares(session, 2) == [(BEN, 50, "2027-02-01", "None")]
        assert session.rows(Decision) == []


async def test_two_people_are_swapped(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        await session.press("4", "s", "tab", "tab")
        await session.write("LAN")
        await session.press("tab", "tab", "tab", "tab")
        await session.write("Ben")
        await session.press("tab")
        text = flat(session.text)
        assert "without staff" in text
        assert "no finish" in text
        await session.write("They asked for it")
        await session.press("ctrl+s")
        assert shares(session, 1) == [(BEN, 50, "2027-02-01", "None")]
        assert shares(session, 2) == [(ANA, 50, "2027-02-01", "None")]
        assert len(session.rows(Decision)) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"percent": "60"}, "Ben Okafor has 50 % of LAN from 2027-02-01 on, not 60 %: take at most 50 %."),
        (
            {"start": "2027-02-10", "finish": "2027-02-05"},
            "It would end on 2027-02-05, before it starts on 2027-02-10",
        ),
        ({"start": "2027-01-04"}, "SHT starts on Mon 2027-02-01: start the share then or later."),
        ({"start": "2027-05-03"}, "SHT is done by Mon 2027-03-01: start the share before that."),
        ({"finish": "2027-09-30"}, "Ben Okafor leaves on 2027-06-30: end then or earlier."),
    ],
)
async def test_what_makes_no_sense_is_said_at_once_and_what_was_typed_stays(
    staffed: Database, opened: Open, typed: dict[str, str], told: str
) -> None:
    ben = staffed.load().all(Resource)[BEN]
    staffed.run(partial(rows.edit, row=ben, changes={"available_to": day("2027-06-30")}), TODAY)
    values = {"to_id": "SHT", "percent": "20", "start": "2027-02-01", "finish": "", "other_id": "", **typed}
    async with opened(staffed) as session:
        await session.press("4", "j", "s", "tab")
        for text in values.values():
            await session.press("tab", *["backspace"] * (not text))
            await session.write(text)
        await session.press("tab")
        await session.write("Because")
        before = session.rows(Allocation)
        assert told in flat(session.text)
        await session.press("ctrl+s")
        assert told in flat(session.text)
        assert "Because" in session.text
        assert session.rows(Allocation) == before
        assert session.rows(Decision) == []


async def test_what_is_promised_too_much_is_said_in_hours_without_color_whenever_it_is(
    staffed: Database, opened: Open
) -> None:
    """50 % of LAN and 80 % of SHT from June on are 30 % too much: 2.4 h on 65 days are 156 h."""
    for id in (1, 2):
        project = staffed.load().all(Project)[id]
        staffed.run(partial(rows.edit, row=project, changes={"target_finish": day("2028-03-01")}), TODAY)
    async with opened(staffed) as session:
        await session.press("4", "j", "s", "tab", "backspace", "tab")
        await session.write("SHT")
        await session.press("tab")
        await session.write("80")
        await session.press("tab")
        await session.write("2027-06-07")
        await session.press("tab")
        text = flat(session.text)
        assert "! Ben Okafor: promised 50 % → 130 % then" in text
        assert "! Ben Okafor: 0h → 156h too much within 13 weeks from 2027-06-07" in text
        await session.press("tab", "tab")
        await session.write("It must be")
        await session.press("ctrl+s")
        (decision,) = session.rows(Decision)
        assert "Ben Okafor is promised 156h more than there is within 13 weeks" in decision.chosen


async def test_a_share_that_outlasts_its_project_is_said(staffed: Database, opened: Open) -> None:
    """SHT is done by its target of 1 March; a person of whom nobody has a share yet is asked where it goes."""
    async with opened(staffed) as session:
        await session.press("4", "j", "s", "tab", "tab")
        await session.write("SHT")
        await session.press("tab", "tab", "tab")
        await session.write("2027-03-31")
        assert "! SHT is done by 2027-03-01: the share goes on to 2027-03-31" in flat(session.text)
        await session.press("ctrl+u")
        await session.write("2027-03-01")
        assert "the share goes on" not in flat(session.text)


async def test_the_persons_load_is_in_sight_however_much_else_changes(
    staffed: Database, opened: Open, add: Add
) -> None:
    for number in range(9):
        code = f"P{number}"
        project = add(staffed, Project, program_id=1, code=code, name=code, status="active", start=TODAY)
        item = add(staffed, WorkItem, project_id=project, title="After the leg", effort=480)
        add(staffed, Dependency, predecessor_id=3, successor_id=item)
    async with opened(staffed) as session:
        await session.press("4", "j", "s")
        text = flat(session.text)
        assert "LAN 2027-02-12 → no finish" in text
        assert "Ben Okafor: promised 50 % → 0 % then" in text
        assert "P4 " in text, "the reason leaves room for what changes"


async def test_what_another_session_changed_is_shown_anew_before_it_is_decided(
    staffed: Database, opened: Open
) -> None:
    async with opened(staffed) as session:
        await session.press("4", "j", "s", "tab", "tab")
        await session.write("SHT")
        await session.press("tab")
        await session.write("30")
        await session.press("tab", "tab", "tab", "tab")
        await session.write("The seal cannot wait")
        assert "LAN 2027-02-12 → 2027-03-05" in flat(session.text)
        other = Database.open(staffed.path)
        leg = session.app.view.workspace.all(Project)[2]
        other.run(partial(rows.edit, row=leg, changes={"start": day("2027-02-08")}), TODAY)
        other.close()
        text = flat(await session.press("ctrl+s"))
        assert "Another session has changed the workspace" in text
        assert "The seal cannot wait" in text
        assert shares(session, 2) == [(BEN, 50, "2027-02-01", "None")]
        await session.settled()
        assert "LAN 2027-02-19 → 2027-03-12" in flat(session.text), "a week later, as the project is"
        await session.press("ctrl+s")
        assert shares(session, 2) == [(BEN, 20, "2027-02-01", "None")]


async def test_the_only_person_is_never_taken_away_for_a_gain(staffed: Database, opened: Open, add: Add) -> None:
    add(staffed, Allocation, resource_id=ANA, project_id=2, percent=60, start=TODAY)
    async with opened(staffed) as session:
        text = await session.press("4", "b")
        assert "Ana Lima is promised 10 % too much" in flat(text)
        assert "▸ Lower LAN by 10 %" in text, "what leaves nothing without staff comes first"
        lines = {one[4:40].strip(): one for one in text.splitlines()}
        lower = next(one for name, one in lines.items() if "Lower SHT" in name)
        assert "+" in lower
        await session.press("enter")
        await session.write("LAN can wait")
        await session.press("ctrl+s")
        assert (ANA, 50, "2027-02-01", "None") in shares(session, 1)
        assert [one.percent for one in session.rows(Allocation) if one.project_id == 2 and one.resource_id == ANA]
        (decision,) = session.rows(Decision)
        options = json.loads(decision.options)["options"]
        assert sum(one["chosen"] for one in options) == 1
        assert any(one["option"].startswith("Accept") for one in options)
        assert "Level" not in session.text, "both dialogs are closed"


async def test_taking_the_only_person_off_is_marked_and_last(staffed: Database, opened: Open, add: Add) -> None:
    """Ana's share of SHT ends on 5 March: without it its work is without staff, so that this is never the best."""
    share = staffed.load().all(Allocation)[1]
    staffed.run(partial(rows.edit, row=share, changes={"finish": day("2027-03-05")}), TODAY)
    add(staffed, Allocation, resource_id=ANA, project_id=2, percent=100, start=TODAY)
    async with opened(staffed, size=(120, 40)) as session:
        text = await session.press("4", "b")
        rows_shown = [one for one in text.splitlines() if "Lower" in one or "Accept" in one]
        assert "!Lower SHT by 50 %" in rows_shown[-1]
        assert "no finish" in rows_shown[-1]
        assert "▲" not in rows_shown[-1]


def test_what_leaves_work_without_staff_is_last_and_best_in_nothing_however_cheap_it_is() -> None:
    """Half the cost, the finish of another project sooner, and no overload, all by giving up one project's work."""

    def row(key: str, cost: int, later: int, **impact: Any) -> Row:
        sides = Figures(day("2027-03-01"), 0, 1000), Figures(day("2027-03-01"), 0, 1000 + cost)
        change = ProjectChange(1, 1, "SHT", *sides, later)
        preview = Preview(1, impact=Impact(projects={1: change}, **impact))
        return Row(Option(key, key, lambda _: "", lambda _: ()), preview)

    item = ItemChange(1, "LAN-1", "Leg", 2, day("2027-02-01"))
    over = OverloadChange(1, "Ana Lima", 0, 60)
    cheap = row("cheap", -500, -9, unstaffed=(item,))
    found = ranked([cheap, row("dear", 100, 5, overloads=(over,)), row("middle", 50, 3, overloads=(over,))])
    assert [one.option.key for one in found] == ["middle", "dear", "cheap"]
    assert Mark.BEST not in found[-1].marks.values()
    assert [found[0].marks[name] for name in ("later", "cost")] == [Mark.BEST, Mark.BEST]


def test_a_finish_that_is_regained_is_best_and_one_that_is_lost_worst() -> None:
    none, some = Figures(None, None, 0), Figures(day("2027-03-01"), 0, 0)

    def row(key: str, before: Figures, after: Figures, later: int | None) -> Row:
        change = ProjectChange(1, 1, "SHT", before, after, later)
        return Row(Option(key, key, lambda _: "", lambda _: ()), Preview(1, impact=Impact(projects={1: change})))

    rows = [row("lost", some, none, None), row("as now", none, none, None), row("regained", none, some, None)]
    found = {one.option.key: one for one in ranked(rows)}
    assert list(found) == ["regained", "as now", "lost"]
    assert found["regained"].marks["later"] is Mark.BEST
    assert found["lost"].marks["later"] is Mark.WORST


async def test_work_is_handed_over_and_the_time_spent_is_not(staffed: Database, opened: Open, add: Add) -> None:
    """Ana has spent 2 h on the seal test; Ben, who can weld too and has time, takes it over."""
    welding = add(staffed, Skill, name="Welding")
    for who in (ANA, BEN):
        add(staffed, ResourceSkill, resource_id=who, skill_id=welding, level=3)
    hers = staffed.load().all(Assignment)[1]
    staffed.run(partial(rows.edit, row=hers, changes={"spent": 120}), TODAY)
    add(staffed, Allocation, resource_id=ANA, project_id=2, percent=60, start=TODAY)
    async with opened(staffed) as session:
        spent = session.app.view.forecast.projects[1].spent
        text = await session.press("4", "b")
        listed = [
            one for one in text.splitlines() if one.startswith(("│ ▸", "│  ")) and ("+" in one or "0d" in one)
        ]
        at = next(number for number, one in enumerate(listed) if "Ben Okafor takes SHT-1" in one)
        await session.press(*["j"] * at, "enter")
        await session.write("He has the time")
        await session.press("ctrl+s")
        found = [one for one in session.rows(Assignment) if one.work_item_id == 1]
        assert sorted((one.resource_id, one.units, one.spent) for one in found) == [(ANA, 0, 120), (BEN, 100, 0)]
        assert session.app.view.forecast.projects[1].spent == spent > 0
        text = flat(await session.press("2", "right_curly_bracket"))
        assert "SHT-1 Seal test Ben Okafor Ana Lima no more (2h spent)" in text
        await session.press("u")
        (back,) = [one for one in session.rows(Assignment) if one.work_item_id == 1]
        assert (back.resource_id, back.units, back.spent) == (ANA, 100, 120)


async def test_an_overload_is_accepted_until_a_day_and_leaves_the_overview(
    staffed: Database, opened: Open, add: Add
) -> None:
    add(staffed, Allocation, resource_id=ANA, project_id=2, percent=60, start=TODAY)
    async with opened(staffed) as session:
        assert "beyond what there is" in session.text
        text = await session.press("4", "b")
        accept = [one.strip(" │▸") for one in text.splitlines() if "Lower" in one or "Accept" in one]
        at = next(number for number, one in enumerate(accept) if one.startswith("Accept"))
        await session.press(*["j"] * at, "enter")
        await session.write("2027-03-01")
        await session.press("tab")
        await session.write("Only this month")
        await session.press("ctrl+s")
        (accepted,) = session.rows(Acceptance)
        assert (accepted.until, accepted.reason) == (day("2027-03-01"), "Only this month")
        await session.press("escape", "1")
        assert "beyond what there is" not in session.text


async def test_where_nothing_is_too_much_the_key_says_so(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        await session.press("4", "b")
        assert "Nothing is promised beyond what there is" in session.status


async def test_each_figure_opens_to_what_causes_it(staffed: Database, opened: Open, add: Add) -> None:
    # Without 30 % of LAN Ben's leg takes 25 days instead of ten.
    async with opened(staffed) as session:
        await session.press("4", "j", "s", "tab", "tab", "tab")
        await session.write("30")
        text = flat(await session.press("f2"))
        assert "LAN Lander: 2027-02-12 → 2027-03-05 +15d" in text
        assert "LAN-1 Leg: +15d" in text
        await session.press("escape", "escape", "y")
    add(staffed, Allocation, resource_id=BEN, project_id=1, percent=80, start=TODAY)
    async with opened(staffed) as session:
        text = flat(await session.press("4", "j", "b", "j", "w"))
        assert "Lower LAN by 30 %" in text
        assert "LAN-1 Leg: +15d" in text
        assert "Ben Okafor: overload" in text
        assert "20 % on LAN" in text
        assert "│   LAN-1 Leg" in session.text, "what causes a figure stands further in than the figure"


# Staffing requests


@pytest.fixture
def asked(staffed: Database, add: Add) -> Database:
    """SHT asks for a welder for three weeks, which Ben is."""
    welding = add(staffed, Skill, name="Welding")
    add(staffed, ResourceSkill, resource_id=BEN, skill_id=welding, level=4)
    add(
        staffed,
        StaffingRequest,
        project_id=1,
        role="Welder",
        skill_id=welding,
        level=3,
        percent=50,
        start=day("2027-02-08"),
        finish=day("2027-02-26"),
        why="Seals",
    )
    return staffed


async def test_candidates_are_shown_with_what_pulling_them_does_and_one_fills_a_part(
    asked: Database, opened: Open
) -> None:
    async with opened(asked) as session:
        text = flat(await session.press("4", "]", "]", "f"))
        assert "SHT asks for 50 % from 2027-02-08 to 2027-02-26, Welding from level 3. Seals" in text
        assert "▸ Ben Okafor, 50 % from free time" in text
        assert "Ben Okafor, 50 % from LAN +15d▼" in text, "three weeks without him"
        assert "Engineer, Welding 4, 50 % free then" in text
        await session.press("enter", "ctrl+u")
        await session.write("20")
        assert "Ben Okafor: promised 50 % → 70 % then" in flat(session.text)
        await session.press("ctrl+s")
        (request,) = session.rows(StaffingRequest)
        assert request.state is StaffingState.OPEN
        assert "open stays 30 %" in last_label(session)
        assert "30%" in session.line("Welder")
        (decision,) = session.rows(Decision)
        assert decision.rationale == "Seals"
        assert len(json.loads(decision.options)["options"]) == 2
        await session.press("f", "enter", "ctrl+s")
        assert session.rows(StaffingRequest)[0].state is StaffingState.FILLED
        assert sorted(one.percent for one in session.rows(Allocation) if one.request_id) == [50]
        text = await session.press("f")
        assert "This request is filled already" in session.status
        await session.press("u")
        assert session.rows(StaffingRequest)[0].state is StaffingState.OPEN


async def test_who_has_the_skill_comes_before_who_would_cost_less(asked: Database, opened: Open, add: Add) -> None:
    """Eva's role fits and her free time costs nothing; Ben, who can weld, is taken off the lander."""
    add(asked, Resource, name="Eva " + "x" * 60, role="Welder")
    busy = asked.load().all(Allocation)[2]
    asked.run(partial(rows.edit, row=busy, changes={"percent": 100}), TODAY)
    leg = asked.load().all(WorkItem)[3]
    asked.run(partial(rows.edit, row=leg, changes={"effort": 20 * 480}), TODAY)
    async with opened(asked) as session:
        text = await session.press("4", "]", "]", "f")
        shown = [one for one in text.splitlines() if ", 50 % from" in one]
        assert "▸ Ben Okafor, 50 % from LAN" in shown[0]
        assert "Eva xxx" in shown[1]
        assert "…, 50 % from free time" in shown[1], "the name is cut, not where it comes from"


async def test_a_decision_is_read_with_all_that_was_considered(asked: Database, opened: Open) -> None:
    async with opened(asked) as session:
        await session.press("4", "]", "]", "f", "enter", "ctrl+s")
        text = flat(await session.press("1", "left_square_bracket", "enter"))
        assert "OPTIONS AS THEY STOOD ON 2027-02-01" in text
        assert "▸ Filled staffing request of SHT: Welder with Ben Okafor, 50 %" in text
        assert "Ben Okafor, 50 % from LAN: LAN 2027-02-12 → 2027-03-05 +15d" in text
        assert "fit Engineer, Welding 4, 50 % free then" in text


async def test_a_request_filled_in_another_session_is_not_filled_twice(asked: Database, opened: Open) -> None:
    async with opened(asked) as session:
        await session.press("4", "]", "]", "f", "enter")
        await session.press("tab", "tab", "tab")
        await session.write("My own words")
        other = Database.open(asked.path)
        other.run(partial(staffing.fill, request_id=1, resource_id=ANA, reason="First"), TODAY)
        other.close()
        await session.press("ctrl+s")
        await session.settled()
        text = flat(session.text)
        assert "This staffing request of SHT is filled already" in text
        assert "My own words" in text
        await session.press("ctrl+s")
        assert [one.resource_id for one in session.rows(Allocation) if one.request_id] == [ANA]
        text = flat(await session.press("escape", "y"))
        assert "This request is filled already: raise a new one." in text
        assert "enter choose" not in text


async def test_a_skill_that_no_one_has_is_said_and_a_request_is_declined(
    asked: Database, opened: Open, add: Add
) -> None:
    sewing = add(asked, Skill, name="Sewing")
    add(asked, StaffingRequest, project_id=1, role="Tailor", skill_id=sewing, percent=50, start=TODAY)
    async with opened(asked) as session:
        text = flat(await session.press("4", "]", "]", "j", "f"))
        assert "Nobody has the skill Sewing" in text
        await session.press("escape", "t")
        await session.write("decline")
        await session.press("enter")
        assert "Say why the staffing request is declined" in flat(await session.press("ctrl+s"))
        await session.write("Nobody sews here")
        await session.press("ctrl+s")
        assert session.rows(StaffingRequest)[-1].state is StaffingState.DECLINED


async def test_the_team_of_a_project_fills_shifts_and_says_what_its_keys_do(asked: Database, opened: Open) -> None:
    async with opened(asked) as session:
        await session.press("2", "right_curly_bracket", "]", "]", "tab", "tab")
        assert "Welder for SHT" in await session.press("f")
        await session.press("escape", "shift+tab")
        assert "› Ana Lima" in session.text
        assert "Edit allocation" in await session.press("e")
        await session.press("escape")
        assert "Deletes allocation of Ana Lima: 50 % of SHT" in flat(await session.press("x"))
        await session.press("escape")
        assert "New allocation" in await session.press("n")
        await session.press("escape")
        assert "From project SHT" in flat(await session.press("s"))
        await session.press("escape", "shift+tab", "x", "y", "tab", "e")
        assert "Ana Lima has no share: n promises one" in session.status


@pytest.mark.parametrize("size", SIZES)
async def test_dialogs_fit_at_every_size(size: tuple[int, int], asked: Database, opened: Open, add: Add) -> None:
    odd = "a [/] b [red]x 漢字 \u202e" + "x" * 300
    add(asked, Resource, name=odd, role=odd)
    add(asked, ResourceSkill, resource_id=3, skill_id=1, level=5)
    add(asked, Allocation, resource_id=ANA, project_id=2, percent=90, start=TODAY)
    async with opened(asked, size=size) as session:
        for keys in (
            ("4", "j", "b"),
            ("enter",),
            ("escape", "escape", "s"),
            ("f2",),
            ("escape", "escape", "]", "]", "f"),
        ):
            lines = (await session.press(*keys)).splitlines()
            assert all(width(one) <= size[0] for one in lines)
            assert any(one.lstrip().startswith("╰") for one in lines), keys
            assert any("esc close" in one for one in lines)
