"""One line of the Gantt: what is done of a work item, what is open, critical or late, and its links."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rich.text import Text

from pmtui.domain.choices import WorkState
from pmtui.domain.entities import Project
from pmtui.ui.screens.project.rows import WorkRow
from pmtui.ui.theme import BAD, DIM, STRONG, WARN
from pmtui.ui.widgets import timeline as t

LATE, TARGET_LINE, ENDLESS = "▒", "┊", "·"
LINKS_FROM = 30  # cells from which marks of links to other projects do not hide the bars
LEGEND = (
    f"{t.DONE} done {t.OPEN} open {t.CRITICAL} critical {LATE} late {t.MILESTONE} milestone {t.TARGET} deadline "
    f"{TARGET_LINE} target {t.BASELINE} baseline {t.GIVES} gives {t.WAITS} waits"
)


def days_of(rows: Iterable[WorkRow], project: Project) -> list[date | None]:
    """All days that the Gantt of a project must show."""
    found = [project.start, project.target_finish]
    for row in rows:
        found += [row.forecast.start, row.forecast.finish, row.item.deadline]
        if row.baseline is not None:
            found += [row.baseline.start, row.baseline.finish]
    return found


def draw(row: WorkRow, scale: t.Scale, today: date, target: date | None, mark: str) -> Text:
    """The line of a row; ``mark`` is what it is to the row under the cursor: gives to it, waits for it, or ""."""
    start, finish = row.forecast.start, row.forecast.finish
    bars = [] if target is None else [t.Bar(target, target, TARGET_LINE, DIM)]
    if row.baseline is not None and row.baseline.start and row.baseline.finish:
        bars.append(t.Bar(row.baseline.start, row.baseline.finish, t.BASELINE, DIM))
    if row.item.state is not WorkState.DROPPED and not row.milestone and start is not None:
        bars += _span(row, start, finish, target) if finish else [t.Bar(start, scale.last, ENDLESS, BAD)]
    return scale.draw(bars, _points(row, scale, target, mark), today)


def _span(row: WorkRow, start: date, finish: date, target: date | None) -> Sequence[t.Bar]:
    critical = row.forecast.critical
    bars = [t.Bar(start, finish, t.CRITICAL if critical else t.OPEN, BAD if critical else "")]
    limit = row.item.deadline or target
    if limit is not None and finish > limit and not row.ended:
        bars.append(t.Bar(max(limit + timedelta(1), start), finish, LATE, BAD))
    percent = 100 if row.ended else row.percent
    if percent:
        until = start + timedelta((finish - start).days * percent // 100)
        bars.append(t.Bar(start, until, t.DONE, DIM))
    return bars


def _points(row: WorkRow, scale: t.Scale, target: date | None, mark: str) -> list[t.Point]:
    start, finish, deadline = row.forecast.start, row.forecast.finish, row.item.deadline
    points = []
    if deadline is not None and not row.ended:
        points.append(t.Point(deadline, t.TARGET, WARN if (row.late_by or 0) > 0 else DIM))
    if row.milestone and finish is not None and row.item.state is not WorkState.DROPPED:
        late = target is not None and finish > target
        style = DIM if row.ended else BAD if row.forecast.critical or late else ""
        points.append(t.Point(finish, t.REACHED if row.ended else t.MILESTONE, style))
    many = scale.cells >= LINKS_FROM and not row.ended and not row.milestone
    if start is not None and (mark == t.WAITS or (many and row.waits)):
        points.append(t.Point(start, t.WAITS, STRONG if mark else WARN))
    if finish is not None and (mark == t.GIVES or (many and row.gives)):
        points.append(t.Point(finish, t.GIVES, STRONG if mark else WARN))
    return points
