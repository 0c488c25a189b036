"""A line made of parts, of which as many are shown as fit whole, so that no figure is cut in half."""

from collections.abc import Sequence

from rich.text import Text

from pmtui.domain.text import fit, width
from pmtui.ui.widgets.bars import LineBar
from pmtui.ui.widgets.cells import Content, literal, whole_words

BETWEEN = "  "
REST_LEAST = 20  # cells from which the beginning of a sentence says something


class PartsBar(LineBar):
    """The parts by importance; one that does not fit is left out, and a later, shorter one may still fit."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Content, ...] = ()
        self._rest: Content = ""

    def put_parts(self, parts: Sequence[Content], rest: Content = "") -> None:
        """Show these parts, empty ones left out; ``rest`` is a sentence that takes the room left, word by word."""
        self._parts, self._rest = tuple(one for one in parts if one), rest
        self._arrange()

    def on_resize(self) -> None:
        """Another width shows more or fewer of them."""
        self._arrange()

    def _arrange(self) -> None:
        if self.size.width:
            self.put(parts_line(self._parts, self.size.width, self._rest))


def parts_line(parts: Sequence[Content], cells: int, rest: Content = "") -> Text:
    """The parts that fit into ``cells``; the first one and the rest are cut between words where they must be."""
    line = Text(" ", end="", no_wrap=True)
    left = cells - 2
    for number, part in enumerate(parts):
        text = literal(part)
        needed = width(text.plain) + (len(BETWEEN) if number else 0)
        if needed > left and number:
            continue
        line.append(BETWEEN if number else "")
        line.append_text(text if needed <= left else _shortened(text, left))
        left -= needed
    left -= len(BETWEEN) if parts else 0
    if rest and left >= REST_LEAST:
        line.append(BETWEEN if parts else "").append_text(_shortened(literal(rest), left))
    return line


def _shortened(text: Text, cells: int) -> Text:
    """As many whole words as fit; a word that is too long by itself is cut."""
    words = whole_words(text.plain, max(cells, 0))
    if words == text.plain:
        return text
    shown = text.copy()
    shown.plain = fit(words, max(cells, 0)).rstrip()
    return shown
