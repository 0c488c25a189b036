"""Steps say the same as a list with a figure for each day, whatever is taken of them."""

from hypothesis import example, given
from hypothesis import strategies as st

from pmtui.domain.forecast.steps import FOREVER, Steps, runs

DAYS = 40
figures = st.lists(st.sampled_from([0, 60, 240, 480]), min_size=1, max_size=12)
Piece = tuple[int, int, int]


def steps_of(days: list[int]) -> Steps:
    return Steps.of(enumerate(days))


def listed(steps: Steps) -> list[int]:
    return [steps.on(day) for day in range(DAYS)]


@st.composite
def rooms_and_pieces(draw: st.DrawFn) -> tuple[list[int], list[Piece]]:
    """What there is on some days, and pieces of it in order, each with at most what all of its days have."""
    days = draw(figures)
    pieces: list[Piece] = []
    first = draw(st.integers(0, 5))
    while first < DAYS - 5 and len(pieces) < 4:
        after = first + draw(st.integers(1, 6))
        there = min([*days, *[days[-1]] * DAYS][first:after])
        if there:
            pieces.append((first, after, draw(st.sampled_from([1, there // 2, there]))))
        first = after + draw(st.integers(0, 4))
    return days, pieces


@given(rooms_and_pieces())
def test_what_is_taken_is_gone_from_those_days_alone(case: tuple[list[int], list[Piece]]) -> None:
    days, pieces = case
    room = steps_of(days)
    left = [*days, *[days[-1]] * DAYS][:DAYS]
    for first, after, minutes in pieces:
        left[first:after] = [one - minutes for one in left[first:after]]
    if pieces:
        room.take(pieces)
    assert listed(room) == left
    assert room.at == sorted(set(room.at))
    assert not any(one == other == 0 for one, other in zip(room.has, room.has[1:], strict=False))


@given(figures, st.integers(0, 8), st.integers(0, 8), st.integers(0, 480), st.booleans())
def test_what_is_used_up_leaves_nothing_between_its_first_day_and_its_last(
    days: list[int], first: int, length: int, minutes: int, part: bool
) -> None:
    room = steps_of(days)
    last = first + length
    left = listed(room)
    minutes = min(minutes, left[last])
    kept = left[first] // 2 if part and length else 0
    room.use_up(first, kept, last, minutes)
    left[first:last] = [0] * length
    left[first] = kept if length else left[first] - minutes
    if length:
        left[last] -= minutes
    assert listed(room) == left
    assert not any(one == other == 0 for one, other in zip(room.has, room.has[1:], strict=False))


@given(figures, st.integers(0, 15), st.integers(0, 20))
@example([0, 60, 60, 0], 2, 0)  # no days at all, within a step
def test_pieces_are_what_there_is_on_the_days_asked_for(days: list[int], first: int, length: int) -> None:
    room = steps_of(days)
    found = [0] * DAYS
    for begin, after, minutes in room.pieces(first, first + length):
        assert minutes
        assert begin < after
        found[begin:after] = [minutes] * (after - begin)
    there = listed(room)
    assert found == [there[day] if first <= day < first + length else 0 for day in range(DAYS)]


@given(figures, st.integers(1, 480), st.integers(0, 15), st.integers(1, 15))
def test_a_window_moves_behind_the_last_day_that_has_too_little(
    days: list[int], figure: int, first: int, length: int
) -> None:
    room = steps_of(days)
    found = room.less_until(figure, first, first + length)
    short = [day for day in range(first, first + length) if room.on(day) < figure]
    if not short:
        assert found == first
    elif found == FOREVER:
        assert all(room.on(day) < figure for day in range(short[-1], DAYS))
    else:
        assert found > short[-1]
        assert all(room.on(day) < figure for day in range(short[-1], found))
        assert room.on(found) != room.on(found - 1)


@given(figures, st.integers(1, 20), st.integers(0, 480))
def test_turned_steps_run_backward_from_the_end_of_the_days(days: list[int], size: int, tail: int) -> None:
    room = steps_of(days)
    assert listed(room.turned(size, tail))[: size + 3] == [
        *[room.on(day) for day in range(size)][::-1],
        *[tail] * 3,
    ]


@given(st.lists(figures, max_size=3), st.integers(0, 15), st.integers(0, 20))
def test_runs_cover_every_day_once_with_the_figures_of_each(rows: list[list[int]], day: int, length: int) -> None:
    rooms = [steps_of(one) for one in rows]
    covered: list[tuple[int, list[int]]] = []
    for first, after, values in runs(rooms, day, day + length):
        assert first < after
        covered += [(one, list(values)) for one in range(first, after)]
    assert covered == [(one, [room.on(one) for room in rooms]) for one in range(day, day + length)]
