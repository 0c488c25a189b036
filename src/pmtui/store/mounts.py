"""Which files lie on another machine: there locks and syncs are only as good as the network and its server."""

import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "glusterfs", "lustre", "davfs",
     "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.ceph", "fuse.davfs2", "fuse.s3fs", "fuse.gcsfuse")
)  # fmt: skip


def network_kind(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of network file system that holds a file, "" where it is a local one or nobody can say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in lines:  # proc(5): ... mount point (5th) ... - type ...
        before, _, after = line.partition(" - ")
        point = _unescaped(before.split(" ")[4]) if before.count(" ") >= 4 else ""
        inside = point == "/" or real == point or real.startswith(f"{point}/")
        if point and inside and len(point) >= len(best):  # of two on one place the later covers the other
            best, kind = point, after.split(" ")[0]
    return kind if kind in NETWORK else ""


def _unescaped(point: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, sign)
    return point
