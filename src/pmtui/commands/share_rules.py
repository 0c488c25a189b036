"""What a share may be shifted to and when: refusals, each a sentence with the field at fault."""

from datetime import date

from pmtui.domain.choices import ENDED
from pmtui.domain.days import show_weekday
from pmtui.domain.entities import Project, Resource
from pmtui.domain.errors import Refused
from pmtui.domain.forecast import forecast
from pmtui.domain.shares import Shift, done_by
from pmtui.store.transaction import Transaction


def refuse_shift(tx: Transaction, what: Shift) -> None:
    """Refuse a shift that makes no sense whatever is promised."""
    if what.from_id is None and what.to_id is None:
        sentence = "Choose a project to give the share to, or one to take it from."
        _refuse("to_id", sentence, "a project, here or above")
    if what.from_id == what.to_id:
        _refuse(
            "to_id", "Choose two different places to shift the share between.", "the same as where it comes from"
        )
    if not 1 <= what.percent <= 100:
        _refuse("percent", f"Shift 1 to 100 %, not {what.percent} %.", "1 to 100 %")
    if what.finish is not None and what.finish < what.start:
        sentence = f"It would end on {what.finish}, before it starts on {what.start}: choose a later end."
        _refuse("finish", sentence, "before the start")
    resource = tx.get(Resource, what.resource_id)
    if what.to_id is not None:
        refuse_away(resource, what.start, what.finish)
        refuse_outside(tx, tx.get(Project, what.to_id), what.start)


def refuse_away(resource: Resource, start: date, finish: date | None) -> None:
    """Refuse promising somebody before they come or after they leave."""
    name, comes, leaves = resource.name, resource.available_from, resource.available_to
    if comes is not None and start < comes:
        _refuse("start", f"{name} comes on {comes}: start then or later.", f"{name} comes on {comes}")
    if leaves is not None and start > leaves:
        _refuse("start", f"{name} is there only to {leaves}: choose somebody else.", f"there only to {leaves}")
    if leaves is not None and finish is not None and finish > leaves:
        _refuse("finish", f"{name} leaves on {leaves}: end then or earlier.", f"{name} leaves on {leaves}")


def refuse_outside(tx: Transaction, project: Project, start: date) -> None:
    """Refuse a share of a project that has ended, or on days on which there is no such project."""
    if project.status in ENDED:
        _refuse("to_id", f"{project.code} is {project.status}: nobody works there any more.", f"{project.status}")
    if project.start is not None and start < project.start:
        sentence = f"{project.code} starts on {show_weekday(project.start)}: start the share then or later."
        _refuse("start", sentence, f"{project.code} starts on {project.start}")
    if project.target_finish is None or start <= project.target_finish:
        return  # before it is forecast, which takes the longest
    ends = done_by(project, forecast(tx.workspace(), tx.today).projects.get(project.id))
    if ends is not None and start > ends:
        sentence = f"{project.code} is done by {show_weekday(ends)}: start the share before that."
        _refuse("start", sentence, f"{project.code} is done by {ends}")


def span_words(start: date, finish: date | None) -> str:
    """The days of a share in a sentence."""
    if finish == start:
        return f"on {start}"
    return f"from {start} on" if finish is None else f"from {start} to {finish}"


def _refuse(field: str, sentence: str, beside: str) -> None:
    raise Refused(sentence, {field: beside})
