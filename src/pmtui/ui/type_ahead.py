"""Keys typed while a place comes up or a form is saved: they wait, in their order, for what comes then."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp

Typed = events.Key | events.Paste
AT_ONCE = 8  # keys that are given before others have their turn; what they open makes the rest wait again


def again(event: Typed) -> Typed:
    """The same anew, to be handed on, since it may be stopped and passed on already; typed when it was."""
    fresh = events.Paste(event.text) if isinstance(event, events.Paste) else events.Key(event.key, event.character)
    fresh.time = event.time
    return fresh


class TypeAhead:
    """Holds what is typed between ``begin`` and ``end``, then gives it to ``handle`` as if it were typed now."""

    def __init__(self, app: App[None], handle: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._under_way = 0
        self._held: list[Typed] = []
        self._due = False  # they will be given, or it is looked again whether they can be
        self.way_back: Callable[[], None] | None = None  # what escape does meanwhile, where there is a way back

    def begin(self) -> None:
        """Another place comes up from here on."""
        self._under_way += 1

    def end(self) -> None:
        """It has come up, and has the focus or has asked for it."""
        self._under_way -= 1
        self._release()

    def forget(self) -> bool:
        """Drop what was typed since, which was meant for what did not come; whether there was anything."""
        held, self._held = self._held, []
        return bool(held)

    def takes(self, event: Typed) -> bool:
        """Whether it waits: a place or a dialog comes up, or keys typed earlier are still to be given."""
        behind = any(one.time < event.time for one in self._held)
        if not self._under_way and not behind and not _coming(self._app.screen):
            return False
        if self.way_back is not None and isinstance(event, events.Key) and event.key == "escape":
            self.way_back()
        else:
            self._held.append(event)
            self._release()
        return True

    def _release(self) -> None:
        """Give what is held in turn, once nothing comes up any more; ``end`` calls it again."""
        if self._under_way or not self._held or self._due:
            return
        screen = self._app.screen
        if _coming(screen):  # its turn comes when the dialog has its fields and the focus
            self._due = screen.call_later(self._look_again) or self._app.call_later(self._look_again)
        else:
            self._due = self._app.call_later(self._give)

    def _look_again(self) -> None:
        self._due = False
        self._release()

    async def _give(self) -> None:
        self._due = False
        if self._under_way or _coming(self._app.screen):
            self._release()
            return
        held = sorted(self._held, key=lambda one: one.time)
        self._held = held[AT_ONCE:]
        for one in held[:AT_ONCE]:
            await self._handle(again(one))
        self._release()


def _coming(screen: Screen[Any]) -> bool:
    """A dialog that was opened and has no focus to type into yet."""
    return screen.is_modal and not screen.is_mounted


@contextmanager
def coming_up(widget: Widget) -> Iterator[None]:
    """What is typed meanwhile waits for what a widget brings up."""
    ahead = type_ahead(widget)
    if ahead is None:
        yield
        return
    ahead.begin()
    try:
        yield
    finally:
        ahead.end()


def type_ahead(widget: Widget) -> TypeAhead | None:
    """That of the app; an app around a single widget has none."""
    return cast("TypeAhead | None", getattr(cast("PmtuiApp", widget.app), "type_ahead", None))
