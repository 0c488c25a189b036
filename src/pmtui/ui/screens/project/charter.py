"""The charter: what bounds the project, its statements of what is in and out, and how far work has gone from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from pmtui.commands.statements import move_statement
from pmtui.domain.choices import StatementKind
from pmtui.domain.drift import drift
from pmtui.domain.entities import Charter, Entity, ScopeStatement, WorkItem, described
from pmtui.domain.entry import show_minutes
from pmtui.domain.fields import TITLE_MOST, Kind
from pmtui.ui.editing import edit_row
from pmtui.ui.screen import PmScreen
from pmtui.ui.theme import STRONG
from pmtui.ui.view import View
from pmtui.ui.widgets.cells import Content, literal
from pmtui.ui.widgets.columns import GAP, Column
from pmtui.ui.widgets.panel import wrapped
from pmtui.ui.widgets.parts_bar import PartsBar
from pmtui.ui.widgets.register import Register
from pmtui.ui.widgets.table import EDGE, LineTable

LABEL = 16  # cells
SCROLLBAR = 1


@dataclass(frozen=True, slots=True)
class CharterLine:
    """A line of the charter's text; the first of a field has its label."""

    number: int
    label: str
    text: str


class CharterText(LineTable[CharterLine]):
    """The charter's fields to read; ``e`` opens its form."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("e,enter", "edit_charter", "edit")]

    def __init__(self) -> None:
        columns = [
            Column[CharterLine]("Charter", lambda row, _: self._bold(row.label), LABEL),
            Column[CharterLine]("", lambda row, _: row.text, 20, most=10_000),
        ]
        super().__init__(columns, lambda row: ("CharterLine", row.number), id="charter")
        self._charter: Charter | None = None

    def show_charter(self, charter: Charter | None) -> None:
        """Show the fields of the charter."""
        self._charter = charter
        self.show(self._lines())

    def on_resize(self) -> None:
        """Wrap the text again."""
        self.show(self._lines())

    def action_edit_charter(self) -> None:
        """Open the form of the charter."""
        if self._charter is not None:
            edit_row(cast(PmScreen, self.screen), self._charter)

    def _bold(self, label: str) -> Content:
        text = literal(label)
        text.stylize(STRONG)
        return text

    def _lines(self) -> Sequence[CharterLine]:
        charter, cells = self._charter, self.size.width - EDGE - LABEL - GAP - SCROLLBAR
        if charter is None or cells < 1:
            return ()
        found: list[CharterLine] = []
        for name, description in described(Charter).items():
            if description.kind is not Kind.LONG:
                continue
            for number, line in enumerate(wrapped(getattr(charter, name) or "–", cells)):
                found.append(CharterLine(len(found), "" if number else description.label, line))
        approved = (
            "not yet" if charter.approved_on is None else f"{charter.approved_on} {charter.approved_by}".strip()
        )
        return [*found, CharterLine(len(found), "Approved", approved)]


def statements(view: View, project_id: int) -> Sequence[ScopeStatement]:
    """The statements of a charter: what is in, then what is out, each in its order."""
    found = view.workspace.where(ScopeStatement, "project_id", project_id)
    return sorted(found, key=lambda one: (one.kind is StatementKind.OUT, one.position, one.id))


class Statements(Register):
    """What is in, then what is out, each in its order; ``J`` and ``K`` move a statement."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("K", "move_statement(True)", "move up"),
        Binding("J", "move_statement(False)", "move down"),
    ]

    def __init__(self, project_id: int) -> None:
        def rows(view: View) -> Sequence[Entity]:
            return statements(view, project_id)

        def values(view: View) -> dict[str, object]:  # noqa: ARG001
            here = self.selected
            kind = here.kind if isinstance(here, ScopeStatement) else StatementKind.IN
            return {"project_id": project_id, "kind": kind}

        super().__init__(
            ScopeStatement,
            rows,
            values,
            fields=("text", "kind"),
            more=(Column("Work", self._served, 5, align="right"),),
            heading="Scope statements: what none names is out",
            empty="no statement yet: n says what is in, or out",
        )
        first, *others = self._columns
        self.set_columns([replace(first, most=TITLE_MOST), *others])

    def _served(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        return str(len(self.view.workspace.where(WorkItem, "statement_id", row.id)) or "")

    def why_not(self, action: str) -> str | None:
        """There must be a statement to move."""
        return super().why_not("edit_row" if action == "move_statement" else action)

    def action_move_statement(self, up: bool) -> None:
        """Move the statement among those of its kind."""
        if self.selected is not None:
            cast(PmScreen, self.screen).pm.commit(partial(move_statement, statement_id=self.selected.id, up=up))


class CharterTab(Vertical):
    """The charter's text over its statements."""

    DEFAULT_CSS: ClassVar[str] = """
    CharterTab { height: 1fr; }
    CharterTab > #charter { height: 1fr; }
    CharterTab > Statements { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new_statement", "new", tooltip="a new scope statement")]

    def __init__(self, project_id: int) -> None:
        super().__init__()
        self._project_id = project_id
        self.text = CharterText()
        self.drift = PartsBar(id="drift")
        self.statements = Statements(project_id)

    def compose(self) -> ComposeResult:
        """Text, drift, statements."""
        yield self.text
        yield self.drift
        yield self.statements

    def action_new_statement(self) -> None:
        """Open the form of a new statement, also from the text above them."""
        self.statements.action_new_row()

    def show_view(self, view: View) -> None:
        """Show the charter of this view."""
        charters = view.workspace.where(Charter, "project_id", self._project_id)
        self.text.show_charter(charters[0] if charters else None)
        found = drift(view.workspace, self._project_id)
        added = "" if found.added is None else f"+{show_minutes(found.added)} since approval"
        self.drift.put_parts(
            [
                literal(f"in scope {show_minutes(found.in_scope)}"),
                literal(f"in question {show_minutes(found.in_question)}"),
                literal(f"outside {show_minutes(found.outside)}"),
                added,
            ]
        )
        self.statements.show_view(view)
