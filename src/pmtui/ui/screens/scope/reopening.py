"""Taking a decision back: what that does is shown first; where something depends on it, a new request instead."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands import scope
from pmtui.commands.naming import called, listed
from pmtui.domain.entities import Decision, ScopeRequest, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Moved
from pmtui.ui.ask import AskAndDo, Values
from pmtui.ui.dialogs import Confirm
from pmtui.ui.impact_lines import impact_lines
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.doing import raise_idea
from pmtui.ui.screens.scope.requests import RequestRow
from pmtui.ui.type_ahead import coming_up
from pmtui.ui.widgets.field import FieldSpec

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.ui.previewing import Preview

LINES_MOST = 4  # of what it does: the dialog has to fit
CHANGED = "Another session has changed the workspace meanwhile, so nothing is reopened: look again, then press R."


def reopen(screen: PmScreen, row: RequestRow) -> None:
    """Take a decision back after showing what that does; where something depends on it, offer a new request."""
    decision = row.decision
    if decision is None:
        return
    command: Command = partial(scope.reopen, decision_id=decision.id)

    async def ask() -> None:
        found: list[Preview] = []
        with coming_up(screen):  # what is typed meanwhile is the answer
            await screen.pm.session.previews.each([(0, command)], screen.view, lambda _, one: found.append(one))
            (preview,) = found
            if preview.refused:
                offer(preview.refused)
            else:
                question = " ".join(_question(screen, row, decision, preview))
                dialog = Confirm(question, "reopen", "leave it", yes_first=False)
                screen.app.push_screen(dialog, partial(answered, preview.head))

    def offer(sentence: str) -> None:
        screen.app.push_screen(Confirm(sentence, "raise it", "leave it", yes_first=False), anew)

    def anew(yes: bool | None) -> None:
        if yes:
            _raise_anew(screen, row)

    def answered(head: int, yes: bool | None) -> None:
        if yes:
            screen.pm.start(work(head))

    async def work(head: int) -> None:
        try:
            await screen.pm.submit(command, head=head)
        except Moved:
            await screen.pm.session.reload()
            screen.pm.say(CHANGED, bad=True)
        except Refused as refused:
            offer(refused.sentence)

    screen.pm.start(ask())


def _question(screen: PmScreen, row: RequestRow, decision: Decision, preview: "Preview") -> Iterator[str]:
    """What is taken back, with which other decisions, and what becomes of the projects."""
    yield f"Reopen “{decision.title}”? What it did is taken back, and its record goes with it."
    if preview.impact is None or preview.before is None or preview.after is None:
        return
    others = _reopened(preview.before.workspace, preview.after.workspace, decision.id)
    if others:
        yield f"So is what was decided together with it: {listed(others)}."
    lines = [text for text, _ in impact_lines(preview.impact, screen.view, {row.project.id})]
    more = [f"and {len(lines) - LINES_MOST} more"] if len(lines) > LINES_MOST else []
    yield f"Then: {'; '.join([*lines[:LINES_MOST], *more])}."


def _reopened(before: Workspace, after: Workspace, but: int) -> list[str]:
    """The decisions that are gone besides one, by title."""
    gone = before.all(Decision).keys() - after.all(Decision).keys() - {but}
    return [before.all(Decision)[id].title for id in sorted(gone)]


def _raise_anew(screen: PmScreen, row: RequestRow) -> None:
    """A new request on the work of one that was decided, or the idea again."""
    if row.item is None:
        raise_idea(screen, row.project.id)
        return
    item = row.item
    specs = [FieldSpec(name, described(ScopeRequest)[name]) for name in ("why", "raised_by")]

    def anew(values: Values) -> "Command":
        arguments: dict[str, Any] = values
        return partial(scope.put_in_question, item_ids=[item.id], **arguments)

    title = f"Put {called(screen.view.workspace, item)} in question again"
    context = EntryContext(screen.view.today)
    dialog = AskAndDo(title, specs, context, anew, values={"why": row.request.why}, verb="put in question")
    screen.app.push_screen(dialog)
