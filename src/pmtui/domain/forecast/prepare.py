"""From the workspace to the plan: who takes part, how much work is left, and what may not start before when."""

from datetime import date

from pmtui.domain.calendar import Calendar
from pmtui.domain.choices import LinkKind, ProjectStatus, RequestState, WorkKind, WorkState
from pmtui.domain.entities import (
    Assignment,
    Dependency,
    Holiday,
    Program,
    Project,
    Resource,
    ScopeRequest,
    WorkItem,
)
from pmtui.domain.forecast.capacity import Supply
from pmtui.domain.forecast.plan import (
    EFFORT,
    FF,
    FIRST,
    FIXED,
    FS,
    HORIZON_DAYS,
    PARTS,
    POINT,
    SF,
    SS,
    Capacity,
    Past,
    Plan,
    Use,
    topological,
)
from pmtui.domain.forecast.result import HoldKind
from pmtui.domain.network import Tree, knots
from pmtui.domain.workspace import Workspace

SCHEDULED = frozenset({ProjectStatus.PROPOSED, ProjectStatus.AUTHORIZED, ProjectStatus.ACTIVE})
ENDED = frozenset({ProjectStatus.CLOSED, ProjectStatus.CANCELLED})
KINDS = {
    LinkKind.FINISH_START: FS,
    LinkKind.START_START: SS,
    LinkKind.FINISH_FINISH: FF,
    LinkKind.START_FINISH: SF,
}
FINISHED = frozenset({WorkState.DONE, WorkState.DROPPED})


def remaining_effort(item: WorkItem) -> int:
    """Minutes of effort left: as set by hand, else effort x (1 - % complete), rounded up."""
    if item.state in FINISHED:
        return 0
    if item.remaining is not None:
        return item.remaining
    return -(-(item.effort or 0) * (100 - item.percent) // 100)


def remaining_days(item: WorkItem) -> int:
    """Working days left of a fixed duration: duration x (1 - % complete), rounded up."""
    if item.state in FINISHED:
        return 0
    return -(-(item.duration or 0) * (100 - item.percent) // 100)


def levels(workspace: Workspace) -> dict[int, int]:
    """The rank of each project by priority, then by the order of its program; equal ones share a rank."""
    programs = workspace.all(Program)
    keys = {one.id: (one.priority, programs[one.program_id].position) for one in workspace.all(Project).values()}
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())))}
    return {id: ranks[key] for id, key in keys.items()}


class Preparation:
    """Reads one workspace into one plan; ``nodes`` finds the node of a work item that takes part."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        calendar = Calendar(one.day for one in workspace.all(Holiday).values() if one.day)
        base = calendar.number(today.toordinal())
        days = min(HORIZON_DAYS, calendar.number(date.max.toordinal()) - base - 1)
        self.workspace = workspace
        self.today = today
        self.plan = Plan(calendar, base, max(days, 1) * PARTS, Capacity())
        self.items = workspace.all(WorkItem)
        self.projects = workspace.all(Project)
        self.tree = Tree(self.items)
        self.assignments: dict[int, list[Assignment]] = {}
        for one in workspace.all(Assignment).values():
            self.assignments.setdefault(one.work_item_id, []).append(one)
        self.nodes: dict[int, int] = {}
        self._levels = levels(workspace)
        self._supply = Supply(workspace, self.plan)
        self._postponed = self._postponements()
        self._gates: dict[tuple[int, bool], int | None] = {}
        self._add_nodes()
        self._add_links()
        self._untie()
        self._inherit()

    def _postponements(self) -> dict[int, date]:
        found: dict[int, date] = {}
        for one in self.workspace.all(ScopeRequest).values():
            until = one.postponed_until
            if (
                one.state is RequestState.POSTPONED
                and one.work_item_id is not None
                and until
                and until > self.today
            ):
                found[one.work_item_id] = max(until, found.get(one.work_item_id, until))
        return found

    def _add_nodes(self) -> None:
        plan, projects, tree = self.plan, self.projects, self.tree
        for id, item in self.items.items():
            project = projects[item.project_id]
            if id in tree.children or item.state in FINISHED or project.status in ENDED:
                continue
            above = [self.items[one] for one in tree.ancestors(id)] if id in tree.parent else []
            if any(one.state is WorkState.DROPPED for one in above):
                continue
            node = self.nodes[id] = plan.add(id, POINT, project.id, self._levels[project.id])
            if project.status not in SCHEDULED:
                plan.held[node] = True
            self._measure(node, item)
            self._bound(node, item, above, project)

    def _measure(self, node: int, item: WorkItem) -> None:
        """How much work a node has, who does it, and whether it has begun."""
        plan = self.plan
        if item.state is WorkState.IN_PROGRESS or item.started_on:
            plan.began[node] = min(plan.index(item.started_on), 0) * PARTS if item.started_on else 0
        if item.kind is WorkKind.MILESTONE:
            return
        fixed = item.duration is not None
        work = remaining_days(item) if fixed else remaining_effort(item)
        if not work:
            return
        plan.kind[node] = FIXED if fixed else EFFORT
        plan.work[node] = work
        plan.uses[node] = tuple(self._use(one, item.project_id) for one in self.assignments.get(item.id, ()))

    def _use(self, assignment: Assignment, project: int) -> Use:
        resource = self.workspace.all(Resource)[assignment.resource_id]
        row, share = self._supply.rows(resource, project)
        return Use(row, share, max(1, assignment.units * resource.minutes_a_day // 100), resource.id)

    def _bound(self, node: int, item: WorkItem, above: list[WorkItem], project: Project) -> None:
        """The latest of the dates before which an item may not start, and which of them it is."""
        plan = self.plan
        bounds: list[tuple[HoldKind, date]] = []
        if plan.began[node] is None:
            if project.start:
                bounds.append((HoldKind.PROJECT_START, project.start))
            bounds += [
                (HoldKind.NO_EARLIER, one.start_no_earlier) for one in (item, *above) if one.start_no_earlier
            ]
        for one in (item, *above):
            if one.state is WorkState.BLOCKED and one.blocked_until:
                bounds.append((HoldKind.BLOCKED, one.blocked_until))
            if one.id in self._postponed:
                bounds.append((HoldKind.POSTPONED, self._postponed[one.id]))
        for kind, day in bounds:
            moment = plan.index(day) * PARTS
            if moment > plan.floor[node]:
                plan.floor[node] = moment
                plan.bound[node] = (kind, day)

    def _add_links(self) -> None:
        children = self.tree.children
        for one in self.workspace.all(Dependency).values():
            kind, lag = KINDS[one.kind], one.lag * PARTS
            into_start = kind in (FS, SS)
            targets = [self.nodes[leaf] for leaf in self.tree.leaves(one.successor_id) if leaf in self.nodes]
            if into_start:  # started work goes on whatever its start links say
                targets = [node for node in targets if self.plan.began[node] is None]
            if not targets:
                continue
            if one.predecessor_id in children:
                source = self._gate(one.predecessor_id, kind in (SS, SF))
            else:
                source = self.nodes.get(one.predecessor_id)
            for target in targets:
                if source is not None:
                    self.plan.link(source, target, kind, lag, one.id)
                self._link_past(one, kind, target)

    def _gate(self, deliverable: int, first: bool) -> int | None:
        """The node for the first start, or for the end, of the open work in a deliverable."""
        key = (deliverable, first)
        if key in self._gates:
            return self._gates[key]
        leaves = [self.nodes[leaf] for leaf in self.tree.leaves(deliverable) if leaf in self.nodes]
        gate = None
        if leaves and not (first and self._began(deliverable)):
            project = self.projects[self.items[deliverable].project_id]
            gate = self.plan.add(deliverable, FIRST if first else POINT, project.id, self._levels[project.id])
            for leaf in leaves:
                self.plan.link(leaf, gate, SS if first else FS, 0, 0)
        self._gates[key] = gate
        return gate

    def _began(self, deliverable: int) -> date | None:
        """The day on which the first work in a deliverable, or the item itself, really started."""
        days: list[date] = []
        for leaf in self.tree.leaves(deliverable):
            item = self.items[leaf]
            day = item.started_on or (item.finished_on if item.state is WorkState.DONE else None)
            if day is None and leaf in self.nodes and self.plan.began[self.nodes[leaf]] is not None:
                day = self.today
            if day:
                days.append(day)
        return min(days, default=None)

    def _link_past(self, link: Dependency, kind: int, target: int) -> None:
        """Bind a node to what has already happened at the other end of a link."""
        if kind in (SS, SF):
            source = self.nodes.get(link.predecessor_id)
            day = None if source is not None else self._began(link.predecessor_id)
        else:
            done = [self.items[leaf] for leaf in self.tree.leaves(link.predecessor_id)]
            ends = [one.finished_on for one in done if one.state is WorkState.DONE and one.finished_on]
            day = max(ends, default=None)
        if day is None or self.projects[self.items[link.predecessor_id].project_id].status in ENDED:
            return
        # What was left of the day on which something was finished is not known: today's is taken as all of it,
        # but a wait begins on the day after.
        wait = 1 if kind == FS and link.lag > 0 else 0
        moment = (self.plan.index(day) + wait + link.lag) * PARTS
        if moment > 0:
            self.plan.past.setdefault(target, []).append(
                Past(moment, link.id, link.predecessor_id, kind in (FF, SF))
            )

    def _untie(self) -> None:
        """Order the nodes; where links run in a loop, report it and set its links aside."""
        plan = self.plan
        plan.order = topological(plan.succs, plan.preds)
        if len(plan.order) == len(plan.items):
            return
        found = knots([[edge.node for edge in edges] for edges in plan.succs])
        place = {node: number for number, knot in enumerate(found) for node in knot}
        plan.knotted = set(place)
        for knot in found:
            plan.loops.append(tuple(sorted({plan.items[node] for node in knot})))
        for edges in (plan.succs, plan.preds):
            for node, number in place.items():
                edges[node] = [edge for edge in edges[node] if not edge.link or place.get(edge.node, -1) != number]
        plan.order = topological(plan.succs, plan.preds)

    def _inherit(self) -> None:
        """Give each node the best level among what waits for it."""
        plan = self.plan
        plan.own = list(plan.level)
        level, succs, held = plan.level, plan.succs, plan.held
        for node in reversed(plan.order):
            if held[node]:
                continue
            for edge in succs[node]:
                if level[edge[0]] < level[node] and not held[edge[0]]:
                    level[node] = level[edge[0]]
