"""What is left of the capacity while nodes take theirs."""

from pmtui.domain.forecast.plan import Capacity, Use

Taken = list[tuple[int, int, list[int]]]  # position in a node's uses, first day, minutes from that day on


class Board:
    """The rows of one pass. Days are added when something looks behind the last one."""

    def __init__(self, capacity: Capacity, ends: int) -> None:
        self.size = capacity.size
        self.left = [row[:] for row in capacity.rows]
        self.shares = [row[:] for row in capacity.shares]
        self.percents = capacity.percents  # of all passes, since nobody takes from them
        self.capacity = capacity
        self.ends = ends  # day from which nothing counts as finishing
        # Days before these are used up, so that nobody looks through them again.
        self.free = [0] * len(self.left)
        self.free_shares = [0] * len(self.shares)

    def lasts(self, uses: tuple[Use, ...], day: int) -> bool:
        """Make room for a day behind the last one; False where none of the uses gives anything from then on."""
        if day >= self.ends or not any(self.gives_on(use) for use in uses):
            return False
        while day >= self.size:
            self.grow()
        return True

    def grow(self) -> None:
        """Half as many days again, going on as each row ended."""
        more, capacity = self.size // 2 + 1, self.capacity
        for row, tail in zip(self.percents, capacity.percent_tails, strict=True):
            row.extend([tail] * (self.size + more - len(row)))
        for rows, tails in ((self.left, capacity.tails), (self.shares, capacity.share_tails)):
            for row, tail in zip(rows, tails, strict=True):
                row.extend([tail] * more)
        self.size += more

    def gives_on(self, use: Use) -> int:
        """Minutes a day that a use can have after the last change, from a resource with nothing else to do."""
        row, share, limit, _ = use
        minutes = min(limit, self.capacity.tails[row])
        if share >= 0:
            scaled = limit * self.capacity.percent_tails[share] // 100
            minutes = min(scaled, self.capacity.share_tails[share], minutes)
        return minutes

    def used_up(self, row: int, share: int) -> int:
        """The day before which a use of these rows finds nothing any more."""
        if share < 0:
            room, free, place = self.left[row], self.free, row
        else:
            room, free, place = self.shares[share], self.free_shares, share
        day = free[place]
        if day < self.size and not room[day]:
            while day < self.size and not room[day]:
                day += 1
            free[place] = day
        return day

    def give_back(self, uses: tuple[Use, ...], taken: Taken) -> None:
        """Undo what a node took."""
        for position, first, minutes in taken:
            row, share, _, _ = uses[position]
            left = self.left[row]
            self.free[row] = min(self.free[row], first)
            for day, given in enumerate(minutes, first):
                left[day] += given
            if share >= 0:
                shares = self.shares[share]
                self.free_shares[share] = min(self.free_shares[share], first)
                for day, given in enumerate(minutes, first):
                    shares[day] += given
