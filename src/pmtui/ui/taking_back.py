"""Taking a decision on scope back: what that does is shown first; where it cannot be, what can be done instead."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands import scope
from pmtui.commands.naming import brief, listed
from pmtui.domain.choices import ENDED_WORK
from pmtui.domain.entities import Decision, Project, ScopeRequest, WorkItem
from pmtui.domain.errors import Refused
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Moved
from pmtui.ui.dialogs import Ask, Confirm
from pmtui.ui.impact_lines import impact_lines
from pmtui.ui.raising import ask_again, raise_idea
from pmtui.ui.screen import PmScreen
from pmtui.ui.type_ahead import coming_up

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.ui.previewing import Preview

# The dialog has to fit a small window:
LINES_MOST = 4  # of what it does
LINE_MOST = 150  # characters of each
NAME_MOST = 30  # characters of what was decided together
CHANGED = "Another session has changed the workspace meanwhile, so nothing is reopened: look again, then press R."


def reopen(screen: PmScreen, request: ScopeRequest, decision: Decision) -> None:
    """Take a decision back after showing what that does; where it cannot be, offer what can be done instead."""
    command: Command = partial(scope.reopen, decision_id=decision.id)

    async def ask() -> None:
        with coming_up(screen):  # what is typed meanwhile is the answer
            preview = await _preview(screen, command)
            if preview.refused:
                await _offer(screen, request, preview.refused)
            else:
                question = " ".join(_question(screen, request, decision, preview))
                dialog = Confirm(question, "reopen", "leave it", yes_first=False)
                screen.app.push_screen(dialog, partial(answered, preview.head))

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
            await _offer(screen, request, refused.sentence)

    screen.pm.start(ask())


async def _preview(screen: PmScreen, command: "Command") -> "Preview":
    found: list[Preview] = []
    await screen.pm.session.previews.each([(0, command)], screen.view, lambda _, one: found.append(one))
    return found[0]


async def _offer(screen: PmScreen, request: ScopeRequest, refused: str) -> None:
    """Say why a decision stands, and offer what would not be refused in its turn: to ask again, or a new idea."""
    workspace = screen.view.workspace
    item = workspace.get(WorkItem, request.work_item_id)
    if item is None:
        anew = partial(raise_idea, screen, request.project_id, request)
        _tell(screen, f"{refused} Raise a new request for it instead?", anew)
    elif not (no := await _no_question(screen, item)):
        anew = partial(ask_again, screen, item, request)
        _tell(screen, f"{refused} Raise a new request on it instead?", anew)
    elif item.state in ENDED_WORK:
        code = workspace.all(Project)[item.project_id].code
        anew = partial(raise_idea, screen, item.project_id, request)
        _tell(screen, f"{refused} {no} Raise a new idea on {code} instead, begun from this request?", anew)
    else:
        _tell(screen, f"{refused} {no}")


async def _no_question(screen: PmScreen, item: WorkItem) -> str:
    """Why work cannot be put in question, "" where it can."""
    return (await _preview(screen, partial(scope.put_in_question, item_ids=[item.id], why="Again"))).refused


def _tell(screen: PmScreen, sentence: str, offered: "partial[None] | None" = None) -> None:
    def answered(yes: bool | None) -> None:
        if yes and offered is not None:
            offered()

    leave = ("n", "leave it", False)
    answers = (leave,) if offered is None else (("y", "raise it", True), leave)
    screen.app.push_screen(Ask(sentence, answers, len(answers) - 1), answered)


def _question(screen: PmScreen, request: ScopeRequest, decision: Decision, preview: "Preview") -> Iterator[str]:
    """What is taken back, with which other decisions, and what becomes of the projects."""
    yield f"Reopen “{brief(decision.title)}”? What it did is taken back, and its record goes with it."
    if preview.impact is None or preview.before is None or preview.after is None:
        return
    others = _reopened(preview.before.workspace, preview.after.workspace, decision.id)
    if others:
        yield f"So is what was decided together with it: {listed(others)}."
    lines = [brief(text, LINE_MOST) for text, _ in impact_lines(preview.impact, screen.view, {request.project_id})]
    more = [f"and {len(lines) - LINES_MOST} more"] if len(lines) > LINES_MOST else []
    yield f"Then: {'; '.join([*lines[:LINES_MOST], *more])}."


def _reopened(before: Workspace, after: Workspace, but: int) -> list[str]:
    """The decisions that are gone besides one, by short titles."""
    gone = before.all(Decision).keys() - after.all(Decision).keys() - {but}
    return [brief(before.all(Decision)[id].title, NAME_MOST) for id in sorted(gone)]
