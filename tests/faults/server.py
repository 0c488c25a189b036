"""An sshd on the loopback with keys of its own, for as long as it is needed."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.figure import Cannot

HOST = "127.0.0.1"
PATIENCE = 10.0  # seconds until it must listen
_CONFIG = """\
Port {port}
ListenAddress {host}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile {folder}/pid
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PrintMotd no
"""


@dataclass(frozen=True, slots=True)
class Server:
    """One that listens."""

    folder: Path
    port: int
    pid: int

    def command(self, *words: str, terminal: bool = True) -> list[str]:
        """What logs in and runs a command there; its words go through a shell."""
        options = ("-F", os.devnull, "-p", str(self.port), "-i", str(self.folder / "user"))
        known = ("-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=no", "-o", "LogLevel=ERROR")
        return ["ssh", "-tt" if terminal else "-T", *options, *known, f"{getpass.getuser()}@{HOST}", *words]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Start sshd, and stop it at the end; raises Cannot where there is none."""
    sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if sshd is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        raise Cannot("No sshd is installed to log in to: install openssh-server and openssh-client.")
    for name in ("host", "user"):
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)])
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
    (folder / "config").write_text(_CONFIG.format(port=port, host=HOST, folder=folder))
    if os.geteuid() == 0:  # where it wants an empty folder of its own
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    log = (folder / "log").open("w")
    process = subprocess.Popen(
        [sshd, "-D", "-e", "-f", str(folder / "config")], stderr=log, stdin=subprocess.DEVNULL
    )
    try:
        await_listening(port, process, folder)
        yield Server(folder, port, process.pid)
    finally:
        process.terminate()
        process.wait()
        log.close()


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def await_listening(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise Cannot(f"sshd does not start here: {(folder / 'log').read_text().strip()[:200]}")
