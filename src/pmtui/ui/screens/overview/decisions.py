"""The register of decisions: what was predicted beside how it stands, by project and kind, and as Markdown."""

from pathlib import Path
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from pmtui.commands.naming import called, shown
from pmtui.domain.choices import DecisionKind
from pmtui.domain.entities import Decision, Entity, Project, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.domain.impact.record import predictions
from pmtui.ui.ask import FormScreen, Values
from pmtui.ui.dialogs import Choose, ShowText
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.field import FieldSpec, Option
from pmtui.ui.widgets.register import Register

ALL = "all"
FILE = FieldSpec("file", Description(Kind.TEXT, "File", required=True, most=500, hint="one that is not there yet"))


class DecisionRegister(Register):
    """Decisions, the newest first; enter reads the whole record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_row", "read"),
        Binding("f", "only", "project, kind"),
        Binding("M", "export", "export"),
    ]

    def __init__(self) -> None:
        self._project_id: int | None = None  # of this project only
        self._kind: DecisionKind | None = None  # of this kind only
        super().__init__(
            Decision,
            self._shown_of,
            lambda view: {"program_id": view.program_id, "decided_on": view.today},
            fields=("title", "decided_on", "kind", "project_id", "chosen", "decided_by", "effective_from"),
            more=(Column("Predicted, and now", self._predicted, 30, most=60, priority=3),),
            heading="Decisions",
        )

    def _shown_of(self, view: View) -> list[Entity]:
        found = [
            one
            for one in view.workspace.where(Decision, "program_id", view.program_id)
            if self._project_id in (None, one.project_id) and self._kind in (None, one.kind)
        ]
        return sorted(found, key=_newest)

    def _predicted(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        return "; ".join(predictions(self.view.workspace, self.view.forecast, cast(Decision, row).options)) or "–"

    def why_not(self, action: str) -> str | None:
        """There must be a row to read, or to export."""
        return super().why_not("edit_row" if action in ("read_row", "export") else action)

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
        facts += predictions(self.view.workspace, self.view.forecast, cast(Decision, row).options)
        self.app.push_screen(ShowText(called(self.view.workspace, row), [*facts, *texts]))

    def action_only(self) -> None:
        """Show the decisions of one project, or of one kind, or all again."""
        projects = self.view.workspace.projects(self.view.program_id)
        options = [
            Option(ALL, "all", "every project and kind"),
            *(Option(one.id, one.code, one.name) for one in projects),
            *(Option(one, one.value, "kind") for one in DecisionKind),
        ]
        self.app.push_screen(Choose("Decisions of which project or kind", options), self._chosen)

    def _chosen(self, key: object) -> None:
        if key is None:
            return
        if key == ALL:
            self._project_id = self._kind = None
        elif isinstance(key, DecisionKind):
            self._kind = key
        elif isinstance(key, int):
            self._project_id = key
        self.show_view(self.view)
        project = self.view.workspace.get(Project, self._project_id)
        parts = [f"of kind {self._kind.value}"] if self._kind is not None else []
        parts += [f"of {project.code}"] if project is not None else []
        of = " ".join(parts) or "of every project and kind"
        cast(PmScreen, self.screen).say(f"Decisions {of}: f chooses others.")

    def action_export(self) -> None:
        """Write the decisions that are shown to a file."""
        rows = [cast(Decision, one) for one in self.rows]
        self.app.push_screen(ExportDecisions(self.view, rows), self._exported)

    def _exported(self, path: Path | None) -> None:
        if path is not None:
            cast(PmScreen, self.screen).say(f"Wrote {len(self.rows)} decisions to {path}.")


class ExportDecisions(FormScreen[Path]):
    """Asks for a file, and writes decisions to it; gives the file."""

    def __init__(self, view: View, rows: list[Decision]) -> None:
        start = {"file": "decisions.md"}
        super().__init__("Export decisions as Markdown", [FILE], EntryContext(view.today), start, verb="write")
        self._view, self._rows = view, rows

    async def accept(self, values: Values) -> Path:
        """Write the file, unless there is one already."""
        from pmtui.exchange.decisions_file import decisions_markdown
        from pmtui.store.paths import replace_with

        path = Path(str(values["file"])).expanduser()
        if path.exists():
            raise Refused(f"{path} is there already: name another file.", {"file": "is there already"})
        content = decisions_markdown(self._view.workspace, self._view.forecast, self._rows)
        try:
            replace_with(path.absolute(), content.encode())
        except OSError as error:
            raise Refused(f"{path}: {error.strerror}.", {"file": str(error.strerror)}) from error
        return path


def _newest(row: Entity) -> tuple[int, int]:
    assert isinstance(row, Decision)
    return -(row.decided_on.toordinal() if row.decided_on else 0), -row.id
