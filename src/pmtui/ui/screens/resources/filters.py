"""Whose rows the map of loads shows: of a project, a role, a skill, the overloaded, who is free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmtui.domain.entities import Allocation, Assignment, Project, Resource, ResourceSkill, Skill, WorkItem
from pmtui.domain.load import Loads
from pmtui.domain.periods import Period
from pmtui.domain.working import at_work
from pmtui.ui.view import View
from pmtui.ui.widgets.field import Option


@dataclass(frozen=True, slots=True)
class Filter:
    """What all rows that are shown have in common."""

    project_id: int | None = None
    role: str = ""
    skill_id: int | None = None
    overloaded: bool = False
    free: Period | None = None

    @property
    def narrows(self) -> bool:
        """Whether anybody may be left out."""
        return self != Filter()

    def lets(self, view: View, loads: Loads, resource: Resource) -> bool:
        """Whether a resource is shown."""
        workspace, free = view.workspace, self.free
        if self.role and resource.role != self.role:
            return False
        if self.project_id is not None and not _works_for(view, resource, self.project_id):
            return False
        skills = workspace.where(ResourceSkill, "resource_id", resource.id) if self.skill_id is not None else ()
        if self.skill_id is not None and all(one.skill_id != self.skill_id for one in skills):
            return False
        if self.overloaded and loads.first_overload(resource.id, view.today) is None:
            return False
        return free is None or loads.between(resource.id, free.first, free.last).free > 0

    def words(self, view: View) -> str:
        """What is asked of a row: ``of SHT, with Welding, overloaded``."""
        project = view.workspace.get(Project, self.project_id)
        skill = view.workspace.get(Skill, self.skill_id)
        parts = (
            f"of {project.code}" if project is not None else "",
            self.role,
            f"with {skill.name}" if skill is not None else "",
            "overloaded" if self.overloaded else "",
            f"free {self.free.within}" if self.free is not None else "",
        )
        return ", ".join(one for one in parts if one)


def filter_options(view: View, only: Filter, period: Period) -> Sequence[Option]:
    """What can be asked of the rows; what is asked already can be let go of."""
    workspace = view.workspace
    found = [Option(Filter(), "Everybody", "no filter")] if only.narrows else []

    def add(with_it: Filter, without: Filter, label: str, detail: str) -> None:
        asked = with_it == only
        found.append(Option(without if asked else with_it, label, "no longer only these" if asked else detail))

    over = replace(only, overloaded=True), replace(only, overloaded=False)
    add(*over, "Overloaded", "promised beyond what there is, from today on")
    add(replace(only, free=period), replace(only, free=None), "Free", period.within)
    for project in workspace.projects(view.program_id):
        one = replace(only, project_id=project.id), replace(only, project_id=None)
        add(*one, f"Project {project.code}", project.name)
    for skill in sorted(workspace.all(Skill).values(), key=lambda one: one.name.casefold()):
        add(replace(only, skill_id=skill.id), replace(only, skill_id=None), f"Skill {skill.name}", "")
    for role in sorted({one.role for one in workspace.all(Resource).values() if one.role}, key=str.casefold):
        add(replace(only, role=role), replace(only, role=""), f"Role {role}", "")
    return found


def _works_for(view: View, resource: Resource, project_id: int) -> bool:
    """Whether a resource has a share of the project from today on, or work there."""
    shares = view.workspace.where(Allocation, "resource_id", resource.id)
    running = (one for one in shares if one.finish is None or one.finish >= view.today)
    if any(one.project_id == project_id for one in running):
        return True
    items = view.workspace.all(WorkItem)
    work = at_work(view.workspace.where(Assignment, "resource_id", resource.id))
    return any(items[one.work_item_id].project_id == project_id for one in work)
