"""Blocks of literal text beside each other, each with its heading; what does not fit is cut with a word on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from pmtui.domain.text import safe, width
from pmtui.ui.theme import DIM, STRONG
from pmtui.ui.widgets.cells import cell, whole_words
from pmtui.ui.widgets.drawn import Drawn
from pmtui.ui.widgets.panel import wrapped

BETWEEN = " │ "
TAIL = "…"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph behind its lead, which its further lines hang under.

    Where room lacks, it is left out if it is ``spare``, or shortened to no fewer than ``least`` lines (0: never).
    """

    text: str
    lead: str = ""
    lead_style: str = DIM
    style: str = ""
    least: int = 0
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading over paragraphs, the most important first; an empty heading takes no line."""

    heading: str
    paras: tuple[Para, ...]


class SideBySide(Drawn):
    """The blocks share the width; ``more`` is the key that reads the rest, and stands where one had to be cut."""

    DEFAULT_CSS = "SideBySide { height: 1fr; padding: 0 1; }"

    def __init__(self, more: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._more = more
        self._blocks: tuple[Block, ...] = ()

    def put(self, blocks: Sequence[Block]) -> None:
        """Show these instead."""
        if tuple(blocks) != self._blocks:
            self._blocks = tuple(blocks)
            self.refresh()

    def render(self) -> Text:
        """The lines that there is room for."""
        return side_by_side(self._blocks, self.content_size.width, self.content_size.height, self._more)


def side_by_side(blocks: Sequence[Block], cells: int, height: int, more: str = "") -> Text:
    """The blocks in exactly that many cells and at most that many lines."""
    count = len(blocks)
    if not count or cells <= 0 or height <= 0:
        return Text(end="")
    room = cells - len(BETWEEN) * (count - 1)
    shares = [room * (at + 1) // count - room * at // count for at in range(count)]
    columns = [_fitted(block, share, height, more) for block, share in zip(blocks, shares, strict=True)]
    lines = []
    for row in range(min(height, max(len(one) for one in columns))):
        line = Text(end="", no_wrap=True)
        for at, (column, share) in enumerate(zip(columns, shares, strict=True)):
            line.append(BETWEEN if at else "", DIM)
            line.append_text(cell(column[row] if row < len(column) else "", share))
        lines.append(line)
    return Text("\n", end="", no_wrap=True).join(lines)


def block_lines(block: Block) -> list[str]:
    """The paragraphs of a block in full, for a dialog that wraps and scrolls them."""
    return [f"{para.lead}{para.text}" for para in block.paras]


def _fitted(block: Block, cells: int, height: int, more: str) -> list[Text]:
    """The lines of a block: what is spare is left out, then paragraphs are shortened, the last ones first."""
    paras = [wrapped(para.text, max(cells - width(safe(para.lead)), 1)) for para in block.paras]
    heading = wrapped(block.heading, cells) if block.heading else []
    over = len(heading) + sum(map(len, paras)) - height
    left_out = over > 0
    if over > 0 and len(heading) > 1:
        over -= len(heading) - 1
        heading = [whole_words(block.heading, cells)]
    for at, para in reversed(list(enumerate(block.paras))):
        if para.spare and over > 0:
            over -= len(paras[at])
            paras[at] = []
    for at, para in reversed(list(enumerate(block.paras))):
        keep = max(para.least, len(paras[at]) - over) if para.least else len(paras[at])
        if over > 0 and keep < len(paras[at]):
            over -= len(paras[at]) - keep
            paras[at] = [*paras[at][: keep - 1], f"{paras[at][keep - 1]} {TAIL}"]
    lines = [Text(one, STRONG, end="") for one in heading]
    for para, wrap in zip(block.paras, paras, strict=True):
        lines += _behind(para, wrap)
    if left_out:
        last = min(height, len(lines)) - 1
        lines = [*lines[:last], _last(lines[last], cells, more)]
    return lines


def _last(line: Text, cells: int, more: str) -> Text:
    """The line after which the rest is cut, with the key that reads it."""
    tail = f" {more}" if width(line.plain) > cells - len(more) - 3 else f" {TAIL} {more}"
    return cell(line, max(cells - len(tail), 0)).append(tail, DIM)


def _behind(para: Para, lines: Sequence[str]) -> list[Text]:
    blank = " " * width(safe(para.lead))
    found = []
    for number, one in enumerate(lines):
        line = Text(end="", no_wrap=True)
        line.append(blank if number else para.lead, para.lead_style)
        line.append(one, para.style)
        found.append(line)
    return found
