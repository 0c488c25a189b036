"""Random bytes as terminal input: the program neither crashes nor stops reacting."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from tests.faults.figure import Figure, counted, side_by_side
from tests.terminal.program import PATIENCE, Program

from pmtui.exchange.demo import open_demo
from pmtui.ui.terminal.driver import ENTER

TODAY = date(2027, 3, 1)
CHUNK = 1000
NEVER = b"never sent"
SOON = 3.0  # seconds that a crash takes to show, and an end that has begun
ASKED = 3  # times: the first may be a part of what came before
REDRAW = b"\x0c"
OFFER = "Go on with it?"
ENDS = b"q\x11\x1a"  # quitting and stopping are no faults: only what chunks begin with may ask for them
PIECES = (
    b"\x1b[A", b"\x1b[B", b"\x1bOP", b"\x1b[1;5C", b"\x1b[<0;9;9M", b"\x1b[200~", b"\x1b[201~", b"\x1b]52;c;",
    b"\x1b[?1;2c", b"\x1b[99999999;3u", b"\x1bP", b"\x1b", b"\x1b\x1b", b"\t", b"\r", b"\x13", b"\x7f", b"\xc3",
    b"\xff", "é界🚀".encode(), b"\x1b[I", b"\x1b[8;9;9t", b"1", b"2", b"3", b"4", b"]", b"n", b"e", b"y", b"/",
)  # fmt: skip
PLAIN = """
import sys
from textual.drivers.linux_driver import LinuxDriver
import pmtui.ui.running
pmtui.ui.running.TerminalDriver = LinuxDriver
from pmtui.cli import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Stream:
    """So many random bytes, of a seed, into the program or what stands for it."""

    seed: int
    size: int
    code: str = ""


def figures(quick: bool) -> Iterator[Figure]:
    """500 kB in four streams, 3 kB in one in a hurry."""
    size, streams = (3_000, 1) if quick else (500_000, 4)
    found = side_by_side(fed, [Stream(seed, size // streams) for seed in range(streams)])
    for number, what in enumerate(("crashes", "stuck")):
        yield counted(
            f"random terminal input, bytes: {what}", size, (said for one in found for said in one[number])
        )
    ((crashed, _),) = side_by_side(fed, [Stream(1, 3 * CHUNK, PLAIN)])
    yield counted("the same into plain Textual's driver: crashes", 3 * CHUNK, crashed, control=True)


def fed(stream: Stream) -> tuple[list[str], list[str]]:
    """Feed it all, starting the program again where it was quit; what crashed, and where it was stuck."""
    found: tuple[list[str], list[str]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "demo.db"
        open_demo(path, TODAY)[0].close()
        arguments = ["--db", str(path), "--today", TODAY.isoformat()]
        sent = 0
        while sent < stream.size and not any(found):
            program = Program(arguments, home, environment={"EDITOR": "true"}, code=stream.code)
            try:
                program.until(lambda text: "? keys" in text or OFFER in text)
                sent = run_on(program, stream, sent, found)
            finally:
                program.close()
        reports = [one.read_text() for one in sorted(home.glob("state/pmtui/fault-*.txt"))]
    crashed = "\n".join([*found[0], *reports])
    return [crashed] if crashed else [], found[1]


def run_on(program: Program, stream: Stream, sent: int, found: tuple[list[str], list[str]]) -> int:
    """Feed one run of the program until it ends, or all is sent; how much is."""
    while sent < stream.size:
        took = program.feed(noise(stream.seed, sent))
        sent += CHUNK
        where = f"seed {stream.seed}, byte {sent}"
        if took and reacts(program, stream):
            continue
        if not program.ends_within(SOON):
            found[1].append(f"{where}: no reaction; the screen: {program.text!r}")
            break
        status = program.ended()
        if status or stream.code:
            found[0].append(f"{where}: exit status {status}: {program.text[-300:]!r}")
        break
    return sent


def reacts(program: Program, stream: Stream) -> bool:
    """Whether a redraw that is asked for comes; plain Textual has none, and is only given time to end."""
    if stream.code:
        program.sends(NEVER, len(program.sent), SOON)
        return not program.ends_within(0)
    for _ in range(ASKED):
        before = len(program.sent)
        program.feed(REDRAW)
        if program.sends(ENTER.encode(), before, PATIENCE / ASKED):
            return True
    return False


def noise(seed: int, at: int) -> bytes:
    """A chunk of random bytes, pieces of sequences among them; it ends every paste and sequence that it began."""
    dice = Random(seed * 10**9 + at)
    parts: list[bytes] = []
    while sum(map(len, parts)) < CHUNK:
        parts.append(dice.choice(PIECES) if dice.random() < 0.5 else dice.randbytes(dice.randint(1, 30)))
    return b"".join(parts).translate(None, ENDS)[:CHUNK] + b"\x1b[201~\x1b\\"
