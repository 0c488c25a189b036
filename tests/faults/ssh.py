"""Login by a real sshd, work, the connection cut, login again: nothing is lost, and the draft is offered."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.disconnects import CARELESS, SOON, TYPED, awaited, work
from tests.faults.figure import Figure, counted
from tests.faults.server import Server, serving
from tests.terminal.plan import TODAY, make_plan
from tests.terminal.program import Program, variables_of

from pmtui.domain.entities import Project
from pmtui.store.database import Database

# Runs its arguments in the pseudo-terminal.
RUN = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
OFFER = "Go on with it?"


def figures(quick: bool) -> Iterator[Figure]:
    """20 logins that are cut, one in a hurry, by the client's end and by the server's in turn."""
    rounds = 1 if quick else 20
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        found = [cut_and_back(server, by_server=bool(number % 2)) for number in range(rounds)]
        yield counted("ssh: processes left after 5 s", rounds, (left for left, _ in found))
        yield counted("ssh: lost, or no draft offered", rounds, (lost for _, lost in found))
        yield counted("ssh without -t: not refused with the way in", 1, [without_terminal(server)])
        worse = [cut_and_back(server, by_server=False, code=CARELESS)]
        yield counted("drafts at the end: lost, or no draft offered", 1, (lost for _, lost in worse), control=True)


def cut_and_back(server: Server, *, by_server: bool, code: str = "") -> tuple[str, str]:
    """Work in a login, cut it, and log in again; what is left of the process, and what is lost."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "plan.db"
        make_plan(path)
        first = login(server, home, path, code)
        try:
            work(first, home)
            remote = process_on(path)
            os.kill(parent_of(remote) if by_server else first.pid, signal.SIGKILL)
            left = "" if is_gone(remote, SOON) else f"process {remote} is still there"
        finally:
            first.close()
        again = login(server, home, path, code)
        try:
            return left, back(again, path)
        finally:
            again.close()


def login(server: Server, home: Path, path: Path, code: str = "") -> Program:
    """The program in a login."""
    started = ("-c", code) if code else ("-m", "pmtui")
    command = [sys.executable, *started, "--db", str(path), "--today", TODAY.isoformat()]
    variables = [f"{name}={value}" for name, value in variables_of(home).items() if name != "TERM"]
    remote = f"exec env {shlex.join([*variables, *command])}"
    return Program(server.command(remote), home, code=RUN)


def back(program: Program, path: Path) -> str:
    """Take what is offered, save it and quit; "" where nothing is lost."""
    program.press("?")  # waits until all has come up, and does nothing to the offer
    text = program.until(lambda text: "keys that work here" in text or OFFER in text)
    if OFFER not in text:
        return "no draft is offered"
    program.press("y")
    program.until("ctrl+s save")
    program.press("\x13")
    program.until("u undoes")
    program.press("q")
    status = program.ended()
    database = Database.open(path)
    names = {one.code: one.name for one in database.load().all(Project).values()}
    database.close()
    whole = names.get("QQQ", "").startswith("Acknowledged") and any(one.endswith(TYPED) for one in names.values())
    return "" if whole and status == 0 else f"exit status {status}, {names}"


def without_terminal(server: Server) -> str:
    """What it says in a login without a terminal; "" where that names the way in."""
    remote = shlex.join([sys.executable, "-m", "pmtui"])
    command = server.command(f"exec {remote}", terminal=False)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return "" if done.returncode == 1 and "ssh -t" in done.stderr else f"{done.returncode}: {done.stderr}"


def process_on(path: Path) -> int:
    """The process of the program that has this database in its arguments: the one below sshd, not the client."""
    for one in Path("/proc").glob("[0-9]*"):
        words = (one / "cmdline").read_bytes().split(b"\0") if (one / "cmdline").exists() else []
        if str(path).encode() in words and words[0] == sys.executable.encode():
            return int(one.name)
    raise AssertionError("the program is not there")


def parent_of(pid: int) -> int:
    """The process that started it: the session of sshd."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_gone(pid: int, seconds: float) -> bool:
    """Whether it ends in that time; one that only waits to be counted has ended."""

    def ended() -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
        except OSError:
            return True

    return awaited(ended, time.monotonic() + seconds)
