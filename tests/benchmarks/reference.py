"""What pmtui is measured against: the smallest Textual app with header, footer and a table from the same database.

python tests/benchmarks/reference.py DATABASE ROWS
"""

import sys
from collections.abc import Iterator
from itertools import cycle, islice

from sqlmodel import Field, Session, SQLModel, create_engine, select
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Header, Input


class WorkItem(SQLModel, table=True):
    """A row of the table."""

    __tablename__ = "work_item"
    id: int = Field(primary_key=True)
    number: int
    title: str
    state: str
    effort: int


class Form(ModalScreen[None]):
    """Five fields over the table."""

    BINDINGS = [("escape", "dismiss", "Close")]  # noqa: RUF012 - as Textual's own examples have it

    def compose(self) -> ComposeResult:
        yield from (Input() for _ in range(5))


class Reference(App[None]):
    """Header, table, footer."""

    BINDINGS = [("e", "edit", "Edit"), ("q", "quit", "Quit")]  # noqa: RUF012

    def __init__(self, path: str, rows: int) -> None:
        super().__init__()
        self._path, self._rows = path, rows

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Row", "No", "Title", "State", "Effort")
        table.add_rows(self._read())
        table.focus()

    def _read(self) -> Iterator[tuple[str, ...]]:
        with Session(create_engine(f"sqlite:///{self._path}")) as session:
            found = session.exec(select(WorkItem).limit(30)).all()
        for place, one in enumerate(islice(cycle(found), self._rows), 1):
            yield f"row-{place}", str(one.number), one.title[:60], one.state, str(one.effort)

    def action_edit(self) -> None:
        self.push_screen(Form())


if __name__ == "__main__":
    Reference(sys.argv[1], int(sys.argv[2])).run()
