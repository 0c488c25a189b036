"""The app and its file: what others do to it is seen, a change that cannot be saved is kept, a backup is made."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pmtui.commands import rows
from pmtui.domain.entities import WorkItem
from pmtui.store import backups
from pmtui.store.backups import Why, backups_of, take
from pmtui.store.database import Database
from pmtui.store.errors import Unusable
from pmtui.store.restoring import restore_file
from pmtui.ui.app import PmtuiApp

from .conftest import TODAY, Open, Session

LEG = 3  # the work item that project detail opens on
NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


def titles(database: Database) -> list[str]:
    return [one.title for one in database.load().all(WorkItem).values()]


def retitle(path: Path, id: int, title: str) -> None:
    """As another session does."""
    other = Database.open(path)
    row = other.load().all(WorkItem)[id]
    other.run(partial(rows.edit, row=row, changes={"title": title}), TODAY)


async def typed_title(session: Session, title: str) -> None:
    """Open the form of the work item under the cursor, and type another title."""
    await session.press("2", "e", "home")
    await session.press("ctrl+k")
    await session.write(title)


async def test_another_sessions_commit_shows_at_the_next_key_with_the_cursor_where_it_was(
    small: Database, opened: Open
) -> None:
    async with opened(small) as session:
        await session.press("2", "j")
        retitle(small.path, LEG, "Landing leg")
        assert "Landing leg" not in session.text
        text = await session.press("ctrl+l")
        assert "Landing leg" in text
        assert session.app.base_screen.place().id == LEG + 1


@pytest.mark.parametrize("by_restore", [False, True])
async def test_another_file_in_its_place_shows_at_the_next_key_and_is_the_one_written(
    small: Database, opened: Open, by_restore: bool
) -> None:
    kept = take(small.path, Why.ASKED, NOON).path
    retitle(small.path, LEG, "Landing leg")
    async with opened(small) as session:
        assert "Landing leg" in await session.press("2", "j")
        if by_restore:
            restore_file(small.path, kept, NOON, replace=True)
        else:  # its head is lower than what is shown
            shutil.copyfile(kept, small.path.with_name("arriving"))
            small.path.with_name("arriving").replace(small.path)
        text = await session.press("k")
        assert "Landing leg" not in text
        assert "Leg" in text
        await typed_title(session, "Seals")
        await session.press("ctrl+s")
        assert titles(Database.open(small.path))[LEG - 1] == "Seals"


async def test_what_is_saved_as_another_file_arrives_is_refused_with_the_text_kept(
    small: Database, opened: Open
) -> None:
    kept = take(small.path, Why.ASKED, NOON).path
    async with opened(small) as session:
        await typed_title(session, "Seals")
        saved = session.app.database.run

        def late(*arguments: Any, **more: Any) -> Any:
            restore_file(small.path, kept, NOON, replace=True)
            session.app.database.run = saved  # type: ignore[method-assign]
            return saved(*arguments, **more)

        session.app.database.run = late  # type: ignore[method-assign]
        text = await session.press("ctrl+s")
        assert "taken the place" in text
        assert "Seals" in text
        assert "Seals" not in titles(Database.open(small.path))


@contextmanager
def _locked(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("pmtui.store.connection.BUSY_MILLISECONDS", 20)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield "Not saved: another session has held the database"


@contextmanager
def _full(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _with_pragma(database, monkeypatch, "max_page_count = 1", "Not saved: the disk is full")


@contextmanager
def _read_only(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield from _with_pragma(database, monkeypatch, "query_only = ON", "Not saved: the database cannot be written")


@contextmanager
def _gone(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    del monkeypatch
    away = database.path.with_name("away.db")
    database.path.rename(away)
    yield "Not saved: the database file or its folder cannot be opened"
    away.rename(database.path)


@contextmanager
def _unreachable(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """As where a network drive fails: to look at the file is an error."""
    with _gone(database, monkeypatch) as says:
        database.path.symlink_to(database.path.name)
        yield says
        database.path.unlink()


def _with_pragma(database: Database, monkeypatch: pytest.MonkeyPatch, pragma: str, says: str) -> Iterator[str]:
    """Every connection of the session behaves as the system would make it behave."""
    del database
    from pmtui.store import engine

    made = engine.connect

    def connect(path: Path) -> sqlite3.Connection:
        opened = made(path)
        opened.execute(f"PRAGMA {pragma}")
        return opened

    with monkeypatch.context() as patched:
        patched.setattr(engine, "connect", connect)
        yield says


@pytest.mark.parametrize("trouble", [_locked, _full, _read_only, _gone, _unreachable])
async def test_what_cannot_be_saved_is_said_and_kept_and_saved_when_the_cause_is_gone(
    small: Database, opened: Open, monkeypatch: pytest.MonkeyPatch, trouble: Any
) -> None:
    async with opened(small) as session:
        title = "Seals " + "x" * 400
        await typed_title(session, title[:20])
        notes = "n" * 9000  # more than the free pages of the file
        form: Any = session.app.screen
        next(one for one in form.fields.fields if one.spec.name == "notes").type(notes)
        with trouble(small, monkeypatch) as says:
            text = await session.press("ctrl+s")
            assert says in " ".join(text.split())
            assert title[:20] in text
            await session.press("down", "up")  # keys go on
        await session.press("ctrl+s")
        row = small.load().all(WorkItem)[LEG]
        assert (row.title, row.notes) == (title[:20], notes)


async def test_that_a_file_cannot_be_read_is_said_until_it_can(
    small: Database, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(small) as session:
        with _gone(small, monkeypatch):
            for key in "jk":
                await session.press(key)
                assert "cannot be read" in session.status
        await session.press("j")
        assert session.status == ""


async def test_what_is_saved_and_cannot_be_read_back_is_said_and_shown_once_it_can(
    small: Database, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise Unusable("The disk failed.")

    async with opened(small) as session:
        await typed_title(session, "Seals")
        with monkeypatch.context() as patched:
            patched.setattr(small, "load_after", failing)
            text = await session.press("ctrl+s")
        assert session.status.startswith("LAN-1 Leg: title Leg → Seals: saved, and not shown yet. The disk")
        assert "ctrl+s save" not in text
        assert titles(small)[LEG - 1] == "Seals"
        assert "Seals" in await session.press("down")


@pytest.mark.parametrize("written", ["title = CAST(x'53ff' AS TEXT)", "deadline = '2027-13-01'", "state = 'begun'"])
async def test_a_value_that_is_none_put_there_meanwhile_is_a_sentence_and_what_is_typed_is_kept(
    small: Database, opened: Open, written: str
) -> None:
    with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        before = other.execute("SELECT title, deadline, state FROM work_item WHERE id = ?", (LEG + 1,)).fetchone()
        async with opened(small) as session:
            await typed_title(session, "Seals")
            other.execute("DELETE FROM snapshot")  # the day's figures are kept with the next change
            other.execute(f"UPDATE work_item SET {written} WHERE id = ?", (LEG + 1,))
            await session.press("down")
            assert "pmtui check says more" in session.status
            text = " ".join((await session.press("ctrl+s")).replace("│", " ").split())
            assert "Not saved: it holds" in text
            assert "Seals" in text
            other.execute(
                "UPDATE work_item SET (title, deadline, state) = (?, ?, ?) WHERE id = ?", (*before, LEG + 1)
            )
            await session.press("ctrl+s", "escape")
            assert titles(small)[LEG - 1] == "Seals"


async def test_keys_work_while_a_commit_waits_for_a_lock(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await session.press("2", "j")
        before = session.app.base_screen.place().id
        with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            session.app.commit(partial(rows.edit, row=small.load().all(WorkItem)[LEG], changes={"title": "Seals"}))
            await session.pilot.press("k")
            await session.pilot.pause()
            assert session.app.base_screen.place().id != before  # it moved, while nothing is saved yet
            assert titles(small)[LEG - 1] == "Leg"
            other.execute("ROLLBACK")
        await session.settled()
        assert titles(small)[LEG - 1] == "Seals"


async def _run(database: Database, times: list[datetime], press: tuple[str, ...] = ()) -> str:
    """Start the app, and press keys; the clock stands at the first time, and after the start at the last."""
    app = PmtuiApp(lambda: database, TODAY, clock=lambda: times[0])
    async with app.run_test(size=(120, 40)) as pilot:
        session = Session(app, pilot, database)
        await session.settled()
        app._keep()
        await session.settled()
        del times[:-1]
        for key in press:
            await session.press(key)
        return session.status


async def test_the_first_start_of_a_day_makes_a_backup(small: Database) -> None:
    assert await _run(small, [NOON]) == ""
    assert [one.why for one in backups_of(small.path)] == [Why.DAILY]
    await _run(small, [NOON + timedelta(hours=3)])
    assert len(backups_of(small.path)) == 1
    await _run(small, [NOON + timedelta(days=1)])
    assert len(backups_of(small.path)) == 2


async def test_the_first_commit_of_a_day_makes_one_where_the_session_was_left_open(small: Database) -> None:
    await _run(small, [NOON, NOON + timedelta(days=1)], press=("2", "J", "u"))
    assert [one.made.date() for one in backups_of(small.path)] == [
        (NOON + timedelta(days=1)).date(),
        NOON.date(),
    ]


async def test_a_backup_that_fails_is_said(small: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x.db")

    monkeypatch.setattr(backups, "_take", full)
    assert await _run(small, [NOON]) == "There is no backup of today: x.db: No space left on device."


async def test_what_is_to_be_known_of_the_file_stands_in_the_status_line(small: Database, opened: Open) -> None:
    small.notices = ("The file lies elsewhere.", "It was brought up.")
    async with opened(small) as session:
        assert "The file lies elsewhere. It was brought up." in session.text


async def test_a_form_on_old_data_is_refused_once_and_saves_knowingly_what_was_typed_alone(
    small: Database, opened: Open
) -> None:
    async with opened(small, size=(120, 40)) as session:
        await typed_title(session, "Seals")
        row = small.load().all(WorkItem)[LEG]
        other = Database.open(small.path)
        other.run(partial(rows.edit, row=row, changes={"title": "Landing leg", "effort": 960}), TODAY)
        text = " ".join((await session.press("ctrl+s")).split())
        assert "Title is now Landing leg, you typed Seals" in text
        assert "! is now 2d" in text
        assert titles(small)[LEG - 1] == "Landing leg"
        shown = {one.spec.name: one.typed for one in session.app.screen.fields.fields}  # type: ignore[attr-defined]
        assert (shown["effort"], shown["title"]) == ("2d", "Seals")  # what is not typed is as it is stored
        await session.press("ctrl+s")
        now = small.load().all(WorkItem)[LEG]
        assert (now.title, now.effort) == ("Seals", 960)
        assert now.version == small.head()


async def test_a_row_changed_again_is_refused_again(small: Database, opened: Open) -> None:
    async with opened(small, size=(120, 40)) as session:
        await typed_title(session, "Seals")
        for title in ("One", "Two"):
            retitle(small.path, LEG, title)
            assert f"Title is now {title}, you typed Seals" in " ".join((await session.press("ctrl+s")).split())
            assert titles(small)[LEG - 1] == title
        await session.press("ctrl+s")
        assert titles(small)[LEG - 1] == "Seals"


async def test_a_save_that_waits_for_another_session_says_so_meanwhile(small: Database, opened: Open) -> None:
    async with opened(small) as session:
        await typed_title(session, "Seals")
        with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.pilot.press("ctrl+s")
            while not session.status.startswith("Saving: another session is writing"):
                await session.pilot.pause()
            other.execute("ROLLBACK")
        await session.settled()
        assert titles(small)[LEG - 1] == "Seals"
        assert "u undoes" in session.status
