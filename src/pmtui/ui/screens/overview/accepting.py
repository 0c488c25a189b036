"""Accepting a row of *Needs you* until a day, and what is accepted now."""

from datetime import date
from functools import partial
from typing import cast

from pmtui.commands.needs import accept, resume
from pmtui.domain.entities import ENTITIES, Acceptance, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.needs import Need, needs
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Command
from pmtui.ui.ask import AskAndDo, Values
from pmtui.ui.dialogs import Choose
from pmtui.ui.screen import PmScreen
from pmtui.ui.view import View
from pmtui.ui.widgets.field import FieldSpec, Option


def accept_need(screen: PmScreen, need: Need) -> None:
    """Ask until when and why, then accept it."""

    def command(values: Values) -> Command:
        until, reason = cast(date, values["until"]), str(values["reason"])
        return partial(accept, subject=need.subject, until=until, reason=reason, row=need.sentence)

    specs = [FieldSpec(name, described(Acceptance)[name]) for name in ("until", "reason")]
    context = EntryContext(screen.view.today)
    screen.app.push_screen(AskAndDo("Accept until", specs, context, command, intro=need.sentence, verb="accept"))


def accepted(view: View) -> tuple[tuple[Need, Acceptance], ...]:
    """The needs that are left out of the list because they are accepted on the view's day."""
    rows = (row for one in ENTITIES if one is not Acceptance for row in view.workspace.all(one).values())
    by_subject = {one.subject: one for one in view.workspace.all(Acceptance).values()}
    shown = {one.subject for one in view.needs}
    every = needs(Workspace(rows), view.forecast, view.program_id, view.today)
    return tuple((one, by_subject[one.subject]) for one in every if one.subject in by_subject.keys() - shown)


def show_accepted(screen: PmScreen) -> None:
    """List what is accepted, with until when and why; the chosen one is back in the list at once."""
    found = accepted(screen.view)
    if not found:
        screen.say("Nothing is accepted now: z on a row of Needs you accepts it until a day.")
        return
    sentences = {need.subject: need.sentence for need, _ in found}
    options = [Option(need.subject, need.sentence, f"until {one.until}: {one.reason}") for need, one in found]

    def chosen(subject: object) -> None:
        if isinstance(subject, str):
            screen.pm.commit(partial(resume, subject=subject, row=sentences[subject]))

    screen.app.push_screen(Choose("Accepted; enter takes one back into Needs you", options), chosen)
