"""The forecast: from a workspace and a day to dates, costs and what holds them."""

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
from pmtui.domain.forecast.reuse import same_days, standing
from pmtui.domain.workspace import Workspace

__all__ = ["Forecast", "critical_path_bound", "forecast"]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a forecast was made from, for the next one like it."""

    ready: Preparation
    search: Search


def forecast(workspace: Workspace, today: date, like: Forecast | None = None) -> Forecast:
    """Forecast all programs together as of ``today``: pure, and the same for the same workspace and day.

    What would end later than fifty years of working days from today counts as never ending. A forecast ``like`` it,
    of a workspace that differs in few rows, on the same day, makes it quicker and changes nothing else.
    """
    basis = like.basis if like is not None and isinstance(like.basis, _Basis) else None
    ready = Preparation(workspace, today, basis.ready if basis else None)
    search = scheduled(ready.plan, basis.search if basis and same_days(ready.plan, basis.ready.plan) else None)
    schedule = search.schedule
    costs = Costs(workspace, ready.plan, schedule)
    items = Items(ready, search.found, costs)
    stalled = items.stalled()
    known = standing(basis.ready, basis.search.schedule, like.projects, ready, schedule) if like and basis else {}
    return Forecast(
        today,
        items,
        projects(ready, schedule, costs, items, stalled, known),
        stalled,
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
