"""The command line as a user meets it: the installed program in a process of its own."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.exchange.demo import open_demo
from pmtui.exchange.json_file import export_json
from pmtui.store.database import Database

TODAY = "2027-03-01"


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    status: int
    out: str
    errors: str


Run = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and working folder."""
    for name in ("PMTUI_DB", "PMTUI_TODAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def process(home: Path) -> Run:
    """Run the program in a process of its own."""

    def run(*arguments: object, **more: object) -> Ended:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        done = subprocess.run(
            [sys.executable, "-m", "pmtui", *arguments], cwd=home, text=True, timeout=60, check=False,
            **(streams | more),
        )  # fmt: skip
        return Ended(done.returncode, done.stdout or "", done.stderr)

    return run


@pytest.fixture
def pmtui(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line within the test, which is quicker."""
    assert Path.cwd() == home

    def run(*arguments: object) -> Ended:
        status = main([os.fsdecode(one) for one in arguments])
        return Ended(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample program in it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    open_demo(path, date.fromisoformat(TODAY))[0].close()
    return path


def fails(done: Ended, status: int, *words: str) -> None:
    """The program ended with that status and one safe sentence that holds those words, and printed nothing."""
    assert done.status == status, done.errors
    assert done.out == ""
    assert done.errors.startswith("pmtui: ")
    assert done.errors.endswith(".\n")
    assert done.errors[:-1].isprintable()
    for word in words:
        assert word in done.errors


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["import", "--help"], ["--today", "nonsense"]])
def test_what_needs_no_data_loads_neither_textual_nor_sqlmodel(arguments: list[str], home: Path) -> None:
    code = (
        "import sys\nfrom pmtui.cli import main\n"
        f"main({arguments!r})\n"
        "print('LOADED', *{'textual', 'rich', 'sqlmodel', 'sqlalchemy', 'sqlite3', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=home)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_help_and_version_answer(pmtui: Run) -> None:
    done = pmtui("--help")
    assert done.status == 0
    for word in ("demo", "status", "forecast", "export", "import", "--db", "--today", "PMTUI_DB"):
        assert word in done.out
    done = pmtui("--version")
    assert done.status == 0
    assert done.out.startswith("pmtui ")


def test_subcommands_do_not_load_textual(sample: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pmtui.cli import main\n"
        f"sys.argv = ['pmtui', '--db', {str(sample)!r}, '--today', {TODAY!r}]\n"
        "for one in ['status'], ['forecast', '--json'], ['export', 'json', 'out.json']:\n"
        "    assert main([*sys.argv[1:], *one]) == 0\n"
        "assert main(['import', 'json', 'out.json', '--db', 'new.db']) == 0\n"
        "print('LOADED', *{'textual', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_status_lists_what_needs_the_manager(pmtui: Run, sample: Path) -> None:
    done = pmtui("status", "--db", sample, "--today", TODAY)
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0] == f"Selene, {TODAY}: {len(lines) - 1} need you"
    assert len(lines) > 10
    assert "LAN" in done.out

    rows = json.loads(pmtui("--db", sample, "status", "--json", "--today", TODAY).out)
    (program,) = rows["programs"]
    assert [one["sentence"] for one in program["needs"]] == [line[5:] for line in lines[1:]]
    assert [one["rank"] for one in program["needs"]] == list(range(1, len(lines)))


def test_the_forecast_covers_projects_and_work_items(pmtui: Run, sample: Path) -> None:
    found = json.loads(pmtui("forecast", "--json", "--db", sample, "--today", TODAY).out)
    assert found["today"] == TODAY
    assert [one["code"] for one in found["projects"]][:2] == ["LAN", "SHT"]
    assert len(found["projects"]) == 8
    figures = {"start", "finish", "float", "critical", "slip", "cost"}
    assert all(figures <= one.keys() for one in (*found["projects"], *found["items"]))
    engine = next(one for one in found["items"] if one["title"] == "Descent engine qualified")
    assert engine["critical"] is True
    assert engine["float"] == 0
    assert engine["slip"] > 0
    assert engine["held_by"]["kind"] == "link"
    assert "LAN   Lander" in pmtui("forecast", "--db", sample, "--today", TODAY).out


def test_the_status_date_and_the_database_come_from_the_environment_too(
    pmtui: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTUI_DB", str(sample))
    monkeypatch.setenv("PMTUI_TODAY", "2027-03-03")
    assert pmtui("status").out.startswith("Selene, 2027-03-03:")
    assert pmtui("status", "--today", TODAY).out.startswith(f"Selene, {TODAY}:")
    monkeypatch.setenv("PMTUI_TODAY", "someday")
    fails(pmtui("status"), 2, "PMTUI_TODAY", "someday")


def test_export_and_import_give_the_same_bytes(pmtui: Run, process: Run, home: Path, sample: Path) -> None:
    assert pmtui("export", "json", "--db", sample, "one.json").status == 0
    assert stat.S_IMODE((home / "one.json").stat().st_mode) == 0o600
    done = pmtui("import", "json", "one.json", "--db", "other.db")
    assert done.status == 0
    assert "no longer be undone" in done.out
    printed = pmtui("--db", "other.db", "export", "json").out
    assert printed == (home / "one.json").read_text(encoding="utf-8")

    fails(pmtui("import", "json", "one.json", "--db", "other.db"), 1, "--replace")
    done = pmtui("import", "json", "one.json", "--replace", "--db", "other.db")
    assert done.status == 0
    assert list(home.glob("backups/other.db-*-import.db"))
    with (home / "one.json").open() as file:
        assert process("import", "json", "-", "--db", "third.db", stdin=file).status == 0


def test_export_spares_the_database_and_devices(pmtui: Run, home: Path, sample: Path) -> None:
    assert pmtui("export", "json", "-", "--db", sample).out == pmtui("export", "json", "--db", sample).out
    assert not (home / "-").exists()
    before = sample.read_bytes()
    fails(pmtui("export", "json", sample, "--db", sample), 1, "is the database itself")
    assert sample.read_bytes() == before
    (home / "link.json").symlink_to("real.json")
    assert pmtui("export", "json", "link.json", "--db", sample).status == 0
    assert (home / "link.json").is_symlink()
    assert (home / "real.json").is_file()
    fails(pmtui("export", "json", home / "no" / "where.json", "--db", sample), 1, "where.json: No such file")
    fails(pmtui("export", "json", home, "--db", sample), 1, "directory")
    assert sorted(one.name for one in home.iterdir()) == ["link.json", "real.json"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--frobnicate"], ["--frobnicate", "--help"]),
        (["status", "--frob\x1b[2J"], ["--frob"]),
        (["dance"], ["dance"]),
        (["export"], ["format"]),
        (["export", "xml"], ["xml"]),
        (["import", "json"], ["FILE"]),
        (["--db"], ["--db"]),
        (["--db", "", "status"], ["--db"]),
        (["--db", b"\xff.db", "status"], ["--db"]),
        (["--today", "blursday", "status"], ["blursday", "2027-02-01"]),
        (["status", "--today", "2027-02-30"], ["2027-02-30"]),
        (["status", "--today", "9999-12-31"], ["9999-12-31"]),
        (["status", "--today", ""], ["--today"]),
    ],
)
def test_wrong_use_is_a_sentence(pmtui: Run, home: Path, arguments: list[str], words: list[str]) -> None:
    fails(pmtui(*arguments), 2, *words)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("command", [["status"], ["forecast", "--json"], ["export", "json"]])
def test_a_missing_database_is_not_made_by_what_only_reads(pmtui: Run, home: Path, command: list[str]) -> None:
    fails(pmtui(*command, "--db", "none.db"), 1, "none.db")
    fails(pmtui(*command), 1, "pmtui.db")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("command", [["status"], ["import", "json", "x.json"], ["demo"], []])
def test_the_folder_of_the_database_must_exist(pmtui: Run, home: Path, command: list[str]) -> None:
    (home / "x.json").write_text("{}", encoding="utf-8")
    fails(pmtui(*command, "--db", "no/such/plan.db"), 1, "no/such", "no such folder")
    assert [one.name for one in home.iterdir()] == ["x.json"]


def test_unusable_databases_are_refused_untouched(pmtui: Run, home: Path, sample: Path) -> None:
    whole = sample.read_bytes()
    files = {
        "text.db": b"Dear diary, " * 20,
        "empty.db": b"",
        "cut.db": whole[: len(whole) // 2],
        "damaged.db": whole[:4096] + b"\x5a" * 8192 + whole[12288:],
        "newer.db": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
        "foreign.db": whole[:68] + b"ABCD" + whole[72:],
    }
    for name, content in files.items():
        (home / name).write_bytes(content)
        fails(pmtui("status", "--db", name), 1, name)
        fails(pmtui("export", "json", "--db", name), 1, name)
        assert (home / name).read_bytes() == content, name
    fails(pmtui("status", "--db", home), 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_rights_are_named(pmtui: Run, home: Path, sample: Path) -> None:
    path = home / "plan.db"
    path.write_bytes(sample.read_bytes())
    path.chmod(0o000)
    fails(pmtui("status", "--db", path), 1, "cannot be read")
    path.chmod(0o400)
    fails(pmtui("import", "json", "x.json", "--db", path), 1)


def edited(tables: dict[str, list[dict[str, object]]], table: str, **values: object) -> bytes:
    rows = [dict(tables[table][0], **values), *tables[table][1:]]
    return json.dumps({"format": "pmtui", "version": 1, "tables": tables | {table: rows}}).encode()


def test_a_bad_file_leaves_nothing_behind(pmtui: Run, home: Path, sample: Path) -> None:
    database = Database.open(sample)
    tables = json.loads(export_json(database))["tables"]
    database.close()
    bad = {
        "cut.json": (edited(tables, "project")[:5000], "whole JSON"),
        "newer.json": (json.dumps({"format": "pmtui", "version": 99, "tables": {}}).encode(), "newer"),
        "dangling.json": (edited(tables, "assignment", resource_id=999), "999"),
        "escape.json": (edited(tables, "project", name="x\x1b]0;y\x07"), "project 1"),
        "other.json": (b"[1, 2]", "export of pmtui"),
        "binary.json": (b"\xff\xfe\x00", "UTF-8"),
        "empty.json": (b"", "JSON"),
    }
    for name, (content, word) in bad.items():
        (home / name).write_bytes(content)
        fails(pmtui("import", "json", name, "--db", "new.db"), 1, word)
        assert not list(home.glob("new.db*")), name
    fails(pmtui("import", "json", "absent.json", "--db", "new.db"), 1, "absent.json")
    fails(pmtui("import", "json", home, "--db", "new.db"), 1, "directory")
    assert not list(home.glob("new.db*"))

    copy = home / "full.db"
    copy.write_bytes(sample.read_bytes())
    fails(pmtui("import", "json", "dangling.json", "--replace", "--db", copy), 1, "999")
    assert copy.read_bytes() == sample.read_bytes()


@pytest.mark.parametrize("command", [[], ["demo"], ["demo", "--fresh"], ["--db", "new.db"]])
def test_the_screen_needs_a_terminal(pmtui: Run, home: Path, command: list[str]) -> None:
    fails(pmtui(*command), 1, "terminal", "ssh -t")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (["status", "--db", "none.db"], 1, "none.db"),
        (["status", "--db", "text.db"], 1, "text.db"),
        (["import", "json", "text.db", "--db", "new.db"], 1, "JSON"),
        (["demo", "--fresh"], 1, "ssh -t"),
        (["--frobnicate"], 2, "--frobnicate"),
        (["--today", "blursday"], 2, "blursday"),
    ],
)
def test_a_process_of_its_own_fails_alike(
    process: Run, home: Path, arguments: list[str], status: int, word: str
) -> None:
    (home / "text.db").write_bytes(b"Dear diary, " * 20)
    fails(process(*arguments), status, word)
    assert [one.name for one in home.iterdir()] == ["text.db"]


@pytest.mark.parametrize("line", ["export json | head -c 10 >/dev/null", "forecast --json | true", "<&- >&-"])
def test_closed_streams_are_no_tracebacks(sample: Path, line: str) -> None:
    shell = f"{sys.executable} -m pmtui --db {sample} --today {TODAY} {line}"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_full_disk_is_a_sentence(process: Run, sample: Path) -> None:
    with Path("/dev/full").open("w") as full:
        fails(process("export", "json", "--db", sample, stdout=full), 1, "No space left")


def test_output_survives_a_terminal_without_utf_8(process: Run, sample: Path) -> None:
    env = dict(os.environ, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    done = process("status", "--db", sample, "--today", TODAY, env=env)
    assert done.status == 0
    assert "need you" in done.out


def test_an_interrupt_ends_without_a_traceback(home: Path) -> None:
    """The program waits for its input, a pipe that has no end yet, when it is interrupted."""
    pipe = home / "pipe.json"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        [sys.executable, "-m", "pmtui", "import", "json", pipe, "--db", "plan.db"],
        stderr=subprocess.PIPE, cwd=home,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job of a shell ignores it
    )  # fmt: skip
    with pipe.open("wb"):  # opens once the program has opened its end
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors == b""
    assert not (home / "plan.db").exists()


def test_the_demo_leaves_the_users_database_alone(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the screen would be opened on; the screen itself is replaced."""
    opened: list[tuple[Path, date]] = []
    monkeypatch.setattr("pmtui.ui.running.run", lambda path, today: opened.append((path, today)) or 0)
    monkeypatch.setattr("pmtui.cli._check_terminal", lambda: None)
    monkeypatch.setenv("PMTUI_DB", str(home / "mine.db"))
    assert main(["demo", "--today", TODAY]) == 0
    assert main(["--today", TODAY]) == 0
    assert main(["demo", "--db", "other.db", "--today", TODAY]) == 0
    own = home / "data" / "pmtui" / "demo.db"
    day = date.fromisoformat(TODAY)
    assert opened == [(own, day), (home / "mine.db", day), (Path("other.db"), day)]
    assert own.exists()
    assert not (home / "mine.db").exists()

    assert main(["demo", "--db", str(home / "data" / "pmtui" / "pmtui.db")]) == 1
    assert "your own database" in capfd.readouterr().err


def test_a_database_is_checked_backed_up_and_put_back(pmtui: Run, home: Path, sample: Path) -> None:
    assert pmtui("export", "json", "--db", sample, "one.json").status == 0
    assert pmtui("import", "json", "one.json", "--db", "plan.db").status == 0
    done = pmtui("backup", "--db", "plan.db")
    assert done.status == 0
    assert "verified" in done.out
    rows = done.out.split()[1]
    (backup,) = (home / "backups").glob("plan.db-*-asked.db")
    done = pmtui("backups", "--db", "plan.db")
    assert done.status == 0
    assert done.out.splitlines()[0].endswith("  ok")
    assert str(backup) in done.out

    plan = home / "plan.db"
    plan.write_bytes(plan.read_bytes()[:20_000])
    done = pmtui("check", "--db", "plan.db")
    assert done.status == 1
    assert "damaged" in done.out
    assert str(backup) in done.out
    fails(pmtui("status", "--db", "plan.db"), 1, "damaged")
    done = pmtui("restore", "--db", "plan.db")
    assert done.status == 0
    assert f"holds the {rows} rows of {backup}" in done.out
    assert pmtui("check", "--db", "plan.db").status == 0
    assert pmtui("export", "json", "--db", "plan.db").out == (home / "one.json").read_text(encoding="utf-8")

    fails(pmtui("restore", "--db", "plan.db"), 1, "--replace")
    assert pmtui("restore", backup, "--replace", "--db", "plan.db").status == 0
    backup.write_bytes(backup.read_bytes()[:-1])
    assert pmtui("backups", "--db", "plan.db").status == 1
    fails(pmtui("restore", backup, "--replace", "--db", "plan.db"), 1, "checksum")


def test_backups_in_a_folder_that_cannot_be_read_are_not_taken_for_none(
    pmtui: Run, home: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = home / "plan.db"
    plan.write_bytes(sample.read_bytes())
    plan.chmod(0o600)
    assert pmtui("backup", "--db", plan).status == 0
    folder = home / "backups"
    folder.chmod(0o300)
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.R_OK)  # root may read all
    for command in (["backups"], ["restore", "--replace"]):
        fails(pmtui(*command, "--db", plan), 1, f"mend it with chmod u+rwx {folder}")


@pytest.mark.parametrize(
    "done_to_it",
    [
        "UPDATE work_item SET percent = 500 WHERE id = 3",
        "UPDATE work_item SET start_no_earlier = '2027-13-01' WHERE id = 3",
        "DROP TABLE contribution",
    ],
)
def test_a_file_that_another_program_has_damaged_is_neither_opened_nor_copied(
    pmtui: Run, home: Path, sample: Path, done_to_it: str
) -> None:
    plan = home / "plan.db"
    plan.write_bytes(sample.read_bytes())
    plan.chmod(0o600)
    with closing(sqlite3.connect(plan, isolation_level=None)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute(done_to_it)
    before = plan.read_bytes()
    for command in (["status"], ["export", "json", "out.json"], ["backup", "kept.db"]):
        found = pmtui(*command, "--db", "plan.db")
        assert found.status == 1, command
        assert found.out == ""
    assert not (home / "out.json").exists()
    assert not (home / "kept.db").exists()
    assert plan.read_bytes() == before


def test_a_backup_spares_other_files(pmtui: Run, home: Path, sample: Path) -> None:
    (home / "notes.txt").write_text("mine")
    fails(pmtui("backup", "notes.txt", "--db", sample), 1, "no backup of pmtui")
    assert (home / "notes.txt").read_text() == "mine"
    fails(pmtui("backup", sample, "--db", sample), 1, "the database itself")
    fails(pmtui("backup", "none/kept.db", "--db", sample), 1, "none: there is no such folder")
    for _ in range(2):  # a second one takes the place of the first
        assert pmtui("backup", "kept.db", "--db", sample).status == 0
    assert stat.S_IMODE((home / "kept.db").stat().st_mode) == 0o600
    assert pmtui("restore", "kept.db", "--db", "plan.db").status == 0
    fails(pmtui("backup", "--db", "none.db"), 1, "There is no database")
    fails(pmtui("restore", "none.db", "--db", "plan.db"), 1, "There is no file")
    fails(pmtui("restore", "--db", "other.db"), 1, "There is no good backup")
    done = pmtui("backups", "--db", "plan.db")
    assert done.status == 0
    assert "There are no backups" in done.out


def test_decisions_are_exported_as_markdown(pmtui: Run, home: Path, sample: Path) -> None:
    printed = pmtui("--db", sample, "export", "decisions")
    assert printed.status == 0
    assert "# Decisions of" in printed.out
    assert pmtui("export", "decisions", "made.md", "--db", sample).status == 0
    assert (home / "made.md").read_text() == printed.out
