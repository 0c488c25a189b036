"""Putting marked work in question, whole or, of a single item, a part of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands.scope import put_in_question
from pmtui.domain.entities import ScopeRequest, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Description, Kind
from pmtui.domain.outline import children, items_named
from pmtui.ui.ask import AskAndDo, Values
from pmtui.ui.screens.project import asking
from pmtui.ui.widgets.field import FieldSpec

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.ui.screens.project.work import WorkTab


def ask_question(tab: "WorkTab") -> None:
    """Ask why, by whom, and of a single item which part of it; then put it in question."""
    items = tab.marked_items
    specs = [FieldSpec(name, described(ScopeRequest)[name]) for name in ("why", "raised_by")]
    ids = [one.id for one in items]

    def command(values: Values) -> "Command":
        given: dict[str, Any] = dict(values)
        named = str(given.pop("children", ""))
        try:
            inside = items_named(tab.view.workspace, named, tab.project_id)
        except Refused as no:
            raise Refused(no.sentence, {"children": no.sentence}) from no
        return partial(put_in_question, item_ids=ids, children=[one.id for one in inside], **given)

    dialog = AskAndDo(
        f"Put {asking.named(tab, items)} in question",
        [*specs, *_part(tab, items)],
        EntryContext(tab.view.today),
        command,
        intro="It stays in this project until it is decided on in scope review.",
        verb="put in question",
    )
    tab.app.push_screen(dialog, lambda done: tab.table.unmark() if done else None)


def _part(tab: "WorkTab", items: Sequence[WorkItem]) -> Sequence[FieldSpec]:
    """What to ask where only a part may be in question: some of what is inside, or some of the effort."""
    if len(items) != 1:
        return ()
    hint = "what the part is about; empty: that of the whole, said to be a part"
    title = FieldSpec("part_title", replace(described(WorkItem)["title"], required=False, hint=hint), "Its title")
    inside = children(tab.view.workspace, items[0].id)
    if len(inside) > 1:
        hint = f"numbers inside it, such as {inside[0].number} {inside[1].number}; empty: all of it"
        return FieldSpec("children", Description(Kind.TEXT, "Only these of it", most=500, hint=hint)), title
    if items[0].effort:
        hint = "such as 3d, which becomes a work item of its own; empty: all of it"
        return FieldSpec("effort", Description(Kind.MINUTES, "Only a part of it", least=1, hint=hint)), title
    return ()
