"""Makes the first backup of each day, beside the keys; only a failure is said."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp


class Keeping:
    """What the app does about the daily backup; ``clock`` is that of the place, whatever day is forecast from."""

    def __init__(self, app: "PmtuiApp", clock: Callable[[], datetime]) -> None:
        self._app = app
        self._clock = clock
        self._done: date | None = None

    def another(self) -> None:
        """Another database is open."""
        self._done = None

    def due(self) -> bool:
        """Whether this session has not seen to a backup today."""
        return self._done != self._clock().date()

    async def keep(self) -> None:
        """Make the backup of today where there is none yet."""
        from pmtui.store.backups import NoBackup, daily

        now = self._clock()
        self._done = now.date()
        try:
            made = await self._app.session.ask(partial(daily, self._app.database.path, now))
            if made is None:  # nothing to keep yet: after the first command there is
                self._done = None
        except NoBackup as failed:
            self._app.say(f"There is no backup of today: {failed.reason}.", bad=True)
