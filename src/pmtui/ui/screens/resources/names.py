"""Several names in one cell."""

from collections.abc import Sequence

from pmtui.domain.text import safe, width


def names_that_fit(names: Sequence[str], cells: int) -> str:
    """As many names as fit whole, the rest as a number: ``Ana 5, Bo 3 and 2 more``."""
    for count in range(len(names), 0, -1):
        rest = f" and {len(names) - count} more" if count < len(names) else ""
        line = ", ".join(names[:count]) + rest
        if width(safe(line)) <= cells:
            return line
    return ", ".join(names)
