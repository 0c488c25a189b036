"""What a decision would do, in lines: what is left without staff or finish, then dates and money, then gains."""

from collections.abc import Collection, Iterator

from pmtui.commands.naming import listed
from pmtui.domain.amounts import signed_money
from pmtui.domain.days import show_slip
from pmtui.domain.impact.result import Impact, ProjectChange
from pmtui.domain.impact.words import (
    endless_work,
    finish_change,
    gains,
    lesser,
    without_finish,
    without_staff,
)
from pmtui.ui.theme import BAD, DIM, GOOD, WARN
from pmtui.ui.view import View

NAMES_MOST = 6  # of work items in one line
Line = tuple[str, str]  # text, and its style


def impact_lines(
    impact: Impact, view: View, own: Collection[int], people: Collection[Line] = (), total: Collection[Line] = ()
) -> tuple[Line, ...]:
    """The consequences in the open program, the worst first; the projects ``own`` (ids) also where they stay.

    What is said of the ``people`` comes behind these projects, before what else changes, the ``total`` behind all.
    """
    own = set(own) | {one.project_id for one in impact.projects.values() if one.before is None}
    lost = [(f"! loses {one.kind} {one.name}: {one.why}", BAD) for one in impact.lost]
    against = [(f"! {one}", WARN) for one in lesser(impact)]
    gained = [(f"+ {one}", GOOD) for one in gains(impact)]
    mine, others = _projects(impact, view, own)
    return (*lost, *_unstaffed(impact), *_unfinished(impact), *mine, *people, *others, *total, *against, *gained)


def _unstaffed(impact: Impact) -> Iterator[Line]:
    """All the work in one line: that a project has no finish for it stands beside its dates."""
    days = [one.day for one in impact.unstaffed if one.day is not None]
    if impact.unstaffed:
        names = listed([one.name for one in impact.unstaffed], NAMES_MOST)
        yield f"! {without_staff(names, min(days, default=None))}", BAD


def _unfinished(impact: Impact) -> Iterator[Line]:
    """What else has no finish any more, all of one reason in one line."""
    told = {one.project_id for one in impact.unstaffed}
    items = [(one.why, one.name) for one in endless_work(impact)]
    projects = [
        (one.after.reason, one.code) for one in impact.unfinished if one.after and one.project_id not in told
    ]
    found = (*items, *projects)
    for why in dict.fromkeys(why for why, _ in found):
        names = [name for because, name in found if because == why]
        yield f"! {without_finish(listed(names, NAMES_MOST), why)}", BAD


def _projects(impact: Impact, view: View, own: Collection[int]) -> tuple[list[Line], list[Line]]:
    """The projects ``own``, and the others of the open program that change."""
    found: tuple[list[Line], list[Line]] = [], []
    for one in sorted(impact.projects.values(), key=lambda one: one.code):
        if one.project_id in own or _here(one, view):
            line = f"{one.code} {finish_change(one)}{_slip(one)}{_cost(one, view)}"
            found[one.project_id not in own].append((line, "" if one.changes else DIM))
    return found


def _here(change: ProjectChange, view: View) -> bool:
    return change.changes and change.program_id == view.program_id


def _slip(change: ProjectChange) -> str:
    old, new = (side.slip if side is not None else None for side in (change.before, change.after))
    return f", slip {show_slip(old)} → {show_slip(new)}" if old != new else ""


def _cost(change: ProjectChange, view: View) -> str:
    return f", cost {signed_money(change.cost, view.currency)}" if change.cost else ""
