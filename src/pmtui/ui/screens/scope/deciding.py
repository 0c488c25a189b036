"""The dialogs of the five dispositions: each asks for its reason and for what it needs, then decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pmtui.domain.choices import Disposition
from pmtui.domain.entities import Decision, Project, ScopeRequest, ScopeStatement, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.domain.fields import Description
from pmtui.ui.ask import Values
from pmtui.ui.impact_lines import Line
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.coming import Coming
from pmtui.ui.screens.scope.options import Asked, Option, command_of, defaults, targets
from pmtui.ui.screens.scope.outcome_words import meanwhile, told
from pmtui.ui.screens.scope.outcomes import Outcome, Outcomes, key_of_outcome
from pmtui.ui.screens.scope.recording import text_of_options
from pmtui.ui.view import View
from pmtui.ui.widgets import field

if TYPE_CHECKING:
    from pmtui.store.database import Command
    from pmtui.store.entries import Done
    from pmtui.ui.previewing import Preview

REASON = field.FieldSpec("reason", replace(described(Decision)["rationale"], label="Reason"))


@dataclass(frozen=True)
class Question:
    """What a disposition asks for besides its reason."""

    title: str
    intro: str
    specs: Sequence[field.FieldSpec]
    start: Values  # what the fields begin with
    arguments: Callable[[Values], Values] = dict  # what the command gets for what was filled in


def decide(
    screen: PmScreen, outcomes: Outcomes, option: Option, *, asks: bool, on_done: Callable[["Done"], None]
) -> AskPreviewed:
    """Open the dialog of an option; where it ``asks``, the project is chosen in it."""
    view, asked = screen.view, outcomes.asked
    question = question_of(view, asked, option, asks)

    def command(values: Values, options: str) -> "Command":
        return command_of(asked, option, {**question.arguments(values), "options": options})

    def tell(preview: "Preview") -> Sequence[Line]:
        news = meanwhile(asked, preview.before.workspace) if preview.before is not None else ()
        return (*news, *told(Outcome(option, preview), asked, screen.view))

    def closed(done: "Done | None") -> None:
        if done is not None:
            on_done(done)

    dialog = AskPreviewed(
        question.title,
        [*question.specs, REASON],
        EntryContext(view.today, view.currency),
        command,
        tell,
        partial(text_of_options, screen, outcomes, asked, key_of_outcome(Outcome(option))),
        values=question.start,
        intro=question.intro,
        verb="decide",
    )
    screen.app.push_screen(dialog, closed)
    return dialog


def question_of(view: View, asked: Asked, option: Option, asks: bool) -> Question:
    """What to ask for an option of these requests."""
    name = name_of(asked)
    start = defaults(view, asked, option)
    match option.disposition:
        case Disposition.KEEP:
            return _keep(asked, option, name, start)
        case Disposition.MOVE:
            return _move(view, asked, option, asks, name)
        case Disposition.NEW_PROJECT:
            fields = described(Project)
            names = ("code", "name", "start", "target_finish", "priority")
            people = Coming(view, asked, None)
            specs = [*(_spec(one, fields[one]) for one in names), *people.specs]
            last = max((one.priority for one in view.workspace.projects(view.program_id)), default=0)
            start = {"name": start["name"], "start": view.today, "priority": min(last + 1, 999), **people.start}
            intro = f"It starts proposed, its charter begun from the request. {people.words}".rstrip()
            return Question(f"New project of {name}", intro, specs, start, people.arguments)
        case Disposition.DROP:
            intro = "It is out of scope, with what is inside it; what waits for it waits no longer."
            return Question(f"Drop {name}", intro, (), {})
        case Disposition.POSTPONE:
            until = replace(described(ScopeRequest)["postponed_until"], required=True, label="Until")
            intro = "The work does not start before that day; then it is back here."
            return Question(f"Postpone {name}", intro, [_spec("until", until)], {})


def name_of(asked: Asked) -> str:
    """What is decided on."""
    if len(asked) > 1:
        return f"{len(asked)} requests ({', '.join(one.name for one in asked)})"
    (row,) = asked
    return f"{row.name} {row.request.title}" if row.item is not None else f"the idea {row.request.title}"


def _spec(name: str, description: Description, label: str = "") -> field.FieldSpec:
    return field.FieldSpec(name, description, label)


def _keep(asked: Asked, option: Option, name: str, start: Values) -> Question:
    codes = sorted({one.project.code for one in asked})
    title = f"Keep {name} in {', '.join(codes)}"
    if option.statement is None:
        spec = _spec("new_statement", described(ScopeStatement)["text"], "Statement")
        where = "the charter" if len(codes) == 1 else f"each of the {len(codes)} charters"
        return Question(title, f"This in-scope statement is added to {where}.", [spec], start)
    described_as = replace(described(WorkItem)["statement_id"], required=True, label="Statement")
    found = tuple(field.Option(one.id, one.text) for one in option.citable)
    spec = field.FieldSpec("statement_id", described_as, options=lambda: found)
    return Question(title, "It serves a statement that the charter has.", [spec], start)


def _move(view: View, asked: Asked, option: Option, asks: bool, name: str) -> Question:
    target = None if asks else option.target
    people = Coming(view, asked, target)
    found = tuple(field.Option(one.id, one.code, one.name) for one in targets(view, asked))
    to = replace(described(ScopeRequest)["project_id"], label="Project", hint="")
    spec = field.FieldSpec("project_id", to, options=lambda: found, given=target is not None)
    start = people.start if target is None else {"project_id": target.id, **people.start}
    stays = f"Its notes and links go with it. {people.words}".rstrip()
    return Question(f"Move {name}", stays, [spec, *people.specs], start, people.arguments)
