"""Raising what is decided on in scope review: an idea, or work once more that was decided on before."""

from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands import scope
from pmtui.commands.naming import called
from pmtui.domain.entities import ScopeRequest, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.store.entries import Done
from pmtui.ui.ask import AskAndDo, Values
from pmtui.ui.editing import key_of
from pmtui.ui.form import EntityForm
from pmtui.ui.screen import PmScreen
from pmtui.ui.widgets.field import FieldSpec

if TYPE_CHECKING:
    from pmtui.store.database import Command

TYPED = ("title", "why", "effort", "raised_by")  # of an idea


def raise_idea(screen: PmScreen, project_id: int | None, like: ScopeRequest | None = None) -> None:
    """Ask for work that is no work item yet, begun ``like`` a request that there was.

    ``project_id`` is where it comes from unless another is chosen.
    """

    def saved(done: Done | None) -> None:
        if done is not None:
            screen.select(key_of(*done.added[0]))

    def command(typed: Values) -> "Command":
        arguments: dict[str, Any] = typed
        return partial(scope.raise_idea, **arguments)

    origin = {"project_id": project_id} if project_id is not None else {}
    begun = {name: getattr(like, name) for name in TYPED} if like is not None else {}
    form = EntityForm(
        ScopeRequest,
        screen.view,
        command,
        values={**origin, **begun},
        without=("raised_on",),
        title="New idea: work that is no work item yet",
    )
    screen.app.push_screen(form, saved)


def ask_again(screen: PmScreen, item: WorkItem, like: ScopeRequest) -> None:
    """Ask why work is in question once more, begun like the request that was decided."""
    specs = [FieldSpec(name, described(ScopeRequest)[name]) for name in ("why", "raised_by")]

    def anew(values: Values) -> "Command":
        arguments: dict[str, Any] = values
        return partial(scope.put_in_question, item_ids=[item.id], **arguments)

    title = f"Put {called(screen.view.workspace, item)} in question again"
    begun = {one.name: getattr(like, one.name) for one in specs}
    dialog = AskAndDo(title, specs, EntryContext(screen.view.today), anew, values=begun, verb="put in question")
    screen.app.push_screen(dialog)
