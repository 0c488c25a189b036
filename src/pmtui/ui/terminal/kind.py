"""What kind of terminal this is: its size, and what it can show, by what the environment and terminfo say."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

USUAL_SIZE = (80, 24)  # where the terminal does not say
COERCED = "C.UTF-8"  # what Python puts into LC_CTYPE by itself where the locale is C


@dataclass(frozen=True, slots=True)
class TerminalKind:
    """Whether it erases in the background color, takes colors, and shows more than ASCII."""

    erases: bool
    colors: bool
    unicode: bool


def terminal_kind(environment: Mapping[str, str], *, coerced: bool) -> TerminalKind:
    """The kind that the environment describes; ``coerced``: whether Python took UTF-8 where the locale did not."""
    return TerminalKind(
        erases=_erases(environment.get("TERM", "")),
        colors=not environment.get("NO_COLOR"),
        unicode=says_utf8(environment, coerced=coerced),
    )


def size_of(handle: int) -> tuple[int, int]:
    """Columns and lines as the terminal itself says; COLUMNS and LINES may be of another one."""
    try:
        found = os.get_terminal_size(handle)
    except OSError:
        return USUAL_SIZE
    return found.columns or USUAL_SIZE[0], found.lines or USUAL_SIZE[1]


def _erases(term: str) -> bool:
    import curses

    try:
        curses.setupterm(term, 1)
    except curses.error:  # a terminal that nobody has described: the plainest way works everywhere
        return False
    return bool(curses.tigetflag("bce") == 1)


def says_utf8(environment: Mapping[str, str], *, coerced: bool) -> bool:
    """Whether the locale is one of UTF-8; ``coerced``: whether Python took UTF-8 where the locale did not."""
    kind = environment.get("LC_CTYPE", "")
    if coerced and kind == COERCED:
        kind = ""
    locale = environment.get("LC_ALL") or kind or environment.get("LANG", "")
    return "utf8" in locale.replace("-", "").lower()
