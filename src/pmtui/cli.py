"""The command line: arguments first, heavy imports only in the branch that needs them."""

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pmtui import __version__

if TYPE_CHECKING:
    from argparse import ArgumentParser

FAILED, WRONG_USE = 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell counts an end by SIGINT and by SIGPIPE
YEARS = range(1950, 2200)  # years of the status date: beyond them a plan's dates run out of calendar

NO_TERMINAL = ("", "dumb", "unknown")  # what TERM holds where nothing can be painted

_DESCRIPTION = "A terminal app for one program manager. Without a subcommand it opens on the screen."
_EPILOG = """\
environment:
  PMTUI_DB     your own database, where --db is not given; the demo leaves it alone
  PMTUI_TODAY  the status date, where --today is not given
  PMTUI_THEME  "terminal" paints in the terminal's own colors; NO_COLOR in none

exit status: 0 done, 1 failed, 2 wrong use"""


class WrongUse(Exception):
    """The arguments make no sense; its text says why."""


@dataclass  # without slots: argparse also keeps in it what it does not know
class Arguments:
    """What was asked for; which of it is used depends on the command, None for the screen."""

    db: str | None = None
    today: str | None = None
    command: str | None = None
    fresh: bool = False
    json: bool = False
    format: str = ""
    file: str | None = None
    replace: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 failed, 2 wrong use."""
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except WrongUse as error:
        return _fail(str(error), WRONG_USE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _settle_output()
        return PIPE_CLOSED
    except OSError as error:
        _settle_output()
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}.", FAILED)


def _fail(sentence: str, status: int) -> int:
    from pmtui.domain.text import safe

    if sys.stderr is not None:
        sys.stderr.write(f"pmtui: {safe(sentence)}\n")
    return status


def _settle_output() -> None:
    """Send what can no longer be written nowhere, or Python would fail on it once more at its end."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = _read(argv)
    except SystemExit:  # --help and --version have printed what was asked
        return 0
    today = _today(arguments.today)
    return _carry_out(arguments, _named(arguments), today)


def _read(argv: Sequence[str]) -> Arguments:
    """The arguments; --db and --today are taken out first, since they may stand anywhere."""
    new, arguments = _parser_class(), Arguments()
    everywhere = new(add_help=False, allow_abbrev=False)
    everywhere.add_argument("--db", metavar="FILE", help="the database, instead of your own")
    everywhere.add_argument("--today", metavar="DATE", help="the status date, such as 2027-02-01 or +3w")
    found, rest = everywhere.parse_known_args(argv)
    _parser(new, everywhere).parse_args(rest, arguments)
    arguments.db, arguments.today = found.db, found.today
    return arguments


def _parser_class() -> "type[ArgumentParser]":
    """One that reports wrong use as one sentence, as every other error; made here, so nothing holds it later."""
    from argparse import ArgumentParser

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise WrongUse(f"{message}. pmtui --help shows what there is.")

    return Parser


def _parser(new: "type[ArgumentParser]", everywhere: "ArgumentParser") -> "ArgumentParser":
    from argparse import RawDescriptionHelpFormatter

    parser = new(
        prog="pmtui",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        parents=[everywhere],
        allow_abbrev=False,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="SUBCOMMAND", title="subcommands")

    def add(name: str, help: str) -> "ArgumentParser":
        return commands.add_parser(name, help=help, description=help, parents=[everywhere], allow_abbrev=False)

    demo = add("demo", "open the sample program, in a database of its own that is made on first use")
    demo.add_argument("--fresh", action="store_true", help="make it anew as of today; a backup is kept")
    status = add("status", "print what needs you")
    status.add_argument("--json", action="store_true", help="as JSON, for scripts")
    forecast = add("forecast", "print the forecast of each project")
    forecast.add_argument("--json", action="store_true", help="as JSON, with every work item")
    export = add("export", "write the whole database (json) or the decisions (Markdown) to a file")
    export.add_argument("format", choices=["json", "decisions"])
    export.add_argument("file", nargs="?", metavar="FILE", help="standard output where there is none, or -")
    bring = add("import", "fill a database from a file that export wrote")
    bring.add_argument("format", choices=["json"])
    bring.add_argument("file", metavar="FILE", help="- is standard input")
    bring.add_argument("--replace", action="store_true", help="in the place of what is there; a backup is kept")
    add("check", "say whether the database is whole, and what can be done where it is not")
    keep = add("backup", "copy the database to its backups, or to a file, and verify the copy")
    keep.add_argument("file", nargs="?", metavar="FILE", help="elsewhere than among the backups")
    add("backups", "list the backups: when, why, rows, size, and whether each is as it was made")
    back = add("restore", "put a backup in the place of the database; what is there is kept")
    back.add_argument("file", nargs="?", metavar="FILE", help="the newest good backup where there is none")
    back.add_argument("--replace", action="store_true", help="also where there is data")
    return parser


def _today(typed: str | None) -> date | None:
    """The status date that was asked for, None where it is the clock's; raises WrongUse."""
    from pmtui.domain.days import read_day
    from pmtui.domain.errors import Refused

    name, text = ("--today", typed) if typed is not None else ("PMTUI_TODAY", os.environ.get("PMTUI_TODAY", ""))
    if not text and typed is None:
        return None
    try:
        day = read_day(text, date.today())
    except Refused as error:
        raise WrongUse(f'{name} "{text}" is no day. {error.sentence}') from error
    if day.year not in YEARS:
        raise WrongUse(f"{name} {day.isoformat()} is too far away: the years are {YEARS[0]} to {YEARS[-1]}.")
    return day


def _named(arguments: Arguments) -> Path | None:
    """The database that was asked for, None where it is the usual one; raises WrongUse, OSError."""
    if arguments.db == "":
        raise WrongUse("--db needs the name of a file.")
    own = "" if arguments.command == "demo" else os.environ.get("PMTUI_DB", "")
    name, text = ("--db", arguments.db) if arguments.db is not None else ("PMTUI_DB", own)
    if not text:
        return None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise WrongUse(f"{name} is no name in UTF-8.") from error
    path = Path(text)
    if not path.parent.is_dir():
        raise NotADirectoryError(0, "there is no such folder", str(path.parent))
    return path


def _carry_out(arguments: Arguments, named: Path | None, today: date | None) -> int:
    """Do what was asked with the named database, or the usual one; sentences of refusal end here."""
    if arguments.command in (None, "demo"):
        _check_terminal()
    else:
        _check_output()
    from pmtui.domain.errors import Refused
    from pmtui.store.errors import NotSaved, Unusable

    try:
        if arguments.command in (None, "demo"):
            return _open(arguments, named, today)
        return _print(arguments, named, today or date.today())
    except (Refused, Unusable, NotSaved) as error:
        return _fail(error.sentence, FAILED)


def _check_terminal() -> None:
    if sys.stdin is None or sys.stdout is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise OSError(0, "the screen needs a terminal for input and output; over SSH start it with ssh -t")
    if os.environ.get("TERM", "") in NO_TERMINAL:
        raise OSError(
            0, "the screen needs to know the terminal, and TERM names none; over SSH start it with ssh -t"
        )


def _check_output() -> None:
    if sys.stdout is None:
        raise OSError(0, "there is no output to print to")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        # A terminal without UTF-8 shows ? for what it lacks; Python itself takes UTF-8 where the locale is C.
        reconfigure(encoding=_encoding_of_terminal(), errors="replace")


def _encoding_of_terminal() -> str | None:
    """ASCII for a terminal whose locale says nothing of UTF-8; None: as Python has it."""
    if not sys.stdout.isatty():
        return None
    from pmtui.ui.terminal.kind import says_utf8

    return None if says_utf8(os.environ, coerced=bool(sys.flags.utf8_mode)) else "ascii"


def _open(arguments: Arguments, named: Path | None, today: date | None) -> int:
    """Open the user's database or the demo's on the screen."""
    from pmtui.store.paths import default_path, demo_path

    demo = arguments.command == "demo"
    path = named or (demo_path() if demo else default_path())
    if demo:
        from pmtui.exchange.demo import open_demo

        database, _ = open_demo(path, today or date.today(), fresh=arguments.fresh)
        database.close()
    if not os.environ.get("NO_COLOR"):
        os.environ.pop("NO_COLOR", None)  # set to nothing it asks for nothing, but Textual would paint in gray
    os.environ.setdefault("ESCDELAY", "25")  # Textual reads them as it is imported: a lone escape is known sooner,
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # and keys come as every terminal sends them
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_FPS", "120")  # only what follows a paint at once waits for this
    # What nothing here uses: asyncio goes without it where it is missing, and its libraries take 1 MB.
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]
    _let_go_of_argparse()
    from pmtui.ui.running import run

    return run(path, today)


def _let_go_of_argparse() -> None:
    """The arguments are read: its 0.6 MB are for the screens."""
    for name in ("argparse", "gettext"):
        sys.modules.pop(name, None)
    gc.collect()


def _print(arguments: Arguments, named: Path | None, today: date) -> int:
    """Carry out a subcommand that needs no screen, and return the exit status."""
    from pmtui.store.paths import default_path

    path = named or default_path()
    if arguments.command in ("check", "backup", "backups", "restore"):
        return _keep(arguments, path)
    from pmtui import batch

    match arguments.command:
        case "status":
            batch.status(path, today, as_json=arguments.json)
        case "forecast":
            batch.show_forecast(path, today, as_json=arguments.json)
        case "export":
            target = None if arguments.file in (None, batch.STREAM) else Path(arguments.file)
            if arguments.format == "decisions":
                batch.export_decisions(path, target, today)
            else:
                batch.export(path, target)
        case "import":
            batch.import_file(path, Path(str(arguments.file)), replace=arguments.replace)
    return 0


def _keep(arguments: Arguments, path: Path) -> int:
    """Look after the database file, and return the exit status."""
    from pmtui import upkeep

    match arguments.command:
        case "check":
            return 0 if upkeep.check(path) else FAILED
        case "backup":
            upkeep.back_up(
                path, None if arguments.file is None else Path(arguments.file), datetime.now().astimezone()
            )
        case "backups":
            return 0 if upkeep.show_backups(path) else FAILED
        case "restore":
            source = None if arguments.file is None else Path(arguments.file)
            upkeep.restore(path, source, datetime.now().astimezone(), replace=arguments.replace)
    return 0
