"""A process that commits is killed at random moments: what it acknowledged is there, and nothing is half."""

import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from sqlalchemy import Connection
from tests.commands.random_commands import a_command, first_command
from tests.faults.figure import Figure, counted, side_by_side
from tests.terminal.plan import TODAY

from pmtui.domain.entities import ENTITIES
from pmtui.domain.errors import Refused
from pmtui.domain.workspace import Workspace
from pmtui.store import engine
from pmtui.store.database import Database
from pmtui.store.transaction import Transaction
from pmtui.store.values import plain

MOST = 3  # commits that are waited for before a kill
LONGEST = 0.1  # seconds that a process works on at most then
EACH = 30  # kills on one file, before the next begins anew


@dataclass(frozen=True, slots=True)
class Batch:
    """So many kills on one file; a careless one writes without transactions, or acknowledges before the commit."""

    seed: int
    kills: int
    no_transactions: bool = False
    too_early: bool = False


@dataclass(slots=True)
class Found:
    """What was wrong after the kills of a batch, and how many changes were acknowledged before them."""

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    acknowledged: int = 0


def figures(quick: bool) -> Iterator[Figure]:
    """300 kills, 16 in a hurry."""
    kills = 16 if quick else 300
    each = min(EACH, kills // 2)
    found = side_by_side(killed, [Batch(seed, each) for seed in range(kills // each)])
    acknowledged = sum(one.acknowledged for one in found)
    name = f"kill -9 among {acknowledged} acknowledged changes:"
    yield counted(f"{name} lost", kills, (said for one in found for said in one.lost))
    yield counted("kill -9: half changes", kills, (said for one in found for said in one.half))
    yield counted("kill -9: integrity_check errors", kills, (said for one in found for said in one.damaged))
    early, loose = side_by_side(killed, [Batch(-1, each, too_early=True), Batch(-2, each, no_transactions=True)])
    yield counted("acknowledged before the commit: lost", each, early.lost, control=True)
    yield counted("each statement by itself: half changes", each, loose.half, control=True)


def killed(batch: Batch) -> Found:
    """Kill a process again and again while it works on one file, and look at the file each time."""
    found = Found()
    random = Random(batch.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.db"
        database = Database.open(path, create=True)
        database.run(first_command(TODAY), TODAY)
        for number in range(batch.kills):
            before = database.load()
            known = (before.head, digest(before))
            where = f"seed {batch.seed}.{number}"
            acknowledged, ended = life(path, batch, batch.seed * 1000 + number, random)
            found.acknowledged += len(acknowledged)
            if ended:
                found.half.append(f"{where}: the next process stumbled over what was left")
            look(database, acknowledged[-1] if acknowledged else known, where, found)
        database.close()
    return found


def life(path: Path, batch: Batch, seed: int, random: Random) -> tuple[list[tuple[int, str]], bool]:
    """Let a process make some commits, and kill it a moment later.

    Gives the heads and digests that it acknowledged, and whether it had ended by itself.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            work(path, batch, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with open(reading, "rb") as acknowledgements:
        acknowledgements.read(1)  # it is ready to work
        first = b"".join(acknowledgements.readline() for _ in range(random.randint(0, MOST)))
        time.sleep(random.uniform(0, LONGEST))  # where in the next commit it is then is left to chance
        os.kill(child, signal.SIGKILL)
        lines = (first + acknowledgements.read()).decode().split("\n")[:-1]
    ended = os.waitpid(child, 0)[1] != signal.SIGKILL
    return [(int(head), digest) for head, digest in (line.split() for line in lines)], ended


def work(path: Path, batch: Batch, seed: int, writing: int) -> None:
    """Run random commands for ever, and say after each commit which head it has made, and what is there then."""
    if batch.no_transactions:
        engine._begin = begin_nothing
    database = Database.open(path)
    database.prepare()
    random = Random(seed)
    workspace = database.load()
    os.write(writing, b"!")
    while True:
        command = a_command(random, workspace, TODAY)

        def run(tx: Transaction) -> str:
            label = command(tx)  # noqa: B023 - it is run before the next one is made
            if batch.too_early and tx.images():
                os.write(writing, f"{workspace.head + 1} -\n".encode())  # noqa: B023
                time.sleep(LONGEST / 4)  # as on a slow disk
            return label

        try:
            database.run(run, TODAY)
        except Refused:
            continue
        workspace = database.load()
        if not batch.too_early:
            os.write(writing, f"{workspace.head} {digest(workspace)}\n".encode())


def begin_nothing(_connection: Connection) -> None:
    """Leave each statement its own transaction, as sqlite3 without care does."""


def digest(workspace: Workspace) -> str:
    """What all rows that undo restores hold, as one short text."""
    rows = [plain(row) for one in ENTITIES if one.journaled for _, row in sorted(workspace.all(one).items())]
    return sha256(repr(rows).encode()).hexdigest()[:16]


def look(database: Database, known: tuple[int, str], where: str, found: Found) -> None:
    """Compare the file with what was acknowledged last; one change more may be there, but then all of it."""
    with closing(sqlite3.connect(database.path)) as raw:
        whole = raw.execute("PRAGMA integrity_check").fetchall()
        dangling = raw.execute("PRAGMA foreign_key_check").fetchall()
    if whole != [("ok",)] or dangling:
        found.damaged.append(f"{where}: {whole[:1]} {dangling[:1]}")
    head, expected = known
    workspace = database.load()
    if workspace.head < head:
        found.lost.append(f"{where}: {workspace.head} of {head}")
    elif workspace.head == head + 1:
        try:
            database.undo(TODAY, foreign=True)
        except Refused as refused:
            found.half.append(f"{where}: {refused.sentence}")
        workspace = database.load()
    if expected not in ("-", digest(workspace)) and workspace.head >= head:
        found.half.append(f"{where}: what is there is not what was acknowledged")
