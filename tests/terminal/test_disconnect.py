"""The program in a pseudo-terminal whose connection ends: it goes soon, and what it said to be done is stored."""

import shutil
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.terminal.plan import TODAY, make_plan
from tests.terminal.program import Program

from pmtui.domain.entities import Project
from pmtui.store.database import Database

SOON = 5.0  # seconds


@pytest.fixture(scope="module")
def one_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a program and a project."""
    path = tmp_path_factory.mktemp("one") / "one.db"
    make_plan(path)
    return path


@contextmanager
def running(path: Path, home: Path, **more: object) -> Iterator[Program]:
    """The program on a database, once it reacts to keys."""
    program = Program(["--db", str(path), "--today", TODAY.isoformat()], home, **more)  # type: ignore[arg-type]
    try:
        program.until("? keys")
        yield program
    finally:
        program.close()


def commit(program: Program) -> None:
    """Make a project, and see it acknowledged."""
    program.press("n")
    program.until("New project")
    program.press("QQQ", "\t", "Acknowledged", "\x13")
    program.until("u undoes")


def hang_up(program: Program) -> None:
    program.hang_up()


def hup(program: Program) -> None:
    program.signal(signal.SIGHUP)


def term(program: Program) -> None:
    program.signal(signal.SIGTERM)


WAYS: dict[str, Callable[[Program], None]] = {"hang up": hang_up, "SIGHUP": hup, "SIGTERM": term}


IGNORED = (signal.SIGHUP,)  # as under nohup


@pytest.mark.parametrize(
    ("way", "stalled", "ignored"),
    [
        ("hang up", False, IGNORED),
        ("hang up", True, ()),
        ("SIGHUP", False, ()),
        ("SIGHUP", True, IGNORED),
        ("SIGTERM", False, ()),
        ("SIGTERM", True, IGNORED),
    ],
)
def test_it_is_gone_and_nothing_acknowledged_is_lost(
    way: str, stalled: bool, ignored: tuple[int, ...], one_program: Path, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(one_program, path)
    with running(path, tmp_path, ignored=ignored) as program:
        commit(program)
        if stalled:
            program.stall()
        WAYS[way](program)
        assert program.gone(SOON) == 128 + (signal.SIGTERM if way == "SIGTERM" else signal.SIGHUP)
    database = Database.open(path)
    assert {one.code for one in database.load().all(Project).values()} == {"SHT", "QQQ"}
    database.close()


def test_an_orderly_end_gives_the_terminal_back(one_program: Path, tmp_path: Path) -> None:
    for end, status in ((lambda one: one.press("q"), 0), (term, 128 + signal.SIGTERM)):
        with running(one_program, tmp_path) as program:
            during = program.modes()
            end(program)
            assert program.ended() == status
            after = program.modes()
            assert not during[3] & termios.ECHO
            assert after[3] & termios.ECHO
            assert after[3] & termios.ICANON
            assert program.sent.endswith(b"\x1b[?1049l\x1b[?25h")
            assert b"\x1b[?2004l" in program.sent
