"""Resource balance by keys: the map agrees with the loads; people and shares are made, changed and deleted."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from pmtui.domain.choices import AllocationStatus, ResourceKind
from pmtui.domain.entities import (
    Absence,
    Allocation,
    Assignment,
    Holiday,
    Program,
    Resource,
    ResourceSkill,
    Settings,
    Skill,
)
from pmtui.domain.load import Loads
from pmtui.domain.needs import NeedKind, needs
from pmtui.domain.periods import Scale, period_of, periods
from pmtui.domain.text import width
from pmtui.exchange.demo import open_demo
from pmtui.store.database import Database
from pmtui.ui.screens.resources.heat import window

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
TODAY = date(2027, 2, 1)  # a Monday
SIZES = [(80, 24), (120, 40), (200, 50)]
ODD = "a [/] b [red]x [@click=app.quit]y \u202eabc\u202c \U0001f469\u200d\U0001f680 漢字 " + "x" * 440


def day(text: str) -> date:
    return date.fromisoformat(text)


def figures(session: Any, name: str) -> list[str]:
    """The cells of a row, without the brackets of the chosen one."""
    return session.line(f" {name} ").split(name)[1].replace("[", " ").replace("]", " ").split()


@pytest.fixture
def staffed(small: Database, add: Add) -> Database:
    """Ana is promised 120 % from 8 Feb to 19 Feb and away on 16 and 17 Feb; a crew of two works without shares."""
    ana = add(small, Resource, name="Ana Lima", role="Engineer")
    crew = add(small, Resource, name="Crew", kind=ResourceKind.TEAM, units=2)
    add(small, Allocation, resource_id=ana, project_id=1, percent=80, start=TODAY)
    add(
        small,
        Allocation,
        resource_id=ana,
        project_id=2,
        percent=40,
        start=day("2027-02-08"),
        finish=day("2027-02-19"),
    )
    add(small, Absence, resource_id=ana, start=day("2027-02-16"), finish=day("2027-02-17"), reason="leave")
    add(small, Assignment, work_item_id=1, resource_id=ana)
    add(small, Assignment, work_item_id=3, resource_id=crew, units=200)
    return small


@pytest.fixture
def demo(tmp_path: Path) -> Database:
    return open_demo(tmp_path / "demo.db", TODAY)[0]


async def test_the_heat_map_shows_the_three_loads_and_marks_what_is_too_much(
    staffed: Database, opened: Open
) -> None:
    # Promised: 80 % of 40 h; with 40 % more 48 of 40 h; the week after, 48 of the 24 h that the absence leaves.
    # Scheduled: 5 days of work at 80 % of 8 h take 4 days of 6.4 h in the first week are 32 h, then 8 h.
    async with opened(staffed) as session:
        await session.press("4")
        assert session.line("Ana Lima").split("]")[0].endswith("[ 80 ")
        assert figures(session, "Ana Lima")[:4] == ["80", "120▲", "200▲", "80"]
        assert "▾1 Feb" in session.line("Promised %")
        await session.press("v")
        assert figures(session, "Ana Lima")[:3] == ["80", "20", "·a"]
        await session.press("percent_sign")
        assert "Scheduled hours" in session.text
        assert figures(session, "Ana Lima")[:3] == ["32", "8", "·a"]
        await session.press("v")
        assert figures(session, "Ana Lima")[:3] == ["40", "·", "·a"]
        assert figures(session, "Crew")[:2] == ["40", "·"]


async def test_figures_of_the_map_are_those_of_the_loads(demo: Database, opened: Open) -> None:
    async with opened(demo, size=(200, 50)) as session:
        await session.press("4", "percent_sign")
        view = session.app.view
        loads = Loads(view.workspace, view.forecast, TODAY, 8)
        for measure in ("promised", "scheduled", "needed"):
            assert f"{measure.capitalize()} hours" in session.text
            for resource in view.workspace.all(Resource).values():
                shown = figures(session, resource.name)
                expected = []
                for load in loads.by_week(resource.id):
                    minutes = getattr(load, measure)
                    hours = max((minutes + 30) // 60, 1) if minutes else 0
                    expected.append(str(hours) if hours else "off" if not load.has else "·")
                cells = [one.rstrip("▲a") for one in shown]
                assert any(cells[at : at + 8] == expected for at in range(len(cells))), (resource.name, shown)
            await session.press("v")


async def test_a_cell_says_what_it_is_made_of_and_leads_there(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        await session.press("4", "l")
        assert "promised 48h of 40h" in session.text
        assert "▲ 8h too many" in session.text
        assert "SHT 80% 32h Shuttle" in session.text
        assert "LAN 40% 16h Lander" in session.text
        assert "8h / 0h SHT-1 Seal test" in session.text
        text = " ".join((await session.press("w")).replace("│", " ").split())
        assert "Mon 2027-02-08: 9h 36m promised (SHT 80 %, LAN 40 %), 8h there: 1h 36m too many." in text
        await session.press("escape", "l")
        assert "promised 48h of 24h" in session.text
        assert "to 2027-02-17: leave." in session.text
        await session.press("h", "enter")
        assert "SHT-1 Seal test" in session.text
        await session.press("enter")
        assert "Project · SHT Shuttle" in session.text.splitlines()[0]
        await session.press("escape")
        assert "Resource balance" in session.text.splitlines()[0]
        assert "Week of 08 Feb" in session.text, "back at the cell"


async def test_weeks_scroll_and_only_the_overloaded_are_shown(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        await session.press("4", *["right"] * 12)
        assert "Week of 26 Apr" in session.text
        assert "▾26" in session.line("Promised %")
        await session.press("t")
        assert "Week of 01 Feb" in session.text
        await session.press("h")
        assert "Week of 25 Jan" in session.text
        assert "[  · ]  80" in session.line("Ana Lima")
        await session.press("o")
        assert "Ana Lima" in session.text
        assert session.line("Crew ") == ""
        await session.press("o", "slash")
        await session.write("crew")
        assert "Ana Lima" not in session.text


async def test_a_need_opens_the_person_at_the_first_overload(demo: Database, opened: Open) -> None:
    async with opened(demo) as session:
        view = session.app.view
        need = next(
            one
            for one in needs(view.workspace, view.forecast, view.program_id, TODAY)
            if one.kind is NeedKind.OVERLOAD and "Tomasz" in one.sentence
        )
        await session.app.open(need.place)
        await session.settled()
        assert "› Tomasz" in session.text
        assert "Week of 08 Feb" in session.text
        assert "too many" in session.text


async def test_people_are_made_edited_and_deleted_with_all_of_theirs(staffed: Database, opened: Open) -> None:
    async with opened(staffed, size=(120, 40)) as session:
        await session.press("4", "n")
        await session.write("Bo [/] Diaz")
        await session.press("ctrl+s")
        assert [one.name for one in session.rows(Resource)] == ["Ana Lima", "Crew", "Bo [/] Diaz"]
        assert "› Bo [/] Diaz" in session.text
        await session.press("e")
        await session.press(*["backspace"] * 4)
        await session.write("Ek")
        await session.press("ctrl+s")
        assert "› Bo [/] Ek" in session.text
        await session.press("g", "x")
        asked = " ".join(session.text.replace("│", " ").split())
        assert "Deletes resource Ana Lima with 1 absence, 2 allocations and 1 assignment" in asked
        await session.press("y")
        assert [one.name for one in session.rows(Resource)] == ["Crew", "Bo [/] Ek"]
        assert session.rows(Allocation) == []
        await session.press("u")
        assert len(session.rows(Allocation)) == 2
        assert len(session.rows(Absence)) == 1
        assert "120▲" in session.line("Ana Lima")


async def test_absences_and_shares_are_made_on_the_map(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        text = await session.press("4", "l", "l", "l", "a")
        assert "Absence of Ana Lima" in text
        assert "Ana Lima · off Mon 2027-02-22 to Fri 2027-02-26 · 5 working days" in text
        await session.press("enter")
        made = session.rows(Absence)[-1]
        assert (made.resource_id, made.start, made.finish) == (1, day("2027-02-22"), day("2027-02-26"))
        assert "off▲" in session.line("Ana Lima")
        await session.press("u", "j", "s", "tab", "tab")
        await session.write("LAN")
        await session.press("tab", "tab", "tab", "tab", "tab")
        await session.write("The leg needs them")
        await session.press("ctrl+s")
        made = session.rows(Allocation)[-1]
        assert (made.resource_id, made.project_id, made.percent) == (2, 2, 100)
        assert "100" in session.line("Crew ")


async def test_shares_are_grouped_summed_made_edited_and_deleted(staffed: Database, opened: Open, add: Add) -> None:
    add(
        staffed,
        Allocation,
        resource_id=1,
        project_id=2,
        percent=30,
        start=day("2027-03-01"),
        status=AllocationStatus.PROPOSED,
    )
    async with opened(staffed) as session:
        await session.press("4", "]")
        lines = [one for one in session.text.splitlines() if "Ana Lima" in one]
        assert "80%  120%▲" in lines[0]
        assert "40%  120%▲" in lines[1]
        assert "30%  110%▲" in lines[2]
        assert "proposed" in lines[2]
        await session.press("n", "tab")
        await session.write("SHT")
        text = " ".join((await session.press("ctrl+s")).replace("│", " ").split())
        assert "Ana Lima has 80 % of SHT from 2027-02-01 on already: change that share." in text
        await session.press("shift+tab", "shift+tab")
        await session.write("LAN")
        await session.press("tab", "tab", "tab")
        await session.write("2027-02-05")
        await session.press("ctrl+s")
        made = session.rows(Allocation)[-1]
        assert (made.resource_id, made.project_id) == (1, 2), "the person under the cursor is proposed"
        await session.press("x", "y")
        assert len(session.rows(Allocation)) == 3
        await session.press("e", "tab", "tab", *["backspace"] * 4)
        await session.write("10%")
        await session.press("ctrl+s")
        assert sorted(one.percent for one in session.rows(Allocation)) == [10, 30, 80]


async def test_skills_absences_and_the_rate_on_the_tab_of_people(staffed: Database, opened: Open, add: Add) -> None:
    add(staffed, Skill, name="Welding")
    async with opened(staffed) as session:
        await session.press("4", "]", "]", "]", "tab", "n")
        await session.write("Weld")
        await session.press("ctrl+s")
        assert [(one.resource_id, one.level) for one in session.rows(ResourceSkill)] == [(1, 3)]
        assert "Welding" in session.text
        await session.press("tab")
        assert "2027-02-16  2027-02-17    2 leave" in session.text
        await session.press("x", "y")
        assert session.rows(Absence) == []
        await session.press("n", "tab")
        await session.write("+1w")
        await session.press("ctrl+s")
        assert [(one.resource_id, one.finish) for one in session.rows(Absence)] == [(1, day("2027-02-08"))]
        await session.press("shift+tab", "shift+tab", "j")
        assert "Of Crew:" in session.text
        assert "no absence: n adds one" in session.text
        await session.press("R")
        await session.press(*["backspace"] * 12)
        await session.write("85")
        await session.press("ctrl+s")
        assert session.rows(Settings)[0].default_rate == 8500


async def test_rates_are_typed_in_the_currency_of_the_open_program(
    database: Database, opened: Open, add: Add
) -> None:
    add(database, Program, name="Harbour", currency="JPY")
    add(database, Resource, name="Ana Lima")
    async with opened(database, size=(120, 40)) as session:
        await session.press("4", "]", "]", "]", "R", "ctrl+u")
        await session.write("9000 JPY")
        await session.press("ctrl+s")
        assert [one.default_rate for one in session.rows(Settings)] == [9000]
        assert "9,000 JPY an hour" in session.text


async def test_skills_and_holidays_are_registers(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        await session.press("4", "]", "]", "]", "]", "n")
        await session.write("Welding")
        await session.press("ctrl+s")
        assert [one.name for one in session.rows(Skill)] == ["Welding"]
        assert "none" in session.line("Welding")
        await session.press("]", "n")
        await session.write("2027-02-04")
        await session.press("tab")
        await session.write("Day off")
        await session.press("ctrl+s")
        assert [one.day for one in session.rows(Holiday)] == [day("2027-02-04")]
        assert "Thu" in session.line("Day off")
        await session.press("[", "[", "[", "[", "[", "percent_sign")
        assert "[ 26 ]" in session.line("Ana Lima"), "80 % of four days"


async def test_empty_tabs_say_what_to_do(database: Database, opened: Open, add: Add) -> None:
    add(database, Program, name="Moon", currency="EUR")
    async with opened(database) as session:
        await session.press("4")
        assert "nobody yet: n makes a person" in session.text
        assert "Resource balance" in await session.press("enter", "l", "h", "w", "x", "t", "H", "L")
        for sentence in (
            "n promises a person",
            "asks the program for someone",
            "nobody yet: n",
            "no skill yet: n",
            "no holiday yet: n",
        ):
            assert sentence in await session.press("]")


@pytest.mark.parametrize("size", SIZES)
async def test_odd_names_stay_text_and_aligned(
    size: tuple[int, int], small: Database, opened: Open, add: Add
) -> None:
    for number, name in enumerate((ODD[:500], "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "é" * 30)):
        resource = add(small, Resource, name=name, role=ODD[:400])
        add(small, Allocation, resource_id=resource, project_id=1, percent=100, start=TODAY)
        add(small, Assignment, work_item_id=4, resource_id=resource)
        skill = add(small, Skill, name=f"{number} {ODD[:300]}")
        add(small, ResourceSkill, resource_id=resource, skill_id=skill)
        add(small, Absence, resource_id=resource, start=TODAY, finish=TODAY + timedelta(1), reason=ODD[:400])
    async with opened(small, size=size) as session:
        await session.press("4")
        cells = [one for one in session.text.splitlines() if "167▲" in one]
        assert len(cells) == 3
        assert len({width(one[: one.index("167▲")]) for one in cells}) == 1
        for key in ("", "enter", "escape", "w", "escape", "d", "]", "]", "]", "]", "]"):
            if key:
                await session.press(key)
            lines = session.text.splitlines()
            assert all(width(line) <= size[0] for line in lines)
            assert not any(ord(one) < 32 or one in "\u202e\u200d" for line in lines for one in line)


@pytest.mark.parametrize("size", SIZES)
async def test_no_figure_is_cut_at_any_size(size: tuple[int, int], demo: Database, opened: Open) -> None:
    async with opened(demo, size=size) as session:
        await session.press("4")
        for key in ("", "v", "percent_sign", "v", "l", "d", "d", "]", "]", "]", "]", "]"):
            if key:
                await session.press(key)
            lines = session.text.splitlines()
            assert all(width(line) <= size[0] for line in lines)
            cut = [one for one in session.text.split() if one.endswith("…") and one[-2:-1].isdigit()]
            assert cut == []


@pytest.mark.parametrize("scale", list(Scale))
async def test_the_cells_of_the_map_sum_up_to_the_forecast(demo: Database, opened: Open, scale: Scale) -> None:
    """Minute for minute, by resource, over all the columns together: nothing is lost between or beside them."""
    async with opened(demo) as session:
        await session.press("4")
        view = session.app.view
        first, weeks = window(view)
        loads = Loads(view.workspace, view.forecast, first, weeks)
        columns = periods(scale, first, first + timedelta(7 * weeks - 1))
        for work, measure in ((view.forecast.work, "scheduled"), (view.forecast.needed, "needed")):
            expected: Counter[tuple[int, date]] = Counter()
            for one in work:
                for ordinal, minutes in one.minutes.items():
                    on = period_of(scale, date.fromordinal(ordinal))
                    expected[one.resource_id, on.first] += minutes * (
                        one.resource_id in view.workspace.all(Resource)
                    )
            shown = {
                (id, one.first): getattr(loads.between(id, one.first, one.last), measure)
                for id in view.workspace.all(Resource)
                for one in columns
            }
            assert {key: minutes for key, minutes in shown.items() if minutes} == +expected


async def test_days_months_and_what_is_free(staffed: Database, opened: Open) -> None:
    # February has 20 working days; Ana has 80 % of all of them for SHT and 40 % of ten for LAN, and is away on two.
    async with opened(staffed) as session:
        await session.press("4", "d")
        assert "▾Feb27" in session.line("Promised %")
        assert "Feb 2027:" in session.text
        assert figures(session, "Ana Lima")[0] == "111▲", "160 h of the 144 h that are there"
        await session.press("d")
        assert figures(session, "Ana Lima")[:6] == ["80", "80", "80", "80", "80", "120▲"]
        await session.press("d", "v", "v", "v")
        assert "Free %" in session.text
        assert figures(session, "Ana Lima")[:2] == ["20", "·"]
        assert figures(session, "Crew")[:2] == ["50", "100"], "without shares: what is not scheduled"


async def test_rows_are_filtered_by_project_role_skill_and_what_is_free(
    staffed: Database, opened: Open, add: Add
) -> None:
    skill = add(staffed, Skill, name="Welding")
    add(staffed, ResourceSkill, resource_id=2, skill_id=skill)
    async with opened(staffed) as session:
        await session.press("4")
        for typed, shown, hidden in (
            ("Project SHT", "Ana Lima", "Crew "),
            ("Everybody", "Crew ", "nobody"),
            ("Skill Welding", "Crew ", "Ana Lima"),
            ("Role Engineer", "nobody is Engineer, with Welding", "Ana Lima"),
            ("Everybody", "Ana Lima", "nobody"),
            ("Overloaded", "Ana Lima", "Crew "),
            ("Overloaded", "Crew ", "nobody"),
        ):
            await session.press("f")
            await session.write(typed)
            await session.press("enter")
            assert session.line(shown), typed
            assert not session.line(hidden), typed
        await session.press("l", "f")
        await session.write("Free")
        await session.press("enter")
        assert not session.line("Ana Lima "), "full in that week"
        assert session.line("Crew ")


async def test_an_absence_that_cannot_be_read_is_kept_and_said(staffed: Database, opened: Open) -> None:
    async with opened(staffed) as session:
        await session.press("4", "a")
        await session.write("ben off fri")
        assert "“ben” names nobody" in session.text
        await session.press("enter")
        assert "“ben” names nobody" in session.text
        assert "ben off fri" in session.text
        assert len(session.rows(Absence)) == 1
        await session.press("ctrl+u")
        await session.write("crew off 2027-03-01..2027-03-05 training")
        assert "Crew · off Mon 2027-03-01 to Fri 2027-03-05 · 5 working days · training" in session.text
        await session.press("enter")
        made = session.rows(Absence)[-1]
        assert (made.resource_id, made.finish, made.reason) == (2, day("2027-03-05"), "training")


async def test_keys_typed_right_behind_that_of_a_tab_are_for_its_rows(
    small: Database, opened: Open, add: Add
) -> None:
    """Keys that a quick hand has sent before the tab came up, such as over a slow link."""
    for name in ("Ana Lima", "Ben Okafor"):
        add(small, Resource, name=name)
    async with opened(small) as session:
        await session.press("4")
        for key in ("]", "]", "]", "j", "e"):
            name = {"]": "right_square_bracket"}.get(key, key)
            session.app.post_message(Key(name, key))
        await session.settled()
        assert "Edit resource" in session.text
        assert "Ben Okafor" in session.line("Name *")


async def test_who_has_left_has_no_skill_any_more(small: Database, opened: Open, add: Add) -> None:
    welding = add(small, Skill, name="Welding")
    for name, last, level in (("Ana Lima", None, 2), ("Zoe Ruiz", TODAY - timedelta(1), 5)):
        person = add(small, Resource, name=name, available_to=last)
        add(small, ResourceSkill, resource_id=person, skill_id=welding, level=level)
    async with opened(small) as session:
        await session.press("4", "left_square_bracket", "left_square_bracket")
        assert session.line("Welding").split()[1:] == [
            "Welding",
            "1",
            "Ana",
            "Lima",
            "2,",
            "Zoe",
            "Ruiz",
            "5",
            "(left)",
        ]
