"""A workspace with its forecast: one side of a comparison, with what is asked of it for every option kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pmtui.domain.benefits import BenefitDate, benefit_date
from pmtui.domain.choices import ENDED_WORK
from pmtui.domain.entities import Benefit, WorkItem
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import OVERLOAD_WEEKS, Loads
from pmtui.domain.workspace import Workspace


@dataclass(frozen=True)
class Outlook:
    """A workspace, and its forecast as of the forecast's ``today``."""

    workspace: Workspace
    forecast: Forecast

    @property
    def today(self) -> date:
        """The day of the forecast."""
        return self.forecast.today

    @cached_property
    def last_day(self) -> date:
        """The last day on which overload counts."""
        return self.today + timedelta(weeks=OVERLOAD_WEEKS)

    @cached_property
    def benefits(self) -> dict[int, BenefitDate]:
        """When each benefit arrives, by id."""
        rows = self.workspace.all(Benefit).items()
        return {id: benefit_date(self.workspace, self.forecast, one) for id, one in rows}

    @cached_property
    def missed(self) -> dict[int, WorkItem]:
        """The open work items that finish after their deadline, or never, by id."""
        found = {}
        for deadline, items in self.workspace.grouped(WorkItem, "deadline").items():
            for item in items if deadline is not None else ():
                forecast = self.forecast.items.get(item.id)
                if forecast is None or item.state in ENDED_WORK:
                    continue
                if forecast.finish is None or forecast.finish > deadline:
                    found[item.id] = item
        return found

    def overload(self, resource_id: int) -> int:
        """Minutes that a resource is promised beyond what it has, from today to ``last_day``."""
        return self._loads.overload_between(resource_id, self.today, self.last_day)

    @cached_property
    def _loads(self) -> Loads:
        return Loads(self.workspace, self.forecast, self.today, OVERLOAD_WEEKS + 1)
