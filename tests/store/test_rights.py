"""Who may touch the files: the user alone; what others could have changed is refused with what mends it."""

import os
import shlex
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest

from pmtui.store.checking import examine
from pmtui.store.database import Database
from pmtui.store.errors import Unusable
from pmtui.store.mounts import network_kind
from pmtui.store.paths import data_folder, default_path

from .plan import small_plan


@pytest.fixture
def path(tmp_path: Path, today: date) -> Path:
    made = tmp_path / "a folder" / "plan.db"
    Database.open(made, create=True).run(small_plan, today)
    return made


def command_in(sentence: str) -> list[str]:
    return shlex.split(sentence[sentence.index("chmod") :])


@pytest.mark.parametrize("whose", ["file", "folder"])
@pytest.mark.parametrize("right", [0o020, 0o002])
def test_what_others_may_write_is_refused_until_the_named_command_mends_it(
    path: Path, whose: str, right: int
) -> None:
    target = path if whose == "file" else path.parent
    target.chmod(stat.S_IMODE(target.stat().st_mode) | right)
    before = path.read_bytes()
    with pytest.raises(Unusable, match="may be written by other users") as refused:
        Database.open(path)
    assert path.read_bytes() == before
    assert examine(path).sentences == (refused.value.sentence,)
    subprocess.run(command_in(refused.value.sentence), check=True)
    Database.open(path)


def test_nothing_is_made_where_others_may_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(Unusable, match="may be written by other users"):
        Database.open(tmp_path / "plan.db", create=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_another_user_owns_is_refused(path: Path, whose: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = path if whose == "file" else path.parent
    if os.geteuid() == 0:
        os.chown(target, 12345, -1)
    elif whose == "file":
        pytest.skip("only root can give a file away")
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(Unusable, match=rf"belongs to another user: .* sudo chown {os.geteuid()} "):
        Database.open(path)


def test_what_others_may_read_is_closed_to_them(path: Path) -> None:
    path.chmod(0o644)
    path.parent.chmod(0o755)
    Database.open(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755  # it is the user's own, and may hold other things


def test_pmtuis_own_folder_is_closed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    data_folder().mkdir(mode=0o755)
    Database.open(default_path(), create=True)
    assert stat.S_IMODE(data_folder().stat().st_mode) == 0o700


def test_a_refused_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine\n" * 100)
    path.chmod(0o644)
    with pytest.raises(Unusable):
        Database.open(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2
24 23 8:2 / /home/ana/local rw - xfs /dev/sdb1 rw
25 22 0:41 / /mnt/my\040share rw - cifs //server/share rw
26 22 0:42 / /srv/plans rw - ext4 /dev/sdc1 rw
27 22 0:43 / /srv/plans rw - fuse.sshfs server:/plans rw
short line
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/home/ana/plan.db", "nfs4"),
        ("/home/ana/local/plan.db", ""),
        ("/homes/plan.db", ""),
        ("/mnt/my share/plan.db", "cifs"),
        ("/srv/plans/plan.db", "fuse.sshfs"),
        ("/var/plan.db", ""),
    ],
)
def test_a_file_on_another_machine_is_known_by_its_mount(tmp_path: Path, where: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert network_kind(Path(where), mounts) == kind
    assert network_kind(Path(where), tmp_path / "none") == ""


def test_it_is_said_where_a_database_lies_on_another_machine(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Database.open(path).notices == ()
    monkeypatch.setattr("pmtui.store.database.network_kind", lambda _: "nfs4")
    (notice,) = Database.open(path).notices
    assert "on another machine (nfs4)" in notice
