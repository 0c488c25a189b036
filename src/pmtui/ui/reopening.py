"""Opens the form of a draft again, with what was typed in it."""

from datetime import date
from enum import Enum

from pmtui.domain.entities import described, entity_named
from pmtui.domain.fields import Description, Kind
from pmtui.ui.drafts import Draft
from pmtui.ui.editing import open_new, open_row
from pmtui.ui.form import EntityForm
from pmtui.ui.screen import PmScreen


def reopened(screen: PmScreen, draft: Draft) -> EntityForm | None:
    """The form of a draft, open; None where its row is gone, or its form cannot be made again."""
    again = draft.reopening
    if again is None:
        return None
    try:
        entity = entity_named(again.entity)
    except KeyError:  # of another version of pmtui
        return None
    if again.row_id is None:
        descriptions = described(entity)
        known = {name: value for name, value in again.values.items() if name in descriptions}
        values = {name: _value(descriptions[name], value) for name, value in known.items()}
        form = open_new(screen, entity, values, again.without)
    else:
        row = screen.view.workspace.get(entity, again.row_id)
        if row is None:
            return None
        changed = row.version != again.version
        form = open_row(screen, row, "It was changed since you typed: compare before you save." if changed else "")
    form.take(draft)
    return form


def _value(description: Description, stored: object) -> object:
    """What a form is given, from what the draft's file holds of it."""
    if stored is None:
        return None
    if description.kind is Kind.DAY:
        return date.fromisoformat(str(stored))
    if description.kind is Kind.CHOICE:
        choices: tuple[Enum, ...] = tuple(description.choices or ())
        return next((one for one in choices if one.value == stored), None)
    return stored
