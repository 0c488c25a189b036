"""Where a workspace comes from besides typing: the demo in a database of its own, and files."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.domain.errors import Refused
from pmtui.store.paths import demo_path

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp


async def open_demo(app: "PmtuiApp") -> None:
    """Go on with the demo, in its own database; raises Refused where its file holds something else."""
    from pmtui.exchange import demo

    opened, _ = await app.session.ask(partial(demo.open_demo, demo_path(), app.today))
    await app.use(opened)
    app.say("The demo, in a database of its own: try anything. Your own opens with pmtui.")


async def rebuild_demo(app: "PmtuiApp") -> None:
    """Make the demo that is open anew, around the present day."""
    from pmtui.exchange import demo

    await app.session.ask(partial(demo.rebuild, app.database, app.today))
    await app.session.reload()


async def import_file(app: "PmtuiApp", path: Path) -> None:
    """Fill the database, which has no program yet, from a file; raises Refused with the place of a fault."""
    from pmtui.exchange.json_file import import_json

    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}.") from error
    await app.session.ask(partial(import_json, app.database, content))
    await app.session.reload()
    app.say(f"Imported {path.name}; what was done before cannot be undone any more.")
