"""Asking for values: fields to fill in, of an entity or made up for one question."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.message import Message

from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.store.errors import NotSaved
from pmtui.ui.dialogs import Confirm
from pmtui.ui.drafts import Draft, Reopening, draft_of, retype
from pmtui.ui.starting import SAVE
from pmtui.ui.widgets.dialog import Dialog
from pmtui.ui.widgets.field import Field, FieldSpec
from pmtui.ui.widgets.field_list import FieldList

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.store.entries import Done

R = TypeVar("R")
Values = dict[str, object]


class Submits(Protocol):
    """What a form needs of the app."""

    def submit(self, command: "Command", *, head: int | None = None) -> Awaitable["Done"]:
        """Run a command, shown on that head where one is given; raises Refused, Moved or NotSaved."""


class FormScreen(Dialog[R | None], Generic[R]):
    """Fields to fill in; gives what ``accept`` made of them, or None where the manager went back."""

    def __init__(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        context: EntryContext,
        values: Mapping[str, object],
        *,
        intro: str = "",
        verb: str = "save",
    ) -> None:
        super().__init__()
        self.reopening: Reopening | None = None  # where the form can be opened again from what a draft holds
        self._title = title
        self._entry = context
        self._taken: Mapping[str, str] = {}  # from a draft, by field
        self.fields = FieldList(title, self._made(specs, values), intro=intro, verb=verb)

    def ask(self, specs: Sequence[FieldSpec], values: Mapping[str, object], intro: str) -> None:
        """Ask for these from now on, the one being typed in among them; what is typed stays."""
        self.fields.put_fields(self._made(specs, values), intro)

    def _made(self, specs: Sequence[FieldSpec], values: Mapping[str, object]) -> list[Field]:
        made = [Field(spec, values.get(spec.name), self._entry) for spec in specs]
        for one in made:
            if one.spec.name in self._taken:
                one.retype(self._taken[one.spec.name])
        return made

    class Left(Message):
        """A form was saved, discarded or left: nothing typed in it is to be kept any more."""

    @property
    def heading(self) -> str:
        """The title, by which a draft finds its form."""
        return self._title

    class Opened(Message):
        """A form is on the screen, so that what was typed in it before can be taken up."""

        def __init__(self, form: "FormScreen[Any]") -> None:
            super().__init__()
            self.form = form

    def on_mount(self) -> None:
        """Tell the app of it."""
        self.app.post_message(self.Opened(self))

    def draft(self, at: str) -> Draft | None:
        """What is typed and not saved, at the local time ``at``; None where nothing is."""
        return draft_of(self._title, at, self.fields.fields, self.reopening) if self.fields.changed else None

    def take(self, draft: Draft) -> None:
        """Type what a draft holds into the fields that nothing was typed in, also those that it asks for later."""
        self._taken = draft.typed
        retype(self.fields.fields, draft.typed)
        if self.fields.is_mounted:
            self.fields.go(self.fields.at)

    def say(self, sentence: str) -> None:
        """Say something under the fields."""
        self.fields.say(sentence)

    @abstractmethod
    async def accept(self, values: Values) -> R | None:
        """Do what the form is for; Refused is said beside the fields, and nothing typed is lost."""

    def compose(self) -> ComposeResult:
        """The fields are all there is."""
        yield self.fields

    def on_field_list_save(self, message: FieldList.Save) -> None:
        """Save what is typed."""
        message.stop()
        self.run_worker(self._save(), group=SAVE)

    def on_field_list_close(self, message: FieldList.Close) -> None:
        """Go back; where something was typed, ask first."""
        message.stop()
        if self.fields.changed:
            sentence = "What you typed here is not saved."
            self.app.push_screen(Confirm(sentence, "discard it", "go on typing", yes_first=False), self._discard)
        else:
            self._leave(None)
        self.fields.answered()

    def _discard(self, yes: bool | None) -> None:
        if yes:
            self._leave(None)

    def _leave(self, result: R | None) -> None:
        self.app.post_message(self.Left())
        self.dismiss(result)

    async def _save(self) -> None:
        saved = False
        try:
            values = self.fields.values()
            if values is not None:
                self._leave(await self.accept(values))
                saved = True
        except Refused as refused:
            self.fields.refuse(refused)
        except NotSaved as failed:
            self.fields.refuse(Refused(failed.sentence))
        finally:
            self.fields.answered(refused=not saved)


class Ask(FormScreen[Values]):
    """Gives the values of a few fields that belong to no entity, or None."""

    async def accept(self, values: Values) -> Values:
        """What was typed is the answer."""
        return values


class AskAndDo(FormScreen["Done"]):
    """Runs a command on the values; stays open with what is typed where it is refused. Gives Done, or None."""

    def __init__(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        context: EntryContext,
        command: Callable[[Values], "Command"],
        *,
        values: Mapping[str, object] | None = None,
        intro: str = "",
        verb: str = "save",
    ) -> None:
        super().__init__(title, specs, context, values or {}, intro=intro, verb=verb)
        self._command = command

    async def accept(self, values: Values) -> "Done":
        """Submit the command."""
        return await cast(Submits, self.app).submit(self._command(values))
