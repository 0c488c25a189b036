"""The generic form, by keys, in the smallest app around it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from pmtui.domain.choices import Response, WorkKind, WorkState
from pmtui.domain.entities import (
    ENTITIES,
    Allocation,
    Charter,
    Entity,
    Program,
    Project,
    Resource,
    Risk,
    ScopeStatement,
    WorkItem,
    described,
)
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace
from pmtui.store.errors import NotSaved
from pmtui.ui.ask import Ask, AskAndDo, FormScreen
from pmtui.ui.dialogs import Confirm
from pmtui.ui.form import EntityForm
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec
from pmtui.ui.widgets.panel import Panel

TODAY = date(2027, 2, 1)
HOSTILE = "a [/] b [red]x[@click=app.bell]"
ITEM = WorkItem(id=5, project_id=1, number=5, title="Seal test", effort=1440, notes="one\ntwo")
Values = dict[str, Any]


def workspace() -> Workspace:
    return Workspace(
        [
            Program(id=1, name="Moon"),
            Project(id=1, program_id=1, code="SHT", name="Shuttle"),
            Project(id=2, program_id=1, code="SUI", name="Suits"),
            WorkItem(id=1, project_id=1, number=1, title="Hull", kind=WorkKind.DELIVERABLE),
            WorkItem(id=2, project_id=2, number=1, title="Glove", kind=WorkKind.DELIVERABLE),
            ITEM,
            Resource(id=1, name="Ana Lima", role="engineer"),
            Resource(id=2, name=HOSTILE, role="\x1b]52;c;eA==\x07welder"),
            ScopeStatement(id=1, project_id=1, text="Reusable launch vehicle"),
        ]
    )


class FormApp(App[None]):
    """Runs commands by writing down what they were given, or refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.view = View(workspace(), Forecast(TODAY), 1, TODAY)
        self.saved: list[Values] = []
        self.results: list[object] = []
        self.refusal: Exception | None = None

    async def submit(self, command: Callable[[object], Values]) -> Values:
        values = command(None)
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(values)
        return values

    @property
    def text(self) -> str:
        """What is visible, line by line."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    @property
    def form(self) -> FormScreen[Any]:
        assert isinstance(self.screen, FormScreen)
        return self.screen


def recorded(values: Values) -> Any:
    return lambda _transaction: values


async def opened(pilot: Pilot[None], form: FormScreen[Any]) -> FormApp:
    app = pilot.app
    assert isinstance(app, FormApp)
    await app.push_screen(form, app.results.append)
    await pilot.pause()
    return app


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if one == " " else one for one in text))
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def work_form(app: FormApp) -> EntityForm:
    return EntityForm(WorkItem, app.view, recorded, row=ITEM)


def line_with(app: FormApp, word: str) -> str:
    return next(line for line in app.text.splitlines() if word in line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_edit_saves_only_what_changed(size: tuple[int, int]) -> None:
    app = FormApp()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, work_form(app))
        assert "Edit SHT-5 Seal test" in app.text
        assert all(label in app.text for label in ("Title *", "Start no earlier than", "Notes"))
        await write(pilot, " two")
        await press(pilot, "enter")
    assert app.saved == [{"title": "Seal test two"}]
    assert app.results == [{"title": "Seal test two"}]


async def test_reading_shows_while_typing_and_the_value_is_saved() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, work_form(app))
        await press(pilot, "tab", "tab", "tab", "ctrl+u")
        await write(pilot, "5d")
        assert "= 40h" in line_with(app, "Effort")
        await press(pilot, *["tab"] * 6)
        await write(pilot, "+3w")
        assert "= Mon 2027-02-22" in line_with(app, "Start no earlier")
        await press(pilot, "ctrl+s")
    assert app.saved == [{"effort": 2400, "start_no_earlier": date(2027, 2, 22)}]


async def test_unchanged_form_saves_nothing_and_closes() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        await opened(pilot, work_form(app))
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, FormScreen)
    assert app.saved == []
    assert app.results == [None]


async def test_nonsense_is_said_beside_its_field_and_takes_the_cursor() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        form = work_form(app)
        await opened(pilot, form)
        await press(pilot, "tab", "tab", "tab")
        await write(pilot, "x")
        await press(pilot, "tab", "tab", "ctrl+s")
        lines = app.text.splitlines()
        at = next(y for y, line in enumerate(lines) if "Effort" in line)
        assert lines[at].split()[-2:] == ["x", "│"]  # typed in the place of 3d, and kept
        assert "! Type an effort" in lines[at + 1]
        assert form.fields.current.spec.name == "effort"
        await press(pilot, "backspace", "ctrl+u")
        await write(pilot, "4d")
        assert "! Type an effort" not in app.text
        await press(pilot, "ctrl+s")
    assert app.saved == [{"effort": 1920}]


async def test_required_field_of_a_new_row_is_asked_for() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, EntityForm(Risk, app.view, recorded, values={"program_id": 1}))
        await press(pilot, "ctrl+s")
        assert "! Event is needed" in app.text
        await write(pilot, "It rains")
        await press(pilot, "enter")
    (values,) = app.saved
    assert (values["program_id"], values["event"], values["likelihood"]) == (1, "It rains", 3)


async def test_refusal_stands_beside_its_field_and_what_was_typed_stays() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        form = work_form(app)
        await opened(pilot, form)
        await write(pilot, "!")
        app.refusal = Refused("The deadline is before the start", {"deadline": "before the start"})
        await press(pilot, "ctrl+s")
        assert "! The deadline is before the start" in app.text
        assert form.fields.current.spec.name == "deadline"
        assert "Seal test!" in app.text
        app.refusal = None
        await press(pilot, "ctrl+s")
    assert app.saved == [{"title": "Seal test!"}]


async def test_refusal_of_several_fields_stands_beside_each_and_on_top() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, work_form(app))
        await write(pilot, "!")
        app.refusal = Refused("It was changed meanwhile", {"effort": "is now 5d", "deadline": "is now Friday"})
        await press(pilot, "ctrl+s")
        assert all(word in app.text for word in ("! It was changed meanwhile", "! is now 5d", "! is now Friday"))
        app.refusal = Refused("Too long. Too late.", {"effort": "Too long.", "deadline": "Too late."})
        await press(pilot, "ctrl+s")
        assert "changed meanwhile" not in app.text
        assert all(word in app.text for word in ("! Too long.", "! Too late."))
        assert "Too long. Too late." not in app.text


@pytest.mark.parametrize(
    "refusal",
    [
        Refused("That work item is gone: somebody deleted it"),
        Refused("That work item is gone: somebody deleted it", {"number": "gone"}),
        NotSaved("Not saved: That work item is gone: somebody deleted it"),
    ],
)
async def test_refusal_without_a_field_stands_on_top(refusal: Exception) -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, work_form(app))
        await write(pilot, "!")
        app.refusal = refusal
        await press(pilot, "ctrl+s")
        assert "That work item is gone" in app.text.splitlines()[2]
        assert "Seal test!" in app.text


async def test_escape_asks_where_something_was_typed() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        form = work_form(app)
        await opened(pilot, form)
        await write(pilot, "!")
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "enter")
        assert app.screen is form
        assert "Seal test!" in app.text
        await press(pilot, "escape", "y")
        assert not isinstance(app.screen, FormScreen)
    assert app.saved == []
    assert app.results == [None]


async def test_escape_in_a_burst_asks_once() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        form = work_form(app)
        await opened(pilot, form)
        await write(pilot, "!")
        for _ in range(2):
            form.fields.action_close()
        await press(pilot, "y")
        assert len(app.screen_stack) == 1
    assert app.results == [None]


async def test_escape_leaves_an_unchanged_form_at_once() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        await opened(pilot, work_form(app))
        await press(pilot, "escape")
        assert not isinstance(app.screen, FormScreen)


async def test_choice_by_space_letter_and_list() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        form = work_form(app)
        await opened(pilot, form)
        await press(pilot, "tab", "m", "tab", "space", "space")
        assert "blocked ‹›" in line_with(app, "State")
        await press(pilot, "enter")
        assert all(word in app.text for word in ("in progress", "dropped"))
        await press(pilot, "down", "enter", "ctrl+s")
    assert app.saved == [{"kind": WorkKind.MILESTONE, "state": WorkState.DONE}]


async def test_q_and_digits_on_a_choice_do_nothing_else() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        form = work_form(app)
        await opened(pilot, form)
        await press(pilot, "tab", "q", "1", "?")
        assert app.screen is form
        assert not form.fields.changed


async def test_flag_toggles() -> None:
    app = FormApp()
    async with app.run_test(size=(120, 40)) as pilot:
        row = Risk(id=1, program_id=1, event="Rain")
        await opened(pilot, EntityForm(Risk, app.view, recorded, row=row))
        await press(pilot, *["down"] * 9)
        assert "▸ Escalated" in app.text
        await press(pilot, "space")
        assert "[x] yes" in line_with(app, "Escalated")
        await press(pilot, "enter")
    assert app.saved == [{"escalated": True}]


async def test_reference_completes_while_typing() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, EntityForm(Allocation, app.view, recorded))
        await write(pilot, "li")
        assert "▸ Ana Lima" in app.text
        await press(pilot, "enter")
        assert "engineer" in line_with(app, "Ana Lima")
        await press(pilot, "tab")
        await write(pilot, "suits")
        await press(pilot, "tab", "tab")
        await write(pilot, "fri")
        await press(pilot, "enter")
    (values,) = app.saved
    assert (values["resource_id"], values["project_id"], values["start"]) == (1, 2, date(2027, 2, 5))


async def test_reference_typed_again_by_its_whole_name_is_the_one_that_is_marked() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, EntityForm(Allocation, app.view, recorded))
        await write(pilot, "ana")
        await press(pilot, "tab")
        await write(pilot, "suits")
        await press(pilot, "tab", "shift+tab", "ctrl+u")
        await write(pilot, "SUI")
        assert "▸ SUI" in app.text
        await press(pilot, "tab", "tab")
        await write(pilot, "fri")
        await press(pilot, "ctrl+s")
    assert [values["project_id"] for values in app.saved] == [2]


async def test_reference_that_fits_nothing_is_refused_and_stays_typed() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, EntityForm(Allocation, app.view, recorded))
        await write(pilot, "nobody")
        assert "nothing by that name" in app.text
        await press(pilot, "escape", "ctrl+s")
        assert "No resource is called 'nobody'" in app.text
        assert "nobody" in line_with(app, "▸ Resource")
    assert app.saved == []


async def test_parents_offered_are_deliverables_of_the_same_project() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, work_form(app))
        await press(pilot, "up", "enter")
        assert "▸ SHT-1  Hull" in app.text
        assert "Glove" not in app.text
        await press(pilot, "enter", "ctrl+s")
    assert app.saved == [{"parent_id": 1}]


async def test_reference_that_is_no_candidate_any_more_stays_named() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        row = WorkItem(id=5, project_id=1, number=5, title="Seal test", parent_id=2)
        await opened(pilot, EntityForm(WorkItem, app.view, recorded, row=row))
        assert "SUI-1" in line_with(app, "  In ")
        await write(pilot, "!")
        await press(pilot, "ctrl+s")
    assert app.saved == [{"title": "Seal test!"}]


@pytest.mark.parametrize("entity", [one for one in ENTITIES if any(each.typed for each in described(one).values())])
async def test_every_entity_has_its_form(entity: type[Entity]) -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        preset = {"project_id": 1} if "project_id" in described(entity) else {}
        form = EntityForm(entity, app.view, recorded, values=preset)
        await opened(pilot, form)
        seen = app.text
        for _ in form.fields.fields:
            await press(pilot, "down")
            seen += app.text
        labels = [one.label for one in described(entity).values() if one.typed]
        assert [label for label in labels if label not in seen] == []


async def test_long_text_takes_lines_and_arrows_leave_it_at_its_ends() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        form = EntityForm(Charter, app.view, recorded, row=Charter(id=1, project_id=1, purpose="fly"))
        await opened(pilot, form)
        await press(pilot, "ctrl+end", "enter")
        await write(pilot, "land")
        await press(pilot, "down")
        assert form.fields.current.spec.name == "success_criteria"
        await press(pilot, "up", "up")
        assert form.fields.current.spec.name == "purpose"
        assert {"fly", "land"} <= {
            line.strip("│ ").split()[-1] for line in app.text.splitlines() if line.strip("│ ")
        }
        await press(pilot, "ctrl+s")
    assert app.saved == [{"purpose": "fly\nland"}]


async def test_small_screen_scrolls_to_the_field_being_typed_in() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 12)) as pilot:
        await opened(pilot, work_form(app))
        assert "Deadline" not in app.text
        for _ in range(10):
            await press(pilot, "tab")
        assert "▸ Deadline" in app.text
        assert "↑" in app.text
        await write(pilot, "soon")
        assert "soon" in line_with(app, "▸ Deadline")
        await press(pilot, "ctrl+s")
        assert "! Type a day" in app.text


async def test_paste_is_cleaned_with_a_notice_and_never_cut() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, work_form(app))
        await press(pilot, "ctrl+u")
        assert app.focused is not None
        app.focused.post_message(events.Paste("eins\x1b[31m\nzwei\u202e"))
        await press(pilot)
        assert "2 lines joined into one, 6 control characters removed" in app.text
        await press(pilot, "ctrl+s")
    assert app.saved == [{"title": "eins zwei"}]


async def test_hostile_text_is_shown_as_text() -> None:
    app = FormApp()
    title = f"{HOSTILE} \x1b[31m日本\u202e👩‍🚀"
    async with app.run_test(size=(80, 24)) as pilot:
        row = WorkItem(id=5, project_id=1, number=5, title=title, notes=title)
        await opened(pilot, EntityForm(WorkItem, app.view, recorded, row=row))
        assert app.text.count(HOSTILE) == 3
        await press(pilot, *["tab"] * 13)
        assert not {"\x1b", "\x07", "\u202e", "\u200d"} & set(app.text)
        assert {strip.cell_length for strip in app.screen._compositor.render_strips()} == {80}
        await press(pilot, "escape")
        await opened(pilot, EntityForm(Allocation, app.view, recorded))
        await press(pilot, "enter")
        assert HOSTILE in app.text
        assert not {"\x1b", "\x07"} & set(app.text)


async def test_ask_gives_parsed_values() -> None:
    app = FormApp()
    specs = [
        FieldSpec("until", Description(Kind.DAY, "Until", required=True)),
        FieldSpec("reason", Description(Kind.LONG, "Reason", required=True, most=500)),
    ]
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Ask("Postpone SHT-12", specs, EntryContext(TODAY), {}, intro="It waits until then."))
        assert "It waits until then." in app.text
        await write(pilot, "+3w")
        await press(pilot, "ctrl+s")
        assert "! Reason is needed" in app.text
        await write(pilot, "Later")
        await press(pilot, "ctrl+s")
    assert app.results == [{"until": date(2027, 2, 22), "reason": "Later"}]


async def test_ask_and_do_stays_open_where_refused() -> None:
    app = FormApp()
    specs = [FieldSpec("reason", Description(Kind.TEXT, "Reason", required=True, most=500))]
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, AskAndDo("Drop SHT-12", specs, EntryContext(TODAY), recorded, verb="drop it"))
        await write(pilot, "Not needed")
        app.refusal = Refused("It was decided already")
        await press(pilot, "enter")
        assert "! It was decided already" in app.text
        assert "Not needed" in app.text
        app.refusal = None
        await press(pilot, "enter")
    assert app.results == [{"reason": "Not needed"}]


async def test_editor_that_is_not_set_is_said_and_nothing_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, EntityForm(Charter, app.view, recorded, row=Charter(id=1, project_id=1)))
        await write(pilot, "fly")
        await press(pilot, "ctrl+e")
        assert "$VISUAL or $EDITOR" in app.text
        monkeypatch.setenv("EDITOR", "ed")
        await press(pilot, "f4")
        assert "cannot be lent to an editor" in app.text
        await press(pilot, "ctrl+s")
    assert app.saved == [{"purpose": "fly"}]


async def test_a_covered_screen_stays_as_it_was() -> None:
    """Only the panel's own cells differ from what was there, so that little is sent over the line."""
    app = FormApp()
    async with app.run_test(size=(120, 40)) as pilot:
        before = app.text.splitlines()
        form = work_form(app)
        await opened(pilot, form)
        region = form.query_one(Panel).region
        after = app.text.splitlines()
        assert before[: region.y] + before[region.bottom :] == after[: region.y] + after[region.bottom :]


async def test_keys_that_come_in_a_burst_go_where_they_were_meant() -> None:
    """Over a slow line many keys arrive at once; none may overtake another."""
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, EntityForm(Risk, app.view, recorded, values={"program_id": 1}))
        burst = [*"Hax", "backspace", *"il", "tab", "C", "left", "X", "tab", "E"]  # event, cause, effect
        burst += ["tab", "ctrl+u", "4", "up", "1", "down", "down", "down", "t"]  # likelihood, effect, response
        burst += ["shift+tab", "ctrl+u", "5", "tab", "tab", "tab", "tab", "tab", "space", "tab", "n", "enter", "m"]
        for key in [*burst, "shift+tab", "shift+tab", "o", "up", "f", "r", "i", "ctrl+s"]:
            app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
        await press(pilot)
        await press(pilot)
        assert app.saved, app.text
    (values,) = app.saved
    text = {name: values[name] for name in ("event", "cause", "effect", "notes")}
    assert text == {"event": "Hail", "cause": "XC", "effect": "E1", "notes": "n\nm"}
    assert (values["likelihood"], values["impact"], values["response"]) == (4, 5, Response.TRANSFER)
    assert (values["escalated"], values["due"]) == (True, date(2027, 2, 5))
