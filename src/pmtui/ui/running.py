"""The app on this terminal, from the opening of the database to the exit status."""

import gc
import os
import sys
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pmtui.store.paths import state_folder
from pmtui.ui import heap
from pmtui.ui.app import PmtuiApp
from pmtui.ui.terminal.driver import TerminalDriver

if TYPE_CHECKING:
    from pmtui.store.database import Database

SWITCH_SECONDS = 0.0005  # after which a forecast beside the keys lets them run
OWN_PALETTE = "terminal"  # what PMTUI_THEME says for the terminal's own colors
FEW_COLORS = (None, "standard", "windows")  # kinds of Rich where a theme's colors would be guesses


def run(path: Path, today: date | None) -> NoReturn:
    """Open the database, made where it is missing, run the app on this terminal, and end the process.

    Raises Unusable where the file cannot be used. ``today`` None follows the clock.
    """
    tune()
    app = PmtuiApp(partial(_database, path), today, TerminalDriver, state_folder() / "drafts", _now)
    if os.environ.get("PMTUI_THEME") == OWN_PALETTE or app.console.color_system in FEW_COLORS:
        app.theme = "ansi-dark"
    app.run(mouse=False)
    app.worker.finish()
    if app.unusable is not None:
        raise app.unusable
    if app.fault is not None:
        from pmtui.ui.fault import reported

        sys.stderr.write(f"{reported(app.fault, datetime.now())}\n")
    _leave(app.return_code or 0)


def tune() -> None:
    """Set the interpreter to what the app needs, for the whole process, before it starts."""
    gc.disable()  # until the first paint: what the start makes stays
    sys.setswitchinterval(SWITCH_SECONDS)
    heap.tune()


def _database(path: Path) -> "Database":
    from pmtui.store.database import Database

    return Database.open(path, create=True)


def _now() -> datetime:
    return datetime.now().astimezone()


def _leave(status: int) -> NoReturn:
    """End the process with all written; nothing that is still being imported, and no clearing up, is waited for."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)
