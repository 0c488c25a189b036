"""The app: its keys, what runs beside them, and the screens, which are opened here alone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver

from pmtui.domain.place import Place, ScreenName
from pmtui.store.errors import Unusable
from pmtui.ui.changing import ChangingApp
from pmtui.ui.keeping import Keeping
from pmtui.ui.opening import screen_for
from pmtui.ui.screen import PmScreen
from pmtui.ui.starting import BESIDE, FAULT, SAVE
from pmtui.ui.terminal.driver import TerminalDriver
from pmtui.ui.theme import ANSI_COLORS
from pmtui.ui.widgets.bars import action_name
from pmtui.ui.widgets.table import LineTable

if TYPE_CHECKING:
    import textual.worker

    from pmtui.store.database import Command, Database
    from pmtui.ui.ask import FormScreen
    from pmtui.ui.drafting import Drafting
    from pmtui.ui.previewing import Preview
    from pmtui.ui.view import View
    from pmtui.ui.widgets.field_line import FieldLine

K = TypeVar("K")
KEEP_AFTER = 0.3  # seconds after the first screen
PREVIEW = "preview for "
TRAIL_MOST = 50  # places that escape goes back through


class PmtuiApp(ChangingApp):
    """Screens draw from ``view``; each key of the app is bound here."""

    CSS_PATH = "app.tcss"
    TITLE = "pmtui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "undo"),
        Binding("1", "overview", "overview"),
        Binding("2", "project_detail", "project"),
        Binding("3", "scope_review", "scope"),
        Binding("4", "resource_balance", "people"),
        Binding("colon,ctrl+p", "palette", "go to"),
        Binding("escape", "go_back", "back"),
        Binding("ctrl+r", "redo", "redo"),
        Binding("P", "switch_program", "program"),
        Binding("q", "quit", "quit"),
        Binding("ctrl+l", "redraw", "redraw", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "to the shell; fg comes back", show=False, priority=True),
        Binding("question_mark", "help", "keys"),
    ]

    def __init__(
        self,
        open_database: "Callable[[], Database]",
        today: date | None = None,
        driver_class: type[Driver] | None = None,
        drafts: Path | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """``today`` None follows the clock; ``drafts`` is their folder; ``clock`` tells when a backup is due."""
        super().__init__(open_database, today, driver_class)
        self.ansi_theme_dark = ANSI_COLORS
        self.demo_mark = ""
        self._drafts = drafts
        self.drafting: Drafting | None = None
        self.keeping = Keeping(self, clock) if clock is not None else None
        self._trail: list[Place] = []

    # The beginning

    def begun(self) -> None:
        """Keep drafts and backups of the database."""
        from pmtui.domain.sample import is_demo

        self.demo_mark = "DEMO  " if is_demo(self.view.workspace) else ""
        if self.database.notices:
            self.say(" ".join(self.database.notices))
        if self._drafts is not None:
            from pmtui.ui.drafting import Drafting
            from pmtui.ui.drafts import Drafts

            self.drafting = Drafting(self, Drafts(self._drafts, self.database.path))
        if self.keeping is not None:
            self.keeping.another()

    def opened(self) -> None:
        """Ask what a start has to ask, and see to the backup of today a little later, behind the first keys."""
        from pmtui.domain.sample import is_old
        from pmtui.ui.filling import rebuild_demo

        if is_old(self.view.workspace, self.today):
            question = "This demo was made in another week. Build it anew around today? A backup of it is kept."
            self.ask_first(question, partial(rebuild_demo, self))
        elif self.drafting is not None:
            self.drafting.offer()
        self.set_timer(KEEP_AFTER, self._keep)

    def changed(self) -> None:
        """Look whether a backup is due."""
        self._keep()

    def _keep(self) -> None:
        """See to the backup of today, once."""
        if self.keeping is not None and self.keeping.due():
            self.start(self.keeping.keep())

    # Beside the keys

    def preview(
        self, asker: str, commands: "Sequence[tuple[K, Command]]", shown: "Callable[[K, Preview], None]"
    ) -> None:
        """Show what each command would do, one by one as it is ready; none: only stop.

        What the same asker asked before is given up.
        """
        view, previews = self.view, self.session.previews

        async def work() -> Any:  # a function, so that nothing is begun of what is given up at once
            return await previews.each(commands, view, shown)

        self.run_worker(work, group=PREVIEW + asker, exclusive=True)

    async def settled(self) -> None:
        """Wait until the database is open, and all asked for so far is shown, also what follows the cursor."""
        await self.began.wait()
        for table in self.screen.query(LineTable):
            table.settle()
        while found := self._under_way(BESIDE, PREVIEW, SAVE):
            await self.workers.wait_for_complete(found)
        await self.worker.quiet()

    def _under_way(self, *groups: str) -> "list[textual.worker.Worker[Any]]":
        return [one for one in self.workers if one.group.startswith(groups) and not one.is_finished]

    # Another database

    async def use(self, database: "Database") -> None:
        """Go on with another database, from its beginning."""
        before = self.session
        await self.go_on_with(database)
        before.close()
        self._trail = []
        self.received(self.view)
        self._keep()

    # Showing

    def received(self, view: "View") -> None:
        """Show a view in all screens."""
        for screen in self._screens():
            if screen.needs_program != bool(view.program_id):
                self.show_place(Place(ScreenName.OVERVIEW))
                return
            screen.receive(view)

    async def on_event(self, event: events.Event) -> None:
        """Notice at a key that another session wrote, or that a new day began; then go on as always."""
        if isinstance(event, events.Key):
            self.garbage.typed()
            if self.passing:
                self.say("")
            if self.is_open and not self._under_way(BESIDE) and self.session.outdated():
                self.start(self._look_again())
        if self.drafting is not None and isinstance(event, events.Key | events.Paste):
            self.drafting.typed()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self.type_ahead.takes(event):
            return
        await super().on_event(event)

    async def _look_again(self) -> None:
        try:
            await self.session.reload()
        except Unusable as no:  # the next key tries again
            self.say_for_now(no.sentence, bad=True)

    def on_form_screen_opened(self, message: "FormScreen.Opened") -> None:
        """Take up what was typed in it before."""
        if self.drafting is not None:
            self.drafting.opened(message.form)

    def on_field_line_opened(self, message: "FieldLine.Opened") -> None:
        """So with what is typed in place."""
        if self.drafting is not None:
            self.drafting.opened(message.line)

    def on_field_line_left(self) -> None:
        """So with what is typed in place."""
        self.on_form_screen_left()

    def on_form_screen_left(self) -> None:
        """Keep no draft of a form that is no longer open."""
        if self.drafting is not None:
            self.drafting.left()

    # Screens

    async def open(self, place: Place, *, remember: bool = True) -> None:
        """Show a place: its screen, its tab, the cursor on its row; escape comes back from there."""
        async with self.opening:
            await self._open(place, remember)

    async def _open(self, place: Place, remember: bool) -> None:
        while not isinstance(self.screen, PmScreen):
            self.pop_screen()
        screen = self.screen
        if remember:
            self._trail = [*self._trail[-TRAIL_MOST:], screen.place()]
        from pmtui.ui.finding import program_of

        program_id = program_of(place, self.view.workspace)
        if program_id is not None and program_id != self.view.program_id:
            self.session.switch(program_id)
        if screen.needs_program == bool(self.view.program_id) and screen.shows(place):
            await screen.go(place)
        else:
            for one in self._under_way(PREVIEW):  # nobody is left to see them
                one.cancel()
            self.session.left()
            await self.bring_up(screen_for(place, self.view))
            self.screen.call_after_refresh(self.garbage.left)

    def show_place(self, place: Place, *, remember: bool = True) -> None:
        """``open`` for callers that do not wait; what is typed until it is there waits for it."""
        self.type_ahead.begin()
        self.start(self._opened(place, remember))

    async def _opened(self, place: Place, remember: bool) -> None:
        try:
            await self.open(place, remember=remember)
        finally:
            self.type_ahead.end()

    def action_overview(self) -> None:
        """Screen 1."""
        self.show_place(Place(ScreenName.OVERVIEW))

    def action_project_detail(self) -> None:
        """Screen 2, of the project that one is on."""
        self.show_place(Place(ScreenName.PROJECT, project_id=self._project_id()))

    def action_scope_review(self) -> None:
        """Screen 3."""
        self.show_place(Place(ScreenName.SCOPE))

    def action_resource_balance(self) -> None:
        """Screen 4."""
        self.show_place(Place(ScreenName.RESOURCES))

    def action_go_back(self) -> None:
        """Where one was before."""
        if self._trail:
            self.show_place(self._trail.pop(), remember=False)

    def _project_id(self) -> int | None:
        """The project that the screen is on, else the one seen last, else the first."""
        here = [one.place().project_id for one in reversed(self._screens())]
        seen = [one.project_id for one in reversed(self._trail)]
        projects = self.view.workspace.projects(self.view.program_id)
        known = {one.id for one in projects}
        first = projects[0].id if projects else None
        return next((id for id in (*here, *seen) if id in known), first)

    # Keys

    def why_not(self, action: str) -> str | None:
        """Why an action of the app does not work now."""
        if not self.is_open:  # it waits for the data
            return None
        if action in ("project_detail", "scope_review", "resource_balance") and not self.view.program_id:
            return "There is no program yet: make one, load the demo, or import one."
        if action == "project_detail" and self._project_id() is None:
            return "This program has no project yet: n on the overview makes one."
        if action == "go_back" and not self._trail:
            return "This is where you began: q quits."
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the keys that have a reason not to work; back is not shown where there is no way back."""
        if action == "go_back" and not self._trail:
            return False
        return super().check_action(action, parameters) if self.why_not(action) is None else None

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, or say why it does not work now."""
        name = action_name(action) if isinstance(action, str) else action[1]
        table = self.screen.focused
        if isinstance(table, LineTable) and name not in table.MOVES:
            table.settle()
        if await super().run_action(action, default_namespace, namespaces):
            return True
        reason = self.screen.reason(name) if isinstance(self.screen, PmScreen) else None
        if reason is not None:
            self.say_for_now(reason)
        return reason is not None

    def _handle_exception(self, error: Exception) -> None:
        """End, and leave it to ``run`` to report: Textual would print local variables, with data in them."""
        self._return_code = FAULT
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """The fault that ended the app."""
        return self._exception

    def action_help_quit(self) -> None:
        """Say how to quit, where ctrl+c was pressed."""
        self.say("q quits; all that you did is saved.")

    def action_redraw(self) -> None:
        """Paint everything again, such as after other output over the screen."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.redraw()

    def action_palette(self) -> None:
        """Jump to anything by name, or run any action."""
        from pmtui.ui.finding import go_to

        go_to(self)

    def action_help(self) -> None:
        """The keys that work here now."""
        from pmtui.ui.finding import help_with

        help_with(self)

    def action_switch_program(self) -> None:
        """Choose among the programs of this database."""
        from pmtui.ui.finding import choose_program

        choose_program(self)
