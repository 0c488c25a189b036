"""What every list of decisions offers: to show those of one project, kind or disposition, and to export them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from pmtui.domain.choices import DecisionKind, Disposition
from pmtui.domain.entities import Decision, Project
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.domain.questions import projects_of
from pmtui.domain.workspace import Workspace
from pmtui.ui.ask import FormScreen, Values
from pmtui.ui.dialogs import Choose
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec, Option

ALL = "all"
FILE = FieldSpec("file", Description(Kind.TEXT, "File", required=True, most=500, hint="one that is not there yet"))


class DecisionFilter:
    """Which decisions a list shows: those from or into one project, of one kind, with one disposition, or all."""

    def __init__(self) -> None:
        self._project_id: int | None = None
        self._kind: DecisionKind | None = None
        self._disposition: Disposition | None = None

    def admits(self, workspace: Workspace, decision: Decision | None) -> bool:
        """Whether the list shows it; what has no decision only where it shows all."""
        if decision is None:
            return self._shows_all
        return (
            self._kind in (None, decision.kind)
            and self._disposition in (None, decision.disposition)
            and (self._project_id is None or self._project_id in projects_of(workspace, decision))
        )

    @property
    def _shows_all(self) -> bool:
        return self._project_id is None and self._kind is None and self._disposition is None

    def empty(self, otherwise: str) -> str:
        """What an empty list says: that this is the filter's doing, or, where it shows all, what it says then."""
        return otherwise if self._shows_all else "no decision is like that: f chooses others"

    def clear(self) -> None:
        """Show all again."""
        self._project_id = self._kind = self._disposition = None

    def ask(self, screen: PmScreen, decisions: Iterable[Decision], changed: Callable[[], None]) -> None:
        """Offer what occurs among these decisions, or all again; each choice narrows what was chosen before."""

        def chosen(key: object) -> None:
            if key is not None:
                self._choose(key)
                changed()
                screen.say(f"Decisions {self._words(screen.view)}: f chooses others.")

        found = tuple(decisions)
        projects = {id for one in found for id in projects_of(screen.view.workspace, one)}
        options = [
            Option(ALL, "all", "every project and kind"),
            *(
                Option(one.id, one.code, one.name)
                for one in screen.view.workspace.projects(screen.view.program_id)
                if one.id in projects
            ),
            *(Option(one, one.value, "kind") for one in DecisionKind if one in {each.kind for each in found}),
            *(
                Option(one, one.value, "disposition")
                for one in Disposition
                if one in {each.disposition for each in found}
            ),
        ]
        screen.app.push_screen(Choose("Decisions of which project or kind", options), chosen)

    def _choose(self, key: object) -> None:
        if isinstance(key, DecisionKind):
            self._kind = key
        elif isinstance(key, Disposition):
            self._disposition = key
        elif isinstance(key, int):
            self._project_id = key
        else:
            self.clear()

    def _words(self, view: View) -> str:
        project = view.workspace.get(Project, self._project_id)
        parts = [f"of kind {self._kind.value}"] if self._kind is not None else []
        parts += [f"of {project.code}"] if project is not None else []
        parts += [f"that say “{self._disposition.value}”"] if self._disposition is not None else []
        return " ".join(parts) or "of every project and kind"


def export_decisions(screen: PmScreen, decisions: Iterable[Decision]) -> None:
    """Ask for a file, and write these decisions to it."""
    rows = tuple(decisions)

    def exported(path: Path | None) -> None:
        if path is not None:
            screen.say(f"Wrote {len(rows)} decision{'s' * (len(rows) != 1)} to {path}.")

    screen.app.push_screen(_Export(screen.view, rows), exported)


class _Export(FormScreen[Path]):
    """Asks for a file, and writes decisions to it; gives the file."""

    def __init__(self, view: View, rows: tuple[Decision, ...]) -> None:
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
