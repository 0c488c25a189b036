"""Scope above the charter: putting work in question, and the five dispositions that end a scope request."""

from pmtui.commands.scope.asking import put_in_question, raise_idea, withdraw
from pmtui.commands.scope.dispositions import drop, keep, move, new_project, postpone
from pmtui.commands.scope.reopening import reopen
from pmtui.commands.scope.together import decide_all

__all__ = [
    "decide_all",
    "drop",
    "keep",
    "move",
    "new_project",
    "postpone",
    "put_in_question",
    "raise_idea",
    "reopen",
    "withdraw",
]
