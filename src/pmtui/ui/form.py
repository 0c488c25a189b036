"""The one form: every entity is created and edited in it, by its field descriptions alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from pmtui.commands.naming import context_of, named
from pmtui.commands.rows import Stale
from pmtui.domain.entities import Entity
from pmtui.domain.workspace import Workspace
from pmtui.ui.ask import FormScreen, Submits, Values
from pmtui.ui.candidates import specs_of
from pmtui.ui.view import View

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.store.entries import Done


class EntityForm(FormScreen["Done"]):
    """Creates a row of an entity, or edits one; gives Done, or None where nothing was saved.

    ``on_save`` makes the command: without a ``row`` of all values, those preset included, else of the changed ones.
    Where another session has changed the row, the form says so once and goes on from the row as it is then.
    """

    def __init__(
        self,
        entity: type[Entity],
        view: View,
        on_save: Callable[[Values], "Command"],
        *,
        row: Entity | None = None,
        values: Mapping[str, object] | None = None,
        without: Sequence[str] = (),
        title: str = "",
        intro: str = "",
    ) -> None:
        self.row = row
        self._on_save = on_save
        self._preset = dict(values or {})
        start = _values_of(entity, row) | self._preset
        specs = specs_of(entity, view, start, without)
        template = row if row is not None else entity(**cast("dict[str, Any]", start))
        if row is None:
            start |= {one.name: None for one in specs if one.description.blank and one.name not in self._preset}
        super().__init__(
            title or _title(entity, view.workspace, row),
            specs,
            context_of(view.workspace, template, view.today, view.currency),
            start,
            intro=intro,
        )

    async def accept(self, values: Values) -> "Done | None":
        """Submit the command; an unchanged form saves nothing."""
        if self.row is None:
            values = self._preset | values
        else:
            typed = {one.spec.name for one in self.fields.fields if one.changed}
            values = {name: values[name] for name in typed if values[name] != getattr(self.row, name)}
            if not values:
                return None
        try:
            return await cast(Submits, self.app).submit(self._on_save(values))
        except Stale as stale:
            self._rebase(stale.row)
            raise

    def _rebase(self, row: Entity) -> None:
        """What is not typed shows what is stored now; what is typed stays, for the manager to save knowingly."""
        self.row = row
        for one in self.fields.fields:
            one.rebase(getattr(row, one.spec.name))
        if self.reopening is not None:
            self.reopening = replace(self.reopening, version=row.version)


def _values_of(entity: type[Entity], row: Entity | None) -> Values:
    if row is None:
        return {one.name: one.default for one in fields(entity) if one.metadata}
    return {one.name: getattr(row, one.name) for one in fields(entity)}


def _title(entity: type[Entity], workspace: Workspace, row: Entity | None) -> str:
    return f"New {entity.noun}" if row is None else f"Edit {named(workspace, row)}"
