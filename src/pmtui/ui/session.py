"""What the app knows of its database: the present view, and the one way in which it changes."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from pmtui.domain.entities import Program, WorkItem
from pmtui.domain.forecast import forecast
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Database
from pmtui.store.entries import Done
from pmtui.store.errors import Unusable
from pmtui.ui.moved import moved
from pmtui.ui.view import View
from pmtui.ui.worker import T, Worker

if TYPE_CHECKING:
    from pmtui.ui.previewing import Previews

MANY = 3000  # work items from which a forecast takes long enough to show the data before its dates


class Session:
    """Holds the view, and has commits, loads and forecasts run by the worker, in order, beside the keys.

    ``shown`` is called in the app's thread with each new view. ``today`` None follows the clock.
    """

    def __init__(
        self, database: Database, today: date | None, shown: Callable[[View], None], worker: Worker
    ) -> None:
        """Load and forecast: made in the worker, so that keys are live meanwhile."""
        self.database = database
        self._follows_clock = today is None
        self._shown = shown
        self._worker = worker
        self._file = self._stamp()
        self._loads = 0
        workspace = database.load()
        day = today or date.today()
        self.view = View(workspace, forecast(workspace, day), first_program(workspace), day)

    async def change(
        self, job: Callable[[], Done], told: Callable[[Done, str], None]
    ) -> tuple[Done, Coroutine[Any, Any, None] | None]:
        """Run what changes the database and show what it holds then; raises what the job raises: Refused, NotSaved.

        ``told`` gets what was done, with the dates that moved in words. Where there is so much that these take long
        it is told without them; what this returns then shows them and tells again.
        """
        before = self.view

        def run() -> tuple[Done, View]:
            done = job()
            try:
                view = self._read(partial(self.database.load_after, self.view.workspace, done))
            except Unusable as no:  # the next key tries again
                return replace(done, label=f"{done.label}: saved, and not shown yet. {no.sentence}"), self.view
            return done, view if view.stale else self._forecast(view.workspace, view.today)

        done, view = await self._worker.run(run)
        self._adopt(view)
        if view.stale:
            told(done, "")
            return done, self._date(done, before, view.workspace, told)
        told(done, moved(view.workspace, before.forecast, view.forecast, view.today))
        return done, None

    async def _date(self, done: Done, before: View, data: Workspace, told: Callable[[Done, str], None]) -> None:
        """Forecast the data that is shown already, unless something newer is by then."""

        def run() -> View | None:
            return self._forecast(data, self.view.today) if self.view.workspace is data else None

        view = await self._worker.run(run)
        if view is not None and self.view.workspace is data:
            self._adopt(view)
            told(done, moved(data, before.forecast, view.forecast, view.today))

    async def ask(self, question: Callable[[], T]) -> T:
        """What the database answers, or what else must take its turn; nothing new is shown."""
        return await self._worker.run(question)

    async def reload(self) -> None:
        """Show what the database holds now, on the present day."""
        today = date.today() if self._follows_clock else self.view.today
        self._adopt(await self._worker.run(partial(self._load, asyncio.get_running_loop(), today)))

    def outdated(self) -> bool:
        """Another session wrote the file, or midnight passed; one look at the file, no query."""
        new_day = self._follows_clock and date.today() != self.view.today
        return new_day or self._stamp() != self._file

    def switch(self, program_id: int) -> None:
        """Show another program."""
        self._adopt(replace(self.view, program_id=program_id))

    @cached_property
    def previews(self) -> "Previews":
        """What commands on this database would do."""
        from pmtui.ui.previewing import Previews

        return Previews(self.database)

    def prepare(self) -> None:
        """Have there what the first command needs; it takes long, and a thread that no end waits for."""
        from pmtui.store.preparing import prepare

        view = self.view
        prepare(self.database, view.today, (view.workspace, view.forecast))

    def left(self) -> None:
        """A screen was left, and with it what it had previewed."""
        if "previews" in vars(self):
            self.previews.let_go()

    def close(self) -> None:
        """Work out no more previews, and let go of the file."""
        if "previews" in vars(self):
            self.previews.close()
        self.database.close()

    def _load(self, loop: asyncio.AbstractEventLoop, today: date) -> View:
        """In the worker: the data with its forecast; with much of it, the data is shown before its dates."""
        view = self._read(self.database.load)
        if view.stale:
            loop.call_soon_threadsafe(self._adopt, view)
        return self._forecast(view.workspace, today)

    def _read(self, load: Callable[[], Workspace]) -> View:
        """The data with the dates of before, said to be old where new ones will take long."""
        stamp = self._stamp()
        workspace = load()
        self._file = stamp  # only now: what could not be read is read at the next key
        self._loads += 1
        return self._viewed(workspace, stale=_much(workspace))

    def _forecast(self, data: Workspace, today: date) -> View:
        """The data with its dates; of much of it, what screens ask first is worked out here, beside the keys."""
        found = forecast(data, today, like=[self.view.forecast])
        view = replace(self._viewed(data), forecast=found, today=today)
        if _much(data):
            _ = view.needs  # kept in it
        return view

    def _viewed(self, workspace: Workspace, *, stale: bool = False) -> View:
        """The workspace with the forecast that there is, and the open program where it is still there."""
        known = workspace.get(Program, self.view.program_id) is not None
        program_id = self.view.program_id if known else first_program(workspace)
        return replace(self.view, workspace=workspace, program_id=program_id, stale=stale, loaded=self._loads)

    def _adopt(self, view: View) -> None:
        if view.loaded >= self.view.loaded:
            self.view = view
            self._shown(view)

    def _stamp(self) -> tuple[int, int, int]:
        """Changes with each write to the file and with another file in its place; zeros where none is found."""
        try:
            found = os.stat(self.database.path)
        except OSError:
            return 0, 0, 0
        return found.st_mtime_ns, found.st_size, found.st_ino


def _much(data: Workspace) -> bool:
    return len(data.all(WorkItem)) >= MANY


def first_program(workspace: Workspace) -> int:
    """The id of the first program in their order, 0 where there is none."""
    programs = sorted(workspace.all(Program).values(), key=lambda one: (one.position, one.id))
    return programs[0].id if programs else 0
