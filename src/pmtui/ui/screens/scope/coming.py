"""Who comes along with work that moves: fields for the people who have no share where it goes."""

from collections.abc import Sequence
from dataclasses import replace

from pmtui.commands.naming import listed
from pmtui.domain.choices import AllocationStatus
from pmtui.domain.entities import Allocation, Project, Resource, described
from pmtui.domain.fields import Description, Kind
from pmtui.domain.fit import lacks_share, staff
from pmtui.domain.shares import Shift
from pmtui.ui.ask import Values
from pmtui.ui.screens.scope.options import Asked
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec

FROM, TO, OFF = "shares_from", "shares_to", "others_off"


class Coming:
    """The people on some work who plan by shares and have none in the target (None: a project to be made)."""

    def __init__(self, view: View, asked: Asked, target: Project | None) -> None:
        self._view = view
        self._target = target
        self._shares: dict[int, Allocation] = {}  # by resource, the share of the origin that could come along
        self._people: list[Resource] = []
        for row in asked:
            ids = () if row.item is None else (row.item.id,)
            for one in staff(view.workspace, ids):
                if one.id in {known.id for known in self._people} or not self._lacks(one):
                    continue
                self._people.append(one)
                share = self._share(one.id, row.project.id)
                if share is not None:
                    self._shares[one.id] = share

    def _lacks(self, one: Resource) -> bool:
        if self._target is None:
            return one.plans_by_shares
        return lacks_share(self._view.workspace, one, self._target.id, self._view.today)

    def _share(self, resource_id: int, project_id: int) -> Allocation | None:
        """The share of the origin that holds now or next."""
        today = self._view.today
        found = [
            one
            for one in self._view.workspace.where(Allocation, "resource_id", resource_id)
            if one.project_id == project_id
            and one.status is AllocationStatus.COMMITTED
            and (one.finish is None or one.finish >= today)
        ]
        return min(found, key=lambda one: (one.start or today, one.id), default=None)

    @property
    def words(self) -> str:
        """Who they are; "" where everybody can work there."""
        if not self._people:
            return ""
        names = listed([one.name for one in self._people])
        where = f"of {self._target.code}" if self._target is not None else "there"
        return f"Without a share {where}: {names}; they give it nothing unless they bring one."

    @property
    def specs(self) -> Sequence[FieldSpec]:
        """A percent to bring for each who has a share to bring, its days, and what becomes of the others."""
        if not self._people:
            return ()
        found = [self._brings(one) for one in self._people if one.id in self._shares]
        days = described(Allocation)
        if found:
            found += [
                FieldSpec(FROM, replace(days["start"], required=False, hint="empty: today"), "Shares from"),
                FieldSpec(TO, replace(days["finish"], hint="empty: as long as the share lasts"), "Shares to"),
            ]
        off = Description(Kind.FLAG, "Take the others off it", hint="else they stay assigned, and give nothing")
        return (*found, FieldSpec(OFF, off))

    def _brings(self, one: Resource) -> FieldSpec:
        share = self._shares[one.id]
        code = self._view.workspace.all(Project)[share.project_id].code
        hint = f"percent, at most the {share.percent} % of {code}; empty: none"
        percent = replace(described(Allocation)["percent"], required=False, hint=hint)
        return FieldSpec(f"share_{one.id}", percent, f"{one.name} brings")

    @property
    def start(self) -> Values:
        """What the fields begin with: no share is brought, nobody is taken off."""
        return {OFF: False}

    def arguments(self, values: Values) -> Values:
        """The shares and who is taken off, as the command takes them, in the place of the fields."""
        own = {FROM, TO, OFF, *(f"share_{one.id}" for one in self._people)}
        rest = {name: value for name, value in values.items() if name not in own}
        if not self._people:
            return rest
        shares = tuple(
            shift for id, share in self._shares.items() if (shift := self._shift(id, share, values)) is not None
        )
        brought = {one.resource_id for one in shares}
        others = [one.id for one in self._people if one.id not in brought] if values.get(OFF) else []
        return {**rest, "shares": shares, "unassign": tuple(others)}

    def _shift(self, resource_id: int, share: Allocation, values: Values) -> Shift | None:
        percent = values.get(f"share_{resource_id}")
        if not isinstance(percent, int) or not percent:
            return None
        first = max(self._view.today, share.start or self._view.today)
        start, finish = values.get(FROM) or first, values.get(TO) or share.finish
        return Shift(  # the command shifts it to the project that the work goes to
            resource_id=resource_id,
            from_id=share.project_id,
            to_id=None,
            percent=percent,
            start=start,  # type: ignore[arg-type]
            finish=finish,  # type: ignore[arg-type]
        )
