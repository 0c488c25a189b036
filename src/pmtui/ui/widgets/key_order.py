"""Keys in the order they were typed, however fast they came (over a slow line they come in bursts)."""

from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from pmtui.ui.type_ahead import again, type_ahead


async def run_bound(widget: Widget, event: events.Key, *, typed: bool = False) -> bool:
    """Run what a key is bound to now; else Textual runs it only after the text that was typed behind it.

    True where it was bound, or where the focus has gone on to another widget, which gets the key then.
    A key that is ``typed`` is never bound.
    """
    ahead = type_ahead(widget)
    if ahead is not None and ahead.takes(event):
        event.stop()
        event.prevent_default()
        return True
    screen = widget.app.screen
    if screen is not widget.screen:
        event.stop()
        event.prevent_default()
        screen.call_later(_give, screen, event)  # a dialog that was just opened comes up first
        return True
    focused = widget.screen.focused
    if focused not in (None, widget) and widget is not screen:  # to a screen come the keys that bubble
        event.stop()
        event.prevent_default()
        focused.post_message(again(event))
        return True
    if typed:
        return False
    # As Textual itself does it, but at once; nothing public runs a key with all that may pass it on.
    if not await widget.app._check_bindings(event.key):
        if widget is screen:  # else the app tries it once more, on the screen that is there by then
            event.stop()
        return False
    event.stop()
    event.prevent_default()
    return True


def _give(screen: Screen[Any], event: events.Key) -> None:
    """Give a key to what has the focus of a screen by now."""
    (screen.focused or screen).post_message(again(event))
