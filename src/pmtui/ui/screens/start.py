"""The first screen of a database without a program: what to begin with."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widget import Widget

from pmtui.domain.entities import Program
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.store.errors import Unusable
from pmtui.ui.ask import FormScreen, Values
from pmtui.ui.editing import new_row
from pmtui.ui.filling import import_file, open_demo
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.field import FieldSpec
from pmtui.ui.widgets.paragraph import Paragraph
from pmtui.ui.widgets.table import LineTable

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way to begin: its key, what it is, and what it does."""

    key: str
    name: str
    does: str
    action: str


BEGINNINGS = (
    Beginning("n", "New program", "name it; its projects and people come next", "new_program"),
    Beginning("d", "The demo", "a moon landing in 8 projects, in a database of its own", "load_demo"),
    Beginning("i", "Import", "a JSON file that pmtui exported, into this database", "import_file"),
)


class StartScreen(PmScreen):
    """Offers a new program, the demo, and an import."""

    DEFAULT_CSS: ClassVar[str] = "StartScreen #welcome { height: 4; padding: 1 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin"),
        Binding("n", "new_program", "new program"),
        Binding("d", "load_demo", "demo"),
        Binding("i", "import_file", "import"),
    ]
    heading: ClassVar[str] = "Welcome"
    needs_program: ClassVar[bool] = False

    def body(self) -> Iterable[Widget]:
        """A sentence, and the ways to begin."""
        self._welcome = Paragraph(id="welcome")
        columns = [
            Column[Beginning]("Key", lambda row, _: row.key, 4),
            Column[Beginning]("Begin with", lambda row, _: row.name, 14),
            Column[Beginning]("", lambda row, _: row.does, 30, most=200),
        ]
        self._table = LineTable(columns, lambda row: ("Beginning", row.key), id="beginnings")
        yield self._welcome
        yield self._table

    def show(self, view: View) -> None:  # noqa: ARG002
        """The same in every view: there is nothing in it yet."""
        self._welcome.put("There is no program in this database yet. All that you enter is kept at once; u undoes.")
        self._table.show(BEGINNINGS)

    def title_name(self, view: View) -> str:  # noqa: ARG002
        """No program yet."""
        return "pmtui"

    async def action_begin(self) -> None:
        """Do what the row says."""
        row = self._table.selected
        if row is not None:
            await self.run_action(row.action)

    def action_new_program(self) -> None:
        """Open the form of a new program."""
        new_row(self, Program, {"currency": "EUR"})

    def action_load_demo(self) -> None:
        """Open the demo in its own database."""
        self.pm.start(open_demo(self.pm))

    def action_import_file(self) -> None:
        """Ask for the file, then import it; the form stays open where the file is refused."""
        self.app.push_screen(ImportForm(self.view))


class ImportForm(FormScreen[bool]):
    """Asks for a file and imports it; what is wrong with the file is said beside its name."""

    def __init__(self, view: View) -> None:
        spec = FieldSpec("file", Description(Kind.TEXT, "File", required=True, hint="such as ~/plan.json"))
        super().__init__("Import", [spec], EntryContext(view.today), {}, verb="import")

    async def accept(self, values: Values) -> bool:
        """Import the file that was named."""
        try:
            await import_file(cast("PmtuiApp", self.app), Path(os.path.expanduser(str(values["file"]))))
        except (Refused, Unusable) as no:
            raise Refused(no.sentence, {"file": no.sentence}) from no
        return True
