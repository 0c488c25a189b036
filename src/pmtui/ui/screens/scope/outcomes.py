"""The options table: what each option would do, worked out beside the keys, and how the options compare."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from pmtui.domain.amounts import signed_money
from pmtui.domain.days import show_day, show_slip
from pmtui.domain.entry import show_hours
from pmtui.domain.impact.ranking import Comparable, Mark, lateness, marks, may_be_best
from pmtui.domain.impact.result import Impact, LostKind, ProjectChange
from pmtui.domain.impact.words import NO_WORK, warnings
from pmtui.ui.screens.scope.options import Asked, Option, command_of, defaults, key_of_option, origins
from pmtui.ui.theme import BAD, DIM, GOOD, STRONG, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.columns import Column, whole
from pmtui.ui.widgets.table import Key

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.previewing import Preview

CODE_MOST = 5  # cells of a project code that a heading has room for, beside the arrow
SORTS = ("fit", "origin", "target", "cost", "overload", "benefits", "warnings")
COMPARED = SORTS[1:]
SORT_WORDS = {
    "fit": "fit, best first",
    "origin": "the finish of the project that it comes from",
    "target": "the finish of the project that it goes to",
    "cost": "cost",
    "overload": "overload",
    "benefits": "benefits",
    "warnings": "warnings, the fewest first",
}
MARK_STYLES = {Mark.NONE: "", Mark.BEST: GOOD, Mark.WORST: WARN}


@dataclass(frozen=True, slots=True)
class Outcome:
    """An option with what it would do; without a preview while that is being worked out."""

    option: Option
    preview: "Preview | None" = None
    figures: tuple[Comparable | None, ...] = (None,) * len(COMPARED)  # smaller is better; None where not known
    against: tuple[str, ...] = ()  # what speaks against it, the worst first
    marked: tuple[Mark, ...] = (Mark.NONE,) * len(COMPARED)

    @property
    def impact(self) -> Impact | None:
        """What it would do; None while that is not known, or where it would be refused."""
        return self.preview.impact if self.preview is not None else None

    def mark(self, column: str) -> Mark:
        """How it stands in a column among all options."""
        return self.marked[COMPARED.index(column)]


def key_of_outcome(outcome: Outcome) -> Key:
    """The identity of a row."""
    return key_of_option(outcome.option)


def origin_of(outcome: Outcome, asked: Asked) -> ProjectChange | None:
    """What becomes of the origin's finish; of several origins, the one that fares worst."""
    impact = outcome.impact
    if impact is None:
        return None
    return max((impact.projects[one] for one in sorted(origins(asked))), key=lateness)


def target_of(outcome: Outcome) -> ProjectChange | None:
    """What becomes of the finish of the project that the work goes to, an existing or a new one."""
    impact = outcome.impact
    if impact is None:
        return None
    if outcome.option.target is not None:
        return impact.projects.get(outcome.option.target.id)
    return next((one for one in impact.projects.values() if one.before is None), None)


def worked_out(option: Option, preview: "Preview", asked: Asked, program_id: int) -> Outcome:
    """An option with what it would do, and the figures that are compared, in the order of ``COMPARED``."""
    found, impact = Outcome(option, preview), preview.impact
    if impact is None:
        return found
    origin, target = origin_of(found, asked), target_of(found)
    late = sum(-1 if one.saved else 1 for one in impact.benefits)
    against = warnings(impact)
    figures = (
        lateness(origin) if origin is not None else None,
        lateness(target) if target is not None else None,
        impact.cost(program_id),
        impact.overload,
        late + _lost_benefits(impact),
        len(against),
    )
    return replace(found, figures=figures, against=against)


def _lost_benefits(impact: Impact) -> int:
    return sum(1 for one in impact.lost if one.kind is LostKind.BENEFIT)


def ranked(outcomes: Sequence[Outcome], sort: str) -> tuple[Outcome, ...]:
    """The outcomes with their marks, by fit or by one of the figures: there what loses something comes last."""
    allowed = [may_be_best(one.impact) for one in outcomes]
    columns = [marks(column, allowed) for column in zip(*(one.figures for one in outcomes), strict=True)]
    found = [replace(one, marked=marked) for one, marked in zip(outcomes, zip(*columns, strict=True), strict=True)]
    if sort == "fit":
        return tuple(found)

    def place(index: int) -> tuple[bool, bool, Comparable]:
        value = found[index].figures[COMPARED.index(sort)]
        return value is None, not allowed[index], 0 if value is None else value

    return tuple(found[index] for index in sorted(range(len(found)), key=place))


def outcome_columns(view: View, asked: Asked, outcomes: Sequence[Outcome], sort: str) -> list[Column[Outcome]]:
    """The figures side by side; in 80 cells all of them, with more room also what a row takes unless said else."""
    does = max((len(one.option.does) for one in outcomes), default=8)
    codes = {one.project.code for one in asked}
    origin = f"{min(codes)} finish" if len(codes) == 1 and len(min(codes)) <= CODE_MOST else "Origin's end"

    decision = f"Decision on {len(asked)}" if len(asked) > 1 else "Decision"

    def head(column: str, name: str) -> str:
        return f"{name}↓" if column == sort else name

    def told(column: str, show: Callable[[Outcome, Impact, int], str]) -> Callable[[Outcome, int], Text]:
        def render(row: Outcome, cells: int) -> Text:
            if row.impact is None:
                return Text("·" if row.preview is None else "–", DIM)
            text = Text(show(row, row.impact, cells - 1), end="")
            return text.append(row.mark(column).value, MARK_STYLES[row.mark(column)])

        return render

    def cost(_row: Outcome, impact: Impact, _cells: int) -> str:
        return signed_money(impact.cost(view.program_id), view.currency)

    def finish(change: ProjectChange | None, cells: int) -> str:
        forms = finish_forms(change, view.today) if change is not None else ("–",)
        return next((one for one in forms if len(one) <= cells), forms[-1])

    columns = [
        Column("", lambda row, _: _flag(row), 2),
        Column(decision, lambda row, _: Text(row.option.does), min(max(does, 8), 18), most=does, wish=does),
        Column(head("fit", "Fit"), lambda row, _: _fit(row), 4, align="right"),
        Column(
            head("origin", origin),
            told("origin", lambda row, _, cells: finish(origin_of(row, asked), cells)),
            13,
            most=18,
        ),
        Column(
            head("target", "Its finish"),
            told("target", lambda row, _, cells: finish(target_of(row), cells)),
            13,
            most=18,
        ),
        Column(head("cost", "Cost"), told("cost", cost), 8, align="right"),
        Column(head("overload", "Over"), told("overload", lambda _, one, __: _hours(one)), 5, align="right"),
        Column(head("benefits", "Ben"), told("benefits", lambda _, one, __: _benefits(one)), 4, align="right"),
        Column(head("warnings", "Warn"), _warned, 5, most=70),
        Column("Takes", lambda row, _: Text(row.option.names, DIM), 30, most=60, wish=40, priority=1),
    ]
    return [whole(one, outcomes) if one.align == "right" else one for one in columns]


def _flag(row: Outcome) -> Text:
    """The key that takes it, and whether something is lost, or left without staff or a finish."""
    loses = row.impact is not None and row.impact.never_best
    return Text(row.option.key, STRONG).append("!" if loses else " ", BAD)


def _fit(row: Outcome) -> Text:
    fit = row.option.fit
    return Text("–", DIM) if fit is None else Text(fit.figure, GOOD if fit.score > 0 else WARN)


def _hours(impact: Impact) -> str:
    hours = show_hours(abs(impact.overload))
    return f"{'+' if impact.overload > 0 else '-'}{hours}" if impact.overload else "0"


def _benefits(impact: Impact) -> str:
    against = sum(1 for one in impact.benefits if not one.saved) + _lost_benefits(impact)
    saved = sum(1 for one in impact.benefits if one.saved)
    return " ".join([f"-{against}"] * bool(against) + [f"+{saved}"] * bool(saved)) or "0"


def _warned(row: Outcome, cells: int) -> Text:
    if row.preview is not None and row.preview.refused:
        return Text(row.preview.refused if cells > 20 else "no", BAD)
    if row.impact is None:
        return Text("·", DIM)
    style = BAD if row.impact.never_best else "" if row.against else DIM
    mark = row.mark("warnings")
    text = Text(str(len(row.against)), style, end="").append(mark.value, MARK_STYLES[mark])
    return text.append(f" {'; '.join(row.against)}", style) if cells > 20 and row.against else text


def finish_forms(change: ProjectChange, today: date) -> tuple[str, ...]:
    """A finish with what the option does to it, the fullest form first: ``12 Mar 28 +6d``, ``Mar 28 +6d``, …"""
    if change.after is None:
        return ("gone",)
    none = NO_WORK if change.after.idle else "none"
    day = none if change.after.finish is None else show_day(change.after.finish, today)
    does = "new" if change.before is None else show_slip(change.later) if change.later else ""
    month = none if change.after.finish is None else day.partition(" ")[2]
    return tuple(dict.fromkeys((f"{day} {does}".rstrip(), f"{month} {does}".rstrip(), does or day)))


class Outcomes:
    """What each option of some requests would do, filled in as it is ready; ``changed`` hears of each."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._about: object = None
        self._found: dict[Key, Outcome] = {}
        self._complete = asyncio.Event()
        self._paused = False
        self.asked: Asked = ()
        self._program_id = 0

    def ask(self, pm: "PmtuiApp", asked: Asked, options: Sequence[Option]) -> bool:
        """Work these out, where that is not done or under way; others are given up. Whether these are others."""
        view = pm.view
        about = (view.workspace.head, view.today, asked, tuple(options))
        new = about != self._about
        if new:
            self._about, self.asked, self._program_id = about, asked, view.program_id
            self._found = {key_of_option(one): Outcome(one) for one in options}
            self._complete.clear()
        if new or self._paused:
            self._paused = False
            missing = [one.option for one in self._found.values() if one.preview is None]
            commands = [(key_of_option(one), command_of(asked, one, defaults(view, asked, one))) for one in missing]
            pm.preview("options", commands, self._put)
        return new

    def pause(self, pm: "PmtuiApp") -> None:
        """Work out no more until they are asked for again, so that the cursor has the processor to itself."""
        if self.missing and not self._paused:
            self._paused = True
            pm.preview("options", (), self._put)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """All of them, in the order of the options."""
        return tuple(self._found.values())

    @property
    def missing(self) -> int:
        """How many are not worked out yet."""
        return sum(1 for one in self._found.values() if one.preview is None)

    async def complete(self) -> tuple[Outcome, ...]:
        """All of them, once they are worked out."""
        if self.missing:
            await self._complete.wait()
        return self.outcomes

    def _put(self, key: Key, preview: "Preview") -> None:
        if key in self._found:
            self._found[key] = worked_out(self._found[key].option, preview, self.asked, self._program_id)
            if not self.missing:
                self._complete.set()
            self._changed()
