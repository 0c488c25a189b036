"""From the workspace to the plan: who takes part, how much work is left, and what may not start before when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pmtui.domain.choices import ENDED, LinkKind, ProjectStatus, RequestState, WorkKind, WorkState
from pmtui.domain.entities import (
    Assignment,
    Dependency,
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
from pmtui.domain.forecast.reuse import Reuse, reuse
from pmtui.domain.network import Tree, knots
from pmtui.domain.working import at_work
from pmtui.domain.workspace import Workspace

SCHEDULED = frozenset({ProjectStatus.PROPOSED, ProjectStatus.AUTHORIZED, ProjectStatus.ACTIVE})
KINDS = {
    LinkKind.FINISH_START: FS,
    LinkKind.START_START: SS,
    LinkKind.FINISH_FINISH: FF,
    LinkKind.START_FINISH: SF,
}
# Read once: a look at a member of an enumeration, or into a set of them, takes as long as all else about a row.
DONE, DROPPED, IN_PROGRESS = WorkState.DONE, WorkState.DROPPED, WorkState.IN_PROGRESS
MILESTONE = WorkKind.MILESTONE


def remaining_effort(item: WorkItem) -> int:
    """Minutes of effort left: as set by hand, else effort x (1 - % complete), rounded up."""
    if item.state is DONE or item.state is DROPPED:
        return 0
    if item.remaining is not None:
        return item.remaining
    effort, percent = item.effort or 0, item.percent
    return -(-effort * (100 - percent) // 100) if percent else effort


def remaining_days(item: WorkItem) -> int:
    """Working days left of a fixed duration: duration x (1 - % complete), rounded up."""
    if item.state is DONE or item.state is DROPPED:
        return 0
    return -(-(item.duration or 0) * (100 - item.percent) // 100)


def levels(workspace: Workspace) -> dict[int, int]:
    """The rank of each project by priority, then by the order of its program; equal ones share a rank."""
    programs = workspace.all(Program)
    keys = {one.id: (one.priority, programs[one.program_id].position) for one in workspace.all(Project).values()}
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())))}
    return {id: ranks[key] for id, key in keys.items()}


Key = tuple[int, int, int]  # resource, project, units


class _Uses(dict[Key, tuple[Use]]):
    """What work of one resource takes: found once each."""

    def __init__(
        self, workspace: Workspace, supply: Supply, known: Mapping[tuple[int, int, int], tuple[Use]]
    ) -> None:
        super().__init__(known)
        self._resources = workspace.all(Resource)
        self._supply = supply

    def __missing__(self, key: Key) -> tuple[Use]:
        id, project, units = key
        resource = self._resources[id]
        found = self[key] = (self._supply.use(resource, project, units * resource.minutes_a_day // 100 or 1),)
        return found


class Preparation:
    """Reads one workspace into one plan; ``nodes`` finds the node of a work item that takes part."""

    def __init__(self, workspace: Workspace, today: date, like: "Sequence[Preparation]" = ()) -> None:
        calendar = workspace.calendar
        base = calendar.number(today.toordinal())
        days = min(HORIZON_DAYS, calendar.number(date.max.toordinal()) - base - 1)
        self.workspace = workspace
        self.today = today
        self.plan = Plan(calendar, base, max(days, 1) * PARTS, Capacity())
        self.items = workspace.all(WorkItem)
        self.projects = workspace.all(Project)
        again = reuse(like, self)
        self.tree: Tree = again.before.tree if again and again.tree else Tree(self.items)
        self.nodes: dict[int, int] = {}
        self._assigned = workspace.grouped(Assignment, "work_item_id")
        self._levels = levels(workspace)
        kept = again.before if again and again.staff else None
        self.supply: Supply = kept.supply.copy(self.plan) if kept else Supply(workspace, self.plan)
        self._uses: _Uses = _Uses(workspace, self.supply, kept._uses if kept else {})
        self.postponed = self._postponements()
        self.above = self._binding_deliverables()
        self._past_days: dict[tuple[int, bool], date | None] = {}
        self._gates: dict[tuple[int, bool], int | None] = {}
        taking = self._taking()
        again = again if again and list(again.before.nodes) == [item.id for item in taking] else None
        self._add_nodes(taking, again)
        if again and again.links and self._began_as(again.before):
            self._take_links(again.before.plan)
        else:
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

    def _add_nodes(self, taking: list[WorkItem], again: Reuse | None) -> None:
        """A node for each work item that takes part; those that are as before are taken over."""
        plan, above, postponed = self.plan, self.above, self.postponed
        held = {id for id, one in self.projects.items() if one.status not in SCHEDULED}
        starts = self._project_starts()
        ids = [item.id for item in taking]
        self._open(ids)
        self.nodes.update(zip(ids, range(len(ids)), strict=True))
        rest = list(enumerate(taking))
        if again and again.staff:
            renewed = sorted(self.nodes[id] for id in again.renewed(self) if id in self.nodes)
            plan.take_over(again.before.plan, renewed)
            rest = [(node, taking[node]) for node in renewed]
        for node, item in rest:
            project = item.project_id
            if project in held:
                plan.held[node] = True
            if item.started_on or item.state is IN_PROGRESS:
                plan.began[node] = min(plan.index(item.started_on), 0) * PARTS if item.started_on else 0
            elif project in starts:
                plan.floor[node], plan.bound[node] = starts[project]
            if item.start_no_earlier or item.blocked_until or item.id in postponed:
                self._bound(node, item)
            for one in above.get(item.id, ()) if above else ():
                self._bound(node, one)
        self._measure(rest)

    def _began_as(self, before: "Preparation") -> bool:
        return self.plan.began == before.plan.began[: len(self.nodes)]

    def _take_links(self, before: Plan) -> None:
        """Take over the links of an earlier plan with the same nodes, the gates among them."""
        self._open(before.items[len(self.nodes) :])
        self.plan.take_links(before, len(self.nodes))

    def _open(self, items: list[int]) -> None:
        """A node for each of some work items or deliverables."""
        projects = [self.items[id].project_id for id in items]
        self.plan.open(items, projects, [self._levels[project] for project in projects])

    def _taking(self) -> list[WorkItem]:
        """Each open item without children in a project that has not ended, in order of id."""
        children, above = self.tree.children, self.above
        ended = {id for id, one in self.projects.items() if one.status in ENDED}
        dropped = {id for id, around in above.items() if any(one.state is DROPPED for one in around)}
        return [
            item
            for id, item in self.items.items()
            if id not in children
            and item.state is not DONE
            and item.state is not DROPPED
            and item.project_id not in ended
            and id not in dropped
        ]

    def _binds(self, item: WorkItem) -> bool:
        """Whether an item carries a date before which it, or what is in it, may not start."""
        return bool(item.start_no_earlier or item.blocked_until or item.id in self.postponed)

    def _binding_deliverables(self) -> dict[int, list[WorkItem]]:
        """For each item the deliverables around it that bear on it: few, so that most items need no look up."""
        found: dict[int, list[WorkItem]] = {}
        for id in self.tree.children:
            item = self.items[id]
            if item.state is DROPPED or self._binds(item):
                for leaf in self.tree.leaves(id):
                    found.setdefault(leaf, []).append(item)
        return found

    def _project_starts(self) -> dict[int, tuple[int, tuple[HoldKind, date | None]]]:
        """Of the projects that start later than today: the moment, and the hold that it is."""
        found: dict[int, tuple[int, tuple[HoldKind, date | None]]] = {}
        for id, project in self.projects.items():
            if project.start and project.start > self.today:
                found[id] = (self.plan.index(project.start) * PARTS, (HoldKind.PROJECT_START, project.start))
        return found

    def _measure(self, nodes: Iterable[tuple[int, WorkItem]]) -> None:
        """How much work each node has, and who does it."""
        kinds, works, uses = self.plan.kind, self.plan.work, self.plan.uses
        assigned, known = self._assigned, self._uses
        for node, item in nodes:
            if item.kind is MILESTONE:
                continue
            if item.duration is None:
                work, kind = remaining_effort(item), EFFORT
            else:
                work, kind = remaining_days(item), FIXED
            if not work:
                continue
            kinds[node], works[node] = kind, work
            ever = assigned.get(item.id, ())
            working = at_work(ever)
            if working:
                project = item.project_id
                if len(working) == 1:
                    uses[node] = known[working[0].resource_id, project, working[0].units]
                else:
                    uses[node] = tuple([known[one.resource_id, project, one.units][0] for one in working])
            elif item.was_staffed or ever:
                uses[node] = (self.supply.nobody(),)

    def _bound(self, node: int, one: WorkItem) -> None:
        """Raise the floor of a node to the dates of its item, or of what that is in."""
        if one.start_no_earlier and self.plan.began[node] is None:
            self._raise(node, HoldKind.NO_EARLIER, one.start_no_earlier)
        if one.blocked_until and one.state is WorkState.BLOCKED:
            self._raise(node, HoldKind.BLOCKED, one.blocked_until)
        if one.id in self.postponed:
            self._raise(node, HoldKind.POSTPONED, self.postponed[one.id])

    def _raise(self, node: int, kind: HoldKind, day: date) -> None:
        plan = self.plan
        moment = plan.index(day) * PARTS
        if moment > plan.floor[node]:
            plan.floor[node] = moment
            plan.bound[node] = (kind, day)

    def _add_links(self) -> None:
        plan, nodes = self.plan, self.nodes
        began, succs, preds = plan.began, plan.succs, plan.preds
        get = nodes.get
        for one in self.workspace.all(Dependency).values():
            kind = KINDS[one.kind]
            target = get(one.successor_id)
            source = get(one.predecessor_id)
            if target is None or source is None:
                self._link_many(one, kind)
            elif began[target] is None or kind in (FF, SF):  # else started: it goes on whatever its start links say
                edge = source, target, kind, one.lag * PARTS, one.id
                succs[source].append(edge)
                preds[target].append(edge)
        gates = [key for key, gate in self._gates.items() if gate is not None]
        self._open([deliverable for deliverable, _ in gates])
        plan.kind[len(nodes) :] = [FIRST if first else POINT for _, first in gates]

    def _link_many(self, link: Dependency, kind: int) -> None:
        """A link from or onto a deliverable, or from what is finished."""
        nodes, lag = self.nodes, link.lag * PARTS
        target = nodes.get(link.successor_id)
        targets = [target] if target is not None else self._nodes_in(link.successor_id)
        if kind in (FS, SS):
            targets = [node for node in targets if self.plan.began[node] is None]
        if not targets:
            return
        if link.predecessor_id in self.tree.children:
            source = self._gate(link.predecessor_id, kind in (SS, SF))
        else:
            source = nodes.get(link.predecessor_id)
        for target in targets:
            if source is not None:
                self.plan.link(source, target, kind, lag, link.id)
            self._link_past(link, kind, target)

    def _nodes_in(self, id: int) -> list[int]:
        """The nodes of the open work in an item."""
        return [self.nodes[leaf] for leaf in self.tree.leaves(id) if leaf in self.nodes]

    def _gate(self, deliverable: int, first: bool) -> int | None:
        """The node for the first start, or the end, of the open work in a deliverable; opened after all links."""
        key = (deliverable, first)
        if key in self._gates:
            return self._gates[key]
        leaves = self._nodes_in(deliverable)
        gate = None
        if leaves and not (first and self._began(deliverable)):
            gate, kind = len(self.plan.succs), SS if first else FS
            edges = [(leaf, gate, kind, 0, 0) for leaf in leaves]
            for edge in edges:
                self.plan.succs[edge[0]].append(edge)
            self.plan.succs.append([])
            self.plan.preds.append(edges)
        self._gates[key] = gate
        return gate

    def _began(self, deliverable: int) -> date | None:
        """The day on which the first work in a deliverable, or the item itself, really started."""
        days: list[date] = []
        for leaf in self.tree.leaves(deliverable):
            item = self.items[leaf]
            day = item.started_on or (item.finished_on if item.state is DONE else None)
            if day is None and leaf in self.nodes and self.plan.began[self.nodes[leaf]] is not None:
                day = self.today
            if day:
                days.append(day)
        return min(days, default=None)

    def _link_past(self, link: Dependency, kind: int, target: int) -> None:
        """Bind a node to what has already happened at the other end of a link."""
        key = (link.predecessor_id, kind in (SS, SF))
        if key not in self._past_days:
            self._past_days[key] = self._past_day(*key)
        day = self._past_days[key]
        if day is None:
            return
        # What was left of the day on which something was finished is not known: today's is taken as all of it,
        # but a wait begins on the day after. A finish on a day off is one at the end of the day worked before.
        after = self.plan.calendar.number(day.toordinal() + 1) - self.plan.base
        first = after if kind == FS and link.lag > 0 else after - 1 if kind == FF else self.plan.index(day)
        moment = (first + link.lag) * PARTS
        if moment > 0:
            self.plan.past.setdefault(target, []).append(
                Past(moment, link.id, link.predecessor_id, kind in (FF, SF))
            )

    def _past_day(self, predecessor: int, from_start: bool) -> date | None:
        """The day of what has already happened at the start or the end of what others wait for."""
        if self.projects[self.items[predecessor].project_id].status in ENDED:
            return None
        if from_start:
            return None if predecessor in self.nodes else self._began(predecessor)
        done = [self.items[leaf] for leaf in self.tree.leaves(predecessor)]
        return max([one.finished_on for one in done if one.state is DONE and one.finished_on], default=None)

    def _untie(self) -> None:
        """Order the nodes; where links run in a loop, report it and set its links aside."""
        plan = self.plan
        plan.order = topological(plan.succs, plan.preds)
        if len(plan.order) == len(plan.items):
            return
        found = knots([[edge[1] for edge in edges] for edges in plan.succs])
        place = {node: number for number, knot in enumerate(found) for node in knot}
        plan.knotted = set(place)
        for knot in found:
            plan.loops.append(tuple(sorted({plan.items[node] for node in knot})))
        for edges in (plan.succs, plan.preds):
            for node in place:
                edges[node] = [
                    edge for edge in edges[node] if not edge[4] or place.get(edge[0]) != place.get(edge[1])
                ]
        plan.order = topological(plan.succs, plan.preds)

    def _inherit(self) -> None:
        """Give each node the best level among what waits for it."""
        plan = self.plan
        plan.own = list(plan.level)
        level, succs, held = plan.level, plan.succs, plan.held
        for node in reversed(plan.order):
            if succs[node] and not held[node]:
                best = level[node]
                for edge in succs[node]:
                    target = edge[1]
                    if level[target] < best and not held[target]:
                        best = level[target]
                level[node] = best
