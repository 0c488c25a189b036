"""What a change did to the dates, in a few words for the status line."""

from datetime import date

from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entities import Project
from pmtui.domain.forecast.result import Forecast, ProjectForecast
from pmtui.domain.workspace import Workspace

NAMED_MOST = 2  # projects named on the status line before the rest is counted


def moved(workspace: Workspace, before: Forecast, after: Forecast, today: date) -> str:
    """The projects whose finish moved: ``SHT finish 12 Mar → 19 Mar +5d``; "" where none did."""
    parts = []
    for id, project in workspace.all(Project).items():
        old, new = before.projects.get(id), after.projects.get(id)
        if old is not None and new is not None and old.finish != new.finish:
            parts.append(f"{project.code} {_change(old, new, today)}")
    rest = len(parts) - NAMED_MOST
    named = ", ".join(parts[:NAMED_MOST])
    return f"{named} and {rest} more" if rest > 0 else named


def _change(old: ProjectForecast, new: ProjectForecast, today: date) -> str:
    was = "no finish" if old.finish is None else f"finish {show_day(old.finish, today)}"
    change = f"{was} → {'none' if new.finish is None else show_day(new.finish, today)}"
    if old.slip is None or new.slip is None:
        return change
    return f"{change} {show_slip(new.slip - old.slip)}"
