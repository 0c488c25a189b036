"""The daily figures of each project, kept for trends with the first command of a day."""

from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from pmtui.domain.choices import Scope, WorkState
from pmtui.domain.entities import Project, Snapshot, WorkItem, described
from pmtui.domain.forecast.result import Forecast
from pmtui.domain.workspace import Workspace
from pmtui.store.engine import driver_of
from pmtui.store.loading import load
from pmtui.store.tables import table_of
from pmtui.store.values import plain

Forecasted = tuple[Workspace, Forecast]


def keep(session: Session, today: date, head: int, known: Forecasted | None = None) -> bool:
    """Write one row of figures for each project as of now, unless some of this day are there; whether it did.

    What is ``known`` already, of this head and day, need not be loaded and forecast again.
    """
    table = table_of(Snapshot)
    day = today.isoformat()
    if driver_of(session).execute('SELECT 1 FROM "snapshot" WHERE day = ? LIMIT 1', (day,)).fetchone():
        return False
    rows = [plain(row) | {"version": head} for row in snapshots(*_forecasted(session, today, head, known))]
    for row in rows:
        del row["id"]
    if rows:
        session.connection().execute(insert(table), rows)
    return bool(rows)


def _forecasted(session: Session, today: date, head: int, known: Forecasted | None) -> Forecasted:
    if known is not None and known[0].head == head and known[1].today == today:
        return known
    from pmtui.domain.forecast import forecast  # only where a day begins, not at each start

    workspace = load(driver_of(session))
    return workspace, forecast(workspace, today)


def snapshots(workspace: Workspace, forecast: Forecast) -> list[Snapshot]:
    """The figures of each project on a day: forecast, and effort by scope of the work that is not dropped."""
    found = []
    for project_id in workspace.all(Project):
        one = forecast.projects[project_id]
        effort = dict.fromkeys(Scope, 0)
        for item in workspace.where(WorkItem, "project_id", project_id):
            # What holds other work has no effort of its own for the forecast either.
            if item.state is not WorkState.DROPPED and not workspace.where(WorkItem, "parent_id", item.id):
                effort[item.scope] += item.effort or 0
        found.append(
            Snapshot(
                project_id=project_id,
                day=forecast.today,
                finish=one.finish,
                slip=None if one.slip is None else _bounded("slip", one.slip),
                cost=_bounded("cost", one.cost),
                progress=_bounded("progress", one.progress),
                effort_in_scope=_bounded("effort_in_scope", effort[Scope.IN_SCOPE]),
                effort_in_question=_bounded("effort_in_question", effort[Scope.IN_QUESTION]),
                effort_out=_bounded("effort_out", effort[Scope.OUT_OF_SCOPE]),
            )
        )
    return found


def _bounded(name: str, figure: int) -> int:
    """A figure within its field's bounds: sums of silly values must not keep a command from being saved."""
    description = described(Snapshot)[name]
    assert description.least is not None
    assert description.most is not None
    return min(max(figure, description.least), description.most)
