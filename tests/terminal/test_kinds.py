"""Terminals of all kinds: what they cannot show is not sent, and what is no terminal is refused in a sentence."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.terminal.program import Program

from pmtui.exchange.demo import open_demo
from pmtui.ui.terminal.plain import ascii_of

TODAY = "2027-03-01"
COLORS = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")
TRUE_COLOR = re.compile(rb"[;\[][34]8;2;(\d+);(\d+);(\d+)")
MORE_THAN_16 = re.compile(rb"[;\[][34]8;")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    open_demo(path, date.fromisoformat(TODAY))[0].close()
    return path


def sent(demo: Path, home: Path, environment: Mapping[str, str]) -> bytes:
    """What the program writes to such a terminal until it was left, with a form and the map of loads opened."""
    program = Program(["--db", str(demo), "--today", TODAY], home, environment=environment)
    try:
        program.until("? keys")
        program.press("e")
        program.until("ctrl+s save")
        program.press("\x1b")
        program.until(lambda text: "ctrl+s save" not in text)
        program.press("4")
        program.until("Week of ")
        program.press("q")
        assert program.ended() == 0
    finally:
        program.close()
    return program.sent


@pytest.mark.parametrize("term", ["screen", "tmux-256color", "linux", "unheard-of"])
def test_it_runs_on(term: str, demo: Path, tmp_path: Path) -> None:
    output = sent(demo, tmp_path, {"TERM": term})
    assert COLORS.search(output)
    assert bool(MORE_THAN_16.search(output)) == ("256" in term)
    assert "│".encode() in output


def test_a_locale_without_utf8_gets_ascii_alone(demo: Path, tmp_path: Path) -> None:
    assert sent(demo, tmp_path, {"LANG": "C"}).isascii()


def test_what_has_no_accent_to_take_off_has_its_ascii_too() -> None:
    assert "".join(map(ascii_of, "Søren Łukasz é ✗ × 3 漢")) == "Soren Lukasz e X x 3 ??"


def test_the_command_line_keeps_to_ascii_too(demo: Path, tmp_path: Path) -> None:
    program = Program(["status", "--db", str(demo), "--today", TODAY], tmp_path, environment={"LC_ALL": "C"})
    try:
        assert program.ended() == 0
        assert b"need you" in program.sent
        assert program.sent.isascii()
    finally:
        program.close()


def test_no_color_and_the_own_palette(demo: Path, tmp_path: Path) -> None:
    assert not COLORS.search(sent(demo, tmp_path, {"NO_COLOR": "1"}))
    asked_for_nothing = sent(demo, tmp_path, {"NO_COLOR": "", "COLORTERM": "truecolor"})
    assert any(len(set(levels)) > 1 for levels in TRUE_COLOR.findall(asked_for_nothing)), "all gray"
    own = sent(demo, tmp_path, {"PMTUI_THEME": "terminal"})
    assert COLORS.search(own)
    assert not MORE_THAN_16.search(own)


def test_the_size_is_the_terminals_own(demo: Path, tmp_path: Path) -> None:
    environment = {"COLUMNS": "50", "LINES": "10"}
    program = Program(["--db", str(demo), "--today", TODAY], tmp_path, environment=environment)
    try:
        program.until("? keys")
        assert program.screen.display[23].rstrip().endswith("? keys")
        assert program.screen.display[0].rstrip().endswith(TODAY)
        assert len(program.screen.display[0].rstrip()) > 70
    finally:
        program.close()


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_is_none_is_refused_naming_the_way_in(term: str, tmp_path: Path) -> None:
    program = Program(["demo"], tmp_path, environment={"TERM": term})
    try:
        assert program.ended() == 1
        assert program.text.replace("\n", "").startswith("pmtui: ")
        assert "ssh -t" in program.text.replace("\n", " ")
        assert not (tmp_path / "data").exists()
    finally:
        program.close()
