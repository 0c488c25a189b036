"""Placing again what an earlier pass has placed, of a plan that is mostly the same.

Where a node comes to lie depends on the moment that links allow it, on its own work, and on what is left of its
resources, which depends on who took of them before, in order. Where all of that is as it was the result is too, so
that it is copied instead of searched for. A schedule is thus the same with a replay as without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import eq, ne

from pmtui.domain.forecast.board import Board
from pmtui.domain.forecast.plan import NEVER, WORKED, Capacity, Plan, Use
from pmtui.domain.forecast.schedule import Schedule

DECIDING = ("items", "kind", "work", "began", "held", "past", "succs", "preds")
Takers = dict[int, list[int]]  # by room: who took of it, in order
Bond = tuple[int, int]  # a link onto a node: the work item at its other end, and its id, 0 where it stands for none


@dataclass(slots=True)
class Pass:
    """One pass as it went: its plan, what bound each node when it was placed, and the order of placing."""

    plan: Plan
    schedule: Schedule
    allowed: list[int]
    due: list[int]
    holders: list[int]  # the work item whose link allowed the start the least, 0 where none did
    links: list[int]  # that link, by its id, as in a bond
    links_into: dict[int, Bond] = field(default_factory=dict)  # the same of the finish, of what works
    order: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)  # the smallest of those that could be placed went first
    _takers: Takers | None = None

    def takers(self) -> Takers:
        """Who took of each room, and -1 after the last of them."""
        if self._takers is None:
            self._takers = {}
            for node in self.order:
                if self.schedule.taken[node]:
                    for use in self.plan.uses[node]:
                        for room in use.rooms:
                            self._takers.setdefault(room, []).append(node)
            for takers in self._takers.values():
                takers.append(-1)
        return self._takers


def goes_as(plan: Plan, keys: list[int], before: Pass) -> bool:
    """Whether a pass would go as an earlier one: nothing differs but work that nobody can give to in either.

    Such work takes nothing, whenever its turn comes, and what waits for it does not either.
    """
    then = before.plan
    if any(getattr(plan, one) != getattr(then, one) for one in DECIDING) or not _same_rooms(plan, then):
        return False
    turns = _differing(keys, before.keys)
    floors = _differing(plan.floor, then.floor)
    others = {node for node in _differing(plan.uses, then.uses) if plan.kind[node] in WORKED}
    return (
        all(_idle(plan, node) and _idle(then, node) for node in turns | floors | others)
        and all(_in_vain(node, before) for node in turns)
        and all(before.holders[node] and plan.floor[node] < before.allowed[node] for node in floors)
    )


def _differing(now: Sequence[object], then: Sequence[object]) -> set[int]:
    """The places where two sequences of one length differ."""
    return set() if now == then else set(compress(range(len(now)), map(ne, now, then)))


def _same_rooms(plan: Plan, then: Plan) -> bool:
    """Whether the rooms that two plans have in common are the same."""
    now, old = plan.capacity, then.capacity
    count = min(len(now.rooms), len(old.rooms))
    return now.rooms[:count] == old.rooms[:count] and all(
        one.get(room) == other.get(room)
        for one, other in ((now.full, old.full), (now.away, old.away), (now.percents, old.percents))
        for room in range(count)
    )


def _idle(plan: Plan, node: int) -> bool:
    """Whether a node is work that those on it can never give anything to."""
    return plan.kind[node] in WORKED and bool(plan.uses[node]) and not staffed(plan.capacity, plan.uses[node])


def _in_vain(node: int, before: Pass) -> bool:
    """Whether all that waits for a node, however far, never begins, so that it does not matter when it may."""
    plan, starts = before.plan, before.schedule.start
    seen = {node}
    waiting = [node]
    for one in waiting:
        if starts[one] < NEVER or plan.began[one] is not None:
            return False
        after = {edge[1] for edge in plan.succs[one]} - seen
        seen |= after
        waiting += after
    return True


def staffed(capacity: Capacity, uses: tuple[Use, ...]) -> bool:
    """Whether anybody ever has something for such work; work that nobody was ever assigned to needs nobody."""
    return not uses or any(all(any(capacity.rooms[room].has) for room in use.rooms) for use in uses)


@dataclass(frozen=True, slots=True)
class Twins:
    """What two plans have in common, which is the same for all passes over them."""

    nodes: list[int]  # for each node the one of the earlier plan that asks the same, -1 where there is none
    uses: frozenset[tuple[Use, Use]]  # what such pairs of nodes take


def twins(plan: Plan, before: Plan) -> Twins:
    """The nodes of two plans that ask the same of the same resources."""
    nodes = _twin_nodes(plan, before)
    return Twins(
        nodes,
        frozenset(
            pair
            for uses, twin in zip(plan.uses, nodes, strict=True)
            if twin >= 0
            for pair in zip(uses, before.uses[twin], strict=True)
        ),
    )


def _twin_nodes(plan: Plan, before: Plan) -> list[int]:
    if plan.items == before.items:
        found = [node if uses else -1 for node, uses in enumerate(before.uses)]
        same = [map(eq, getattr(before, one), getattr(plan, one)) for one in ("work", "kind", "project", "uses")]
        doubtful = [node for node, alike in enumerate(zip(*same, strict=True)) if False in alike]
    else:
        known = {id: node for node, id in enumerate(before.items) if before.uses[node]}
        found = [known.get(id, -1) for id in plan.items]
        doubtful = list(range(len(found)))
    for node in doubtful:
        twin = found[node]
        if twin >= 0 and not (
            before.work[twin] == plan.work[node]
            and before.kind[twin] == plan.kind[node]
            and before.project[twin] == plan.project[node]
            and _alike(before.uses[twin], plan.uses[node])
        ):
            found[node] = -1
    return found


def _alike(uses: tuple[Use, ...], others: tuple[Use, ...]) -> bool:
    """Whether two uses ask the same of the same resources; the places of their rooms may differ."""
    if uses == others:
        return True
    return len(uses) == len(others) and all(
        (one.resource, one.limit, one.bounded, one.share < 0, len(one.rooms))
        == (other.resource, other.limit, other.bounded, other.share < 0, len(other.rooms))
        for one, other in zip(uses, others, strict=True)
    )


class _Line:
    """A room: who took of it before, and how far that is repeated."""

    __slots__ = ("before", "next", "repeated", "takers", "written")

    def __init__(self, before: int, takers: list[int]) -> None:
        self.before = before  # its place in the earlier pass
        self.takers = takers
        self.repeated = 0  # of the takers, so many have taken again
        self.written = 0  # of them, so many are taken off the board
        self.next = takers[0]

    def step(self) -> None:
        """One more taker has taken again."""
        self.repeated += 1
        self.next = self.takers[self.repeated]


class Replay:
    """Answers where nodes come to lie, as long as all that bears on it is as in an earlier pass."""

    def __init__(self, plan: Plan, board: Board, before: Pass, known: Twins) -> None:
        self.before = before
        self._uses = plan.uses
        self._board = board
        self._twin = known.nodes
        self._lines: list[_Line | None] = [None] * len(plan.capacity.rooms)  # None where a room differs from before
        self._find_lines(plan.capacity, before.plan.capacity, known)

    def _find_lines(self, now: Capacity, then: Capacity, known: Twins) -> None:
        """The rooms that are as they were before anybody took of them."""
        takers = self.before.takers()
        for use, old in known.uses:
            if _same_bounds(then, old, now, use):
                for room, before in zip(use.rooms, old.rooms, strict=True):
                    if self._lines[room] is None and then.rooms[before] == now.rooms[room]:
                        self._lines[room] = _Line(before, takers.get(before, [-1]))

    def again(self, node: int, allowed: int, due: int) -> int:
        """The node of the earlier pass that lies where this one comes to lie; -1 where it must be searched for.

        Then the board holds what is left for it.
        """
        twin, before, uses = self._twin[node], self.before, self._uses[node]
        rooms = uses[0].rooms if len(uses) == 1 else [room for use in uses for room in use.rooms]
        if twin >= 0 and before.allowed[twin] == allowed and before.due[twin] == due:
            mine: list[_Line] = []
            for room in rooms:
                line = self._lines[room]
                if line is None or line.next != twin:
                    break
                mine.append(line)
            else:
                for line in mine:
                    line.step()
                return twin
        for room in rooms:
            self._write(room)
        return -1

    def placed(self, node: int, schedule: Schedule) -> None:
        """Take note of where a node that was searched for has come to lie."""
        taken = schedule.taken[node]
        if not taken:
            return
        twin = self._twin[node]
        if twin >= 0 and self.before.schedule.taken[twin] != taken:
            twin = -1
        for use in self._uses[node]:
            for room in use.rooms:
                self._note(room, twin)

    def _note(self, room: int, twin: int) -> None:
        """What was taken of a room is on the board; where another took of it before, it differs from now on."""
        line = self._lines[room]
        if line is not None:
            if twin >= 0 and line.next == twin:
                line.step()
                line.written += 1
            else:
                self._lines[room] = None

    def _write(self, room: int) -> None:
        """Bring a room of the board up to what has been repeated."""
        line = self._lines[room]
        if line is None or line.written == line.repeated:
            return
        left, before = self._board.left[room], self.before
        for twin in line.takers[line.written : line.repeated]:
            for use, pieces in zip(before.plan.uses[twin], before.schedule.taken[twin], strict=True):
                if pieces and line.before in use.rooms:
                    left.take(pieces)
        line.written = line.repeated


def _same_bounds(then: Capacity, old: Use, now: Capacity, new: Use) -> bool:
    """Whether what bears on two uses besides their rooms is the same."""
    return (
        then.full[old.row] == now.full[new.row]
        and then.away.get(old.row) == now.away.get(new.row)
        and then.percents.get(old.share) == now.percents.get(new.share)
    )
