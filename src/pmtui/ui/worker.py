"""The one thread beside the screen: commits, loads and forecasts run in it, in the order they were asked for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Worker:
    """Runs jobs one after the other, so that keys stay live while one waits for a lock or a slow disk."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pmtui")
        self._waiting = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def run(self, job: Callable[[], T]) -> T:
        """What the job returns; what it raises is raised here."""
        self._waiting += 1
        self._quiet.clear()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, job)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._quiet.set()

    async def quiet(self) -> None:
        """Wait until no job is under way."""
        await self._quiet.wait()

    def close(self) -> None:
        """Take no more jobs; one under way ends on its own."""
        self._pool.shutdown(wait=False)

    def finish(self) -> None:
        """Wait for the job under way; no more are taken."""
        self._pool.shutdown(wait=True, cancel_futures=True)
