"""Money of the project: its entries with their sums against the budget, and its baselines against the forecast."""

from datetime import date
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from pmtui.domain.amounts import show_money
from pmtui.domain.choices import MoneyStatus
from pmtui.domain.days import newest_first, show_day, show_slip
from pmtui.domain.entities import Baseline, BaselineItem, Entity, MoneyEntry, Project
from pmtui.ui.theme import BAD, GOOD, slip_text
from pmtui.ui.view import View
from pmtui.ui.widgets.cells import Content
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.parts_bar import PartsBar
from pmtui.ui.widgets.register import Register


class MoneyTab(Vertical):
    """Entries, the newest first, over their sums."""

    DEFAULT_CSS: ClassVar[str] = "MoneyTab { height: 1fr; } MoneyTab > PartsBar { background: $surface; }"

    def __init__(self, project_id: int) -> None:
        super().__init__()
        self._project_id = project_id
        self.entries = Register(
            MoneyEntry,
            lambda view: sorted(
                view.workspace.where(MoneyEntry, "project_id", project_id),
                key=lambda one: newest_first(one.day, one.id),
            ),
            lambda view: {"project_id": project_id, "day": view.today},
            fields=("note", "day", "amount", "status", "kind", "work_item_id"),
            heading="Money entries",
            wish=24,
        )
        self._forecast = PartsBar()
        self._sums = PartsBar()

    def compose(self) -> ComposeResult:
        """Entries, and two lines of sums."""
        yield self.entries
        yield self._sums
        yield self._forecast

    def show_view(self, view: View) -> None:
        """Show the money of this view."""
        self.entries.show_view(view)
        self._sums.put_parts(_sums(view, self._project_id))
        self._forecast.put_parts(_against_budget(view, self._project_id))


def _sums(view: View, project_id: int) -> list[Content]:
    """What is entered as actual, committed and planned."""
    entries = view.workspace.where(MoneyEntry, "project_id", project_id)
    sums = [(one, sum(entry.amount for entry in entries if entry.status is one)) for one in reversed(MoneyStatus)]
    return [*(f"{status} {show_money(amount, view.currency)}" for status, amount in sums), view.currency]


def _against_budget(view: View, project_id: int) -> list[Content]:
    """Spent with time, forecast at completion, and what of the budget that leaves."""
    project, found = view.workspace.get(Project, project_id), view.forecast.projects.get(project_id)
    if project is None or found is None:
        return []

    def money(minor: int) -> str:
        return show_money(minor, view.currency)

    about = view.approximate
    parts: list[Content] = [f"forecast {about}{money(found.cost)}", f"spent with time {money(found.spent)}"]
    if project.budget is None:
        return [*parts, "no budget: E sets one"]
    left = project.budget - found.cost
    over = Text(f"{money(-left)} over it" if left < 0 else f"{money(left)} under it", BAD if left < 0 else GOOD)
    return [parts[0], f"budget {money(project.budget)}", over, parts[1]]


class Baselines(Register):
    """What was approved when, each against the forecast of the same work now; a new one keeps the forecast."""

    def __init__(self, project_id: int) -> None:
        super().__init__(
            Baseline,
            lambda view: sorted(
                view.workspace.where(Baseline, "project_id", project_id),
                key=lambda one: newest_first(one.approved_on, one.id),
            ),
            lambda view: {"project_id": project_id, "approved_on": view.today},
            fields=("name", "approved_on"),
            more=(
                Column("Finish then", self._then, 11),
                Column("Finish now", self._now, 11),
                Column("Slip", self._slip, 6, align="right"),
                Column("Later", self._later, 6, align="right", priority=1),
                Column("Cost then", self._cost, 14, align="right", priority=2),
            ),
            heading="Baselines",
            wish=24,
            empty="no baseline: n keeps the dates, effort and cost of now, and the Gantt shows them",
        )

    def _items(self, row: Entity) -> tuple[BaselineItem, ...]:
        return self.view.workspace.where(BaselineItem, "baseline_id", row.id)

    def _finishes(self, row: Entity) -> tuple[date | None, date | None]:
        """The last finish of its work then and now; now is None where any of it has no finish."""
        items = self._items(row)
        then = max((one.finish for one in items if one.finish is not None), default=None)
        found = [self.view.forecast.items.get(one.work_item_id) for one in items]
        now = [one.finish for one in found if one is not None]
        days = [one for one in now if one is not None]
        return then, (max(days) if days and len(days) == len(now) else None)

    def _then(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        return show_day(self._finishes(row)[0], self.view.today)

    def _now(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        now = self._finishes(row)[1]
        return "none" if now is None else self.view.approximate + show_day(now, self.view.today)

    def _slip(self, row: Entity, cells: int) -> Text:  # noqa: ARG002
        then, now = self._finishes(row)
        slip = self.view.workspace.calendar.between(then, now) if then and now else None
        return slip_text(slip, show_slip(slip))

    def _later(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        """How many work items finish later than it says."""
        late = 0
        for one in self._items(row):
            found = self.view.forecast.items.get(one.work_item_id)
            late += bool(one.finish and found and (found.finish is None or found.finish > one.finish))
        return f"{late}" if late else "–"

    def _cost(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        return show_money(sum(one.cost for one in self._items(row)), self.view.currency)
