"""Make the pictures of this folder: each screen of the demo on a fixed day, as SVG and PNG.

Run ``python screenshots/make.py [NAME...]`` where pmtui, Chromium and the font below are installed.
"""

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from pmtui.exchange.demo import open_demo
from pmtui.ui.app import PmtuiApp

TODAY = date(2027, 2, 1)
FOLDER = Path(__file__).parent
FONT = "DejaVu Sans Mono"
SIZE = 12.2 / 0.60205  # the cell's width in pixels over the font's advance, so that cells meet


@dataclass(frozen=True)
class Picture:
    """A file name, the size of the terminal, and the keys that lead to what is shown."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 40)


PICTURES = (
    Picture("overview"),
    Picture("overview-80x24", size=(80, 24)),
    Picture("project", ("2",)),
    Picture("scope", ("3", "j")),
    Picture("resources", ("4",)),
)


async def _press(app: PmtuiApp, pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    for key in ("", *keys):
        if key:
            await pilot.press(key)
        await pilot.pause()
        await app.settled()
        await pilot.pause()


async def _take(picture: Picture, database_path: Path) -> str:
    database, _ = open_demo(database_path, TODAY)
    try:
        app = PmtuiApp(lambda: database, TODAY)
        async with app.run_test(size=picture.size) as pilot:
            await _press(app, pilot, picture.keys)
            return app.export_screenshot(title="pmtui")
    finally:
        database.close()


def plain(svg: str) -> str:
    """The picture with a font of the machine instead of one from the network, and the same ids each time."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = svg.replace("Fira Code", FONT)
    return re.sub(r"(font-family: [^;]*monospace;\s*font-size:) 20px", rf"\1 {SIZE}px", svg)


def _paint(svg: Path) -> None:
    """Turn an SVG into a PNG beside it, as a browser shows it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("make.py: Chromium is not installed: install it to make the PNG files.")
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text(encoding="utf-8")).groups()
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                f"--window-size={round(float(width))},{round(float(height))}",
                f"--screenshot={svg.with_suffix('.png')}",
                svg.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def main(names: list[str]) -> None:
    """Make the pictures of these names, or all."""
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            svg = plain(asyncio.run(_take(picture, Path(folder) / "demo.db")))
        (FOLDER / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        _paint(FOLDER / f"{picture.name}.svg")
        print(picture.name)


if __name__ == "__main__":
    main(sys.argv[1:])
