"""Tabs in one line: panes are made when they are first shown, since most are not looked at in a session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from pmtui.domain.text import width
from pmtui.ui.type_ahead import coming_up
from pmtui.ui.widgets.bars import LineBar


@dataclass(frozen=True)
class Tab:
    """One tab: its name in a ``Place``, its label, and what makes its pane."""

    name: str
    label: str
    make: Callable[[], Widget]


class Tabs(Vertical):
    """A line of labels over the pane of the current tab; ``[`` and ``]`` go to the previous and the next."""

    DEFAULT_CSS = """
    Tabs { height: 1fr; }
    Tabs > #panes { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "step(1)", "next tab", key_display="]", id="table.next_tab"),
        Binding("left_square_bracket", "step(-1)", "previous tab", show=False),
    ]

    def __init__(self, tabs: Sequence[Tab], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs = tuple(tabs)
        self._panes: dict[str, Widget] = {}
        self.current = self._tabs[0].name
        self._line = LineBar(id="tab-line")
        self.shown: Callable[[Widget], object] = lambda _: None  # told of a pane at once, before the next key

    def compose(self) -> ComposeResult:
        """The line of labels and the first pane."""
        yield self._line
        with Container(id="panes"):
            yield self._pane(self.current)

    def on_mount(self) -> None:
        """Draw the labels."""
        self._draw()

    @property
    def panes(self) -> dict[str, Widget]:
        """The panes made so far, by the name of their tab."""
        return dict(self._panes)

    @property
    def pane(self) -> Widget:
        """The pane of the current tab."""
        return self._pane(self.current)

    async def show_tab(self, name: str, *, focus: bool = True) -> None:
        """Show that tab; a name that is none of them is left aside."""
        if name not in {one.name for one in self._tabs}:
            return
        if name != self.current:
            self._panes[self.current].display = False
            self.current = name
            new = name not in self._panes
            pane = self._pane(name)
            pane.display = True
            if new:
                await self.query_one("#panes").mount(pane)
            self._draw()
        pane = self.pane
        if focus:
            focus_first(pane)
        self.shown(pane)

    async def action_step(self, by: int) -> None:
        """Show the next or previous tab, around the ends."""
        names = [one.name for one in self._tabs]
        with coming_up(self):
            await self.show_tab(names[(names.index(self.current) + by) % len(names)])

    def _pane(self, name: str) -> Widget:
        if name not in self._panes:
            self._panes[name] = next(one for one in self._tabs if one.name == name).make()
        return self._panes[name]

    def _draw(self) -> None:
        line = Text(" ", end="", no_wrap=True)
        for one in self._tabs:
            here = one.name == self.current
            line.append(f"[{one.label}]" if here else f" {one.label} ", "bold" if here else "dim")
            line.append(" ")
        self._line.put(line)

    @property
    def cells(self) -> int:
        """How many cells the labels take."""
        return sum(width(one.label) + 3 for one in self._tabs)


def focus_first(pane: Widget) -> None:
    """Put the focus on the first thing in a pane that takes keys."""
    found = next((one for one in (pane, *pane.query("*")) if one.focusable), None)
    if found is not None:
        pane.screen.set_focus(found)  # at once: Widget.focus() waits for its turn, and a key would come before it
