"""The forecast: from a workspace and a day to dates, costs and what holds them."""

from datetime import date

from pmtui.domain.forecast.items import Items
from pmtui.domain.forecast.justify import scheduled
from pmtui.domain.forecast.loads import Loads, needed, work
from pmtui.domain.forecast.prepare import Preparation
from pmtui.domain.forecast.projects import projects
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace

__all__ = ["Forecast", "forecast"]


def forecast(workspace: Workspace, today: date) -> Forecast:
    """Forecast all programs together as of ``today``: pure, and the same for the same workspace and day.

    What would end later than fifty years of working days from today counts as never ending.
    """
    ready = Preparation(workspace, today)
    schedule = scheduled(ready.plan)
    items = Items(ready, schedule)
    return Forecast(
        today,
        items.found,
        projects(ready, items),
        Loads(lambda: work(ready.plan, schedule)),
        Loads(lambda: needed(ready.plan)),
        tuple(ready.plan.loops),
    )
