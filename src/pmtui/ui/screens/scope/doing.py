"""What is done to a request besides deciding on it: edit, withdraw, read, open."""

from collections.abc import Sequence
from functools import partial

from pmtui.commands import rows as commands
from pmtui.commands import scope
from pmtui.commands.naming import called
from pmtui.domain.choices import RequestState
from pmtui.domain.entities import ScopeRequest
from pmtui.domain.impact.words import causes
from pmtui.domain.place import Place, ScreenName
from pmtui.domain.why import why_item
from pmtui.ui.dialogs import Confirm, ShowText
from pmtui.ui.editing import delete_rows
from pmtui.ui.finding import place_of
from pmtui.ui.form import EntityForm
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.outcomes import Outcome
from pmtui.ui.screens.scope.requests import RequestRow
from pmtui.ui.widgets.side_by_side import Block, block_lines


def edit_request(screen: PmScreen, request: ScopeRequest) -> None:
    """Edit the text of a request; one on a work item has its project and effort from there."""
    form = EntityForm(
        ScopeRequest,
        screen.view,
        lambda typed: partial(commands.edit, row=form.row or request, changes=typed),
        row=request,
        without=("project_id", "effort") if request.work_item_id is not None else (),
    )
    screen.app.push_screen(form)


def withdraw(screen: PmScreen, rows: Sequence[RequestRow]) -> None:
    """Take requests back without a decision, after saying what becomes of their work."""
    if len(rows) != 1 or rows[0].request.state is RequestState.DECIDED:
        delete_rows(screen, [one.request for one in rows])
        return
    row = rows[0]
    becomes = "Nothing is left of the idea" if row.item is None else f"{row.name} is in scope as before"
    question = f"Withdraw “{row.request.title}”? {becomes}, and no decision is recorded."

    def answered(yes: bool | None) -> None:
        if yes:
            screen.pm.commit(partial(scope.withdraw, request_id=row.request.id))

    screen.app.push_screen(Confirm(question, "withdraw", "keep", yes_first=False), answered)


def read(screen: PmScreen, blocks: Sequence[Block]) -> None:
    """Show blocks in full, one under the other; the first gives the title."""
    first, *others = blocks
    lines = block_lines(first)
    for block in others:
        lines += ["", block.heading.upper(), *block_lines(block)]
    screen.app.push_screen(ShowText(first.heading, lines))


def why(screen: PmScreen, row: RequestRow) -> None:
    """Say what holds the work where it is, back to today or to something typed."""
    if row.item is None:
        return
    view = screen.view
    steps = why_item(view.workspace, view.forecast, row.item.id)
    lines = [f"{number}. {one.sentence}" for number, one in enumerate(steps, 1)]
    title = f"Why {called(view.workspace, row.item)} is when it is"
    screen.app.push_screen(ShowText(title, lines or ["It is not forecast."]))


def causes_of(screen: PmScreen, outcome: Outcome) -> None:
    """Say what causes each figure of an option: which work items, which people."""
    found = outcome.preview
    if found is None:
        screen.say("This is still being worked out.")
    elif found.impact is None or found.before is None or found.after is None:
        screen.say(found.refused, bad=True)
    else:
        lines = causes(found.before, found.after, found.impact, screen.view.program_id)
        screen.app.push_screen(ShowText(f"What {outcome.option.does} does: {outcome.option.names}", lines))


def open_item(screen: PmScreen, row: RequestRow) -> None:
    """Open the work in project detail, or the project that an idea comes from."""
    idea = Place(ScreenName.PROJECT, project_id=row.project.id)
    screen.pm.show_place(place_of(row.item) if row.item is not None else idea)
