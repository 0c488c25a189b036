"""What is left of the capacity while nodes take theirs."""

from pmtui.domain.forecast.plan import Capacity, Use

Piece = tuple[int, int, int]  # the first day, the day after the last, minutes on each
Taken = list[list[Piece]]  # by position in a node's uses


class Board:
    """The rooms of one pass."""

    def __init__(self, capacity: Capacity, ends: int) -> None:
        self.left = [room.copy() for room in capacity.rooms]
        self.capacity = capacity
        self.ends = ends  # day from which nothing counts as finishing

    def take(self, uses: tuple[Use, ...], taken: Taken) -> None:
        """Take from each room of each use."""
        for use, pieces in zip(uses, taken, strict=True):
            if pieces:
                for room in use.rooms:
                    self.left[room].take(pieces)


def add(pieces: list[Piece], first: int, after: int, minutes: int) -> None:
    """One piece more; part of the last one where it goes on in the same way."""
    if pieces:
        begin, end, before = pieces[-1]
        if end == first and before == minutes:
            pieces[-1] = (begin, after, minutes)
            return
    pieces.append((first, after, minutes))
