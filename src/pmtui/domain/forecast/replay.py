"""Placing again what an earlier pass has placed, of a plan that is mostly the same.

Where a node comes to lie depends on the moment that links allow it, on its own work, and on what is left of its
resources, which depends on who took of them before, in order. Where all of that is as it was the result is too, so
that it is copied instead of searched for. A schedule is thus the same with a replay as without one.
"""

from dataclasses import dataclass, field
from operator import sub

from pmtui.domain.forecast.board import Board
from pmtui.domain.forecast.fixed import given
from pmtui.domain.forecast.plan import Capacity, Plan, Use
from pmtui.domain.forecast.schedule import Schedule

Takers = dict[int, list[int]]  # by row or share: who took of it, in order


@dataclass(slots=True)
class Pass:
    """One pass as it went: its plan, what bound each node when it was placed, and the order of placing."""

    plan: Plan
    schedule: Schedule
    allowed: list[int]
    due: list[int]
    order: list[int] = field(default_factory=list)
    _takers: tuple[Takers, Takers] | None = None

    def takers(self) -> tuple[Takers, Takers]:
        """Who took of each row and of each share."""
        if self._takers is None:
            rows: dict[int, list[int]] = {}
            shares: dict[int, list[int]] = {}
            self._takers = rows, shares
            taken, days = self.schedule.taken, self.schedule.days
            for node in self.order:
                if taken[node] or days[node]:
                    for row, share, _, _ in self.plan.uses[node]:
                        rows.setdefault(row, []).append(node)
                        if share >= 0:
                            shares.setdefault(share, []).append(node)
        return self._takers


def twins(plan: Plan, before: Plan) -> list[int]:
    """For each node the one of an earlier plan that asks the same of the same resources, -1 where there is none."""
    known = {id: node for node, id in enumerate(before.items) if before.uses[node]}
    found = []
    for id, uses, work, kind, project in zip(
        plan.items, plan.uses, plan.work, plan.kind, plan.project, strict=True
    ):
        twin = known.get(id, -1) if uses else -1
        if twin >= 0 and not (
            before.work[twin] == work
            and before.kind[twin] == kind
            and before.project[twin] == project
            and _alike(before.uses[twin], uses)
        ):
            twin = -1
        found.append(twin)
    return found


def _alike(uses: tuple[Use, ...], others: tuple[Use, ...]) -> bool:
    """Whether two uses ask the same of the same resources; the places of their rows may differ."""
    if uses == others:
        return True
    return len(uses) == len(others) and all(
        one.resource == other.resource and one.limit == other.limit and (one.share < 0) == (other.share < 0)
        for one, other in zip(uses, others, strict=True)
    )


class _Line:
    """A row, or what a project has of one: who took of it before, and how far that is repeated."""

    __slots__ = ("before", "next", "repeated", "takers", "written")

    def __init__(self, before: int, takers: list[int]) -> None:
        self.before = before  # its place in the earlier pass
        self.takers = takers
        self.repeated = 0  # of the takers, so many have taken again
        self.written = 0  # of them, so many are taken off the board
        self.next = takers[0] if takers else -1

    def step(self) -> None:
        """One more taker has taken again."""
        self.repeated += 1
        self.next = self.takers[self.repeated] if self.repeated < len(self.takers) else -1


class Replay:
    """Answers where nodes come to lie, as long as all that bears on it is as in an earlier pass."""

    def __init__(self, plan: Plan, board: Board, before: Pass, twin: list[int]) -> None:
        self.before = before
        self._uses = plan.uses
        self._board = board
        self._twin = twin
        # By row and by share, None where it differs from before.
        self._rows: list[_Line | None] = [None] * len(plan.capacity.rows)
        self._shares: list[_Line | None] = [None] * len(plan.capacity.shares)
        self._find_lines(plan.capacity, before.plan.capacity)

    def _find_lines(self, now: Capacity, then: Capacity) -> None:
        """The rows and shares that are as they were before anybody took of them."""
        rows, shares = self.before.takers()
        pairs: set[tuple[int, int]] = set()
        shared: set[tuple[int, int]] = set()
        for uses, twin in zip(self._uses, self._twin, strict=True):
            if twin >= 0:
                for use, old in zip(uses, self.before.plan.uses[twin], strict=True):
                    pairs.add((use[0], old[0]))
                    shared.add((use[1], old[1]))
        for row, old_row in pairs:
            if _same_row(then, old_row, now, row):
                self._rows[row] = _Line(old_row, rows.get(old_row, []))
        for share, old_share in shared:
            if share >= 0 and _same_share(then, old_share, now, share):
                self._shares[share] = _Line(old_share, shares.get(old_share, []))

    def again(self, node: int, allowed: int, due: int) -> int:
        """The node of the earlier pass that lies where this one comes to lie; -1 where it must be searched for.

        Then the board holds what is left for it.
        """
        twin, before = self._twin[node], self.before
        if twin >= 0 and before.allowed[twin] == allowed and before.due[twin] == due:
            mine: list[_Line] = []
            for row, share, _, _ in self._uses[node]:
                line = self._rows[row]
                if line is None or line.next != twin:
                    break
                mine.append(line)
                if share >= 0:
                    line = self._shares[share]
                    if line is None or line.next != twin:
                        break
                    mine.append(line)
            else:
                for line in mine:
                    line.step()
                return twin
        for row, share, _, _ in self._uses[node]:
            self._write(self._rows[row], row, shared=False)
            if share >= 0:
                self._write(self._shares[share], share, shared=True)
        return -1

    def placed(self, node: int, schedule: Schedule) -> None:
        """Take note of where a node that was searched for has come to lie."""
        taken, days = schedule.taken[node], schedule.days[node]
        if not taken and not days:
            return
        twin, before = self._twin[node], self.before.schedule
        if twin >= 0 and (before.taken[twin] != taken or list(before.days[twin]) != list(days)):
            twin = -1
        for row, share, _, _ in self._uses[node]:
            self._note(self._rows, row, twin)
            if share >= 0:
                self._note(self._shares, share, twin)

    def _note(self, lines: list[_Line | None], place: int, twin: int) -> None:
        """What was taken of a line is on the board; where another took of it before, it differs from now on."""
        line = lines[place]
        if line is not None:
            if twin >= 0 and line.next == twin:
                line.step()
                line.written += 1
            else:
                lines[place] = None

    def _write(self, line: _Line | None, place: int, *, shared: bool) -> None:
        """Bring a line of the board up to what has been repeated."""
        if line is None or line.written == line.repeated:
            return
        board, before = self._board, self.before
        for twin in line.takers[line.written : line.repeated]:
            for position, use in enumerate(before.plan.uses[twin]):
                if (use.share if shared else use.row) != line.before:
                    continue
                for first, minutes in _given(before, twin, position, use):
                    after = first + len(minutes)
                    while after > board.size:
                        board.grow()
                    left = board.shares[place] if shared else board.left[place]
                    left[first:after] = map(sub, left[first:after], minutes)
        line.written = line.repeated


def _given(before: Pass, node: int, position: int, use: Use) -> list[tuple[int, list[int]]]:
    """What a node took of one of its uses, from which days on."""
    days = before.schedule.days[node]
    if not days:
        return [(first, minutes) for at, first, minutes in before.schedule.taken[node] if at == position]
    return [(day, [minutes]) for day, minutes in zip(days, given(before.plan.capacity, use, days), strict=True)]


def _same_row(then: Capacity, old: int, now: Capacity, new: int) -> bool:
    return (
        then.full[old] == now.full[new]
        and then.away[old] == now.away[new]
        and _same(then.rows[old], then.tails[old], now.rows[new], now.tails[new])
    )


def _same_share(then: Capacity, old: int, now: Capacity, new: int) -> bool:
    return _same(then.shares[old], then.share_tails[old], now.shares[new], now.share_tails[new]) and _same(
        then.percents[old], then.percent_tails[old], now.percents[new], now.percent_tails[new]
    )


def _same(row: list[int], tail: int, other: list[int], other_tail: int) -> bool:
    """Whether two rows hold the same for ever; they may be known for different numbers of days."""
    if tail != other_tail:
        return False
    if row == other:
        return True
    size = min(len(row), len(other))
    rest = row[size:] or other[size:]
    return row[:size] == other[:size] and rest.count(tail) == len(rest)
