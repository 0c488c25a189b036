"""Candidates for a staffing request, ranked by skill, by what they have free, and by where they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.domain.calendar import Calendar
from pmtui.domain.choices import ResourceKind
from pmtui.domain.entities import Allocation, Project, Resource, ResourceSkill, Skill, StaffingRequest
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import WEEK, Loads, binds
from pmtui.domain.shares import Span, common, least_held, missing, span_of, summed, worked
from pmtui.domain.workspace import Workspace

WEEKS_MOST = 26  # over which free capacity is looked at where a request has no end
LEAST_PERCENT = 10  # a smaller part of somebody fills nothing
CANDIDATES_MOST = 12
_ROLE_WORDS = 2  # in common: one alone, such as engineer, says too little
_OTHERS_MOST = 5  # who has no skill and no role that fits, where nobody has


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could fill a request or a part of it, from free time (``from_id`` None) or another project."""

    resource_id: int
    from_id: int | None
    percent: int  # of them, what they could give of what is lacking
    start: date
    finish: date | None
    level: int  # of the skill that is asked for; 0: none, or no skill is asked for
    free: int  # percent of what they have on these days that nobody is promised
    role: int  # how many words of the role that is asked for theirs has
    short: int  # levels of that skill that they lack
    enough: bool  # whether it is all that is lacking

    @property
    def grade(self) -> tuple[int, ...]:
        """How well they suit, smaller is better: by skill, then role, then whether they have the time free."""
        return self.short, -self.role, int(self.from_id is not None), int(not self.enough)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a request lacks: the largest percent, from the first to the last day (None: without end)."""

    percent: int
    start: date
    finish: date | None


def lack_of(workspace: Workspace, request: StaffingRequest, today: date) -> Lack | None:
    """What a request still asks for from today on; None where it has all, or its days are over."""
    spans: tuple[Span, ...] = missing(request, workspace, today)
    if not spans:
        return None
    return Lack(max(one.percent for one in spans), spans[0].start, spans[-1].finish)


def candidates(
    workspace: Workspace, forecast: Forecast, request: StaffingRequest, today: date
) -> tuple[Candidate, ...]:
    """Who could fill a request, the best first; nobody where it lacks nothing.

    First by the skill that is asked for (met, nearly met), then by the role, then who has the time free, then whom
    it would cost the least important project.
    """
    lack = lack_of(workspace, request, today)
    if lack is None:
        return ()
    last = lack.finish or lack.start + timedelta(WEEKS_MOST * WEEK - 1)
    last = min(last, lack.start + timedelta(WEEKS_MOST * WEEK - 1))
    loads = Loads(workspace, forecast, lack.start, WEEKS_MOST + 1)
    levels = {one.resource_id: one.level for one in workspace.where(ResourceSkill, "skill_id", request.skill_id)}
    found: list[Candidate] = []
    for resource in workspace.all(Resource).values():
        if resource.kind is not ResourceKind.EQUIPMENT and _is_there(resource, lack):
            found += _of_resource(workspace, loads, request, resource, lack, last, levels.get(resource.id, 0))
    able = [one for one in found if one.level or one.role >= min(_ROLE_WORDS, len(_words(request.role)))]
    if not able:
        able = sorted(found, key=lambda one: _might(workspace, one))[:_OTHERS_MOST]

    def rank(one: Candidate) -> tuple[object, ...]:
        priority = 0 if one.from_id is None else workspace.all(Project)[one.from_id].priority
        return (*one.grade, -priority, -one.free, one.resource_id)

    return tuple(sorted(able, key=rank)[:CANDIDATES_MOST])


def nobody_has(workspace: Workspace, request: StaffingRequest, lack: Lack, found: Iterable[Candidate]) -> str:
    """That none of the candidates has the skill that is asked for at its level, and why; "" where one has.

    Who has left by then, or comes after it, has nothing.
    """
    skill = workspace.get(Skill, request.skill_id)
    if skill is None:
        return ""
    resources = workspace.all(Resource)
    levels = [
        one.level
        for one in workspace.where(ResourceSkill, "skill_id", skill.id)
        if _is_there(resources[one.resource_id], lack)
    ]
    best, asked = max(levels, default=0), request.level or 1
    if not best:
        return f"Nobody has the skill {skill.name}: these are others who might."
    if best < asked:
        return f"Nobody has {skill.name} at level {asked}; the best is {best}."
    if all(one.short for one in found):
        return f"Nobody with {skill.name} at level {asked} has time free, or a share of another project, then."
    return ""


def _might(workspace: Workspace, one: Candidate) -> tuple[object, ...]:
    """Whom to name first where nobody fits: by role, then those whom a first share takes off nothing else."""
    plans = workspace.all(Resource)[one.resource_id].plans_by_shares
    return (-one.role, not plans, one.from_id is not None, -one.free)


def _is_there(resource: Resource, lack: Lack) -> bool:
    gone = resource.available_to is not None and resource.available_to < lack.start
    late = resource.available_from is not None and lack.finish is not None and resource.available_from > lack.finish
    return not gone and not late


def _of_resource(
    workspace: Workspace,
    loads: Loads,
    request: StaffingRequest,
    resource: Resource,
    lack: Lack,
    last: date,
    level: int,
) -> Iterator[Candidate]:
    load = loads.between(resource.id, lack.start, last)
    free = load.free * 100 // load.has if load.has else 0
    role = len(_words(resource.role) & _words(request.role))
    short = max((request.level or 1) - level, 0) if request.skill_id is not None else 0

    def candidate(from_id: int | None, part: Span) -> Candidate:
        enough = (part.percent, part.start, part.finish) == (lack.percent, lack.start, lack.finish)
        return Candidate(
            resource.id, from_id, part.percent, part.start, part.finish, level, free, role, short, enough
        )

    if free >= LEAST_PERCENT:
        yield candidate(None, Span(lack.start, lack.finish, min(lack.percent, free)))
    held: dict[int, list[Span]] = {}
    for share in workspace.where(Allocation, "resource_id", resource.id):
        if share.project_id != request.project_id and binds(workspace, share):
            held.setdefault(share.project_id, []).append(span_of(share))
    for project_id, spans in held.items():
        part = _part(summed(spans), lack, workspace.calendar)
        if part is not None:
            yield candidate(project_id, part)


def _part(held: tuple[Span, ...], lack: Lack, calendar: Calendar) -> Span | None:
    """What a project holds all the time that is asked for, or else for the first part of it."""
    percent = min(lack.percent, least_held(held, lack.start, lack.finish, calendar))
    if percent >= LEAST_PERCENT:
        return Span(lack.start, lack.finish, percent)
    parts = common((Span(lack.start, lack.finish, lack.percent),), held)
    return next((one for one in worked(parts, calendar) if one.percent >= LEAST_PERCENT), None)


def _words(role: str) -> set[str]:
    return set(role.casefold().split())
