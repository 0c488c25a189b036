"""The dialogs of the five dispositions: each asks for its reason and for what it needs, then decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pmtui.commands import scope
from pmtui.domain.choices import Disposition
from pmtui.domain.entities import Decision, Project, ScopeRequest, ScopeStatement, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.ui.ask import AskAndDo, Values
from pmtui.ui.candidates import candidates
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.options import Option, targets
from pmtui.ui.screens.scope.requests import RequestRow
from pmtui.ui.view import View
from pmtui.ui.widgets import field

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.store.entries import Done

REASON = field.FieldSpec("reason", replace(described(Decision)["rationale"], label="Reason"))


@dataclass(frozen=True)
class Question:
    """What a disposition asks for besides its reason, and the command that it runs on the answers."""

    title: str
    intro: str
    specs: Sequence[field.FieldSpec]
    command: Callable[..., str]
    known: dict[str, object]  # arguments that are not asked for
    start: dict[str, object]  # what the fields begin with


def decide(
    screen: PmScreen, row: RequestRow, option: Option, *, asks: bool, on_done: Callable[["Done"], None]
) -> None:
    """Open the dialog of an option; where it ``asks``, the statement or the project is chosen in it."""
    question = question_of(screen.view, row, option, asks)

    def command(values: Values) -> "Command":
        arguments: dict[str, Any] = question.known | values
        return partial(question.command, request_id=row.request.id, **arguments)

    def closed(done: "Done | None") -> None:
        if done is not None:
            on_done(done)

    dialog = AskAndDo(
        question.title,
        [*question.specs, REASON],
        EntryContext(screen.view.today, screen.view.currency),
        command,
        values=question.start,
        intro=question.intro,
        verb="decide",
    )
    screen.app.push_screen(dialog, closed)


def question_of(view: View, row: RequestRow, option: Option, asks: bool) -> Question:
    """What to ask for an option of a request."""
    name = f"{row.name} {row.request.title}" if row.item is not None else f"the idea {row.request.title}"
    match option.disposition:
        case Disposition.KEEP:
            return _keep(view, row, option, asks, name)
        case Disposition.MOVE:
            return _move(view, row, option, asks, name)
        case Disposition.NEW_PROJECT:
            fields = described(Project)
            specs = [field.FieldSpec(one, fields[one]) for one in ("code", "name")]
            intro = "It starts proposed, last in priority, from today, its charter begun from this request."
            start: dict[str, object] = {"name": row.request.title}
            return Question(f"New project of {name}", intro, specs, scope.new_project, {}, start)
        case Disposition.DROP:
            intro = _said(
                row,
                "It is out of scope, with what is inside it; what waits for it waits no longer.",
                "Nothing becomes of it but this record.",
            )
            return Question(f"Drop {name}", intro, (), scope.drop, {}, {})
        case Disposition.POSTPONE:
            until = replace(described(ScopeRequest)["postponed_until"], required=True, label="Until")
            specs = [field.FieldSpec("until", until)]
            intro = _said(row, "The work does not start before that day; then", "On that day") + " it is back here."
            return Question(f"Postpone {name}", intro, specs, scope.postpone, {}, {})


def _keep(view: View, row: RequestRow, option: Option, asks: bool, name: str) -> Question:
    title = f"Keep {name} in {row.project.code}"
    if option.statement is None:
        spec = field.FieldSpec("new_statement", described(ScopeStatement)["text"], "Statement")
        what = _said(row, "the work", "a new work item")
        intro = f"This in-scope statement is added to the charter, and {what} serves it."
        return Question(title, intro, [spec], scope.keep, {}, {"new_statement": row.request.title})
    if not asks:
        serves = _said(row, "It serves", "It becomes a work item that serves")
        intro = f"{serves} the charter's statement “{option.statement.text}”."
        return Question(title, intro, (), scope.keep, {"statement_id": option.statement.id}, {})
    described_as = replace(described(WorkItem)["statement_id"], required=True, label="Statement")
    options = candidates(WorkItem, "statement_id", view, {"project_id": row.project.id})
    spec = field.FieldSpec("statement_id", described_as, options=options)
    return Question(title, "Name the in-scope statement that it serves.", [spec], scope.keep, {}, {})


def _move(view: View, row: RequestRow, option: Option, asks: bool, name: str) -> Question:
    stays = _said(
        row,
        "Its people, notes and links go with it; no share of anybody is brought along.",
        "It becomes a work item there.",
    )
    if option.target is not None and not asks:
        title = f"Move {name} to {option.target.code} {option.target.name}"
        return Question(title, stays, (), scope.move, {"project_id": option.target.id}, {})
    found = tuple(field.Option(one.id, one.code, one.name) for one in targets(view, row.project.id))
    to = replace(described(ScopeRequest)["project_id"], label="Project", hint="")
    spec = field.FieldSpec("project_id", to, options=lambda: found)
    return Question(f"Move {name}", stays, [spec], scope.move, {}, {})


def _said(row: RequestRow, of_work: str, of_idea: str) -> str:
    """What is true of a work item, or of an idea."""
    return of_work if row.item is not None else of_idea
