"""The first tab of scope review: the queue over the request beside its charter, over what can be decided."""

import time
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from pmtui.domain.choices import StatementKind
from pmtui.domain.fit import Match
from pmtui.store.entries import Done
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.raising import raise_idea
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope import doing
from pmtui.ui.screens.scope.deciding import Decide
from pmtui.ui.screens.scope.dossier import NOTHING, charter_block, request_block
from pmtui.ui.screens.scope.options import Asked, Option, citable, matches_of, options_of, origins, targets
from pmtui.ui.screens.scope.outcome_words import outcome_block
from pmtui.ui.screens.scope.outcomes import (
    SORT_WORDS,
    SORTS,
    Outcome,
    Outcomes,
    key_of_outcome,
    outcome_columns,
    ranked,
)
from pmtui.ui.screens.scope.requests import RequestRow, key_of_request, queue_columns, request_rows
from pmtui.ui.taking_back import reopen
from pmtui.ui.view import View
from pmtui.ui.widgets.side_by_side import Block, SideBySide
from pmtui.ui.widgets.table import Key, LineTable

OPTIONS_FEWEST = 6  # lines, with their heading
DOSSIER_MOST = 13  # lines that it keeps before the options get all of theirs
DOSSIER_FEWEST = 8  # lines, while the options have the focus
QUEUE_FEWEST = 5  # requests in sight before the queue scrolls
SHOWN_EVERY = 0.2  # seconds: many options that come fast are shown together, so that keys do not wait
THREE_FROM = 150  # cells from which the request stays beside what an option does and a charter
DECIDING = frozenset(("decide", "cite", "amend", "move", "new_project", "drop", "postpone"))
ON_REQUEST = DECIDING | {"edit", "withdraw", "why", "open", "read", "sort", "reopen"}
ON_ONE = frozenset(("edit", "open", "reopen"))


class QueuePane(Vertical):
    """Three parts in lines that the height shares out, the same whichever request is under the cursor."""

    DEFAULT_CSS: ClassVar[str] = "QueuePane { height: 1fr; } QueuePane > SideBySide { background: $surface; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "decide", "decide"),
        Binding("escape", "to_queue", "queue"),
        Binding("c", "cite", "cite"),
        Binding("a", "amend", "amend"),
        Binding("m", "move", "move"),
        Binding("N", "new_project", "project"),
        Binding("d", "drop", "drop"),
        Binding("p", "postpone", "postpone"),
        Binding("n", "raise_idea", "idea"),
        Binding("r", "read", "read"),
        Binding("w", "why", "why"),
        Binding("s", "sort", "sort"),
        Binding("o", "open", "open"),
        Binding("e", "edit", "edit"),
        Binding("x", "withdraw", "withdraw"),
        Binding("R", "reopen", "reopen"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.table = LineTable[RequestRow]((), key_of_request, empty="no request waits", marks=True, id="queue")
        self.dossier = SideBySide("r", id="dossier")
        self.options = LineTable[Outcome]((), key_of_outcome, empty="nothing to decide on", id="options")
        self.outcomes = Outcomes(self._show_outcomes)
        self.table.follow(self._show_request, left=lambda: self.outcomes.pause(self.pm_screen.pm))
        self.options.follow(self._tell)
        self._view: View | None = None
        self._matches: dict[int, Match] = {}
        self._about: tuple[int, ...] = ()  # the requests that the options are of
        self._sort = SORTS[0]
        self._dialog: AskPreviewed | None = None
        self._shown_at = 0.0

    def compose(self) -> ComposeResult:
        """One over the other."""
        yield self.table
        yield self.dossier
        yield self.options

    def show_view(self, view: View) -> None:
        """Show the requests of this view; the one under the cursor with all that belongs to it."""
        self._view = view
        rows = request_rows(view)
        self.table.set_columns(queue_columns(view, rows))
        self.table.show(rows)
        self._share_out()
        if self._dialog is not None and self._dialog.is_mounted:
            self._dialog.renew()

    @property
    def pm_screen(self) -> PmScreen:
        """The screen that this tab is on."""
        return cast(PmScreen, self.screen)

    @property
    def row(self) -> RequestRow | None:
        """The request under the cursor."""
        return self.table.selected

    @property
    def asked(self) -> Asked:
        """What is decided on: the requests that are marked, else the one under the cursor."""
        return self.table.marked

    @property
    def blocks(self) -> list[Block]:
        """What is said about the request: its facts, its charter; among the options, what the one there does."""
        view, row = self._view, self.row
        if view is None or row is None:
            return [] if self.table.filter_text else [NOTHING]
        outcome = self.options.selected if self.options.has_focus else None
        target = outcome.option.target if outcome is not None else None
        about = request_block(view, row, self.asked)
        if target is None:
            charter = charter_block(view, row.project, "Charter of", StatementKind.OUT, self._matches)
        else:
            charter = charter_block(view, target, "Charter of", StatementKind.IN, self._matches)
        if outcome is None:
            return [about, charter]
        beside = [about] if self.size.width >= THREE_FROM else []
        return [*beside, outcome_block(outcome, self.outcomes.asked, view), charter]

    def next_to(self, row: RequestRow, decided: Asked) -> RequestRow | None:
        """The request to go on with: this one unless it is decided, else the next that waits, else one before."""
        rows = list(self.table.rows)
        done = {one.request.id for one in decided}
        at = next((number for number, one in enumerate(rows) if one.request.id == row.request.id), 0)
        others = [one for one in (*rows[at + 1 :], *reversed(rows[:at])) if one.waiting]
        return next((one for one in (row, *others) if one.request.id not in done), None)

    def select(self, key: Key) -> None:
        """Put the cursor on a request."""
        self.table.select(key)

    def go_to(self, row: RequestRow | None) -> None:
        """Put the cursor on a request."""
        if row is not None:
            self.select(key_of_request(row))
        self.table.focus()

    def _tell(self) -> None:
        self.dossier.put(self.blocks)

    def on_descendant_focus(self) -> None:
        """Among the options there is more room for them, and for what they do."""
        self._share_out()
        self._tell()

    def _show_request(self) -> None:
        view, asked = self._view, self.asked
        if view is None:
            return
        ids = tuple(one.request.id for one in asked)
        self._matches = matches_of(view, asked) if asked else {}
        options = options_of(view, asked, self._matches)
        if self.outcomes.ask(self.pm_screen.pm, asked, options):
            self._show_outcomes()
        if ids != self._about and options:
            self._about = ids
            self.options.select(key_of_outcome(self.options.rows[0]))
        self._tell()

    def _show_outcomes(self) -> None:
        """Another option is worked out, or they are sorted in another way."""
        view, asked = self._view, self.outcomes.asked
        if view is None or not self.is_mounted:
            return
        now, missing = time.monotonic(), self.outcomes.missing
        if missing and missing < len(self.options.rows) - 1 and now < self._shown_at + SHOWN_EVERY:
            return  # another one is to come
        self._shown_at = now
        rows = ranked(self.outcomes.outcomes, self._sort)
        self.options.set_columns(outcome_columns(view, asked, rows, self._sort))
        self.options.show(rows)
        if rows and not self.options.has_focus:  # the first one, whatever they are sorted by
            self.options.select(key_of_outcome(rows[0]))
        self._tell()

    def on_resize(self) -> None:
        """Share the lines out again."""
        self._share_out()
        self._tell()

    def _share_out(self) -> None:
        height = self.size.height
        if not height:
            return
        among = self.options.has_focus
        queue = min(max(len(self.table.rows), 1), max(QUEUE_FEWEST, height // 4)) + 1
        queue = min(queue, 3) if among and height < QUEUE_FEWEST + DOSSIER_MOST + OPTIONS_FEWEST else queue
        dossier = DOSSIER_FEWEST if among else DOSSIER_MOST
        options = min(len(self.options.rows) + 1, height - queue - dossier)
        self.table.styles.height = queue
        self.options.styles.height = max(options, OPTIONS_FEWEST)

    # Why not

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have a reason not to work are dimmed; the way back to the queue is shown off it only."""
        if action == "sort" and not self.options.has_focus:
            return False
        if action == "to_queue":
            return self.options.has_focus
        if self.why_not(action) is not None:
            return None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str | None:
        """What an action here lacks."""
        view, row = self._view, self.row
        if view is None:
            return None
        if action == "raise_idea" and not view.workspace.projects(view.program_id):
            return "An idea needs a project, and there is none yet: n on the overview makes one."
        if action not in ON_REQUEST:
            return None
        if row is None:
            return "Nothing is in question here: n raises an idea."
        if action in ON_ONE and len(self.asked) > 1:
            return "Several requests are marked: space takes the marks away."
        if action == "cite" and not citable(view, self.asked, self._matches):
            if len(origins(self.asked)) > 1:
                return "The marked requests come from several charters, so no one statement covers them all."
            return f"The charter of {row.project.code} has no in-scope statement: a adds one with the decision."
        if action == "move" and not targets(view, self.asked):
            return "This program has no other open project to move it to: N makes a new one of it."
        if action == "reopen" and row.decision is None:
            return "This request is not postponed, so there is no decision to reopen."
        if action == "why" and row.item is None and not self.options.has_focus:
            return "This is an idea, so nothing holds it yet: it has dates once it is work."
        return None

    # Deciding

    def action_decide(self) -> None:
        """From the queue to what can be decided; there, take what is under the cursor."""
        outcome = self.options.selected
        if not self.options.has_focus:
            self.options.focus()
        elif outcome is not None:
            self._decide(outcome.option, asks=False)

    def action_sort(self) -> None:
        """Sort the options by the next column."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._shown_at = 0.0
        self._show_outcomes()
        self.pm_screen.pm.say_for_now(f"The options are sorted by {SORT_WORDS[self._sort]}.")

    def action_to_queue(self) -> None:
        """Back to the queue."""
        self.table.focus()

    def action_cite(self) -> None:
        """Keep the work, citing a statement of the charter."""
        self._take("c")

    def action_amend(self) -> None:
        """Keep the work, amending the charter."""
        self._take("a")

    def action_move(self) -> None:
        """Move the work to another project."""
        self._take("m")

    def action_new_project(self) -> None:
        """Make a project of the work."""
        self._take("N")

    def action_drop(self) -> None:
        """The work does not serve the program."""
        self._take("d")

    def action_postpone(self) -> None:
        """Decide later."""
        self._take("p")

    def _take(self, key: str) -> None:
        """Take the option of that key: the one under the cursor where it is one, else it asks which."""
        here = self.options.selected if self.options.has_focus else None
        if here is not None and here.option.key == key:
            self._decide(here.option, asks=False)
        else:
            self._decide(next(one.option for one in self.options.rows if one.option.key == key), asks=True)

    def _decide(self, option: Option, *, asks: bool) -> None:
        row = self.row
        if row is None:
            return
        after = self.next_to(row, self.outcomes.asked)

        def decided(done: Done | None) -> None:
            if done is not None:
                self.table.unmark()
                self.go_to(after)

        self._dialog = Decide(self.pm_screen, self.outcomes, option, asks=asks)
        self.app.push_screen(self._dialog, decided)

    # What else is done to a request

    def action_raise_idea(self) -> None:
        """Raise work that is no work item yet."""
        raise_idea(self.pm_screen, self.row.project.id if self.row is not None else None)

    def action_edit(self) -> None:
        """Edit the text of the request."""
        if self.row is not None:
            doing.edit_request(self.pm_screen, self.row.request)

    def action_withdraw(self) -> None:
        """Take the marked requests back."""
        doing.withdraw(self.pm_screen, self.table.marked)

    def action_reopen(self) -> None:
        """Take back that the decision was put off."""
        if self.row is not None and self.row.decision is not None:
            reopen(self.pm_screen, self.row.request, self.row.decision)

    def action_read(self) -> None:
        """Everything about the request, in full."""
        if self.row is not None:
            doing.read(self.pm_screen, self.blocks)

    def action_why(self) -> None:
        """What holds the work where it is; among the options, what causes the figures of the one there."""
        outcome = self.options.selected if self.options.has_focus else None
        if outcome is not None:
            doing.causes_of(self.pm_screen, outcome)
        elif self.row is not None:
            doing.why(self.pm_screen, self.row)

    def action_open(self) -> None:
        """Open the work in project detail."""
        if self.row is not None:
            doing.open_item(self.pm_screen, self.row)
