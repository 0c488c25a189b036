"""The register of decisions: what was predicted beside how it stands, by project and kind, and as Markdown."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from pmtui.commands.naming import called, shown
from pmtui.domain.days import newest_first
from pmtui.domain.entities import Decision, Entity, ScopeRequest, described
from pmtui.domain.fields import Kind
from pmtui.domain.impact.record import as_they_stood, predictions
from pmtui.ui.decision_register import DecisionFilter, export_decisions
from pmtui.ui.dialogs import ShowText
from pmtui.ui.editing import key_of
from pmtui.ui.taking_back import reopen
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.register import Register
from pmtui.ui.widgets.table import Key


class DecisionRegister(Register):
    """Decisions, the newest first; enter reads the whole record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_row", "read"),
        Binding("R", "reopen", "reopen"),
        Binding("f", "only", "project, kind"),
        Binding("M", "export", "export"),
    ]

    def __init__(self) -> None:
        self._filter = DecisionFilter()
        super().__init__(
            Decision,
            self._shown_of,
            lambda view: {"program_id": view.program_id, "decided_on": view.today},
            fields=("title", "decided_on", "kind", "project_id", "chosen", "decided_by", "effective_from"),
            more=(Column("Predicted, and now", self._predicted, 30, most=60, priority=3),),
            heading="Decisions",
        )

    def show_view(self, view: View) -> None:
        """Show the decisions of this view that the filter admits."""
        self.empty = self._filter.empty("no decision yet: n makes one")
        super().show_view(view)

    def select(self, key: Key) -> bool:
        """Put the cursor on that row, showing all again where the filter hides it."""
        if super().select(key):
            return True
        if all(key_of(Decision, one.id) != key for one in self._of_program(self.view)):
            return False
        self._filter.clear()
        self.show_view(self.view)
        return super().select(key)

    def _shown_of(self, view: View) -> Sequence[Entity]:
        found = [one for one in self._of_program(view) if self._filter.admits(view.workspace, one)]
        return sorted(found, key=lambda one: newest_first(one.decided_on, one.id))

    def _of_program(self, view: View) -> tuple[Decision, ...]:
        return view.workspace.where(Decision, "program_id", view.program_id)

    def _predicted(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        return "; ".join(predictions(self.view.workspace, self.view.forecast, cast(Decision, row).options)) or "–"

    def why_not(self, action: str) -> str | None:
        """There must be a row to read, or to export; what is reopened ended a scope request, or put it off."""
        if action == "reopen" and self.selected is not None and self._request is None:
            return "No scope request was decided by this, so there is nothing to reopen: x deletes the record."
        return super().why_not("edit_row" if action in ("read_row", "export", "reopen") else action)

    def action_read_row(self) -> None:
        """Show all that was recorded."""
        row = self.selected
        if row is None:
            return
        facts: list[str] = []
        texts: list[str] = []
        for name, description in described(Decision).items():
            value = getattr(row, name)
            if name == "options":
                continue
            if description.kind is Kind.LONG and value:
                texts += ["", description.label.upper(), *str(value).splitlines()]
            elif value not in (None, "") and name not in ("program_id", "title"):
                read = shown(self.view.workspace, row, name, value, self.view.today)
                facts.append(f"{description.label}: {read}")
        decision = cast(Decision, row)
        facts += predictions(self.view.workspace, self.view.forecast, decision.options)
        stood = as_they_stood(self.view.workspace, decision)
        texts += ["", *stood] if stood else []
        self.app.push_screen(ShowText(called(self.view.workspace, row), [*facts, *texts]))

    @property
    def _request(self) -> ScopeRequest | None:
        """The first of the scope requests that the selected decision is on."""
        row = self.selected
        on = self.view.workspace.where(ScopeRequest, "decision_id", row.id) if row is not None else ()
        return next(iter(on), None)

    def action_reopen(self) -> None:
        """Take the decision back, where nothing depends on it."""
        row, request = self.selected, self._request
        if row is not None and request is not None:
            reopen(self._screen, request, cast(Decision, row))

    def action_only(self) -> None:
        """Show the decisions of one project, or of one kind, or all again."""
        self._filter.ask(self._screen, self._of_program(self.view), lambda: self.show_view(self.view))

    def action_export(self) -> None:
        """Write the decisions that are shown to a file."""
        export_decisions(self._screen, (cast(Decision, one) for one in self.rows))
