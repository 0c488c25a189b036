"""What a screen has of a database, and whether what it shows of a command is what the command does."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.commands.conftest import state

from pmtui.domain.entities import ENTITIES, Entity, described
from pmtui.domain.errors import Refused
from pmtui.domain.fields import Kind
from pmtui.domain.forecast import Forecast, forecast
from pmtui.domain.impact import Outlook, impact
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Command, Database
from pmtui.store.entries import Done
from pmtui.store.errors import NotSaved
from pmtui.ui.previewing import Preview, Previews
from pmtui.ui.view import View


class Screen:
    """The data in view, kept up with each command, and the previews on it: nothing is read or forecast anew."""

    def __init__(self, database: Database, today: date) -> None:
        self._database = database
        self._today = today
        self._previews = Previews(database)
        self.reload()

    def reload(self) -> None:
        """Show what others than this screen have written."""
        workspace = self._database.load()
        self._view = View(workspace, forecast(workspace, self._today), 1, self._today)

    def close(self) -> None:
        self._previews.close()

    @property
    def workspace(self) -> Workspace:
        return self._view.workspace

    def run(self, command: Command) -> Done:
        """Commit a command on what is in view, and show what it leaves."""
        known = self._view
        head = known.workspace.head
        done = self._database.run(command, self._today, expected_head=head, known=(known.workspace, known.forecast))
        after = self._database.load_after(known.workspace, done)
        self._view = replace(known, workspace=after, forecast=forecast(after, self._today, like=[known.forecast]))
        return done

    def show(self, commands: Sequence[Command]) -> list[Preview]:
        """What each of some commands would do, worked out one after the other."""
        found: dict[int, Preview] = {}
        asyncio.run(self._previews.each(list(enumerate(commands)), self._view, found.__setitem__))
        return [found[place] for place in range(len(commands))]

    def compare(self, command: Command, beside: Sequence[Command] = ()) -> str:
        """Show a command, behind others, then commit it: both refuse it alike, or leave the same.

        Why it is refused; "" where it is not.
        """
        *_, shown = self.show([*beside, command])
        before = self._anew()
        if shown.refused:
            with pytest.raises((Refused, NotSaved)) as no:
                self.run(command)
            assert isinstance(no.value, Refused | NotSaved)
            assert shown.refused == no.value.sentence
            return shown.refused
        done = self.run(command)
        committed = self._anew()
        assert (shown.label, shown.head, shown.old) == (done.label, before.workspace.head, False)
        assert shown.before is not None
        assert shown.after is not None
        assert_same(shown.before, before)
        assert_same(shown.after, committed)
        assert_same(Outlook(self.workspace, self._view.forecast), committed)
        assert shown.impact == impact(before, committed)
        return ""

    def _anew(self) -> Outlook:
        """What the database holds, with a forecast that goes by no other."""
        workspace = self._database.load()
        return Outlook(workspace, forecast(workspace, self._today))


def assert_same(shown: Outlook, found: Outlook) -> None:
    """The same rows in the same order, found by the same references, and the same figures in every field."""
    assert rows_of(shown.workspace) == rows_of(found.workspace)
    for entity in state(found.workspace):
        for name, one in described(entity).items():
            if one.kind is Kind.REF:
                assert shown.workspace.grouped(entity, name) == found.workspace.grouped(entity, name)
    assert figures_of(shown.forecast) == figures_of(found.forecast)


def rows_of(workspace: Workspace) -> dict[str, list[tuple[Entity, int]]]:
    """All rows in their order, with their versions, which do not count in equality."""
    kept = state(workspace)
    return {one.table: [(row, row.version) for row in kept[one].values()] for one in ENTITIES if one in kept}


def figures_of(found: Forecast) -> dict[str, Any]:
    """Each field of a forecast, read whole."""
    return {
        "today": found.today,
        "items": dict(found.items),
        "projects": dict(found.projects),
        "stalled": dict(found.stalled),
        "work": tuple(found.work),
        "needed": tuple(found.needed),
        "loops": found.loops,
    }
