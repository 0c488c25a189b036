"""The columns of the work table: the essentials in 80 cells, then more figures as there is room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from rich.text import Text

from pmtui.domain.choices import WorkState
from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entities import Project
from pmtui.domain.text import fit, width
from pmtui.ui.screens.project.gantt import days_of, draw
from pmtui.ui.screens.project.rows import WorkRow
from pmtui.ui.theme import BAD, DIM, GOOD, STATE_GLYPHS, STRONG, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets import timeline as t
from pmtui.ui.widgets.cells import literal
from pmtui.ui.widgets.columns import Column

FOLDED, UNFOLDED = "▸ ", "▾ "
ASKED = "¿ "  # its scope is in question
DAY_MINUTES, HOUR_MINUTES = 480, 60


@dataclass(frozen=True)
class Signs:
    """What the table knows of a row beyond the view: how many rows are folded into it, its link to the cursor."""

    folded: Callable[[WorkRow], int]
    mark: Callable[[WorkRow], str]


@dataclass(frozen=True)
class Terms:
    """What all lines go by beside their rows: while it is the same, equal rows have equal lines."""

    today: date
    about: str  # stands before a forecast date that may be old
    first: date
    last: date
    target: date | None
    number: int  # cells of the widest number
    cells: int  # of the table


def terms_of(view: View, rows: Sequence[WorkRow], project: Project, cells: int) -> Terms:
    """What the lines of a project go by in a table of ``cells``."""
    first, last = t.span(days_of(rows, project), view.today)
    number = max((len(str(row.item.number)) for row in rows), default=2) + 1
    return Terms(view.today, view.approximate, first, last, project.target_finish, number, cells)


def work_columns(terms: Terms, signs: Signs) -> list[Column[WorkRow]]:
    """The columns of the table; what the title needs is bought with more room only."""
    today, about, first, last = terms.today, terms.about, terms.first, terms.last
    title, who = (24, 8) if terms.cells < 100 else (38, 10) if terms.cells < 150 else (50, 18)

    def line(row: WorkRow, cells: int) -> Text:
        return draw(row, t.Scale(first, last, cells), today, terms.target, signs.mark(row))

    def numbered(row: WorkRow, cells: int) -> Text:
        text = Text(signs.mark(row).ljust(1), STRONG)
        return text.append(str(row.item.number).rjust(cells - 1), "" if signs.mark(row) else DIM)

    def finish(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
        return finish_text(row, terms)

    def start(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
        day = row.forecast.start
        return Text("–", DIM) if day is None else Text(f"{about}{show_day(day, today)}", DIM if row.ended else "")

    def deadline(row: WorkRow, cells: int) -> str:  # noqa: ARG001
        return "" if row.item.deadline is None else show_day(row.item.deadline, today)

    return [
        Column("No", numbered, max(terms.number, 4)),
        Column("Title", lambda row, cells: title_text(row, signs.folded(row), cells), title),
        Column("Who", who_text, who),
        Column("", state_text, 2),
        Column("Done", percent_text, 4, align="right"),
        Column("Left", left_text, 5, align="right"),
        Column("State", lambda row, _: row.item.state.value, 11, priority=8),
        Column("Effort", effort_text, 6, align="right", priority=6),
        Column("Start", start, 10, priority=3),
        Column("Finish", finish, 11),
        Column("Float", float_text, 5, align="right", priority=2),
        Column("Deadline", deadline, 9, priority=4),
        Column("Slip", late_text, 6, align="right", priority=5),
        Column(
            "Gantt",
            line,
            10,
            wish=28,
            most=10_000,
            priority=1,
            head=cache(lambda cells: t.Scale(first, last, cells).heading()),
            searched=False,
        ),
    ]


def title_text(row: WorkRow, folded: int, cells: int) -> Text:
    """The title in its place in the tree; how many rows are folded into it is never cut off."""
    style = STRONG if row.has_children else DIM if row.ended else ""
    text = Text(end="", no_wrap=True)
    text.append(row.guide if width(row.guide) <= cells // 2 else "… ", DIM)
    if row.has_children:
        text.append(FOLDED if folded else UNFOLDED)
    elif row.milestone:
        text.append(f"{t.REACHED if row.ended else t.MILESTONE} ")
    if row.asked:
        text.append(ASKED, WARN)
    count = f" +{folded}" if folded else ""
    title = literal(row.item.title).plain
    room = max(cells - text.cell_len - len(count), 1)
    return text.append(title if width(title) <= room else fit(title, room), style).append(count, DIM)


def who_text(row: WorkRow, cells: int) -> Text:
    """Those assigned, as fully as there is room: names, first names, the first and how many more."""
    if not row.who:
        alone = row.has_children or row.milestone or row.ended
        return Text("" if alone else "nobody", DIM)
    firsts = [name.split()[0] for name in row.who]
    more = f" +{len(row.who) - 1}" if len(row.who) > 1 else ""
    for shown in (", ".join(row.who), ", ".join(firsts)):
        if width(shown) <= cells:
            return Text(shown)
    room = cells - len(more)
    return Text((firsts[0] if width(firsts[0]) <= room else fit(firsts[0], room)) + more)


def state_text(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
    """The state's glyph, and whether it is on the critical path."""
    style = {WorkState.DONE: GOOD, WorkState.BLOCKED: BAD}.get(row.item.state, "")
    return Text(STATE_GLYPHS[row.item.state], style).append(t.CRITICAL if row.forecast.critical else " ", BAD)


def percent_text(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
    """Percent complete; nothing for what has not begun, so that the rest stands out."""
    return Text(f"{row.percent}%" if row.percent else "", DIM if row.ended else "")


def left_text(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
    """Remaining effort in short."""
    return Text("" if row.ended or row.milestone else short_minutes(row.forecast.remaining))


def effort_text(row: WorkRow, cells: int) -> str:  # noqa: ARG001
    """Effort in short, or the fixed duration."""
    if row.item.duration is not None:
        return f"={row.item.duration}d"
    return "" if row.item.effort is None else short_minutes(row.item.effort)


def float_text(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
    """Float in working days, or that it is critical."""
    if row.forecast.critical:
        return Text("crit", BAD)
    return Text("" if row.forecast.float_days is None else f"{row.forecast.float_days}d")


def late_text(row: WorkRow, cells: int) -> Text:  # noqa: ARG001
    """Working days of the finish after the deadline."""
    if row.late_by is None or row.ended:
        return Text("")
    return Text(show_slip(row.late_by), BAD if row.late_by > 0 else GOOD)


def finish_text(row: WorkRow, terms: Terms) -> Text:
    """The forecast finish: ``?`` where nobody is assigned, ``~`` while it is older than the data, or none."""
    if row.item.state is WorkState.DROPPED:
        return Text("dropped", DIM)
    if row.forecast.finish is None:
        return Text("–" if row.ended else "none", DIM if row.ended else BAD)
    mark = "?" if row.forecast.assumed else ""
    shown = f"{terms.about}{show_day(row.forecast.finish, terms.today)}{mark}"
    return Text(shown, DIM if row.ended else BAD if (row.late_by or 0) > 0 else "")


def short_minutes(minutes: int) -> str:
    """Effort in at most five cells: hours below a day, else days with one decimal where there is one."""
    unit, sign = (DAY_MINUTES, "d") if minutes >= DAY_MINUTES else (HOUR_MINUTES, "h")
    if 0 < minutes < HOUR_MINUTES:
        return f"{minutes}m"
    tenths = (minutes * 10 + unit // 2) // unit
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}{sign}" if rest and whole < 100 else f"{whole}{sign}"
