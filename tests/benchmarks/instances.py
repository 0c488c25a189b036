"""Reads published scheduling instances, and makes a workspace of one as a manager would have typed it."""

import csv
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pmtui.domain.choices import ProjectStatus, ResourceKind
from pmtui.domain.entities import Assignment, Dependency, Entity, Program, Project, Resource, WorkItem
from pmtui.domain.workspace import Workspace

FIRST_DAY = date(2027, 2, 1)  # a Monday
FULL = 480


@dataclass(frozen=True)
class Job:
    """One activity: days, units by resource, and the jobs after it, all by number within the instance."""

    project: int
    days: int
    demands: dict[int, int]
    successors: list[int]


@dataclass(frozen=True)
class Instance:
    """Jobs, what each resource has, and the day on which each project may start."""

    name: str
    capacities: list[int]
    releases: list[int]
    jobs: list[Job] = field(default_factory=list)


def read_psplib(path: Path) -> Instance:
    """A single-mode instance in the .sm format of PSPLIB."""
    lines = path.read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("PRECEDENCE")) + 2
    successors: list[list[int]] = []
    while not lines[start + len(successors)].startswith("*"):
        numbers = [int(one) for one in lines[start + len(successors)].split()]
        successors.append([one - 1 for one in numbers[3:]])
    start = next(number for number, line in enumerate(lines) if line.startswith("REQUESTS")) + 3
    jobs = []
    for number, after in enumerate(successors):
        numbers = [int(one) for one in lines[start + number].split()]
        demands = {row: units for row, units in enumerate(numbers[3:]) if units}
        jobs.append(Job(0, numbers[2], demands, after))
    start = next(number for number, line in enumerate(lines) if line.startswith("RESOURCEAVAIL")) + 2
    return Instance(path.name, [int(one) for one in lines[start].split()], [0], jobs)


def read_mpsplib(path: Path) -> Instance:
    """Several projects that share resources, in the JSON layout that the data's README gives."""
    data = json.loads(path.read_text())
    projects = data["projects"]
    instance = Instance(
        data["name"], [one["capacity"] for one in data["resources"]], [one["release"] for one in projects]
    )
    for number, project in enumerate(projects):
        before = len(instance.jobs)
        for days, demands, after in project["tasks"]:
            units = {int(row): count for row, count in demands.items() if count}
            instance.jobs.append(Job(number, days, units, [before + one for one in after]))
    return instance


def references(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a reference table by instance."""
    with path.open(newline="") as file:
        return {row["instance"]: row for row in csv.DictReader(file)}


def weekday(index: int) -> date:
    """The working day of that index after the first, with no holidays."""
    weeks, days = divmod(index, 5)
    return FIRST_DAY + timedelta(days=weeks * 7 + days)


def workspace_of(instance: Instance) -> Workspace:
    """Projects of equal priority with fixed durations; each resource with as many units as the instance says."""
    rows: list[Entity] = [Program(id=1, name="Reference", currency="EUR")]
    for number, release in enumerate(instance.releases, 1):
        rows.append(
            Project(
                id=number,
                program_id=1,
                code=f"P{number}",
                name=f"Project {number}",
                start=weekday(release),
                status=ProjectStatus.ACTIVE,
            )
        )
    for number, units in enumerate(instance.capacities, 1):
        rows.append(Resource(id=number, name=f"R{number}", kind=ResourceKind.TEAM, units=units, minutes_a_day=FULL))
    assignments = links = 0
    for number, job in enumerate(instance.jobs, 1):
        rows.append(
            WorkItem(id=number, project_id=job.project + 1, number=number, title=f"Job {number}", duration=job.days)
        )
        for row, units in job.demands.items():
            assignments += 1
            rows.append(Assignment(id=assignments, work_item_id=number, resource_id=row + 1, units=units * 100))
        for after in job.successors:
            links += 1
            rows.append(Dependency(id=links, predecessor_id=number, successor_id=after + 1))
    return Workspace(rows)
