"""What is typed in a form survives any end of the session, is offered on the next start, and goes when it may."""

import shutil
import signal
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from tests.terminal.plan import TODAY, make_plan
from tests.terminal.program import Program

from pmtui.commands import scope
from pmtui.domain.entities import Decision, Project, WorkItem
from pmtui.store.database import Database
from pmtui.ui.drafts import Draft, Drafts

SOON = 5.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a program and a project."""
    path = tmp_path / "one.db"
    make_plan(path)
    return path


@contextmanager
def running(path: Path, home: Path) -> Iterator[Program]:
    program = Program(["--db", str(path), "--today", TODAY.isoformat()], home)
    try:
        program.until("? keys")
        yield program
    finally:
        program.close()


def drafts(home: Path) -> list[Path]:
    return list((home / "state" / "pmtui" / "drafts").glob("*.json"))


def until_kept(program: Program, home: Path, text: str) -> None:
    """Read until a draft with that text is on the disk."""
    deadline = time.monotonic() + SOON
    while not any(text in one.read_text() for one in drafts(home)):
        assert time.monotonic() < deadline
        Program.read_any((program,), 0.05)


def end(program: Program, way: str) -> None:
    if way == "hang up":
        program.hang_up()
    else:
        program.signal(signal.SIGKILL)
    program.gone(SOON)


def test_two_sessions_keep_two_drafts_and_neither_is_offered_while_they_run(tmp_path: Path) -> None:
    sessions = [Drafts(tmp_path, tmp_path / "one.db") for _ in range(2)]
    for _ in range(2):
        for number, one in enumerate(sessions):
            one.keep(Draft("Edit", "now", {"name": str(number)}, {}))
    assert len(list(tmp_path.iterdir())) == 2
    assert list(Drafts(tmp_path, tmp_path / "one.db").left()) == []


def test_a_draft_that_the_disk_does_not_let_go_holds_nothing_up(path: Path, tmp_path: Path) -> None:
    with running(path, tmp_path) as program:
        program.press("e")
        program.until("ctrl+s save")
        program.press("\t", "\x15", "Typed")
        until_kept(program, tmp_path, "Typed")
        folder = tmp_path / "state" / "pmtui"
        folder.rename(tmp_path / "away")
        folder.symlink_to(folder)  # to look into it is an error
        program.press("\x13")
        program.until("u undoes")
        program.press("q")
        assert program.ended() == 0


@pytest.mark.parametrize("way", ["hang up", "kill -9"])
def test_an_edit_is_offered_again_saved_and_forgotten(way: str, path: Path, tmp_path: Path) -> None:
    with running(path, tmp_path) as program:
        program.press("e")
        program.until("ctrl+s save")
        program.press("\t", " to the moon")
        program.until("to the moon")
        until_kept(program, tmp_path, "to the moon")
        end(program, way)
    (kept,) = drafts(tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with running(path, tmp_path) as program:
        program.until("Go on with it?")
        program.press("n")
        program.until(lambda text: "Go on" not in text)
        program.press("q")
        assert program.ended() == 0
    with running(path, tmp_path) as program:
        program.until("Go on with it?")
        program.press("y")
        program.until("ctrl+s save")
        assert "Shuttle to the moon" in program.text
        program.press("\x13")
        program.until("u undoes")
        program.press("q")
        assert program.ended() == 0
    assert drafts(tmp_path) == []
    database = Database.open(path)
    assert database.load().all(Project)[1].name == "Shuttle to the moon"
    database.close()


def test_the_reason_of_a_decision_is_in_its_dialog_again(path: Path, tmp_path: Path) -> None:
    database = Database.open(path)
    database.run(partial(scope.raise_idea, project_id=1, title="Ladder light", why="Dark", effort=960), TODAY)
    database.close()
    with running(path, tmp_path) as program:
        program.press("3", "d")
        program.until("ctrl+s decide")
        program.press("Nobody needs it")
        until_kept(program, tmp_path, "Nobody needs it")
        end(program, "kill -9")
    with running(path, tmp_path) as program:
        program.until("Go on with it?")
        program.press("y")
        program.until("Open that form from its screen again")
        program.press("\x1b")
        program.until("keep it for its form")
        program.press("n")
        program.until(lambda text: "keep it for" not in text)
        program.press("3", "d")
        program.until("What you typed before is here again.")
        assert "Nobody needs it" in program.text
        program.press("\x13")
        program.until("u undoes")
        program.press("q")
        assert program.ended() == 0
    assert drafts(tmp_path) == []
    database = Database.open(path)
    assert [one.rationale for one in database.load().all(Decision).values()] == ["Nobody needs it"]
    database.close()


@pytest.mark.parametrize("way", ["hang up", "kill -9"])
def test_what_was_typed_in_place_is_there_again_and_goes_once_it_is_entered(
    way: str, path: Path, tmp_path: Path
) -> None:
    with running(path, tmp_path) as program:
        program.press("2")
        program.until("[Work]")
        program.press("nGasket 3")
        until_kept(program, tmp_path, "Gasket 3")
        end(program, way)
    with running(path, tmp_path) as program:
        program.until("“New work on SHT”")
        program.press("y")
        program.until("New: Gasket 3")
        program.press("\x1b")
        program.until("keep it for its form")
        program.press("n")
        program.until(lambda text: "keep it for" not in text)
        program.press("2")
        program.until("[Work]")
        program.press("n")
        program.until("What you typed before is here again.")
        program.press("d\r")  # behind what is there
        program.until("u undoes")
        deadline = time.monotonic() + SOON
        while drafts(tmp_path) and time.monotonic() < deadline:
            Program.read_any((program,), 0.05)
        assert not drafts(tmp_path)
    database = Database.open(path)
    (made,) = database.load().all(WorkItem).values()
    assert (made.title, made.effort) == ("Gasket", 3 * 8 * 60)
    database.close()


def test_a_draft_is_thrown_away_unopened(path: Path, tmp_path: Path) -> None:
    with running(path, tmp_path) as program:
        program.press("n")
        program.until("New project")
        program.press("QQQ")
        until_kept(program, tmp_path, "QQQ")
        end(program, "kill -9")
    with running(path, tmp_path) as program:
        program.until("throw it away")
        program.press("x")
        program.until(lambda text: "Go on" not in text)
        assert drafts(tmp_path) == []
        program.press("q")
        assert program.ended() == 0


def test_a_new_row_is_offered_in_its_own_database_only_and_goes_when_discarded(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(path, other)
    with running(path, tmp_path) as program:
        program.press("n")
        program.until("New project")
        program.press("QQQ", "\t", "From a draft")
        until_kept(program, tmp_path, "From a draft")
        end(program, "kill -9")
    with running(other, tmp_path) as program:
        assert "Go on" not in program.text
    with running(path, tmp_path) as program:
        program.until("Go on with it?")
        program.press("y")
        program.until("From a draft")
        program.press("\x1b")
        program.until("discard it")
        program.press("y")
        program.until(lambda text: "discard" not in text)
        program.press("q")
        assert program.ended() == 0
    assert drafts(tmp_path) == []
