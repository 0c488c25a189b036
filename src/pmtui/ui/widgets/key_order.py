"""Keys and pastes in the order they were typed, however fast they came (over a slow line they come in bursts)."""

from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from pmtui.ui.type_ahead import Typed, again, type_ahead


def passed_on(widget: Widget, event: Typed) -> bool:
    """Whether it waits for what comes up, or another widget gets it, which the keys before it gave the focus."""
    ahead, screen = type_ahead(widget), widget.app.screen
    if ahead is not None and ahead.takes(event):
        pass
    elif screen is not widget.screen:
        screen.call_later(_give, screen, event)  # a dialog that was just opened comes up first
    elif (focused := screen.focused) not in (None, widget) and widget is not screen:
        focused.post_message(again(event))  # to a screen come those that bubble
    else:
        return False
    event.stop()
    event.prevent_default()
    return True


async def run_bound(widget: Widget, event: events.Key, *, typed: bool = False) -> bool:
    """Run what a key is bound to now; else Textual runs it only after the text that was typed behind it.

    True where it was bound, or was passed on. A key that is ``typed`` is never bound.
    """
    if passed_on(widget, event):
        return True
    if typed:
        return False
    # As Textual itself does it, but at once; nothing public runs a key with all that may pass it on.
    if not await widget.app._check_bindings(event.key):
        if widget is widget.screen:  # else the app tries it once more, on the screen that is there by then
            event.stop()
        return False
    event.stop()
    event.prevent_default()
    return True


def _give(screen: Screen[Any], event: Typed) -> None:
    """Give what was typed to what has the focus of a screen by now."""
    (screen.focused or screen).post_message(again(event))
