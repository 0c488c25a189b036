"""Hostile texts in every field of a full plan, on every screen: none of their controls is sent, nothing shifts."""

import asyncio
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyte
from tests.faults.figure import Figure, counted, side_by_side
from tests.faults.strings import HOSTILE
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.widgets import Input
from wcwidth import wcswidth

from pmtui.domain import text
from pmtui.domain.entities import ENTITIES, Program, described
from pmtui.domain.fields import Kind
from pmtui.domain.place import ScreenName
from pmtui.exchange.demo import open_demo
from pmtui.store.database import Database
from pmtui.ui.app import PmtuiApp
from pmtui.ui.screen import PmScreen
from pmtui.ui.terminal.driver import ENTER
from pmtui.ui.terminal.shadow import Shadow

TODAY = date(2027, 3, 1)
SIZE = (100, 30)
WALKS = 15  # visits with four texts each
LEAVING = 6  # escapes until a screen without dialogs must be back

# What opens something on each screen; every tab of the screen gets them.
KEYS = {
    "1": ("w", "e", "enter", "n", "x", "h", "Z", "tab", "z"),
    "2": ("w", "e", "enter", "n", "x", "L", "s", "U", "a", "p", "W"),
    "3": ("tab", "r", "w", "enter", "c", "m", "d", "p", "e", "x"),
    "4": ("w", "enter", "a", "s", "e", "x", "n"),
}
SCREENS = dict(zip(KEYS, ScreenName, strict=True))
EVERYWHERE = ("question_mark", "colon", "P", "u")
# All that may be sent once the screen is taken over: text, jumps, styles, erasures and modes.
_ALLOWED = re.compile(r"\x1b\[(?:[\d;]*[HmCKXJ]|\?\d+[hl])")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Walk:
    """A visit to every screen with these texts in the data; ``unsafe`` shows and sends them as they are."""

    texts: tuple[str, ...]
    unsafe: bool = False
    short: bool = False  # what opens only on the first tab of each screen, and little of it
    screens: str = "1234"


@dataclass(slots=True)
class Seen:
    """What was wrong on the way, and how many screens were looked at."""

    raw: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    shifted: list[str] = field(default_factory=list)
    screens: int = 0


class Recording(HeadlessDriver):
    """Keeps what the product's driver would send."""

    is_headless = False

    def __init__(self, app: Any, **settings: Any) -> None:
        super().__init__(app, **settings)
        self._shadow = Shadow(*SIZE, erases=True)
        self._shadow.cleared()
        self.sent = ENTER

    def write(self, data: str) -> None:
        """Take what Textual paints."""
        self.sent += self._shadow.paint(data)


class Careless(Recording):
    """Sends what Textual paints as it is."""

    def write(self, data: str) -> None:
        """Hold nothing back."""
        self.sent += data


def figures(quick: bool) -> Iterator[Figure]:
    """Every screen for a few texts at a time; in a hurry once for all of them mixed."""
    apart = [Walk(HOSTILE[number::WALKS]) for number in range(WALKS)]
    hurried = [Walk(HOSTILE, short=True, screens=screens) for screens in ("12", "34")]
    careless = Walk(HOSTILE, unsafe=True, short=True, screens="3")
    walks = hurried if quick else [Walk(HOSTILE), *apart]
    *found, worse = side_by_side(walked, [*walks, careless], at_once=2)
    screens = sum(one.screens for one in found)
    name = f"{len(HOSTILE)} hostile texts:"
    yield counted(f"{name} raw control bytes sent", screens, (said for one in found for said in one.raw))
    yield counted(f"{name} crashes", screens, (said for one in found for said in one.crashed))
    yield counted(f"{name} shifted columns", screens, (said for one in found for said in one.shifted))
    yield counted("texts sent as they are: raw control bytes", worse.screens, worse.raw, control=True)
    yield counted("texts sent as they are: shifted columns", worse.screens, worse.shifted, control=True)


def walked(walk: Walk) -> Seen:
    """Visit every screen, tab and dialog of the demo with these texts in it."""
    if walk.unsafe:
        text.safe.__code__ = as_it_is.__code__
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        database, _ = open_demo(Path(folder) / "demo.db", TODAY)
        fill(database, walk.texts)
        for screen in walk.screens:
            try:
                asyncio.run(visit(database, screen, seen, walk))
            except Exception as error:
                seen.crashed.append(f"{walk.texts[0]!r} on screen {screen}: {type(error).__name__} {error}"[:200])
        database.close()
    return seen


def as_it_is(text: str, *, long: bool = False) -> str:  # noqa: ARG001 - as ``safe`` has them
    """What the control has for ``safe``."""
    return text


def fill(database: Database, texts: tuple[str, ...]) -> None:
    """Put the texts into all fields that hold text, past all checks, as another program might."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for entity in ENTITIES:
            for name, description in described(entity).items():
                if description.kind in (Kind.TEXT, Kind.LONG) and (entity, name) != (Program, "currency"):
                    for (id,) in raw.execute(f"SELECT id FROM {entity.table} WHERE {name} <> ''").fetchall():
                        value = f"{texts[id % len(texts)][: (description.most or 99) - 4]}{id}"
                        change = f"UPDATE {entity.table} SET {name} = ? WHERE id = ?"
                        raw.execute(change, (value, id))


async def visit(database: Database, screen: str, seen: Seen, walk: Walk) -> None:
    """One of the four screens: each of its tabs, and all that opens there."""
    app = PmtuiApp(lambda: database, TODAY, Careless if walk.unsafe else Recording)
    async with app.run_test(headless=False, size=SIZE) as pilot:
        watch = Watch(app, pilot, seen)
        await watch.press(screen)
        before: set[str] = set()
        while (tab := repr(app.base_screen.place().tab)) not in before:
            keys = (*KEYS[screen], *(EVERYWHERE if screen == "1" else ()))
            if walk.short:
                keys = () if before else keys[:2]
            before.add(tab)
            for key in keys:
                await watch.press(key)
                await watch.leave(screen)
            await watch.press("right_square_bracket")


class Watch:
    """Presses keys and looks at each screen that comes of it."""

    def __init__(self, app: PmtuiApp, pilot: Pilot[None], seen: Seen) -> None:
        self._app, self._pilot, self._seen = app, pilot, seen
        self._terminal = pyte.Screen(*SIZE)
        self._stream = pyte.Stream(self._terminal)
        self._keys: list[str] = []

    async def press(self, key: str) -> None:
        """Press it, and look."""
        self._keys.append(key)
        await self._pilot.press(key)
        await self._pilot.pause()
        await self._app.settled()
        await self._pilot.pause()
        self._look()

    async def leave(self, screen: str) -> None:
        """Back to the screen without dialogs."""
        for _ in range(LEAVING):
            if isinstance(self._app.screen, PmScreen) and not isinstance(self._app.focused, Input):
                break
            await self.press("escape")
            if "not saved" in self._shown():
                await self.press("y")
        assert isinstance(self._app.screen, PmScreen), f"a dialog stays after {self._keys[-9:]}"
        if self._app.base_screen.screen_name is not SCREENS[screen]:
            await self.press(screen)

    def _shown(self) -> str:
        return "\n".join(strip.text for strip in self._strips())

    def _strips(self) -> list[Any]:
        return self._app.screen._compositor.render_strips(self._app.size)

    def _look(self) -> None:
        """Compare what was sent, as a terminal shows it, with what was meant."""
        self._seen.screens += 1
        driver = self._app._driver
        assert isinstance(driver, Recording)
        sent, driver.sent = driver.sent, ""
        where = "".join(f" {key}" for key in self._keys[-6:])
        raw = [one for one in _ALLOWED.sub("", sent.removeprefix(ENTER)) if unicodedata.category(one) in _UNSEEN]
        if raw:
            self._seen.raw.append(f"{raw[:5]!r} after{where}")
        self._stream.feed(known(sent))
        for strip, line in zip(self._strips(), self._terminal.display, strict=True):
            meant, shown = known(strip.text).rstrip(), line.rstrip()
            if wcswidth(strip.text) != SIZE[0] or unicodedata.normalize("NFC", meant) != shown:
                self._seen.shifted.append(f"{meant!r} shown as {shown!r} after{where}")
                return


def known(line: str) -> str:
    """Without the marks that pyte takes for the end of what it is given; their width is judged by wcwidth."""
    return "".join(one for one in line if unicodedata.category(one) != "Mn" or unicodedata.combining(one))
