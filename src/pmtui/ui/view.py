"""The one state that screens draw from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pmtui.domain.entities import Program
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.load import Loads
from pmtui.domain.needs import OVERLOAD_WEEKS, Need, needs
from pmtui.domain.workspace import Workspace


@dataclass(frozen=True)
class View:
    """A workspace with its forecast, and the program that is open (0 where there is none yet)."""

    workspace: Workspace
    forecast: Forecast
    program_id: int
    today: date
    stale: bool = False  # the forecast is older than the workspace: its dates carry "~"
    loaded: int = 0  # rises with each load, so that none is shown over a newer one

    @property
    def program(self) -> Program:
        """The program that is open, or an unnamed one where there is none."""
        return self.workspace.get(Program, self.program_id) or Program(currency="EUR")

    @cached_property
    def loads(self) -> Loads:
        """Who is loaded how, as far ahead as *Needs you* looks."""
        return Loads(self.workspace, self.forecast, self.today, OVERLOAD_WEEKS + 1)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What needs the manager in the open program; worked out once."""
        return needs(self.workspace, self.forecast, self.program_id, self.today, self.loads)

    @property
    def currency(self) -> str:
        """ISO 4217 code of the open program's currency."""
        return self.program.currency

    @property
    def approximate(self) -> str:
        """What stands before a forecast date: ``~`` while the forecast is older than the data."""
        return "~" if self.stale else ""
