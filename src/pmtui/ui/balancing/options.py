"""The options of a decision on people, each with what it would do, worked out beside the keys, best first."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pmtui.domain.impact.ranking import Mark, marks, may_be_best
from pmtui.domain.impact.record import recorded, recorded_option
from pmtui.domain.impact.result import Impact
from pmtui.store.database import Moved
from pmtui.ui.impact_lines import Line

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.previewing import Preview
    from pmtui.ui.view import View

ASKER = "options"
NEVER = 10**6  # working days: no finish comes after every other


@dataclass(frozen=True)
class Option:
    """One way to decide: ``command`` tries it, ``own`` are the projects (ids) that it is about."""

    key: str
    words: str
    command: "Command"
    told: "Callable[[Preview], Sequence[Line]]"
    own: tuple[int, ...] = ()
    about: str = ""  # what speaks for it beside its impact, such as a skill
    grade: tuple[int, ...] = ()  # how well it suits whatever its impact, smaller is better
    data: object = None  # for whoever made it


@dataclass(frozen=True)
class Row:
    """An option with what it would do; no preview while that is being worked out."""

    option: Option
    preview: "Preview | None" = None
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def impact(self) -> Impact | None:
        """What it would do, where that is known and it would not be refused."""
        return self.preview.impact if self.preview is not None else None


class Options:
    """Keeps the rows as they are filled in, and tells who shows them."""

    def __init__(self, make: "Callable[[View], Sequence[Option]]", changed: Callable[[], None]) -> None:
        self._make = make
        self._changed = changed
        self._asked: tuple[int, date] | None = None  # the head and the day of what is shown
        self._rows: dict[str, Row] = {}
        self._complete = asyncio.Event()

    def ask(self, pm: "PmtuiApp") -> None:
        """Work all options out on the data as it is now, unless they are, or are about to be."""
        view = pm.view
        if self._asked == (view.workspace.head, view.today):
            return
        self._asked = (view.workspace.head, view.today)
        self._rows = {one.key: Row(one) for one in self._make(view)}
        self._complete.clear()
        if not self._rows:
            self._complete.set()
        pm.preview(ASKER, [(key, row.option.command) for key, row in self._rows.items()], self._put)

    def stop(self, pm: "PmtuiApp") -> None:
        """Work out no more of them."""
        pm.preview(ASKER, (), self._put)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them: by rank once all are worked out, before that in the order in which they were made."""
        rows = tuple(self._rows.values())
        return rows if self.missing else ranked(rows)

    @property
    def missing(self) -> int:
        """How many are not worked out yet."""
        return sum(one.preview is None for one in self._rows.values())

    async def record(self, pm: "PmtuiApp", chosen: str, preview: "Preview", program_id: int) -> str:
        """All options as they stand, the chosen one as its dialog has it, once all are worked out; raises Moved."""
        self.ask(pm)
        await self._complete.wait()
        if any(one.preview is not None and one.preview.head != preview.head for one in self._rows.values()):
            raise Moved("Another session has changed the workspace since this was shown: look at it again.")
        found = []
        for row in self.rows:
            is_chosen = row.option.key == chosen
            shown = preview if is_chosen else row.preview
            words = preview.label if is_chosen and preview.label else row.option.words
            refused = shown.refused if shown is not None else ""
            impact = shown.impact if shown is not None else None
            found.append(
                recorded_option(words, impact, program_id, chosen=is_chosen, fit=row.option.about, refused=refused)
            )
        return recorded(pm.view.today, found)

    def _put(self, key: str, preview: "Preview") -> None:
        row = self._rows.get(key)
        if row is None:
            return
        self._rows[key] = Row(row.option, preview)
        if not self.missing:
            self._complete.set()
        self._changed()


def later(impact: Impact) -> int:
    """Working days by which projects finish later in all; a finish that is lost or regained weighs most."""
    changes = impact.projects.values()
    return sum((one.later or 0) + NEVER * (one.loses_finish - one.regains_finish) for one in changes)


def cost(impact: Impact) -> int:
    """Minor units that the projects cost more in all."""
    return sum(one.cost for one in impact.projects.values())


def _overload(impact: Impact) -> int:
    return impact.overload


def rank(row: Row) -> tuple[object, ...]:
    """What sorts options, the best first: what leaves work without staff last; what suits, overload, dates."""
    impact = row.impact
    if impact is None:
        return (2,)
    turned = sum(-1 if one.saved else 1 for one in impact.benefits)
    figures = (impact.overload, turned, later(impact), cost(impact))
    return (int(impact.never_best), row.option.grade, *figures)


def ranked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, the best first, each with its marks."""
    may = [may_be_best(one.impact) for one in rows]
    figures = {"later": later, "cost": cost, "overload": _overload}
    by_column = {
        name: marks([None if one.impact is None else figure(one.impact) for one in rows], may)
        for name, figure in figures.items()
    }
    marked = [
        Row(one.option, one.preview, {name: found[at] for name, found in by_column.items()})
        for at, one in enumerate(rows)
    ]
    return tuple(sorted(marked, key=rank))
