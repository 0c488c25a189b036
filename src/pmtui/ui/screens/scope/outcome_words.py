"""What an option would do, in lines: what is lost or left without staff first, then dates and money, then gains."""

from collections.abc import Iterator, Sequence

from pmtui.domain.entities import Project
from pmtui.domain.entry import show_hours
from pmtui.domain.fit import Ties, ties
from pmtui.domain.impact.result import Impact
from pmtui.domain.impact.words import finish_change, gains, warnings
from pmtui.ui.impact_lines import signed_money
from pmtui.ui.screens.scope.options import Asked, origins
from pmtui.ui.screens.scope.outcomes import Outcome
from pmtui.ui.theme import BAD, DIM, GOOD, WARN
from pmtui.ui.view import View
from pmtui.ui.widgets.side_by_side import Block, Para

Line = tuple[str, str]  # text, and its style


def told(outcome: Outcome, asked: Asked, view: View) -> tuple[Line, ...]:
    """The consequences of an option that is worked out, the worst first."""
    impact = outcome.impact
    if impact is None:
        return ()
    first = len(impact.lost) + len(impact.unstaffed)
    against = [(f"! {one}", BAD if at < first else WARN) for at, one in enumerate(warnings(impact))]
    gained = [(f"+ {one}", GOOD) for one in gains(impact)]
    return (*against[:first], *_figures(impact, asked, view), *against[first:], *gained)


def _figures(impact: Impact, asked: Asked, view: View) -> Iterator[Line]:
    own = origins(asked)
    changes = [one for one in impact.changed if one.program_id == view.program_id]
    changes.sort(key=lambda one: (one.project_id not in own, one.before is not None, one.code))
    yield from ((f"  {one.code} {finish_change(one)}", "") for one in changes)
    if not changes:
        yield "  no project's finish or cost changes", DIM
    overload = show_hours(impact.overload)
    money = signed_money(impact.cost(view.program_id), view.currency)
    yield f"  cost {money}, overload {'+' * (impact.overload > 0)}{overload}", ""


def outcome_block(outcome: Outcome, asked: Asked, view: View) -> Block:
    """An option beside the charter that it is about."""
    option = outcome.option
    paras = [Para(text[2:], text[:2], style, style) for text, style in told(outcome, asked, view)]
    if outcome.preview is None:
        paras = [Para("working out what that would do …", style=DIM)]
    elif outcome.preview.refused:
        paras = [Para(outcome.preview.refused, "! ", BAD, BAD)]
    takes = [Para(option.names, "Takes  ", spare=True)] if option.target is None else []
    fit = [Para(option.fit.words, "Fit    ", spare=True)] if option.fit is not None else []
    of = [Para(text, lead, spare=True) for lead, text in _ties(view, asked, option.target)]
    return Block(option.does, (*paras, *takes, *fit, *of))


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
