"""Changing data: commands, undo and redo run in the worker, and the status line says what they did."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.driver import Driver

from pmtui.domain.errors import Refused
from pmtui.store.errors import NotSaved, Unusable
from pmtui.ui.screen import PmScreen
from pmtui.ui.starting import BESIDE, StartingApp
from pmtui.ui.theme import BAD
from pmtui.ui.widgets.cells import literal

if TYPE_CHECKING:
    from pmtui.store.database import Command, Database
    from pmtui.store.entries import Done

PAINTED_WITHIN = 0.3  # seconds
SLOW_AFTER = 0.5  # seconds
SLOW = "Saving: another session is writing the file, or the disk is slow."


class ChangingApp(StartingApp):
    """``commit`` and ``submit`` are the only ways to change what is in the view."""

    def __init__(
        self, open_database: "Callable[[], Database]", today: date | None, driver_class: type[Driver] | None
    ) -> None:
        """``today`` None follows the clock."""
        super().__init__(open_database, today, driver_class)
        self.status = Text(end="")
        self.passing = False  # what the status says holds until the next key

    def changed(self) -> None:
        """Data has been changed."""

    def commit(self, command: "Command", on_done: "Callable[[Done], None] | None" = None) -> None:
        """Run a command; what it did, or why it was refused, goes to the status line."""
        self.start(self._committed(command, on_done))

    async def submit(self, command: "Command", *, head: int | None = None) -> "Done":
        """Run a command and say what it did; raises Refused or NotSaved, for a dialog that keeps what was typed.

        Moved where ``head`` is the one that it was shown on, and is no longer the newest.
        """
        current = not self.view.stale and not self.session.outdated()
        known = (self.view.workspace, self.view.forecast) if current else None
        run = partial(self.database.run, command, self.today, expected_head=head, known=known)
        return await self._change(run, "u undoes")

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Go on with this beside the keys; ``settled`` waits for it.

        In the app's name: what a screen opened by it runs would hold the table where the key was pressed else.
        """
        with self._context():
            self.run_worker(self._said(work), group=BESIDE)

    async def _committed(self, command: "Command", on_done: "Callable[[Done], None] | None") -> None:
        done = await self.submit(command)
        if on_done is not None:
            on_done(done)

    async def _change(self, job: "Callable[[], Done]", hint: str) -> "Done":
        def told(done: "Done", dates: str) -> None:
            self.say(" · ".join(filter(None, (done.label, dates, hint))))

        with self._telling_slow():
            done, dating = await self.session.change(job, told)
        if dating is not None:
            self.start(self._behind_paint(dating))
        self.changed()
        return done

    @contextmanager
    def _telling_slow(self) -> Iterator[None]:
        """Say that a change is under way where that takes long; where it fails, the reason is said elsewhere."""
        under_way = True

        def slow() -> None:
            if under_way:  # the timer may have run out just before it was stopped
                self.say(SLOW)

        timer = self.set_timer(SLOW_AFTER, slow)
        try:
            yield
        except BaseException:
            if self.status.plain.strip() == SLOW:
                self.say("")
            raise
        finally:
            under_way = False
            timer.stop()

    async def _behind_paint(self, work: Coroutine[Any, Any, object]) -> None:
        """Do it once what is shown is painted: both at once would take twice as long."""
        painted = asyncio.Event()
        self.base_screen.call_after_refresh(painted.set)
        with suppress(TimeoutError):  # another screen may have come in the place of that one
            await asyncio.wait_for(painted.wait(), PAINTED_WITHIN)
        await work

    async def _said(self, work: Coroutine[Any, Any, object]) -> None:
        """Do it, and say why not where a rule or the disk says no."""
        try:
            await work
        except (Refused, NotSaved, Unusable) as no:
            self.say(no.sentence, bad=True)

    def action_undo(self) -> None:
        """Take the newest command back."""
        self.start(self._undo())

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.start(self._redo())

    async def _undo(self) -> None:
        found = await self.session.ask(self.database.undo_label)
        if found is None:
            self.say_for_now("There is nothing to undo.")
            return
        undo = partial(self.database.undo, self.today, foreign=found.foreign)
        if found.foreign:
            question = f"This was not done in this session: {found.label}. Undo it?"
            self.ask_first(question, lambda: self._change(undo, "^r does it again"))
        else:
            await self._change(undo, "^r does it again")

    async def _redo(self) -> None:
        await self._change(partial(self.database.redo, self.today), "u undoes")

    def ask_first(self, question: str, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Do it once it was answered with yes."""
        from pmtui.ui.dialogs import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.start(work())

        self.push_screen(Confirm(question), answered)

    # Saying

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Put a sentence on the status line of the screens."""
        line = literal(f" {sentence}")
        if bad:
            line.stylize(BAD)
        self.status = line
        self.passing = False
        for screen in self._screens():
            screen.put_status(line)

    def say_for_now(self, sentence: str, *, bad: bool = False) -> None:
        """Put on the status line what holds until the next key, as why one did not work."""
        self.say(sentence, bad=bad)
        self.passing = True

    @property
    def base_screen(self) -> PmScreen:
        """The screen under all dialogs."""
        return self._screens()[-1]

    def _screens(self) -> list[PmScreen]:
        return [one for one in self.screen_stack if isinstance(one, PmScreen) and one.is_mounted]
