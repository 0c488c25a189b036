"""Who does a work item and what it is linked to, in words; all screens say it alike."""

from pmtui.commands.naming import item_name
from pmtui.domain.choices import ENDED_WORK, LinkKind
from pmtui.domain.entities import Assignment, Dependency, Resource, WorkItem
from pmtui.domain.entry import show_minutes, show_units
from pmtui.domain.workspace import Workspace
from pmtui.ui.theme import STATE_GLYPHS


def assignments(workspace: Workspace, item_id: int) -> tuple[Assignment, ...]:
    """Who is assigned to a work item, those who have only spent time there last."""
    return tuple(sorted(workspace.where(Assignment, "work_item_id", item_id), key=lambda one: not one.units))


def assignment_words(workspace: Workspace, one: Assignment) -> str:
    """A name, with the units where they are not one, and the time spent where there is some."""
    if not one.units:
        return f"{workspace.all(Resource)[one.resource_id].name} no more ({show_minutes(one.spent)} spent)"
    units = "" if one.units == 100 else f" × {show_units(one.units)}"
    spent = f" ({show_minutes(one.spent)} spent)" if one.spent else ""
    return f"{workspace.all(Resource)[one.resource_id].name}{units}{spent}"


def link_words(workspace: Workspace, link: Dependency, other_id: int) -> str:
    """The other end of a link, with its kind and lag where they are not the usual ones."""
    other = workspace.all(WorkItem)[other_id]
    kind = "" if link.kind is LinkKind.FINISH_START else f" {link.kind}"
    lag = f" {link.lag:+}d" if link.lag else ""
    done = f" {STATE_GLYPHS[other.state]}" if other.state in ENDED_WORK else ""
    return f"{item_name(workspace, other)}{kind}{lag}{done}"
