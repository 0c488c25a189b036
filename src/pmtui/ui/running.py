"""The app on this terminal, from the opening of the database to the exit status."""

import gc
import os
import sys
from datetime import date, datetime
from pathlib import Path

from pmtui.store.database import Database
from pmtui.store.paths import state_folder
from pmtui.ui.app import PmtuiApp
from pmtui.ui.drafts import Drafts
from pmtui.ui.terminal.driver import TerminalDriver

OWN_PALETTE = "terminal"  # what PMTUI_THEME says for the terminal's own colors
FEW_COLORS = (None, "standard", "windows")  # kinds of Rich where a theme's colors would be guesses


def run(path: Path, today: date | None) -> int:
    """Open the database, made where it is missing, run the app on this terminal, and return the exit status.

    Raises Unusable where the file cannot be used. ``today`` None follows the clock.
    """
    gc.disable()  # until the first paint: what the start makes stays
    database = Database.open(path, create=True)
    try:
        app = PmtuiApp(database, today, TerminalDriver, Drafts(state_folder() / "drafts", path))
        if os.environ.get("PMTUI_THEME") == OWN_PALETTE or app.console.color_system in FEW_COLORS:
            app.theme = "ansi-dark"
        app.run(mouse=False)
    finally:
        database.close()
    if app.fault is not None:
        from pmtui.ui.fault import reported

        sys.stderr.write(f"{reported(app.fault, datetime.now())}\n")
    return app.return_code or 0
