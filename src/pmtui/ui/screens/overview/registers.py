"""The program's registers: goals, benefits, risks and issues, decisions."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from pmtui.commands.naming import called
from pmtui.domain.benefits import ARRIVED, benefit_date
from pmtui.domain.days import show_day
from pmtui.domain.entities import (
    Benefit,
    BenefitSource,
    Contribution,
    Entity,
    Goal,
    Project,
)
from pmtui.domain.why import why_benefit
from pmtui.ui.dialogs import ShowText
from pmtui.ui.theme import BAD
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.linked import Linked
from pmtui.ui.widgets.raid import raid as risks_and_issues
from pmtui.ui.widgets.register import Register


def of_program(entity: type[Entity], view: View) -> tuple[Entity, ...]:
    """The rows of an entity that belong to the open program."""
    return view.workspace.where(entity, "program_id", view.program_id)


def to_program(view: View) -> dict[str, object]:
    """What a new row of the open program starts with."""
    return {"program_id": view.program_id}


class GoalRegister(Register):
    """Goals, each with what every project contributes to it."""

    def __init__(self) -> None:
        super().__init__(
            Goal,
            lambda view: of_program(Goal, view),
            to_program,
            fields=("name",),
            more=(Column("Projects and what they contribute", self._contributions, 26, most=200),),
            heading="Goals",
            empty="no goal yet: n makes one; projects that serve none are told in Needs you",
        )

    def _contributions(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        workspace = self.view.workspace
        found = workspace.where(Contribution, "goal_id", row.id)
        codes = ((workspace.all(Project)[one.project_id].code, one.level.value) for one in found)
        return ", ".join(f"{code} {level}" for code, level in sorted(codes)) or "no project serves it"


def goals() -> Linked:
    """Goals over the contributions to the one under the cursor."""
    return _linked(
        GoalRegister(),
        Contribution,
        "goal_id",
        ("project_id", "level"),
        "Contributions",
        "no project contributes to this goal: n adds one",
    )


def _linked(
    upper: Register, entity: type[Entity], field: str, fields: Sequence[str], heading: str, empty: str
) -> Linked:
    """A register over the rows whose ``field`` refers to its row under the cursor."""

    def rows(view: View) -> Iterable[Entity]:
        return () if upper.selected is None else view.workspace.where(entity, field, upper.selected.id)

    def values(view: View) -> dict[str, object]:  # noqa: ARG001
        return {} if upper.selected is None else {field: upper.selected.id}

    return Linked(upper, Register(entity, rows, values, fields=fields, heading=heading, empty=empty))


class BenefitRegister(Register):
    """Benefits, each with the day on which it arrives by the forecast; ``w`` says why then."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "why", "why", tooltip="why it arrives when it does")]

    def __init__(self) -> None:
        super().__init__(
            Benefit,
            lambda view: of_program(Benefit, view),
            to_program,
            fields=("name", "due", "status", "target", "actual", "unit", "owner", "lag_days", "baseline"),
            more=(Column("Arrives", self._arrives, 10, priority=1),),
            heading="Benefits",
        )

    def _arrives(self, row: Entity, cells: int) -> Text:  # noqa: ARG002
        assert isinstance(row, Benefit)
        view = self.view
        found = benefit_date(view.workspace, view.forecast, row)
        day = "none" if found.day is None else f"{view.approximate}{show_day(found.day, view.today)}"
        late = (found.late or 0) > 0 or found.day is None
        return Text(day, BAD if late and row.status not in ARRIVED else "")

    def why_not(self, action: str) -> str | None:
        """There must be a row to explain."""
        return super().why_not("edit_row" if action == "why" else action)

    def action_why(self) -> None:
        """Say what the benefit waits for, back to today or to something typed."""
        row = self.selected
        if row is not None:
            steps = why_benefit(self.view.workspace, self.view.forecast, row.id)
            title = f"Why {called(self.view.workspace, row)} arrives when it does"
            self.app.push_screen(ShowText(title, [one.sentence for one in steps]))


def benefits() -> Linked:
    """Benefits over the projects and deliverables that the one under the cursor waits for."""
    return _linked(
        BenefitRegister(),
        BenefitSource,
        "benefit_id",
        ("project_id", "work_item_id"),
        "Waits for",
        "it waits for no project: n adds one",
    )


def raid() -> Linked:
    """Risks over issues, of the program and of its projects."""
    return risks_and_issues(of_program, to_program)
