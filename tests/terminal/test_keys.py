"""What the terminal sends, byte by byte: keys, invalid bytes, pastes that run as keys only if they are."""

import random

import pytest
from textual import events

from pmtui.ui.terminal.keys import KeyReader


def read(*chunks: bytes) -> list[str]:
    """The keys by name, and pastes as ``paste:text``."""
    reader = KeyReader()
    found = [message for chunk in chunks for message in reader.feed(chunk)]
    return [f"paste:{one.text}" if isinstance(one, events.Paste) else one.key for one in found]


def test_keys_and_text() -> None:
    assert read(b"aB\x1b[A\x1bOP\r", "é界".encode()) == ["a", "B", "up", "f1", "enter", "é", "界"]


def test_what_joins_letters_and_emoji_is_taken_as_text() -> None:
    assert read("a\u200cb\u200d".encode()) == ["a", "paste:\u200c", "b", "paste:\u200d"]


def test_an_invalid_byte_is_one_odd_character_and_the_rest_goes_on() -> None:
    assert read(b"a\xff\xc3b") == ["a", *["replacement_character"] * 2, "b"]
    assert read(b"\xc3", b"\xa9") == ["é"], "half a character waits for the other half"


@pytest.mark.parametrize("at", range(1, 40))
def test_a_paste_with_escape_sequences_is_text_wherever_the_line_cuts_it(at: int) -> None:
    pasted = "x\x1b[A\x1b:q\x1b[200~\ry\x1b"
    sent = f"a\x1b[200~{pasted}\x1b[201~q".encode()
    assert read(sent[:at], sent[at:]) == ["a", f"paste:{pasted}", "q"]


def test_a_paste_whose_end_never_comes_is_ended_by_ctrl_c_alone() -> None:
    assert read(b"\x1b[200~abc", b"def", b"\x03", b"q") == ["paste:abcdef", "q"]


def test_a_large_paste_is_one_message() -> None:
    chunks = [b"\x1b[200~", *[b"x" * 4000] * 50, b"\x1b[201~"]
    assert [len(one) for one in read(*chunks)] == [len("paste:") + 200_000]


def test_reports_and_mouse_codes_are_dropped() -> None:
    assert read(b"\x1b[<0;5;5M\x1b[5;5R\x1b[48;10;10;10;10t\x1b[?2026;2$ya") == ["a"]


def test_random_bytes_never_stop_it() -> None:
    dice = random.Random(7)
    reader = KeyReader()
    for _ in range(200):
        list(reader.feed(dice.randbytes(100)))
        list(reader.tick())
    list(reader.feed(b"\x1b[99999999999u\x1b[9999999;3u"))
    list(reader.feed(b"\x1b[201~\x03"))
    assert [one.key for one in reader.feed(b"zq") if isinstance(one, events.Key)][-1] == "q"
