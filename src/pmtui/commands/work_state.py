"""What follows from a change of a work item's state, percent, effort or kind: one rule for forms and for keys.

- *To do* clears the days on which it started and finished, its percent and its remaining effort.
- *In progress* sets the day on which it started (today); any percent keeps its value, also 100 %, which in a form
  does not finish an item; the keys that set 100 % or nothing remaining do (see ``work``).
- *Done* sets 100 % and the day on which it finished (today, unless given), and empties remaining and blocked until.
- A percent, or a day of start, on an item to do puts it in progress; a percent under 100 on a done one does too;
  a day of finish makes it done; a day in *blocked until* makes it blocked.
- A percent set without a remaining effort empties the one set earlier by hand, which would else overrule it.
- Effort and fixed duration exclude each other, the one set last stays; a milestone has neither.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pmtui.domain.choices import WorkKind, WorkState
from pmtui.domain.entities import WorkItem, described
from pmtui.domain.errors import Refused

Changes = dict[str, Any]
_WORK = ("effort", "duration", "remaining")


def following(item: WorkItem, changes: Mapping[str, Any], today: date) -> Changes:
    """The changes with all that follows from them; Refused with the field where they contradict each other."""
    result = dict(changes)
    _size(item, result)
    _state(item, result, today)
    _agree(replace(item, **result), result, today)
    return result


def _size(item: WorkItem, result: Changes) -> None:
    kind = result.get("kind", item.kind)
    if kind is WorkKind.MILESTONE:
        for field in _WORK:
            if result.get(field):
                raise Refused(
                    "A milestone has no effort and no duration: make it a task, or leave them empty.",
                    {field: "a milestone has none"},
                )
            if getattr(item, field) is not None or field in result:
                result[field] = None
        return
    effort, duration = result.get("effort"), result.get("duration")
    if effort is not None and duration is not None:
        raise Refused(
            "Effort and fixed duration exclude each other: leave one of them empty.",
            {"effort": "not with a fixed duration", "duration": "not with an effort"},
        )
    if effort is not None and item.duration is not None:
        result["duration"] = None
    if duration is not None:
        if item.effort is not None:
            result["effort"] = None
        if item.remaining is not None:
            result.setdefault("remaining", None)


def _state(item: WorkItem, result: Changes, today: date) -> None:
    state = result["state"] if "state" in result else _state_meant(item, result)
    percent = result.get("percent")
    if percent is not None and percent != item.percent and item.remaining is not None:
        result.setdefault("remaining", None)
    if state == item.state:
        return
    result["state"] = state
    if state is WorkState.TO_DO:
        follows: Changes = {"started_on": None, "finished_on": None, "percent": 0, "remaining": None}
    elif state is WorkState.DONE:
        finished = result.get("finished_on") or item.finished_on or today
        started = result.get("started_on") or item.started_on or finished
        follows = {"percent": 100, "remaining": None, "finished_on": finished, "started_on": started}
        result["finished_on"], result["started_on"] = finished, started
    elif state is WorkState.IN_PROGRESS:
        follows = {"started_on": item.started_on or today, "finished_on": None}
    else:
        follows = {"finished_on": None}
    if state is not WorkState.BLOCKED:
        follows["blocked_until"] = None
    for field, value in follows.items():
        if getattr(item, field) != value:
            result.setdefault(field, value)


def _state_meant(item: WorkItem, result: Changes) -> WorkState:
    """The state that the other changes imply, where none is given."""
    percent = result.get("percent")
    if result.get("finished_on") is not None:
        return WorkState.DONE
    if item.state is WorkState.DONE and percent is not None and percent < 100:
        return WorkState.IN_PROGRESS
    if item.state in (WorkState.TO_DO, WorkState.IN_PROGRESS) and result.get("blocked_until") is not None:
        return WorkState.BLOCKED
    if item.state is WorkState.TO_DO and (percent or result.get("started_on") is not None):
        return WorkState.IN_PROGRESS
    return item.state


def _agree(now: WorkItem, result: Changes, today: date) -> None:
    """Refuse what contradicts itself, in fields that were touched; what was so before stays editable."""
    problem = ""
    field = next((one for one in ("started_on", "finished_on") if _after(result.get(one), today)), "")
    if field:
        problem = "cannot be after today"
    elif (now.finished_on is None) is (now.state is WorkState.DONE) and _touched(result, "finished_on", "state"):
        field, problem = "finished_on", "is needed for work that is done, and only for that"
    elif now.state is WorkState.TO_DO and now.percent and _touched(result, "percent", "state"):
        field, problem = "percent", "must be 0 for work to do; set its state to in progress"
    elif now.state is WorkState.TO_DO and now.started_on is not None and _touched(result, "started_on", "state"):
        field, problem = "started_on", "must be empty for work to do; set its state to in progress"
    elif now.state is WorkState.DONE and now.percent < 100 and _touched(result, "percent", "state"):
        field, problem = "percent", "must be 100 for work that is done"
    elif now.kind is WorkKind.MILESTONE and now.percent not in (0, 100) and _touched(result, "percent", "kind"):
        field, problem = "percent", "must be 0 or 100 for a milestone, which is reached or not"
    elif now.blocked_until is not None and now.state is not WorkState.BLOCKED and "blocked_until" in result:
        field, problem = "blocked_until", "is only for work that is blocked"
    elif now.remaining is not None and now.duration is not None and _touched(result, "remaining", "duration"):
        field, problem = "remaining", "is not for work of a fixed duration; set its % complete"
    elif now.remaining and now.state is WorkState.DONE and _touched(result, "remaining", "state"):
        field, problem = "remaining", "must be empty for work that is done; set its state back first"
    if problem:
        raise Refused(f"{described(WorkItem)[field].label} {problem}.", {field: problem})


def _after(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first > second


def _touched(result: Changes, *fields: str) -> bool:
    return any(field in result for field in fields)
