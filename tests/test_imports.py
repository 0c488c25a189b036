"""Imports point one way, as the design draws them; read from the sources, so that no lazy import escapes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmtui

SOURCE = Path(pmtui.__file__).parent

# What each part may import of ours; what is not listed (the command line) may import all.
ARROWS = {
    "domain": {"domain"},
    "store": {"domain", "store"},
    "commands": {"domain", "store", "commands"},
    "exchange": {"domain", "store", "commands", "exchange"},
    "ui": {"domain", "store", "commands", "exchange", "ui"},
    "report": {"domain"},
    "upkeep": {"domain", "store"},
    "batch": {"domain", "store", "commands", "exchange", "report"},
}
# Which parts alone may import a library.
OWNERS = {
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "sqlite3": {"store"},
    "platformdirs": {"store"},
    "textual": {"ui"},
    "rich": {"ui"},
}


def imported(path: Path) -> Iterator[str]:
    """The full names of all that a source file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it points"
            for one in node.names:
                yield f"{node.module}.{one.name}"


def part_of(name: str) -> str:
    """The part of the product that a module belongs to: ``pmtui.store.tables`` to ``store``; else ""."""
    words = name.split(".")
    return words[1] if words[0] == "pmtui" and len(words) > 1 else ""


def screen_of(name: str) -> str:
    """The screen that a module belongs to: ``pmtui.ui.screens.overview`` to ``overview``; else ""."""
    words = name.split(".")
    return words[3] if words[:3] == ["pmtui", "ui", "screens"] and len(words) > 3 else ""


def wrong_arrows(source: Path) -> list[str]:
    """Every import below a source folder that points the wrong way, as ``module -> name``."""
    wrong = []
    for path in sorted(source.rglob("*.py")):
        words = ("pmtui", *path.relative_to(source).with_suffix("").parts)
        module = ".".join(words)
        part = part_of(module)
        for name in imported(path):
            library, target = name.split(".")[0], part_of(name)
            ours = library == "pmtui"
            if (
                (ours and target != "__version__" and target not in ARROWS.get(part, {target}))
                or part not in OWNERS.get(library, {part})
                or (part == "domain" and not ours and library not in sys.stdlib_module_names)
                or (screen_of(module) and screen_of(name) not in ("", screen_of(module)))
            ):
                wrong.append(f"{module} -> {name}")
    return wrong


def test_imports_point_one_way() -> None:
    assert wrong_arrows(SOURCE) == []


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("domain/plan.py", "from pmtui.store import database"),
        ("domain/plan.py", "import sqlmodel"),
        ("domain/plan.py", "def later() -> None:\n    from pmtui.commands.rows import create"),
        ("store/plan.py", "from pmtui.commands import rows"),
        ("commands/plan.py", "import sqlite3"),
        ("commands/plan.py", "from pmtui.exchange.json_file import read"),
        ("exchange/plan.py", "from pmtui.ui.app import run"),
        ("exchange/plan.py", "from textual.app import App"),
        ("ui/screens/overview.py", "from pmtui.ui.screens.project import ProjectScreen"),
        ("ui/screens/overview.py", "from sqlalchemy import select"),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path: Path, where: str, line: str) -> None:
    path = tmp_path / where
    path.parent.mkdir(parents=True)
    path.write_text(line + "\n", encoding="utf-8")
    assert len(wrong_arrows(tmp_path)) == 1


def loaded_by(code: str) -> set[str]:
    """The names of the top modules that a fresh interpreter has loaded after running some code."""
    shown = "import sys; print(*sorted({one.split('.')[0] for one in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{shown}"], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_domain_loads_neither_textual_nor_sqlalchemy() -> None:
    names = [".".join(("pmtui", *path.relative_to(SOURCE).with_suffix("").parts)) for path in domain_files()]
    loaded = loaded_by("\n".join(f"import {name}" for name in names))
    assert not loaded & set(OWNERS)


def domain_files() -> list[Path]:
    return [path for path in sorted((SOURCE / "domain").rglob("*.py")) if path.name != "__init__.py"]


def test_a_screen_opens_a_database_and_shows_it_without_the_libraries_that_write(tmp_path: Path) -> None:
    make = "from pathlib import Path; from pmtui.store.database import Database"
    path = tmp_path / "a.db"
    loaded_by(f"{make}; Database.open(Path({str(path)!r}), create=True)")
    show = "from pmtui.ui.screens.overview import OverviewScreen; from pmtui.ui.running import run"
    loaded = loaded_by(f"{make}; Database.open(Path({str(path)!r})).load(); {show}")
    assert "textual" in loaded
    assert not loaded & {"sqlalchemy", "sqlmodel"}
