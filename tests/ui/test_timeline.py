"""Timelines: days in cells, headings that fit, and what covers what."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from pmtui.ui.widgets.timeline import Bar, Point, Scale, bar_of, span

TODAY = date(2027, 2, 1)


def test_a_scale_marks_what_there_is_room_for() -> None:
    assert Scale(date(2027, 1, 1), date(2027, 12, 31), 60).heading().plain.split()[:3] == ["2027", "Feb", "Mar"]
    assert Scale(date(2027, 1, 1), date(2027, 12, 31), 24).heading().plain.split() == ["2027", "Apr", "Jul", "Oct"]
    assert Scale(date(2027, 2, 1), date(2027, 3, 14), 42).heading().plain.split()[:4] == ["1", "Feb", "8", "Feb"]


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 9000), st.integers(1, 200))
@examples(50)
def test_heading_and_line_always_have_the_width_of_the_scale(first: date, days: int, cells: int) -> None:
    scale = Scale(first, first + timedelta(days), cells)
    assert len(scale.heading().plain) == cells
    assert len(scale.draw([Bar(first - timedelta(9), scale.last + timedelta(9))], [Point(first)], first)) == cells
    assert scale.at(scale.first) == 0
    assert scale.at(scale.last) < cells


def test_today_goes_behind_points_and_through_bars() -> None:
    scale = Scale(date(2027, 1, 30), date(2027, 2, 8), 10)
    assert scale.draw([], today=TODAY).plain == "  │       "
    bars = bar_of(date(2027, 1, 31), date(2027, 2, 4), TODAY, critical=True)
    assert scale.draw(bars, today=TODAY).plain == " ─╪═══    "
    assert scale.draw(bars, [Point(TODAY)], TODAY).plain == " ─◆═══    "


def test_a_span_holds_today() -> None:
    assert span([date(2027, 3, 1), None], TODAY, least=10) == (TODAY, date(2027, 3, 1))
    assert span([], TODAY, least=10) == (TODAY, date(2027, 2, 11))
