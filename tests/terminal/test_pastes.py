"""Pastes as a terminal sends them: large, of several lines, with escape sequences in them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.terminal.program import Program

from pmtui.domain.entities import WorkItem
from pmtui.exchange.demo import open_demo
from pmtui.store.database import Database

TODAY = "2027-03-01"


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "demo.db"
    open_demo(path, date.fromisoformat(TODAY))[0].close()
    return path


@pytest.fixture
def program(path: Path, tmp_path: Path) -> Iterator[Program]:
    program = Program(["--db", str(path), "--today", TODAY], tmp_path, columns=100, lines=30)
    try:
        program.until("? keys")
        program.press("2")
        program.until("[Work]")
        yield program
    finally:
        program.close()


def titles(path: Path) -> list[str]:
    database = Database.open(path)
    found = [one.title for _, one in sorted(database.load().all(WorkItem).items())]
    database.close()
    return found


def test_lines_pasted_into_quick_entry_become_work_items_after_asking(program: Program, path: Path) -> None:
    before = titles(path)
    program.press("n")
    program.until("New work behind")
    program.press(pasted("Weld the ring 3d\r\n\r\nPaint \x1b[Ait 2d\rTest it after 1\r"))
    program.until("Make a work item of each?")
    assert titles(path) == before
    program.press("y")
    program.until("Added 3 work items")
    assert titles(path)[len(before) :] == ["Weld the ring", "Paint it", "Test it"]
    program.press("\x1b")
    program.until("a assign")
    program.press("u")
    program.until(lambda text: "Undone" in text or "undone" in text or "^r does it again" in text)
    assert titles(path) == before


def test_a_line_that_cannot_be_read_refuses_them_all(program: Program, path: Path) -> None:
    before = titles(path)
    program.press("n")
    program.until("New work behind")
    program.press(pasted("Fine 3d\nWrong @nobody-of-that-name 3d\n"))
    program.until("Make a work item of each?")
    program.press("y")
    program.until("Line 2 of 2")
    assert titles(path) == before


def test_a_large_paste_of_many_lines_is_taken_and_said(program: Program) -> None:
    program.press("e")
    program.until("ctrl+s save")
    program.press(pasted("0123456789\n" * 1900 + "the end"))
    assert "1901 lines joined into one" in program.until("the end")
    program.press("\x1b")
    program.until("not saved")
