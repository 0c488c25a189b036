"""A form that shows, while it is filled in, what its command would do; it commits only what was shown."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.store.database import Moved
from pmtui.ui.ask import FormScreen, Values
from pmtui.ui.causing import cause_lines
from pmtui.ui.impact_lines import Line
from pmtui.ui.starting import SAVE
from pmtui.ui.widgets.field import FieldSpec, valid_values
from pmtui.ui.widgets.field_list import FieldList

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.store.entries import Done
    from pmtui.store.transaction import Transaction
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.previewing import Preview

ASKER = "form"
TRIED = "…"  # what stands for a reason that is not typed yet
WORKING: tuple[Line, ...] = (("working out what that would do …", "dim"),)
CHANGED = (
    "Another session has changed the workspace meanwhile. The figures are worked out anew: look at them, then"
    " decide again; what you typed is kept."
)


class AskPreviewed(FormScreen["Done"]):
    """Runs a command on the values, shown before with each change of them; gives Done, or None.

    ``command`` makes it of the values and of the text of what is to be recorded (none while it is only tried);
    ``told`` says what a preview shows; ``recorded`` gives that text, once whatever else it needs is ready.
    """

    def __init__(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        context: EntryContext,
        command: Callable[[Values, str], "Command"],
        told: Callable[["Preview"], Sequence[Line]],
        recorded: Callable[["Preview"], Awaitable[str]],
        *,
        values: Mapping[str, object] | None = None,
        intro: str = "",
        verb: str = "save",
    ) -> None:
        super().__init__(title, specs, context, values or {}, intro=intro, verb=verb)
        self._command = command
        self._tell = told
        self._recorded = recorded
        self._preview: Preview | None = None
        self._ready = asyncio.Event()

    @property
    def _pm(self) -> "PmtuiApp":
        return cast("PmtuiApp", self.app)

    @property
    def shown(self) -> "Preview | None":
        """What the values do, where that is worked out."""
        return self._preview

    def on_mount(self) -> None:
        """Show what the command would do with what the form opens with."""
        self.renew()

    def on_unmount(self) -> None:
        """Work out nothing more for a form that is closed."""
        self._pm.preview(ASKER, (), self._put)

    def on_field_list_changed(self, message: FieldList.Changed) -> None:
        """Another value: other figures."""
        message.stop()
        self.renew()

    def renew(self) -> None:
        """Work the figures out anew, for the values and the data as they are now."""
        self._preview = None
        self._ready.clear()
        values = valid_values(self.fields.fields)
        if values is None:
            self._pm.preview(ASKER, (), self._put)
            self.fields.tell((("fill in what is missing to see what it would do", "dim"),))
            return
        self.fields.tell(WORKING)
        tried = {name: value or TRIED if name == "reason" else value for name, value in values.items()}
        self._pm.preview(ASKER, [(0, self._command(tried, ""))], self._put)

    def _put(self, _key: int, preview: "Preview") -> None:
        self._preview = preview
        self._ready.set()
        old = [("The file is being written by another session: shown on what was read before.", "yellow")]
        refused = [(preview.refused, "bold red")] if preview.refused else []
        told = [*old * preview.old, *refused, *(self._tell(preview) if preview.impact else ())]
        self.fields.tell(told, partial(cause_lines, preview, self._pm.view.program_id))

    async def accept(self, values: Values) -> "Done":
        """Commit what was shown, on the data that it was shown on."""
        try:
            preview, text = await self._settled()
            command = self._command(values, text)
            if preview.refused:
                command = partial(_refused_again, command=command)
            return await self._pm.submit(command, head=preview.head)
        except Moved as moved:
            await self._pm.session.reload()
            self.renew()
            raise Refused(CHANGED) from moved

    async def _settled(self) -> tuple["Preview", str]:
        """What the values do, and the text to record, once both are ready; until then escape goes back."""
        ahead = self._pm.type_ahead
        ahead.way_back = self._interrupt
        try:
            if self._preview is None:
                self.fields.say("Working out what that would do … escape goes back.")
                await self._ready.wait()
            preview = cast("Preview", self._preview)
            text = "" if preview.refused else await self._recorded(preview)
            self.fields.say("")
        finally:
            ahead.way_back = None
        return preview, text

    def _interrupt(self) -> None:
        """Back to the fields."""
        self.workers.cancel_group(self, SAVE)
        self.fields.say("Nothing is decided yet.")


def _refused_again(tx: "Transaction", command: "Command") -> str:
    """What was refused when it was tried is so again, beside its fields; it never commits, as nothing was shown."""
    command(tx)
    raise Moved(CHANGED)
