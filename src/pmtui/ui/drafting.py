"""Keeps what is typed in the open form as a draft, shortly after each key; offers what a session has left."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import ref

from pmtui.store.errors import Unusable
from pmtui.ui.ask import FormScreen
from pmtui.ui.dialogs import Ask, Confirm, ShowText
from pmtui.ui.drafts import Draft, Drafts, throw_away
from pmtui.ui.reopening import reopened

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.widgets.field_line import FieldLine

REST = 1.0  # seconds from a key until the draft is stored, so that fast typing stores it once
OPEN, THROW_AWAY, KEEP = "open", "throw away", "keep"  # what can be done with a draft


class Drafting:
    """What the app does about drafts."""

    def __init__(self, app: "PmtuiApp", drafts: Drafts) -> None:
        self._app = app
        self._drafts = drafts
        self._due = False
        self._said = False
        self._waiting: dict[str, tuple[Path, Draft]] = {}  # by title, for a form that only its screen can open
        self._line: ref[FieldLine] | None = None  # that was last opened on a screen

    def typed(self) -> None:
        """A key or a paste came: store what is typed soon, where a form is open."""
        if not self._due and self._form() is not None:
            self._due = True
            self._app.set_timer(REST, self._keep)

    def left(self) -> None:
        """The form was saved, discarded, or left as it was."""
        self._drafts.forget()

    def use(self, database: Path) -> None:
        """Another database is open."""
        self._drafts = self._drafts.of(database)
        self._waiting = {}

    def opened(self, form: "FormScreen[Any] | FieldLine") -> None:
        """Put in what was typed in this form before, where that was kept for when it is opened again."""
        if not isinstance(form, FormScreen):
            self._line = ref(form)
        self.typed()  # what came in a burst with the key that opens it
        path, draft = self._waiting.pop(form.heading, (None, None))
        if path is None or draft is None:
            return
        form.take(draft)
        form.say("What you typed before is here again.")
        if self._keep():
            throw_away(path)

    def offer(self) -> None:
        """Ask whether to go on with what an earlier session did not save."""
        found = next(self._drafts.left(), None)
        if found is None:
            return
        path, draft = found
        question = (
            f"“{draft.title}” was being typed and not saved when a session ended at {draft.at}. Go on with it?"
        )

        def answered(what: str | None) -> None:
            if what == OPEN:
                self._go_on(path, draft)
            elif what == THROW_AWAY:
                throw_away(path)
                self.offer()

        answers = (("y", "open it", OPEN), ("x", "throw it away", THROW_AWAY), ("n", "keep it for later", KEEP))
        self._app.push_screen(Ask(question, answers), answered)

    def _form(self) -> "FormScreen[object] | FieldLine | None":
        line = None if self._line is None else self._line()
        forms = (one for one in reversed(self._app.screen_stack) if isinstance(one, FormScreen))
        return next(forms, line if line is not None and line.heading else None)

    def _keep(self) -> bool:
        """Store what is typed; whether there is a draft now."""
        self._due = False
        form = self._form()
        if form is None:
            return False
        draft = form.draft(f"{datetime.now():%Y-%m-%d %H:%M}")
        try:
            if draft is None:
                self._drafts.forget()
            else:
                self._drafts.keep(draft)
                return True
        except (OSError, Unusable):
            if not self._said:
                self._said = True
                form.say("This cannot be kept as a draft, should the connection drop: save it soon.")
        return False

    def _go_on(self, path: Path, draft: Draft) -> None:
        form = reopened(self._app.base_screen, draft)
        if form is None:
            self._read(path, draft)
            return
        if self._keep():
            throw_away(path)

    def _read(self, path: Path, draft: Draft) -> None:
        """Where its form cannot be opened from here: show what was typed; it is in the form when that is opened."""
        lines = [f"{draft.labels.get(name, name)}: {text}" for name, text in draft.typed.items()]
        lines += ["", "Open that form from its screen again: this is filled in there."]
        self._waiting[draft.title] = path, draft

        def discard(yes: bool | None) -> None:
            if yes:
                self._waiting.pop(draft.title, None)
                throw_away(path)

        def shown(_: None) -> None:
            question = "Discard this draft?"
            self._app.push_screen(Confirm(question, "discard it", "keep it for its form", yes_first=False), discard)

        self._app.push_screen(ShowText(f"Typed and not saved: {draft.title}", lines), shown)
