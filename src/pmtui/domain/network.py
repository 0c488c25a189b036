"""The network of links: which leaves a deliverable stands for, and where links run in a loop."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pmtui.domain.entities import Dependency, WorkItem
from pmtui.domain.workspace import Workspace


class Tree:
    """The outline as parents and leaves; a parent that is missing or its own ancestor counts as none."""

    def __init__(self, items: Mapping[int, WorkItem]) -> None:
        self.parent: dict[int, int] = {}
        parents = {item.parent_id for item in items.values()}
        children: defaultdict[int, list[int]] = defaultdict(list)
        for id, item in items.items():
            parent = item.parent_id
            # Only what is a parent itself can be above its own parent.
            if parent is not None and parent in items and not (id in parents and self._under(parent, id)):
                self.parent[id] = parent
                children[parent].append(id)
        self.children = dict(children)
        self._leaves: dict[int, tuple[int, ...]] = {}

    def _under(self, id: int | None, ancestor: int) -> bool:
        while id is not None:
            if id == ancestor:
                return True
            id = self.parent.get(id)
        return False

    def ancestors(self, id: int) -> list[int]:
        """The parents of an item, the nearest first."""
        found: list[int] = []
        parent = self.parent.get(id)
        while parent is not None:
            found.append(parent)
            parent = self.parent.get(parent)
        return found

    def leaves(self, id: int) -> tuple[int, ...]:
        """The items without children under an item; itself where it has none."""
        known = self._leaves.get(id)
        if known is not None:
            return known
        found: list[int] = []
        stack = [id]
        while stack:
            one = stack.pop()
            below = self.children.get(one)
            if below is None:
                found.append(one)
            else:
                stack.extend(reversed(below))
        self._leaves[id] = tuple(found)
        return self._leaves[id]

    def bottom_up(self) -> list[int]:
        """Every item with children, each after those below it."""
        roots = [id for id in self.children if id not in self.parent]
        order: list[int] = []
        while roots:
            id = roots.pop()
            order.append(id)
            roots.extend(one for one in self.children[id] if one in self.children)
        order.reverse()
        return order


def knots(successors: Sequence[Iterable[int]]) -> list[list[int]]:
    """The strongly connected components with a loop in them, of nodes 0.. (Tarjan 1972, without recursion)."""
    count = len(successors)
    seen = [0] * count  # order of discovery, from 1
    low = [0] * count
    on_path = [False] * count
    path: list[int] = []
    found: list[list[int]] = []
    clock = 0
    for root in range(count):
        if seen[root]:
            continue
        clock += 1
        seen[root] = low[root] = clock
        path.append(root)
        on_path[root] = True
        work = [(root, iter(successors[root]))]
        while work:
            node, rest = work[-1]
            for target in rest:
                if not seen[target]:
                    clock += 1
                    seen[target] = low[target] = clock
                    path.append(target)
                    on_path[target] = True
                    work.append((target, iter(successors[target])))
                    break
                if on_path[target]:
                    low[node] = min(low[node], seen[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == seen[node]:
                    knot = [path.pop()]
                    while knot[-1] != node:
                        knot.append(path.pop())
                    for one in knot:
                        on_path[one] = False
                    if len(knot) > 1 or node in successors[node]:
                        found.append(sorted(knot))
    return found


def _circle(knot: Sequence[int], successors: Sequence[Iterable[int]]) -> list[int]:
    """One loop within a knot, in the direction of its links, from the knot's first node."""
    inside = set(knot)
    start = knot[0]
    came: dict[int, int] = {}
    queue = [start]
    for node in queue:
        for target in successors[node]:
            if target == start:
                loop = [node]
                while loop[-1] != start:
                    loop.append(came[loop[-1]])
                return loop[::-1]
            if target in inside and target not in came:
                came[target] = node
                queue.append(target)
    return list(knot)


def find_loop(workspace: Workspace, extra: Iterable[tuple[int, int]] = ()) -> tuple[int, ...]:
    """The work items of one loop of links, in order, or () where there is none.

    ``extra`` are (predecessor, successor) pairs that are not stored yet. A link onto a deliverable is one
    onto all work in it, so a link between a deliverable and something in it is a loop.
    """
    items = workspace.all(WorkItem)
    tree = Tree(items)
    pairs = [(one.predecessor_id, one.successor_id) for one in workspace.all(Dependency).values()]
    pairs.extend(extra)
    nodes = {id: index for index, id in enumerate(items)}
    successors: list[list[int]] = [[] for _ in nodes]
    for before, after in pairs:
        if before not in nodes or after not in nodes:
            continue
        if before in tree.children and not successors[nodes[before]]:
            for leaf in tree.leaves(before):
                successors[nodes[leaf]].append(nodes[before])
        # A deliverable stands here for its end; what comes after it is every leaf of the other side.
        successors[nodes[before]].extend(nodes[leaf] for leaf in tree.leaves(after))
    found = knots(successors)
    if not found:
        return ()
    ids = list(items)
    return tuple(ids[node] for node in _circle(found[0], successors))
