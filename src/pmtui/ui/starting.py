"""The beginning of the app: the frame, then the database; keys pressed meanwhile wait for that."""

import asyncio
import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual.app import App
from textual.driver import Driver

from pmtui.domain.place import Place, ScreenName
from pmtui.store.errors import Unusable
from pmtui.ui.frame import Opening
from pmtui.ui.garbage import Garbage
from pmtui.ui.opening import screen_for
from pmtui.ui.screen import PmScreen
from pmtui.ui.type_ahead import TypeAhead
from pmtui.ui.worker import Worker

# What only the data or a key needs is imported by what uses it, here and in the app: the frame goes before.
if TYPE_CHECKING:
    from pmtui.store.database import Database
    from pmtui.ui.session import Session
    from pmtui.ui.view import View

FAULT = 1  # the exit status after what ends the app
BESIDE = "beside the keys"
SAVE = "save"  # what a form does with what is typed in it
PREPARE_AFTER = 0.3  # seconds after what was opened is painted


class StartingApp(App[None]):
    """Opens one database, and perhaps another one later."""

    session: "Session"  # of the database that is open; there once ``is_open``

    def __init__(
        self, open_database: "Callable[[], Database]", today: date | None, driver_class: type[Driver] | None
    ) -> None:
        """``today`` None follows the clock."""
        super().__init__(driver_class=driver_class)
        self._open_database = open_database
        self._given = today
        self.worker = Worker()
        self.garbage = Garbage()
        self.is_open = False
        self.began = asyncio.Event()
        self.unusable: Unusable | None = None  # why the database could not be opened
        self.type_ahead = TypeAhead(self, super().on_event)
        self.opening = asyncio.Lock()  # one screen after the other, each mounted whole before it is left
        self._preparing = False

    @property
    def view(self) -> "View":
        """What is shown."""
        return self.session.view

    @property
    def database(self) -> "Database":
        """The one that is open."""
        return self.session.database

    @property
    def today(self) -> date:
        """The day of the forecast."""
        return self.view.today if self.is_open else self._given or date.today()

    # For the app to fill in

    def received(self, view: "View") -> None:
        """Something new is to be shown."""

    def begun(self) -> None:
        """Another database is open; its first screen is still to come."""

    def opened(self) -> None:
        """The first screen is there."""

    # The beginning

    def get_default_screen(self) -> Opening:
        """The frame is painted first; the data comes behind it."""
        return Opening()

    def on_mount(self) -> None:
        """Have keys wait, and the database opened once the frame is painted."""
        self.type_ahead.begin()
        self.screen.call_after_refresh(lambda: self.run_worker(self._begin(), group=BESIDE))

    async def _begin(self) -> None:
        """Open the database, and show the overview, or the start screen where there is no program yet."""
        try:
            await self.go_on_with(await self.worker.run(self._open_database))
            async with self.opening:
                await self.bring_up(screen_for(Place(ScreenName.OVERVIEW), self.view))
            self.screen.call_after_refresh(self.garbage.begin)
            self.opened()
            self.type_ahead.end()
        except Unusable as error:
            self.unusable = error
            self.exit(return_code=FAULT)
        finally:
            self.began.set()

    async def go_on_with(self, database: "Database") -> None:
        """Have a session of this database from here on; raises Unusable."""

        def session() -> "Session":
            from pmtui.ui.session import Session

            return Session(database, self._given, self.received, self.worker)

        self.session = await self.worker.run(session)
        self.is_open = True
        self.begun()

    async def bring_up(self, screen: PmScreen) -> None:
        """Show a screen in the place of the one before, or over the frame, once it is whole."""
        show = self.push_screen if isinstance(self.screen, Opening) else self.switch_screen
        with screen.coming_up():
            await show(screen)

    def prepare(self) -> None:
        """Something is opened that may lead to a command: import soon what that needs, beside the keys."""
        if self.is_open and not self._preparing and not self.database.is_prepared:
            self._preparing = True
            self.set_timer(PREPARE_AFTER, self._prepare)

    def _prepare(self) -> None:
        """In a thread that no end waits for."""
        threading.Thread(target=self.session.prepare, name="pmtui-prepare", daemon=True).start()

    async def on_unmount(self) -> None:
        """Take no more jobs."""
        self.worker.close()
        if self.is_open:
            self.session.close()
