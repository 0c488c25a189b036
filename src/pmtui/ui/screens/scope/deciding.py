"""The dialogs of the five dispositions: each asks for its reason and for what it needs, then decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pmtui.commands.naming import listed
from pmtui.domain.choices import Disposition
from pmtui.domain.entities import Decision, Project, ScopeRequest, ScopeStatement, WorkItem, described
from pmtui.domain.entry import EntryContext
from pmtui.ui.ask import Values
from pmtui.ui.impact_lines import Line
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.coming import Coming
from pmtui.ui.screens.scope.options import (
    Asked,
    Option,
    command_of,
    defaults,
    key_of_option,
    move_to,
    targets,
)
from pmtui.ui.screens.scope.outcome_words import meanwhile, told
from pmtui.ui.screens.scope.outcomes import Outcome, Outcomes
from pmtui.ui.screens.scope.recording import text_of_options
from pmtui.ui.view import View
from pmtui.ui.widgets import field

if TYPE_CHECKING:
    from pmtui.store.database import Command
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


class Decide(AskPreviewed):
    """Decides on requests: where it can go to several projects, what is asked follows the one that is chosen."""

    def __init__(self, screen: PmScreen, outcomes: Outcomes, option: Option, *, asks: bool) -> None:
        """Where it ``asks``, the project or the day is chosen in the dialog."""
        self._screen = screen
        self._outcomes = outcomes
        self._asked = outcomes.asked
        self._option = option
        self._target = None if asks else option.target
        self._question = question_of(screen.view, self._asked, option, asks=asks)
        super().__init__(
            self._question.title,
            [*self._question.specs, REASON],
            EntryContext(screen.view.today, screen.view.currency),
            self._decided,
            self._told,
            self._text,
            values=self._question.start,
            intro=self._question.intro,
            verb="decide",
        )

    @property
    def option(self) -> Option:
        """What is decided: of the moves, the one to the project that is chosen."""
        if self._option.disposition is not Disposition.MOVE or self._target is None:
            return self._option
        found = move_to(self._target, None)
        known = (one.option for one in self._outcomes.outcomes)
        return next((one for one in known if key_of_option(one) == key_of_option(found)), found)

    def renew(self) -> None:
        """Ask for what goes with the project that is chosen by now, then work the figures out anew."""
        self._follow_project()
        super().renew()

    def _follow_project(self) -> None:
        chosen = field.value_of(self.fields.fields, "project_id")
        target = next((one for one in targets(self._screen.view, self._asked) if one.id == chosen), None)
        if target is None or target.id == (self._target.id if self._target is not None else None):
            return
        self._target = target
        self._question = _move(self._screen.view, self._asked, target, name_of(self._asked))
        self.ask([*self._question.specs, REASON], self._question.start, self._question.intro)

    def _decided(self, values: Values, options: str) -> "Command":
        return command_of(self._asked, self._option, {**self._question.arguments(values), "options": options})

    def _told(self, preview: "Preview") -> Sequence[Line]:
        news = meanwhile(self._asked, preview.before.workspace) if preview.before is not None else ()
        return (*news, *told(Outcome(self.option, preview), self._asked, self._screen.view))

    async def _text(self, preview: "Preview") -> str:
        chosen = Outcome(self.option, preview)
        return await text_of_options(self._screen, self._outcomes, self._asked, chosen)


def question_of(view: View, asked: Asked, option: Option, *, asks: bool) -> Question:
    """What to ask for an option of these requests; unless it ``asks``, it begins with what the option takes."""
    name = name_of(asked)
    start = defaults(view, asked, option)
    match option.disposition:
        case Disposition.KEEP:
            return _keep(asked, option, name, start, given=not asks)
        case Disposition.MOVE:
            return _move(view, asked, None if asks else option.target, name)
        case Disposition.NEW_PROJECT:
            fields = described(Project)
            names = ("code", "name", "start", "target_finish", "priority")
            people = Coming(view, asked, None)
            specs = [*(field.FieldSpec(one, fields[one]) for one in names), *people.specs]
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
            spec = field.FieldSpec("until", until, given=not asks)
            return Question(f"Postpone {name}", intro, [spec], {} if asks else start)


def name_of(asked: Asked) -> str:
    """What is decided on."""
    if len(asked) > 1:
        return f"{len(asked)} requests ({listed([one.known_by for one in asked], 3)})"
    (row,) = asked
    return f"{row.name} {row.request.title}" if row.item is not None else f"the idea {row.request.title}"


def _keep(asked: Asked, option: Option, name: str, start: Values, *, given: bool) -> Question:
    codes = sorted({one.project.code for one in asked})
    title = f"Keep {name} in {', '.join(codes)}"
    if option.statement is None:
        spec = field.FieldSpec("new_statement", described(ScopeStatement)["text"], "Statement", given=given)
        where = "the charter" if len(codes) == 1 else f"each of the {len(codes)} charters"
        return Question(title, f"This in-scope statement is added to {where}.", [spec], start)
    described_as = replace(described(WorkItem)["statement_id"], required=True, label="Statement")
    found = tuple(field.Option(one.id, one.text) for one in option.citable)
    spec = field.FieldSpec("statement_id", described_as, options=lambda: found, given=given)
    return Question(title, "It serves a statement that the charter has.", [spec], start)


def _move(view: View, asked: Asked, target: Project | None, name: str) -> Question:
    """The project and who comes along to it, once it is known."""
    found = tuple(field.Option(one.id, one.code, one.name) for one in targets(view, asked))
    to = replace(described(ScopeRequest)["project_id"], label="Project", hint="")
    spec = field.FieldSpec("project_id", to, options=lambda: found, given=target is not None)
    title, stays = f"Move {name}", "Its notes and links go with it."
    if target is None:
        return Question(title, stays, [spec], {})
    people = Coming(view, asked, target)
    start = {"project_id": target.id, **people.start}
    return Question(title, f"{stays} {people.words}".rstrip(), [spec, *people.specs], start, people.arguments)
