"""The one-line bars of every screen: title, status, and the keys that work now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text
from textual.binding import ActiveBinding
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from pmtui.domain.text import width
from pmtui.ui.widgets.cells import cell, literal, whole_words
from pmtui.ui.widgets.drawn import Drawn, as_they_are

KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "exclamation_mark": "!",
    "percent_sign": "%",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "escape": "esc",
    "space": "space",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "backslash": "\\",
}
# What Textual binds on every screen and scroller: of no use here, and it would stand between the keys that are.
INHERITED = frozenset(
    ("scroll_left", "scroll_right", "page_left", "page_right", "copy_text", "help_quit", "command_palette")
)
DONE_FEWEST = 20  # cells in which one can still tell what was done
LAST_KEYS = ("question_mark",)  # stands at the end of the key bar whatever else fits


@dataclass(frozen=True, slots=True)
class Hint:
    """A key that works here: its name, what it does in a word, and why it does not work now ("" where it does)."""

    key: str
    keys: tuple[str, ...]  # as a person knows them
    does: str
    action: str
    reason: str = ""
    enabled: bool = True
    brief: bool = True  # worth a place in the key bar
    explains: str = ""  # what it does, where there is room for more than a word


class LineBar(Drawn):
    """One line of literal text, painted again only where it changed."""

    DEFAULT_CSS = "LineBar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line = Text(end="")

    @property
    def line(self) -> Text:
        """What is on the line."""
        return self._line

    def put(self, line: Text) -> None:
        """Show this line instead."""
        if line != self._line or line.spans != self._line.spans:
            self._line = line
            self.refresh()

    def render(self) -> Text:
        """The line in the cells that there are."""
        return cell(self._line, self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line as it is."""
        return as_they_are(self, self.render_line, crop)


class TitleBar(LineBar):
    """Program and screen at the left, the day and the demo's mark at the right, which are never cut."""

    def put_title(self, program: str, screen: str, right: str) -> None:
        """Show where one is, on which day."""
        self._program, self._screen, self._right = program, screen, right
        self._arrange()

    def on_resize(self) -> None:
        """Share the line out again."""
        self._arrange()

    def _arrange(self) -> None:
        if not hasattr(self, "_right") or not self.size.width:
            return
        room = self.size.width - width(self._right) - 2
        left = literal(f" {self._screen}")
        left.stylize("bold")
        if self._program:
            left.append_text(literal(f" · {self._program}"))
        line = cell(left, max(room, 0))
        line.append(f" {self._right} ")
        self.put(line)


class StatusLine(LineBar):
    """What was done last and what it did, or why something was not done; cut between words only.

    Where room lacks, what was done is shortened, so that what it did and the way back stay in sight.
    """

    def render(self) -> Text:
        """The line in the cells that there are."""
        shown = Text(_shortened(self._line.plain, self.size.width), style=self._line.style, end="")
        for span in self._line.spans:
            shown.stylize(span.style, span.start, span.end)
        return cell(shown, self.size.width)


def _shortened(line: str, cells: int) -> str:
    done, dot, came = line.partition(" · ")
    did, _, back = came.rpartition(" · ")
    firsts = did.split(", ")
    fewer = [f"{', '.join(firsts[:most])} … · {back}" for most in range(len(firsts) - 1, 0, -1)]
    for kept in (came, *fewer, back):  # where even that is too much: less of what it did, then the way back alone
        room = cells - width(dot + kept)
        if dot and room >= DONE_FEWEST:
            return whole_words(done, room) + dot + kept
    return whole_words(line, cells)


class PartsLine(LineBar):
    """Facts side by side, as many as there is room for; none is cut."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Text, ...] = ()

    def put_parts(self, parts: Iterable[Text]) -> None:
        """Show these, the most important first."""
        self._parts = tuple(parts)
        self._arrange()

    def on_resize(self) -> None:
        """Another width shows more or fewer of them."""
        self._arrange()

    def _arrange(self) -> None:
        line = Text(" ", end="", no_wrap=True)
        for part in self._parts:
            more = literal(part)
            if width(line.plain) + width(more.plain) > self.size.width:
                break
            line.append_text(more).append("  ")
        line.rstrip()
        self.put(line)


class KeyBar(LineBar):
    """The keys that work now, most useful first; a hint is shown whole or not at all."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: tuple[Hint, ...] = ()

    def put_hints(self, hints: Iterable[Hint]) -> None:
        """Show these keys, as many as there is room for."""
        self._hints = tuple(one for one in hints if one.brief)
        self._arrange()

    def on_resize(self) -> None:
        """Another width shows more or fewer of them."""
        self._arrange()

    def _arrange(self) -> None:
        if self.size.width:
            self.put(hint_line(self._hints, self.size.width))


def hint_line(hints: Sequence[Hint], cells: int) -> Text:
    """The hints that fit whole into ``cells``; those of ``LAST_KEYS`` always have their place at the end."""
    last = [one for one in hints if one.key in LAST_KEYS]
    parts = [one for one in hints if one.key not in LAST_KEYS]
    left = cells - 1 - sum(_cells(one) for one in last)
    chosen = []
    for one in parts:
        if _cells(one) > left:
            break
        chosen.append(one)
        left -= _cells(one)
    line = Text(" ", end="", no_wrap=True)
    for one in (*chosen, *last):
        line.append(one.keys[0], "bold" if one.enabled else "dim strike")
        line.append(f" {one.does}  ", "" if one.enabled else "dim")
    line.rstrip()
    return line


def _cells(hint: Hint) -> int:
    return width(hint.keys[0]) + width(hint.does) + 3


def shown_key(key: str) -> str:
    """A key as a person knows it: ``?``, ``^r``, ``enter``."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return KEY_NAMES.get(key, key)


def hints_of(screen: Screen[Any], reason: Callable[[str], str | None]) -> tuple[Hint, ...]:
    """The live bindings of a screen: its own first, then what every table does, then the app's.

    ``reason`` gives for an action's bare name why it does not work now. Keys with the same action are one hint.
    """
    found: dict[tuple[str, str], list[tuple[str, ActiveBinding]]] = {}
    for key, active in screen.active_bindings.items():
        inherited = key == "ctrl+q" or action_name(active.binding.action) in INHERITED
        if active.binding.description and not inherited:
            found.setdefault((active.binding.action, active.binding.description), []).append((key, active))
    ranked = []
    for bound in found.values():
        key, active = bound[0]
        binding = active.binding
        rank = 2 if active.node is screen.app else int((binding.id or "").startswith("table."))
        rank += 0 if binding.show else 3
        hint = Hint(
            key=key,
            keys=tuple(shown_key(one) for one, _ in bound),
            does=binding.description,
            action=binding.action,
            reason="" if active.enabled else (reason(action_name(binding.action)) or ""),
            enabled=active.enabled,
            brief=binding.show,
            explains=binding.tooltip or binding.description,
        )
        ranked.append((rank, hint))
    return tuple(hint for _, hint in sorted(ranked, key=lambda one: one[0]))


def action_name(action: str) -> str:
    """The bare name of an action as bindings write it: ``screen.edit_row(1)`` is ``edit_row``."""
    return action.partition("(")[0].rpartition(".")[2]
