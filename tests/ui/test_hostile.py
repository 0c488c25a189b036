"""Hostile texts in all fields, past the checks that keep them out: what the screens send is what was meant."""

import pytest
from tests.faults.hostile import HOSTILE, Walk, walked

from pmtui.domain import text


def test_no_screen_sends_a_control_or_shifts_a_column() -> None:
    seen = walked(Walk(HOSTILE, short=True))
    assert seen.raw + seen.crashed + seen.shifted == []
    assert seen.screens > 30


def test_texts_shown_as_they_are_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text.safe, "__code__", text.safe.__code__)  # put back after the control has changed it
    seen = walked(Walk(HOSTILE, unsafe=True, short=True, screens="3"))
    assert seen.raw
    assert seen.shifted
