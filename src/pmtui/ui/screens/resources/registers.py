"""The registers of resource balance: shares, people with their skills and absences, skills, holidays."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from pmtui.domain.amounts import show_money
from pmtui.domain.choices import AllocationStatus
from pmtui.domain.days import WEEKDAYS, newest_first, show_day
from pmtui.domain.entities import Absence, Allocation, Entity, Holiday, Project, Resource, ResourceSkill, Skill
from pmtui.domain.load import binds, most_promised
from pmtui.domain.text import width
from pmtui.ui.balancing.share_register import ShareRegister
from pmtui.ui.editing import new_row
from pmtui.ui.screens.resources.cell import hours
from pmtui.ui.screens.resources.heat import OVER, WEEKS_MOST
from pmtui.ui.screens.resources.map import NAMES_LEAST, NAMES_MOST, resource_order
from pmtui.ui.screens.resources.names import names_that_fit
from pmtui.ui.theme import BAD, DIM
from pmtui.ui.view import View
from pmtui.ui.widgets import timeline as t
from pmtui.ui.widgets.cells import Content
from pmtui.ui.widgets.columns import Column
from pmtui.ui.widgets.parts_bar import PartsBar
from pmtui.ui.widgets.register import Register

FULL = 100  # percent of what a resource has


def _nothing(view: View) -> Mapping[str, object]:  # noqa: ARG001 - what a register asks for
    return {}


class Shares(ShareRegister):
    """Each resource's shares by project, with the most that is promised of it at a time, and when they are."""

    def __init__(self) -> None:
        super().__init__(
            Allocation,
            self._by_person,
            self._preset,
            empty="no share is promised yet: n promises a person to a project",
            id="shares",
        )
        self._span = (date.min, date.min)

    def show_view(self, view: View) -> None:
        """Show the shares of this view on one scale."""
        shares = view.workspace.all(Allocation).values()
        latest = view.today + timedelta(weeks=WEEKS_MOST)
        days = [min(day, latest) for one in shares for day in (one.start, one.finish) if day is not None]
        self._span = t.span(days, view.today)
        names = max((width(view.workspace.all(Resource)[one.resource_id].name) for one in shares), default=0)
        self.set_columns(self._share_columns(min(max(names, 12), NAMES_MOST)))
        super().show_view(view)

    def _share_columns(self, names: int) -> list[Column[Entity]]:
        """Not those of the form's fields: the figures beside each other, and the shares as lines."""

        def on(column: str, show: Callable[[Allocation], Content], cells: int, **more: Any) -> Column[Entity]:
            return Column(column, lambda row, _: show(cast(Allocation, row)), cells, **more)

        return [
            on("Shares", lambda row: self._resource(row).name, 12, most=names, wish=min(names, 20)),
            on("Of", lambda row: self._project(row).code, 5, most=12, wish=6),
            on("Share", lambda row: f"{row.percent}%", 5, align="right"),
            on("In all", self._in_all, 6, align="right"),
            on("From", lambda row: show_day(row.start, self.view.today), 9),
            on("To", lambda row: show_day(row.finish, self.view.today), 9),
            on("Status", lambda row: row.status.value, 9),
            on("Project", lambda row: Text(self._project(row).name, DIM), 16, most=40, priority=2),
            Column(
                "When",
                self._when,
                2 * t.FEWEST,
                most=10_000,
                priority=1,
                head=self._scale_head,
                searched=False,
            ),
        ]

    def _resource(self, share: Allocation) -> Resource:
        return self.view.workspace.all(Resource)[share.resource_id]

    def _project(self, share: Allocation) -> Project:
        return self.view.workspace.all(Project)[share.project_id]

    def action_new_row(self) -> None:
        """Open the form, with the person under the cursor to begin with."""
        new_row(self._screen, Allocation, self._preset(self._screen.view), asked=("resource_id",))

    def _by_person(self, view: View) -> Iterable[Entity]:
        resources = view.workspace.all(Resource)
        return sorted(
            view.workspace.all(Allocation).values(),
            key=lambda one: (*resource_order(resources[one.resource_id]), one.start or date.min, one.id),
        )

    def _preset(self, view: View) -> Mapping[str, object]:
        row = self.selected
        start = {"start": view.today}
        return {"resource_id": row.resource_id, **start} if isinstance(row, Allocation) else start

    def _in_all(self, share: Allocation) -> Text:
        if share.finish is not None and share.finish < self.view.today:
            return Text("past", DIM)
        proposed = share.status is AllocationStatus.PROPOSED
        if not proposed and not binds(self.view.workspace, share):
            return Text("ended", DIM)
        most = most_promised(self.view.workspace, share, self.view.today)
        mark = OVER if most > FULL else "?" if proposed else " "
        return Text(f"{most}%{mark}", BAD if most > FULL else DIM if proposed else "")

    def _when(self, row: Entity, cells: int) -> Text:
        share = cast(Allocation, row)
        first, last = self._span
        start, finish = share.start or first, share.finish or last
        if share.status is AllocationStatus.PROPOSED:
            bars: tuple[t.Bar, ...] = (t.Bar(start, finish, t.BASELINE, DIM),)
        else:
            bars = t.bar_of(start, finish, self.view.today)
        return t.Scale(first, last, cells).draw(bars, (), self.view.today)

    def _scale_head(self, cells: int) -> Text:
        return t.Scale(*self._span, cells).heading()


class People(Register):
    """Everybody and everything that does the work."""

    def __init__(self) -> None:
        super().__init__(
            Resource,
            lambda view: sorted(view.workspace.all(Resource).values(), key=resource_order),
            _nothing,
            empty="nobody yet: n makes a person, a team or equipment",
            id="people",
        )

    def show_view(self, view: View) -> None:
        """Show everybody; names are shown whole where they can be."""
        names = max((width(one.name) for one in view.workspace.all(Resource).values()), default=0)
        self.set_columns(self._people_columns(min(max(names, NAMES_LEAST), NAMES_MOST)))
        super().show_view(view)

    def _people_columns(self, names: int) -> list[Column[Entity]]:
        def on(column: str, show: Callable[[Resource], Content], cells: int, **more: Any) -> Column[Entity]:
            return Column(column, lambda row, _: show(cast(Resource, row)), cells, **more)

        return [
            on("Name", lambda row: row.name, NAMES_LEAST, most=names, wish=names),
            on("Kind", lambda row: row.kind.value, 9),
            on("Role", lambda row: row.role, 16, most=40, wish=30),
            on("An hour", self._rate, 10, align="right"),
            on("Units", lambda row: str(row.units), 5, align="right"),
            on("A day", lambda row: hours(row.minutes_a_day), 7, align="right", priority=1),
            on("Available from", lambda row: _iso(row.available_from), 14, priority=2),
            on("to", lambda row: _iso(row.available_to), 10, priority=2),
        ]

    def _rate(self, row: Resource) -> Content:
        if row.rate is None:
            return Text("default", DIM)
        return show_money(row.rate, self.view.currency)


class PeopleTab(Vertical):
    """Resources over the skills and the absences of the one under the cursor."""

    DEFAULT_CSS: ClassVar[str] = """
    PeopleTab { height: 1fr; }
    PeopleTab > #people { height: 1fr; }
    PeopleTab > Horizontal { height: 7; }
    .-tall PeopleTab > Horizontal { height: 12; }
    PeopleTab #skills-of { width: 32; }
    PeopleTab #absences-of { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.people = People()
        self.people.follow(self._show_person)
        self.skills = Register(
            ResourceSkill,
            lambda view: sorted(self._of(ResourceSkill, view), key=_by_level),
            self._to_person,
            fields=("skill_id", "level"),
            heading="Skills",
            wish=22,
            empty="no skill: n adds one",
            id="skills-of",
        )
        self.absences = Absences(lambda view: self._of(Absence, view), self._to_person)
        self.rate = PartsBar(id="rate")

    def compose(self) -> ComposeResult:
        """Everybody, then one of them."""
        yield self.people
        yield self.rate
        with Horizontal():
            yield self.skills
            yield self.absences

    def show_view(self, view: View) -> None:
        """Show everybody of this view, and the one under the cursor."""
        self.people.show_view(view)

    def _show_person(self) -> None:
        view = self.people.view
        self.skills.show_view(view)
        self.absences.show_view(view)
        person = self.people.selected
        rate = show_money(view.workspace.settings.default_rate, view.currency)
        whose = f"Of {person.name}:" if isinstance(person, Resource) else ""
        default = Text(f"R default rate: {rate} {view.currency} an hour", DIM)
        self.rate.put_parts([whose, default])

    def _of(self, entity: type[Entity], view: View) -> tuple[Entity, ...]:
        person = self.people.selected
        return () if person is None else view.workspace.where(entity, "resource_id", person.id)

    def _to_person(self, view: View) -> dict[str, object]:  # noqa: ARG002
        return {} if self.people.selected is None else {"resource_id": self.people.selected.id}


def _by_level(row: Entity) -> tuple[int, int]:
    return (-row.level, row.id) if isinstance(row, ResourceSkill) else (0, row.id)


class Absences(Register):
    """Absences of one resource, the newest first, with the working days that they take."""

    def __init__(
        self, rows: Callable[[View], Iterable[Entity]], values: Callable[[View], Mapping[str, object]]
    ) -> None:
        super().__init__(
            Absence,
            lambda view: sorted(rows(view), key=_newest_first),
            lambda view: {**values(view), "start": view.today},
            empty="no absence: n adds one",
            id="absences-of",
        )

    def show_view(self, view: View) -> None:
        """Show the absences, days before reasons."""
        self.set_columns(
            [
                Column("Absent from", lambda row, _: _iso(cast(Absence, row).start), 11),
                Column("to", lambda row, _: _iso(cast(Absence, row).finish), 10),
                Column("Days", self._days, 4, align="right"),
                Column("Reason", lambda row, _: cast(Absence, row).reason, 8, most=80),
            ]
        )
        super().show_view(view)

    def _days(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        absence, calendar = cast(Absence, row), self.view.workspace.calendar
        if absence.start is None or absence.finish is None:
            return ""
        return str(calendar.between(absence.start - timedelta(1), absence.finish))


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _newest_first(row: Entity) -> tuple[int, int]:
    return newest_first(cast(Absence, row).start, row.id)


class Skills(Register):
    """Skills with who has them, the best first."""

    def __init__(self) -> None:
        super().__init__(
            Skill,
            lambda view: sorted(view.workspace.all(Skill).values(), key=lambda one: one.name.casefold()),
            _nothing,
            empty="no skill yet: n makes one; people get theirs on the tab People",
            id="skills",
        )

    def show_view(self, view: View) -> None:
        """Show the skills; who has them gets most of the room."""
        names = max((width(one.name) for one in view.workspace.all(Skill).values()), default=0)
        most = min(max(names, 12), NAMES_MOST)
        self.set_columns(
            [
                Column("Skills", lambda row, _: cast(Skill, row).name, 12, most=most, wish=most),
                Column("Have it", self._number, 7, align="right"),
                Column("Who, at which level", self._who, 26, most=10_000),
            ]
        )
        super().show_view(view)

    def _having(self, row: Entity) -> tuple[ResourceSkill, ...]:
        return self.view.workspace.where(ResourceSkill, "skill_id", row.id)

    def _has_left(self, one: ResourceSkill) -> bool:
        last = self.view.workspace.all(Resource)[one.resource_id].available_to
        return last is not None and last < self.view.today

    def _number(self, row: Entity, cells: int) -> str:  # noqa: ARG002
        return str(sum(not self._has_left(one) for one in self._having(row)) or "none")

    def _who(self, row: Entity, cells: int) -> str:
        """Those who are there before those who have left."""
        resources = self.view.workspace.all(Resource)

        def place(one: ResourceSkill) -> tuple[bool, int, str]:
            return self._has_left(one), -one.level, resources[one.resource_id].name

        ranked = sorted(self._having(row), key=place)
        left = {one.id for one in ranked if self._has_left(one)}
        shown = [f"{resources[one.resource_id].name} {one.level}{' (left)' * (one.id in left)}" for one in ranked]
        return names_that_fit(shown, cells)


def holidays() -> Register:
    """The workspace's holidays, in order of their days."""

    def weekday(row: Entity, cells: int) -> str:  # noqa: ARG001
        return WEEKDAYS[row.day.weekday()] if isinstance(row, Holiday) and row.day is not None else ""

    return Register(
        Holiday,
        lambda view: sorted(view.workspace.all(Holiday).values(), key=lambda one: one.day or date.min),
        _nothing,
        fields=("name", "day"),
        more=(Column("Weekday", weekday, 8),),
        heading="Holidays, for everybody",
        empty="no holiday yet: n makes one; nobody works on it",
        id="holidays",
    )
