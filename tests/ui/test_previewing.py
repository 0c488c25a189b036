"""Previews arrive one by one beside the keys, and only those that are still asked for."""

from functools import partial

import pytest
from tests.ui.conftest import Open

from pmtui.commands import rows
from pmtui.domain.entities import Project, WorkItem
from pmtui.store.database import Database, Moved
from pmtui.store.rehearsal import Rehearsals
from pmtui.ui.previewing import Preview


def longer(database: Database, days: int) -> partial[str]:
    item = database.load().all(WorkItem)[1]
    return partial(rows.edit, row=item, changes={"effort": days * 480})


async def test_each_command_is_shown_in_order_with_what_it_would_do(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        before = small.load()
        found: list[tuple[int, Preview]] = []
        session.app.preview(
            "test", [(days, longer(small, days)) for days in (6, 8)], lambda *one: found.append(one)
        )
        await session.settled()
        assert [key for key, _ in found] == [6, 8]
        changes = [one.impact.projects[1] for _, one in found if one.impact is not None]
        assert [one.later for one in changes] == [1, 3]
        assert [one.label for _, one in found] == [
            "SHT-1 Seal test: effort 5d → 6d",
            "SHT-1 Seal test: effort 5d → 8d",
        ]
        assert small.head() == before.head
        view, side = session.app.view, found[0][1].before
        assert side is not None
        assert (side.workspace is view.workspace, side.forecast is view.forecast) == (True, True)  # not made anew


async def test_a_refusal_is_the_sentence_of_the_command(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        found: list[Preview] = []
        project = small.load().all(Project)[1]
        taken = partial(rows.edit, row=project, changes={"code": "LAN"})
        session.app.preview("test", [("taken", taken)], lambda _, one: found.append(one))
        await session.settled()
        assert [one.impact for one in found] == [None]
        assert "LAN" in found[0].refused


async def test_a_new_question_takes_the_place_of_the_last(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        found: list[int] = []
        many = [(days, longer(small, days)) for days in range(6, 60)]
        session.app.preview("test", many, lambda key, _: found.append(key))
        session.app.preview("test", [(3, longer(small, 3))], lambda key, _: found.append(key))
        session.app.preview("other", [(4, longer(small, 4))], lambda key, _: found.append(key))
        await session.settled()
        assert sorted(found) == [3, 4]


async def test_a_commit_shown_on_data_that_has_changed_is_refused(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        found: list[Preview] = []
        session.app.preview("test", [(6, longer(small, 6))], lambda _, one: found.append(one))
        await session.settled()
        small.run(longer(small, 7), session.app.today)
        with pytest.raises(Moved, match="Another session"):
            await session.app.submit(longer(small, 6), head=found[0].head)
        assert small.load().all(WorkItem)[1].effort == 7 * 480


async def test_leaving_the_screen_lets_go_of_the_copy_that_it_rehearsed_on(
    small: Database, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go: list[Rehearsals] = []
    monkeypatch.setattr(Rehearsals, "let_go", lambda one: let_go.append(one))
    async with opened(small) as session:
        found: list[int] = []
        session.app.preview("test", [(6, longer(small, 6))], lambda key, _: found.append(key))
        await session.press("1")  # shown already
        await session.settled()
        assert (found, let_go) == ([6], [])
        await session.press("4")
        await session.settled()
        session.app.preview("test", [(7, longer(small, 7))], lambda key, _: found.append(key))  # done behind that
        await session.settled()
        assert (found, let_go) == ([6, 7], [session.app.session.previews._rehearsals])


async def test_leaving_the_screen_gives_up_what_it_asked(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        found: list[int] = []
        many = [(days, longer(small, days)) for days in range(6, 60)]
        session.app.preview("test", many, lambda key, _: found.append(key))
        await session.press("4")
        await session.settled()
        assert len(found) < len(many)
