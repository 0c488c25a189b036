"""What an option would do, in lines: what is lost or without finish first, then dates and money, then gains."""

from collections.abc import Iterator, Sequence

from pmtui.commands.naming import called
from pmtui.domain.entities import Project, WorkItem
from pmtui.domain.fit import Ties, ties
from pmtui.domain.impact.words import in_all
from pmtui.domain.workspace import Workspace
from pmtui.ui.impact_lines import Line, impact_lines
from pmtui.ui.screens.scope.options import Asked, origins
from pmtui.ui.screens.scope.outcomes import Outcome
from pmtui.ui.theme import BAD, DIM, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.side_by_side import Block, Para


def told(outcome: Outcome, asked: Asked, view: View) -> tuple[Line, ...]:
    """The consequences of an option that is worked out, the worst first."""
    impact = outcome.impact
    if impact is None:
        return ()
    total = in_all(impact.cost(view.program_id), impact.overload, view.currency)
    return impact_lines(impact, view, origins(asked), total=[(total, "")])


def meanwhile(asked: Asked, now: Workspace) -> Iterator[Line]:
    """What another session has made of the work since the decision on it was opened."""
    for row in asked:
        if row.item is None:
            continue
        item = now.get(WorkItem, row.item.id)
        if item is None:
            yield (
                f"! {row.name} was deleted by another session: the decision is on the idea that is left of it",
                BAD,
            )
        elif (item.title, item.state, item.project_id) != (row.item.title, row.item.state, row.item.project_id):
            yield f"! {row.name} is {called(now, item)}, {item.state} by now: another session changed it", WARN


def outcome_block(outcome: Outcome, asked: Asked, view: View) -> Block:
    """An option beside the charter that it is about."""
    option = outcome.option
    paras = [_para(text, style) for text, style in told(outcome, asked, view)]
    if outcome.preview is None:
        paras = [Para("working out what that would do …", style=DIM)]
    elif outcome.preview.refused:
        paras = [Para(outcome.preview.refused, "! ", BAD, BAD)]
    takes = [Para(option.names, "Takes  ", spare=True)] if option.target is None else []
    fit = [Para(option.fit.words, "Fit    ", spare=True)] if option.fit is not None else []
    of = [Para(text, lead, spare=True) for lead, text in _ties(view, asked, option.target)]
    return Block(option.does, (*paras, *takes, *fit, *of))


def _para(text: str, style: str) -> Para:
    """A line with what stands before it, ``!`` or ``+``, in the margin."""
    mark, _, rest = text.partition(" ")
    return Para(rest, f"{mark} ", style, style) if mark in ("!", "+") else Para(text, "  ", style, style)


def _ties(view: View, asked: Asked, target: Project | None) -> Sequence[tuple[str, str]]:
    """What a project to move to serves, and who of the people works there."""
    if target is None:
        return ()
    found = ties(view.workspace, target, (one.item.id for one in asked if one.item is not None), view.today)
    goals = ", ".join(found.goals) or "no goal"
    benefits = f"; benefits {', '.join(found.benefits)}" if found.benefits else ""
    return (("People ", _people(found, target.code)), ("Serves ", f"{goals}{benefits}"))


def _people(found: Ties, code: str) -> str:
    here = f"{', '.join(found.here)} can work for {code}" if found.here else ""
    names = ", ".join(one.name for one in found.away)
    away = f"{names}: no share of {code}, and none is brought along" if names else ""
    return "; ".join(filter(None, (away, here))) or "nobody is assigned"
