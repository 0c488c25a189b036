"""Text as it is stored, and as it is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.examples import examples

from pmtui.domain.text import _STEADY, clean, fit, safe, width

ODD = (
    "\x00\x07\x1b\x7f\x9b\x9d\u200b\u200d\u200e\u202e\u2066\u2069\ufe0f\ufeff\u00ad\u20e3\u0301\u0903\u3164\u1160"
    "\u4dc0\ud800\U0001f1e9\U0001f1ea\U0001f3fd\U0001f469\U0001f680\u2764\u2603\u6f22e1 \n\t[]/;m"
)
odd_text = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Seal test ", "Seal test"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("x\x1b]52;c;aGk=\x07y", "xy"),
        ("x\x1b]0;title\x1b\\y", "xy"),
        ("x\x9d0;title\x9cy\x9b1mz", "xyz"),
        ("x\x1b]52;c;aGk= never ended", "x52;c;aGk= never ended"),
        ("a\x1bcb\x7f\x85c", "ab c"),
        ("invoice\u202egnp.exe\u2066\u2069\u200f", "invoicegnp.exe"),
        ("one\ttwo\r\nthree", "one two three"),
        ("\U0001f469\u200d\U0001f680 \u2764\ufe0f", "\U0001f469\u200d\U0001f680 \u2764\ufe0f"),
        ("\ud800a", "a"),
        ("\u200b\ufeff", ""),
        ("a [/] b", "a [/] b"),
    ],
)
def test_what_is_stored_of_one_line(typed: str, kept: str) -> None:
    assert clean(typed, long=False).text == kept


def test_long_text_keeps_lines_and_tabs_and_counts_what_went() -> None:
    cleaned = clean("a\tb\r\nc\x1b[1md\n", long=True)
    assert cleaned.text == "a\tb\ncd"
    assert cleaned.removed == 4


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("a [/] b", "a [/] b"),
        ("[red]x", "[red]x"),
        ("a\x1b[31mb", "a�b"),
        ("a\u202eb", "a�b"),
        ("a\x07b\nc\td", "a�b c d"),
        ("\U0001f469\u200d\U0001f680!", "\U0001f469!"),
        ("\U0001f469\U0001f3fd\u200d\U0001f680", "\U0001f469"),
        ("\u2764\ufe0f 1\ufe0f\u20e3", "\u2764 1"),
        ("\U0001f1e9\U0001f1ea", "DE"),
        ("a\u200bb\ufeff", "ab"),
        ("漢字 e\u0301", "漢字 e\u0301"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u0301a", "◌\u0301a"),
        ("e" + "\u0301" * 300, "e" + "\u0301" * 4),
        ("\U0001f3fd", "�"),
    ],
)
def test_what_is_shown(stored: str, shown: str) -> None:
    assert safe(stored) == shown


def test_lines_stay_in_long_text() -> None:
    assert safe("a\x07\nb\tc", long=True) == "a�\nb    c"


@examples(50)
@given(odd_text)
def test_stored_text_is_free_of_controls_and_cleaning_again_changes_nothing(typed: str) -> None:
    once = clean(typed, long=False)
    assert clean(once.text, long=False) == (type(once)(once.text, 0))
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in once.text)


@examples(50)
@given(odd_text)
def test_shown_text_measures_as_the_terminal_library_measures_it(stored: str) -> None:
    shown = safe(stored)
    assert width(shown) == cell_len(shown)
    assert safe(shown) == shown
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in shown)
    shown.encode("utf-8")


def test_every_character_measures_as_the_terminal_library_measures_it() -> None:
    codes = [*range(0x3400), *range(0x3400, 0xA000, 97), *range(0xA000, 0x20000), *range(0x20000, 0x110000, 97)]
    wrong = [hex(code) for code in codes if width(one := safe(chr(code))) != cell_len(one)]
    assert wrong == []


@examples(50)
@given(odd_text, st.integers(0, 12), st.booleans())
def test_fitted_text_has_exactly_the_cells_asked_for(stored: str, cells: int, right: bool) -> None:
    assert cell_len(fit(stored, cells, right)) == cells


@pytest.mark.parametrize(
    ("text", "cells", "right", "fitted"),
    [
        ("Seal", 6, False, "Seal  "),
        ("Seal", 6, True, "  Seal"),
        ("Seal test", 6, False, "Seal …"),
        ("漢字漢", 4, False, "漢… "),
        ("Seal", 0, False, ""),
    ],
)
def test_cut_and_padded(text: str, cells: int, right: bool, fitted: str) -> None:
    assert fit(text, cells, right) == fitted


def test_what_is_shown_as_it_is_would_be_without_the_short_cut() -> None:
    """A mark or a joiner behind a character takes the long way, in which nothing else becomes of it either."""
    steady = [one for one in map(chr, range(0x3000)) if _STEADY.fullmatch(one)]
    assert {*"Aé¿▸└═━│▽…“”–→"} < set(steady)
    for one in steady:
        assert safe(f"a{one}\u0301") == f"a{one}\u0301"
        assert width(f"a{one}\u0301") == width(f"a{one}") == 2
