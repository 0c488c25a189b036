"""What the driver sends, as a terminal shows it, against what plain Textual would have sent: cell by cell."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from unittest.mock import Mock

import pyte
import pytest
from tests.terminal.program import PATIENCE, Program
from tests.terminal.tmux import TmuxProgram

from pmtui.exchange.demo import open_demo
from pmtui.ui.terminal.driver import TerminalDriver
from pmtui.ui.terminal.shadow import Shadow

TODAY = "2027-03-01"
PLAIN = """
import sys
from textual.drivers.linux_driver import LinuxDriver
import pmtui.ui.running
pmtui.ui.running.TerminalDriver = LinuxDriver
from pmtui.cli import main
sys.exit(main(sys.argv[1:]))
"""
SCRIPT = (  # keys, and what shows that they were taken
    ("", "? keys"),
    ("j", "› SHT  "),
    ("G", "› PAV  "),
    ("g", "› LAN  "),
    ("\t", "› GND-13"),
    ("]", "space mark"),
    ("2", "[Work]"),
    ("jjjj", "›    5"),
    ("e", "ctrl+s save"),
    ("abc\t", "abc"),
    ("\x1b", "not saved"),
    ("y", "enter"),
    ("3", "Scope review"),
    ("4", "Resource balance"),
    (":", "Go to"),
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo in it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    open_demo(path, date.fromisoformat(TODAY))[0].close()
    return path


@contextmanager
def running(demo: Path, home: Path, name: str, columns: int, lines: int, **more: object) -> Iterator[Program]:
    """The program on a copy of the demo."""
    shutil.copy(demo, home / name)
    arguments = ["--db", str(home / name), "--today", TODAY]
    program = Program(arguments, home, columns=columns, lines=lines, **more)  # type: ignore[arg-type]
    try:
        yield program
    finally:
        program.close()


def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """What can be seen of a cell: on a space, a foreground is nothing without a line or reversal."""
    drawn = (cell.underscore, cell.reverse, cell.strikethrough)
    if cell.data == " " and not any(drawn):
        return (" ", cell.bg)
    return tuple(cell)


def differences(one: Program, other: Program) -> list[tuple[object, ...]]:
    """The cells that do not look the same."""
    return [
        (x, y, one.screen.buffer[y][x], other.screen.buffer[y][x])
        for y in range(one.screen.lines)
        for x in range(one.screen.columns)
        if seen(one.screen.buffer[y][x]) != seen(other.screen.buffer[y][x])
    ]


def read_until_equal(one: Program, other: Program, text: str) -> None:
    """Read what both send until both show the text and every cell is the same."""
    deadline = time.monotonic() + PATIENCE
    while text not in one.text or text not in other.text or differences(one, other):
        if not Program.read_any((one, other), deadline - time.monotonic()):
            raise AssertionError(f"{text!r}: {differences(one, other)[:5]}\n{one.text}\n{other.text}")


@pytest.mark.parametrize(("columns", "lines"), [(120, 40)])
def test_every_cell_is_as_plain_textual_paints_it_with_far_less_sent(
    columns: int, lines: int, demo: Path, tmp_path: Path
) -> None:
    with (
        running(demo, tmp_path, "own.db", columns, lines) as own,
        running(demo, tmp_path, "plain.db", columns, lines, code=PLAIN) as plain,
    ):
        for keys, text in SCRIPT:
            own.press(keys)
            plain.press(keys)
            read_until_equal(own, plain, text)
        assert len(own.sent) < len(plain.sent) / 4


def test_a_resize_and_other_output_over_the_screen_come_right(demo: Path, tmp_path: Path) -> None:
    with running(demo, tmp_path, "own.db", 100, 30) as own, running(demo, tmp_path, "b.db", 80, 24) as small:
        own.until("? keys")
        for columns, lines in ((60, 20), (140, 45), (80, 24)):
            own.resize(columns, lines)
        read_until_equal(own, small, "? keys")
        own.garble("other output \x1b[31mover the screen\r\n" * 10)
        assert differences(own, small)
        own.press("\x0c")
        read_until_equal(own, small, "? keys")


@pytest.mark.parametrize("left", ["\x1b[4h", "\x1b[5;10r\x1b[?6h"])
def test_modes_that_other_output_left_do_not_outlive_a_redraw(left: str, demo: Path, tmp_path: Path) -> None:
    with running(demo, tmp_path, "own.db", 80, 24) as own, running(demo, tmp_path, "b.db", 80, 24) as other:
        own.until("? keys")
        own.garble(f"a binary file {left}")
        own.press("\x0c")
        read_until_equal(own, other, "? keys")
        for one in (own, other):
            one.press("j")
        read_until_equal(own, other, "› SHT  ")


@pytest.mark.parametrize(("keys", "text"), [("G", "› PAV  "), ("e", "ctrl+s save")])
def test_a_storm_of_sizes_ends_as_if_there_had_been_none(keys: str, text: str, demo: Path, tmp_path: Path) -> None:
    sizes = Random(7)
    with running(demo, tmp_path, "own.db", 80, 24) as own, running(demo, tmp_path, "b.db", 80, 24) as calm:
        for one in (own, calm):
            one.until("? keys")
            one.press(keys)
            one.until(text)
        for _ in range(25):
            own.resize(sizes.randint(1, 250), sizes.randint(1, 70))
            Program.read_any((own,), sizes.uniform(0, 0.02))
        own.resize(80, 24)
        read_until_equal(own, calm, text)


def test_a_stopped_program_comes_back_with_its_screen(demo: Path, tmp_path: Path) -> None:
    with running(demo, tmp_path, "own.db", 80, 24) as own, running(demo, tmp_path, "b.db", 80, 24) as other:
        own.until("? keys")
        before = own.modes()
        own.press("\x1a")
        assert os.WIFSTOPPED(own.stopped())
        assert own.modes() != before
        own.garble("$ a shell writes\r\n$ something\r\n" * 12)
        own.go_on()
        read_until_equal(own, other, "? keys")
        assert own.modes() == before


def test_what_another_stopped_goes_on_without_a_key() -> None:
    woken: list[object] = []
    driver = object.__new__(TerminalDriver)
    driver._auto_restart, driver._output = True, None
    driver._loop = Mock(call_soon_threadsafe=woken.append)
    driver._sigcont_application()
    assert woken == [driver.resume_application_mode]  # by the loop, which a signal alone does not wake


@pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed: it alone waits for the end of strings"
)
def test_a_string_that_other_output_left_open_ends_at_a_redraw(demo: Path, tmp_path: Path) -> None:
    shutil.copy(demo, tmp_path / "own.db")
    program = TmuxProgram(["--db", str(tmp_path / "own.db"), "--today", TODAY], tmp_path)
    try:
        program.until("? keys")
        program.garble("\x1b[2Jother output \x1bPq without an end")
        program.until(lambda text: "other output" in text and "? keys" not in text)
        program.press("\x0c")
        program.until(lambda text: "? keys" in text and "other output" not in text)
    finally:
        program.close()


def test_redraw_and_stop_work_in_a_form_too(demo: Path, tmp_path: Path) -> None:
    with running(demo, tmp_path, "own.db", 80, 24) as own:
        own.until("? keys")
        own.press("e")
        last = "in question for"  # on the last line that is painted with the form
        before = own.until(lambda text: "ctrl+s save" in text and last in text)
        own.garble("other output over the screen\r\n" * 12)
        assert own.text != before
        own.press("\x0c")
        own.until(before)
        own.press("\x1a")
        assert os.WIFSTOPPED(own.stopped())
        own.garble("$ a shell writes\r\n" * 12)
        own.go_on()
        own.until(before)


def test_nothing_but_text_and_styles_gets_through() -> None:
    shadow = Shadow(40, 2, erases=True)
    shadow.cleared()
    hostile = "\x1b[1;1Ha\x1b]52;c;ZXZpbA==\x07b\x1b[6n\x1b[?1000hc\x9b31md\x07\x1bPq\x1b\\e\r\x08"
    assert shadow.paint(hostile) == "\x1b[1Habc31mdqe"


def test_only_what_changed_is_sent_and_forgetting_sends_it_all() -> None:
    shadow = Shadow(40, 3, erases=True)
    shadow.cleared()
    first = "\x1b[2H\x1b[1;31mred \x1b[mand \x1b[4mlined  "
    line = "\x1b[2;1H\x1b[1;31mred\x1b[0m and \x1b[4mlined  \x1b[0m"
    assert shadow.paint(line) == first
    assert shadow.paint(line) == ""
    assert shadow.paint(line.replace("and", "end")) == "\x1b[2;5H\x1b[me\x1b[10C"
    shadow.forget()
    assert shadow.paint(line) == "\x1b[2H\x1b[0;1;31mred \x1b[mand \x1b[4mlined  "
    assert shadow.paint("\x1b[1;1H界x") == "\x1b[1H\x1b[m界x"
    assert shadow.paint("\x1b[1;2Hy") == "\x1b[1H y", "the half of a wide character goes with it"


def test_a_mark_joins_its_letter_over_a_change_of_style_and_nothing_that_was_there_before() -> None:
    shadow = Shadow(40, 1, erases=True)
    shadow.cleared()
    cut = "\x1b[1;1Hx\x1b[1me\x1b[4m\u0301 \u754c\x1b[7m\u0323y"
    assert shadow.paint(cut) == "\x1b[1Hx\x1b[1me\u0301\x1b[0;4m \u754c\u0323\x1b[0;7my"
    assert shadow.paint(cut) == ""
    assert shadow.paint("\x1b[1;2H\u0301") == ""


def test_what_is_painted_once_more_is_sent_as_if_it_were_looked_through_each_time() -> None:
    """One of the two shadows gets no part twice: sequences that are dropped make each another."""
    random = Random(3)
    quick, whole = (Shadow(12, 3, erases=True) for _ in range(2))
    texts = ("abcdef", "\x1b[1mbold\x1b[m", "界x界", "e\u0301n", "as before\x1b[m", "\x1b[4mopen", "xyz\x1b[2;3Hz")
    for number in range(3000):
        parts = [
            f"\x1b[{random.randint(1, 3)};{random.choice((1, 2, 4, 9))}H{random.choice(texts)}"
            for _ in range(random.randint(1, 3))
        ]
        other = "\n".join(f"{one}\x1b[{number}n" for one in parts)
        assert quick.paint("\n".join(parts)) == whole.paint(other), parts
        if random.random() < 0.01:
            quick.cleared()
            whole.cleared()
