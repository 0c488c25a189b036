"""The forecast: from a workspace and a day to dates, costs and what holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmtui.domain.forecast.critical import earliest, spans
from pmtui.domain.forecast.items import Items
from pmtui.domain.forecast.justify import Search, scheduled
from pmtui.domain.forecast.loads import Loads, needed, work
from pmtui.domain.forecast.money import Costs
from pmtui.domain.forecast.plan import PARTS
from pmtui.domain.forecast.prepare import Preparation
from pmtui.domain.forecast.projects import projects
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.forecast.reuse import nearest, standing
from pmtui.domain.workspace import Workspace

__all__ = ["Forecast", "critical_path_bound", "forecast"]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a forecast was made from, for the next one like it."""

    ready: Preparation
    search: Search


def forecast(workspace: Workspace, today: date, like: Sequence[Forecast] = ()) -> Forecast:
    """Forecast all programs together as of ``today``: pure, and the same for the same workspace and day.

    What would end later than fifty years of working days from today counts as never ending. Forecasts ``like`` it,
    of workspaces that differ in few rows, on the same day, make it quicker and change nothing else.
    """
    known = [(one, one.basis) for one in like if isinstance(one.basis, _Basis)]
    ready = Preparation(workspace, today, [basis.ready for _, basis in known])
    near = nearest(ready.plan, [basis.ready.plan for _, basis in known])
    before, basis = (None, None) if near is None else known[near]
    search = scheduled(ready.plan, basis.search if basis else None)
    schedule = search.schedule
    costs = Costs(workspace, ready.plan, schedule)
    items = Items(ready, search.found, costs)
    endless = items.endless()
    stalled = items.stalled(endless)
    same = (
        standing(basis.ready, basis.search.schedule, before.projects, ready, schedule) if before and basis else {}
    )
    return Forecast(
        today,
        items,
        projects(ready, schedule, costs, endless, stalled, same),
        stalled,
        endless,
        Loads(lambda: work(ready.plan, schedule)),
        Loads(lambda: needed(ready.plan)),
        tuple(ready.plan.loops),
        _Basis(ready, search),
    )


def critical_path_bound(workspace: Workspace, today: date) -> dict[int, date]:
    """The day before which each open work item cannot finish, by links and dates alone, whoever is busy or away.

    Left out are deliverables, and what waits for something on hold.
    """
    ready = Preparation(workspace, today)
    plan = ready.plan
    lengths = spans(plan)
    starts = earliest(plan, lengths)
    found = {}
    for id, node in ready.nodes.items():
        end = starts[node] + lengths[node]
        if end < plan.limit:
            index = max(end - 1, starts[node]) // PARTS if lengths[node] else (end - 1) // PARTS
            found[id] = plan.days[max(index, 0)]
    return found
