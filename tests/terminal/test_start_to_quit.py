"""The installed program in a real pseudo-terminal: what is typed in one run is there in the next."""

import stat
from collections.abc import Callable
from pathlib import Path

from tests.terminal.program import Program

TODAY = ("--today", "2027-02-01")


def test_what_is_typed_is_there_on_the_next_start(terminal: Callable[..., Program], tmp_path: Path) -> None:
    first = terminal([*TODAY])
    first.until("There is no program in this database yet")
    first.press("n")
    first.until("New program")
    first.press("Harbour renewal", "\x13")
    first.until("Added program Harbour renewal")
    first.press("n")
    first.until("New project")
    first.press("QUAY\tQuay wall\x13")
    first.until("Added project QUAY Quay wall")
    first.press("2")
    first.until("no work yet")
    first.press("n")
    first.until("New work")
    first.press("Sheet piles 20d by 2027-03-01\r")
    first.until("Added QUAY-1 Sheet piles")
    first.press("\x1b")
    first.until(lambda text: "New work" not in text)
    first.press("q")
    assert first.ended() == 0

    database = tmp_path / "data" / "pmtui" / "pmtui.db"
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700

    second = terminal([*TODAY])
    # Nobody is assigned, so 20 days of one person from Monday the 1st: Friday the 26th.
    line = next(one for one in second.until("QUAY").splitlines() if "QUAY" in one)
    assert "Quay wall" in line
    assert "26 Feb?" in line
    second.press("2")
    assert "Sheet piles" in second.until("Sheet piles")
    # What only a network needs takes no memory, also once all that a command needs is imported.
    assert "_ssl." not in Path(f"/proc/{second.pid}/maps").read_text()
    second.press("u")
    second.until("This was not done in this session: Added QUAY-1 Sheet piles")
    second.press("y")
    second.until("no work yet")
    second.press("q")
    assert second.ended() == 0


def test_the_demo_opens_and_quits(terminal: Callable[..., Program]) -> None:
    program = terminal(["demo", *TODAY], columns=120, lines=40)
    text = program.until("Needs you")
    for code in ("SHT", "SUI", "LAN", "GND", "COM", "CRW", "ROV", "PAV"):
        assert any(line.strip(" ›").startswith(code) for line in text.splitlines()), code
    program.press("q")
    assert program.ended() == 0
