"""What commands would do, worked out beside the keys: each is rehearsed, forecast and compared in one thread."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pmtui.domain.errors import Refused
from pmtui.domain.forecast import Forecast, forecast
from pmtui.domain.forecast.lean import lean
from pmtui.domain.impact import Impact, Outlook, impact
from pmtui.domain.workspace import Workspace
from pmtui.store.database import Command, Database
from pmtui.store.errors import NotSaved, Unusable
from pmtui.store.rehearsal import Rehearsals
from pmtui.ui.view import View

K = TypeVar("K")
LIKE = 2  # forecasts kept for the next ones: options that are tried one after the other are often like each other


@dataclass(frozen=True, slots=True)
class Preview:
    """What a command would do to the workspace of one journal head, or why it would be refused.

    A commit passes ``head`` on as the head that it was shown on.
    """

    head: int
    label: str = ""
    impact: Impact | None = None
    before: Outlook | None = None
    after: Outlook | None = None
    refused: str = ""
    old: bool = False  # another session kept the file locked: shown on what was read before


class Previews:
    """Previews of commands on one database."""

    def __init__(self, database: Database) -> None:
        self._rehearsals = Rehearsals(database)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")
        self._before: Outlook | None = None

    async def each(
        self,
        commands: Sequence[tuple[K, Command]],
        view: View,
        shown: Callable[[K, Preview], None],
    ) -> None:
        """Preview one command after the other on the workspace that is in view, or on a newer one.

        ``shown`` gets each with its key as soon as it is ready, in the loop's thread. Where the caller is cancelled
        nothing more arrives, and what is not begun is not worked out.
        """
        loop = asyncio.get_running_loop()
        last: deque[Forecast] = deque(maxlen=LIKE)
        for key, command in commands:
            job = partial(self._preview, command, view, last)
            shown(key, await loop.run_in_executor(self._pool, job))

    def let_go(self) -> None:
        """Nobody looks at previews now: keep nothing for the next ones."""
        self._pool.submit(self._forget)

    def _forget(self) -> None:
        self._rehearsals.let_go()
        self._before = None

    def close(self) -> None:
        """Take no more commands; one under way ends on its own."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._rehearsals.close()

    def _preview(self, command: Command, view: View, last: deque[Forecast]) -> Preview:
        head, today = view.workspace.head, view.today
        try:
            found = self._rehearsals.run(command, today, head=head, known=view.workspace)
        except (Refused, NotSaved, Unusable) as no:
            return Preview(head, refused=no.sentence)
        before = self._outlook(found.before, view)
        outcome = forecast(found.after, today, [before.forecast, *last])
        last.append(outcome)
        figures = impact(before, Outlook(found.after, outcome))
        again = partial(forecast, found.after, today, [before.forecast])
        after = Outlook(found.after, lean(outcome, again))  # there may be as many previews as there are projects
        return Preview(found.before.head, found.label, figures, before, after, old=found.old)

    def _outlook(self, workspace: Workspace, view: View) -> Outlook:
        """The outlook that all previews of a head are compared with: what is in view, where it is of that head."""
        known = self._before
        if known is None or known.workspace is not workspace or known.today != view.today:
            current = workspace is view.workspace and not view.stale
            found = view.forecast if current else forecast(workspace, view.today, [view.forecast])
            known = self._before = Outlook(workspace, found)
        return known
