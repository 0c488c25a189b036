"""New, edit and delete for the rows of any entity: the generic form, and a confirmation that names what goes."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands import rows as commands
from pmtui.commands.deletion import consequences
from pmtui.commands.naming import named
from pmtui.domain.entities import Entity, Program, described, entity_named
from pmtui.domain.fields import Kind
from pmtui.store.entries import Done
from pmtui.ui.dialogs import Confirm
from pmtui.ui.drafts import Reopening, stored
from pmtui.ui.form import EntityForm
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View

if TYPE_CHECKING:
    from pmtui.ui.widgets.table import Key


def new_row(
    screen: PmScreen,
    entity: type[Entity],
    values: Mapping[str, object],
    *,
    without: Sequence[str] = (),
    asked: Sequence[str] = (),
) -> None:
    """Open the form of a new row with these values; the screen goes to the row once it is saved.

    References among the values are settled by where the row is made: the form does not ask for them, nor for
    the fields ``without``; those ``asked`` are only proposed.
    """
    settled = [name for name in values if described(entity)[name].kind is Kind.REF and name not in asked]
    open_new(screen, entity, values, (*settled, *without))


def open_new(
    screen: PmScreen, entity: type[Entity], values: Mapping[str, object], without: Sequence[str]
) -> EntityForm:
    """Open the form of a new row that does not ask for the fields ``without``."""
    references = {name: id for name, id in values.items() if described(entity)[name].kind is Kind.REF}
    settled = {name: id for name, id in references.items() if name in without}

    def saved(done: Done | None) -> None:
        if done is not None and done.added:
            screen.select(key_of(*done.added[0]))

    form = EntityForm(
        entity,
        screen.view,
        lambda typed: partial(commands.create, entity=entity, values=typed),
        values=values,
        without=without,
        intro=_belongs_to(screen.view, entity, settled),
    )
    form.reopening = Reopening(entity.__name__, values=stored(values), without=tuple(without))
    screen.app.push_screen(form, saved)
    return form


def _belongs_to(view: View, entity: type[Entity], settled: Mapping[str, object]) -> str:
    """What a new row is made for, which its form does not ask: ``For resource Ana Lima.``, "" for a program."""
    found = []
    for name, id in settled.items():
        target = entity_named(described(entity)[name].refers)
        row = view.workspace.get(target, id) if isinstance(id, int) and target is not Program else None
        if row is not None:
            found.append(named(view.workspace, row))
    return f"For {', '.join(found)}." if found else ""


def edit_row(screen: PmScreen, row: Entity) -> None:
    """Open the form of a row as it stands now."""
    open_row(screen, row)


def open_row(screen: PmScreen, row: Entity, intro: str = "") -> EntityForm:
    """Open the form of a row, with what is to be known of it first."""
    form = EntityForm(
        type(row),
        screen.view,
        lambda typed: partial(commands.edit, row=form.row or row, changes=typed),
        row=row,
        intro=intro,
    )
    form.reopening = Reopening(type(row).__name__, row_id=row.id, version=row.version)
    screen.app.push_screen(form)
    return form


def delete_rows(screen: PmScreen, rows: Sequence[Entity]) -> None:
    """Ask with all that goes along, then delete; what may not be deleted is said at once."""
    found = consequences(screen.view.workspace, rows)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.pm.commit(partial(commands.delete, rows=tuple(rows)))

    if found.held:
        screen.say(found.held, bad=True)
    else:
        screen.app.push_screen(Confirm(found.sentence, "delete", "keep", yes_first=False), answered)


def key_of(entity: type[Entity], id: int) -> "Key":
    """The identity of a row in a table and in a ``Place``."""
    return entity.__name__, id
