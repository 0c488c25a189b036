"""The decisions of a workspace as Markdown: what was chosen among what, why, and how it turned out."""

import re
from collections.abc import Iterable, Iterator

from pmtui.domain.days import newest_first
from pmtui.domain.entities import Decision, Program, Project
from pmtui.domain.forecast import Forecast
from pmtui.domain.impact.record import RecordedOption, predictions, read_record, told
from pmtui.domain.text import safe
from pmtui.domain.workspace import Workspace

_MEANT = re.compile(r"([\\`*_{}\[\]<>#|~&])")  # what Markdown reads as more than itself


def decisions_markdown(
    workspace: Workspace, forecast: Forecast, decisions: Iterable[Decision] | None = None
) -> str:
    """These decisions (all where none are given), the newest first, under their programs."""
    rows = list(workspace.all(Decision).values() if decisions is None else decisions)
    rows.sort(key=lambda one: newest_first(one.decided_on, one.id))
    lines: list[str] = []
    for program in workspace.all(Program).values():
        own = [one for one in rows if one.program_id == program.id]
        if own:
            lines += [f"# Decisions of {_literal(program.name)}", ""]
            for one in own:
                lines += _decision(workspace, forecast, one)
    return "\n".join(lines or ["# Decisions", "", "There is none yet."]).rstrip("\n") + "\n"


def _decision(workspace: Workspace, forecast: Forecast, decision: Decision) -> Iterator[str]:
    project = workspace.get(Project, decision.project_id)
    facts = [
        ("Kind", decision.kind.value),
        ("Project", f"{project.code} {project.name}" if project is not None else ""),
        ("Chosen", decision.chosen),
        ("Decided", f"{decision.decided_on or ''} {decision.decided_by}".strip()),
        ("Effective from", str(decision.effective_from or "")),
    ]
    yield from (f"## {_literal(decision.title)}", "")
    yield from (f"- {name}: {_literal(value)}" for name, value in facts if value)
    yield from (
        f"- {_literal(one[:1].upper() + one[1:])}" for one in predictions(workspace, forecast, decision.options)
    )
    yield ""
    yield from (f"> {_literal(line)}".rstrip() for line in decision.rationale.splitlines())
    yield ""
    record = read_record(decision.options)
    if record is not None and record.options:
        yield from (f"Options as they stood on {record.day}:", "")
        yield from (_option(workspace, decision, one) for one in record.options)
        yield ""


def _option(workspace: Workspace, decision: Decision, option: RecordedOption) -> str:
    name = f"**{_literal(option.option)}** (chosen)" if option.chosen else _literal(option.option)
    return f"- {name}: {_literal(told(workspace, decision, option))}"


def _literal(text: str) -> str:
    """User text as text, whatever it holds."""
    return _MEANT.sub(r"\\\1", safe(text))
