"""The links of a row: new ones, and those that are there edited or removed."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pmtui.commands import work
from pmtui.commands.naming import item_name
from pmtui.domain.entities import Dependency, WorkItem
from pmtui.ui.dialogs import Choose
from pmtui.ui.editing import edit_row, new_row
from pmtui.ui.screens.project.asking import named
from pmtui.ui.screens.project.rows import predecessors, successors
from pmtui.ui.widgets.field import Option
from pmtui.ui.work_words import link_words

if TYPE_CHECKING:
    from pmtui.ui.screens.project.work import WorkTab

AFTER, BEFORE = "after", "before"


def links(tab: "WorkTab", item: WorkItem) -> None:
    """Choose a link of the item to change, or a new one to make."""
    name = item_name(tab.view.workspace, item)
    options = [
        *_present(tab, item),
        Option(AFTER, f"New: {name} waits for another", "in this or any project"),
        Option(BEFORE, f"New: another waits for {name}", "in this or any project"),
    ]

    def chosen(key: object) -> None:
        link = tab.view.workspace.get(Dependency, key) if isinstance(key, int) else None
        if link is not None:
            _change(tab, item, link)
        elif key == AFTER:
            new_row(tab.pm_screen, Dependency, {"successor_id": item.id})
        elif key == BEFORE:
            new_row(tab.pm_screen, Dependency, {"predecessor_id": item.id})

    tab.app.push_screen(Choose(f"Links of {named(tab, [item])}", options), chosen)


def _present(tab: "WorkTab", item: WorkItem) -> Iterator[Option]:
    workspace = tab.view.workspace
    for word, found in ((AFTER, predecessors(workspace, item.id)), (BEFORE, successors(workspace, item.id))):
        for link in found:
            other = link.predecessor_id if word == AFTER else link.successor_id
            title = workspace.all(WorkItem)[other].title
            yield Option(link.id, f"{word} {link_words(workspace, link, other)}", title)


def _change(tab: "WorkTab", item: WorkItem, link: Dependency) -> None:
    options = [Option("edit", "Edit it", "kind, lag, its other end"), Option("remove", "Remove it")]

    def chosen(key: object) -> None:
        if key == "edit":
            edit_row(tab.pm_screen, link)
        elif key == "remove":
            tab.pm.commit(partial(work.remove_link, link_id=link.id))

    words = link_words(tab.view.workspace, link, link.predecessor_id)
    other = f"after {words}" if link.successor_id == item.id else "before another"
    if link.predecessor_id == item.id:
        other = f"before {link_words(tab.view.workspace, link, link.successor_id)}"
    name = item_name(tab.view.workspace, item)
    tab.app.push_screen(Choose(f"Link of {name}: {other}", options), chosen)
