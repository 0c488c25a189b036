"""The program overview by keys: what it shows at once, what its keys do to the database, and odd text in it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui.commands import rows
from pmtui.domain.choices import ProjectStatus
from pmtui.domain.entities import (
    Acceptance,
    Benefit,
    BenefitSource,
    Contribution,
    Goal,
    HealthOverride,
    Program,
    Project,
    Risk,
)
from pmtui.domain.needs import NeedKind, needs
from pmtui.domain.place import ScreenName
from pmtui.domain.text import width
from pmtui.exchange.demo import open_demo
from pmtui.exchange.json_file import export_json
from pmtui.store.database import Database

Open = Callable[..., AbstractAsyncContextManager[Any]]
Add = Callable[..., int]
SIZES = [(80, 24), (120, 40), (200, 50)]
WITH_DATES = (NeedKind.SLIP, NeedKind.DEADLINE)
CODES = ("SHT", "SUI", "LAN", "GND", "COM", "CRW", "ROV", "PAV")
ODD = "a [/] b [red]x [@click=app.quit]y \u202eabc\u202c \U0001f469\u200d\U0001f680 漢字 " + "x" * 440


def flat(text: str) -> str:
    """The words of a dialog, without its frame and its line ends."""
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def demo(tmp_path: Path) -> Database:
    return open_demo(tmp_path / "demo.db", date(2027, 2, 1))[0]


async def test_at_80x24_all_projects_and_six_needs_show_together(demo: Database, opened: Open) -> None:
    async with opened(demo) as session:
        lines = session.text.splitlines()
        for code in CODES:
            line = session.line(f" {code} ")
            assert any(word in line for word in ("on track", "at risk", "off track")), line
            assert line.split(" Nov")[0] != line or any(
                month in line for month in ("Jul", "Aug", "Sep", "Oct", "Dec")
            )
            assert "d " in line
        first = next(number for number, line in enumerate(lines) if "Needs you" in line)
        needs = [line for line in lines[first + 1 :] if line.startswith(("› ", "  ")) and line.strip()]
        assert len(needs) >= 6


async def test_a_program_with_a_project_without_a_finish_has_none(small: Database, opened: Open) -> None:
    async with opened(small, size=(120, 40)) as session:
        assert "· finish 05 Feb" in session.text
        lander = small.load().all(Project)[2]
        small.run(partial(rows.edit, row=lander, changes={"status": ProjectStatus.ON_HOLD}), lander.start)
        await session.press("j")
        assert "· no finish: LAN" in session.text


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_has_the_width_of_the_screen_and_no_number_is_cut(
    size: tuple[int, int], demo: Database, opened: Open
) -> None:
    async with opened(demo, size=size) as session:
        for key in ("", "]", "]", "]", "]"):
            if key:
                await session.press(key)
            text = session.text
            assert all(width(line) <= size[0] for line in text.splitlines())
            cut = [word for word in text.split() if word.endswith("…") and word[:-1] and word[-2].isdigit()]
            assert cut == []


async def test_more_room_shows_more(demo: Database, opened: Open) -> None:
    heads = []
    for size in SIZES:
        async with opened(demo, size=size) as session:
            heads.append(session.line("Code Project"))
    assert "of budget" not in heads[0]
    assert "of budget" in heads[1]
    assert "Manager" not in heads[1]
    assert "Waits for" in heads[2]


async def test_enter_opens_the_project_and_the_place_of_a_need_and_escape_comes_back(
    demo: Database, opened: Open
) -> None:
    async with opened(demo) as session:
        await session.press("j", "enter")
        assert "Program overview" not in session.text.splitlines()[0]
        await session.press("escape")
        assert session.app.screen.focused.selected_key == ("Project", 1)
        await session.press("tab", "enter")
        assert "Scope review" in session.text.splitlines()[0]


async def test_escape_comes_back_to_the_need_that_was_opened(demo: Database, opened: Open) -> None:
    async with opened(demo, size=(120, 40)) as session:
        await session.press("tab", "j", "j", "enter")
        assert "Scope review" in session.text
        await session.press("escape")
        assert session.line("› SUI-10")
        await session.press("j", "j", "enter")
        assert "Project · ROV" not in session.text.splitlines()[0]
        await session.press("escape")
        assert session.app.screen.focused.id == "needs"


async def test_why_works_on_a_need_too(demo: Database, opened: Open) -> None:
    async with opened(demo, size=(120, 40)) as session:
        view = session.app.view
        found = needs(view.workspace, view.forecast, view.program_id, view.today)
        slip, late = (next(at for at, one in enumerate(found) if one.kind is kind) for kind in WITH_DATES)
        await session.press("tab", *"j" * slip, "w")
        assert f"Why: {found[slip].sentence[:30]}" in session.text
        await session.press("escape", "g", *"j" * late, "w")
        assert f"Why: {found[late].sentence[:30]}" in session.text


async def test_the_program_in_a_line_does_not_begin_with_a_dot(database: Database, opened: Open, add: Add) -> None:
    add(database, Program, name="Harbour", currency="JPY")
    async with opened(database) as session:
        assert session.line("cost 0 JPY").startswith(" cost 0 JPY")


async def test_z_accepts_a_need_until_a_day_with_a_reason(demo: Database, opened: Open) -> None:
    async with opened(demo, size=(120, 40)) as session:
        await session.press("tab")
        before = session.line("Needs you")
        assert "GND-13" in session.text
        await session.press("z")
        await session.write("+3w")
        await session.press("tab")
        await session.write("after the review")
        await session.press("ctrl+s")
        accepted = [one for one in session.rows(Acceptance) if one.reason == "after the review"]
        assert len(accepted) == 1
        assert accepted[0].until.isoformat() == "2027-02-22"
        label = session.database.history(1)[0].label
        assert label.startswith("Accepted until 2027-02-22: GND-13 ")
        assert label.endswith("; after the review")
        assert session.line("Needs you") != before
        text = await session.press("Z")
        assert "until 2027-02-22: after the review" in text
        await session.press("enter")
        assert session.line("Needs you") == before
        assert not any(one.reason == "after the review" for one in session.rows(Acceptance))
        await session.press("u", "u")
        assert session.line("Needs you") == before


async def test_projects_are_made_edited_and_deleted(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("n")
        await session.write("ROV")
        await session.press("tab")
        await session.write("Rover [bold]")
        await session.press("ctrl+s")
        made = next(one for one in session.rows(Project) if one.code == "ROV")
        assert made.name == "Rover [bold]"
        assert session.app.screen.focused.selected_key == ("Project", made.id), "the cursor goes to what was made"
        text = await session.press("x")
        assert "ROV" in text
        await session.press("y")
        assert [one.code for one in session.rows(Project)] == ["SHT", "LAN"]
        await session.press("u")
        assert len(session.rows(Project)) == 3


async def test_registers_of_the_tabs_make_rows_of_the_program(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("]", "n")
        await session.write("Land people")
        await session.press("ctrl+s")
        assert session.rows(Goal)[0].program_id == 1
        await session.press("tab", "n")
        await session.write("LAN")
        await session.press("ctrl+s")
        assert [(one.goal_id, one.project_id) for one in session.rows(Contribution)] == [(1, 2)]
        assert "LAN medium" in session.line("Land people")
        await session.press("]", "]", "n")
        await session.write("Dust")
        await session.press("ctrl+s")
        assert session.rows(Risk)[0].event == "Dust"
        await session.press("[", "[", "[")
        assert "[Projects]" in session.text


async def test_a_benefit_says_when_it_arrives_and_why_then(small: Database, opened: Open, add: Add) -> None:
    benefit = add(small, Benefit, program_id=1, name="Relay", due=date(2027, 2, 4), lag_days=2)
    async with opened(small) as session:
        await session.press("]", "]")
        assert "none" in session.line("Relay")
        add(small, BenefitSource, benefit_id=benefit, project_id=1)
        text = await session.press("j", "w")
        assert "09 Feb" in session.line("Relay")
        assert "Relay arrives on 2027-02-09, 2 working days after SHT Shuttle, 3 working days after" in flat(text)
        assert "SHT Shuttle finishes on 2027-02-05" in flat(text)
        await session.press("escape", "1", "tab")
        assert "Why: Benefit “Relay”" in await session.press("w")


async def test_a_contribution_needs_a_goal(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("]", "tab", "n")
        assert session.status == "There is no goal above yet: make that first."
        await session.press("z")
        assert session.status == "That key is for the tab Projects: 1 goes there."


async def test_why_tells_the_chain_and_health_is_set_by_hand(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        text = await session.press("w")
        assert "HEALTH" in text
        await session.press("escape", "o", "enter")
        await session.write("sponsor asked")
        await session.press("ctrl+s")
        assert [one.reason for one in session.rows(HealthOverride)] == ["sponsor asked"]


async def test_odd_text_stays_text_on_every_tab(database: Database, opened: Open, add: Add) -> None:
    add(database, Program, name=ODD[:500], currency="EUR")
    project = add(database, Project, program_id=1, code="ODD", name=ODD[:500], manager=ODD[:500])
    add(database, Goal, program_id=1, name=ODD[:500])
    add(database, Contribution, goal_id=1, project_id=project)
    add(database, Risk, program_id=1, event=ODD[:500], owner=ODD[:500])
    async with opened(database, size=(120, 40)) as session:
        for key in ("", "]", "]", "]", "]", "]", "w", "escape", "question_mark", "escape", "colon", "escape", "P"):
            if key:
                await session.press(key)
            lines = session.text.splitlines()
            assert all(width(line) <= 120 for line in lines)
            assert not any(ord(one) < 32 or one in "\u202e\u200d" for line in lines for one in line)
        assert "a [/] b [red]x [@click=app.quit]y" in session.text


async def test_an_empty_database_starts_with_a_program_of_ones_own(database: Database, opened: Open) -> None:
    async with opened(database) as session:
        assert "New program" in session.text
        await session.press("2")
        assert session.status.startswith("There is no program yet")
        await session.press("n")
        await session.write("My program")
        await session.press("ctrl+s")
        assert [one.name for one in session.rows(Program)] == ["My program"]
        assert "Program overview · My program" in session.text
        await session.press("u")
        assert "New program" in session.text


async def test_the_demo_opens_in_a_database_of_its_own(
    database: Database, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    async with opened(database) as session:
        await session.press("d")
        assert "Selene" in session.text
        assert "DEMO" in session.text.splitlines()[0]
        assert session.app.database.path != database.path
        assert database.load().all(Program) == {}
        session.app.database.close()


async def test_import_says_what_is_wrong_with_a_file(
    database: Database, opened: Open, add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Database.open(tmp_path / "other.db", create=True)
    add(other, Program, name="Moon landing", currency="EUR")
    content = export_json(other)
    other.close()
    async with opened(database) as session:
        await session.press("i")
        monkeypatch.chdir(tmp_path)
        await session.write("none.json")
        await session.press("ctrl+s")
        assert "none.json: No such file" in flat(session.text)
        file = tmp_path / "plan.json"
        file.write_text('{"format": "pmtui", "version": 99}')
        await session.press("ctrl+u")
        await session.write(file.name)
        await session.press("ctrl+s")
        assert "comes from a newer pmtui" in session.text
        file.write_bytes(content)
        await session.press("ctrl+s")
        await session.settled()
        assert "Moon landing" in session.text.splitlines()[0]
        assert "Imported plan.json" in session.status


async def test_a_decision_is_read_whole(demo: Database, opened: Open) -> None:
    async with opened(demo) as session:
        await session.press("[")
        text = await session.press("j", "enter")
        assert "RATIONALE" in text
        assert "Disposition: move to a project" in text


async def test_no_need_of_the_overview_leads_nowhere(demo: Database, opened: Open) -> None:
    async with opened(demo, size=(120, 40)) as session:
        app = session.app
        found = needs(app.view.workspace, app.view.forecast, app.view.program_id, app.today)
        here = [one for one in found if one.place.screen is ScreenName.OVERVIEW]
        assert len(here) > 3
        for need in here:
            await app.open(need.place)
            await session.settled()
            if need.place.entity != "Project":
                assert app.screen.focused.selected_key == (need.place.entity, need.place.id), need.sentence
            await session.press("1")
            assert "[Projects]" in session.text
