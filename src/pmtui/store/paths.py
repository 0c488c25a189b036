"""Where the database lies, and the rights that keep it from other users whatever the umask."""

import os
import tempfile
from itertools import takewhile
from pathlib import Path

from pmtui.store.errors import Unusable

NAME = "pmtui.db"
DEMO_NAME = "demo.db"


def data_folder() -> Path:
    """The user's folder for pmtui's data; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("pmtui", appauthor=False)


def state_folder() -> Path:
    """The user's folder for what is no data: reports of faults, drafts; it need not exist yet."""
    from platformdirs import user_state_path

    return user_state_path("pmtui", appauthor=False)


def default_path() -> Path:
    """The user's own database."""
    return data_folder() / NAME


def demo_path() -> Path:
    """The database of the demo, apart from the user's own."""
    return data_folder() / DEMO_NAME


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path: another one in its place has another identity; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def make_private_folder(folder: Path) -> None:
    """Make a folder that only the user may enter, and so those above it; one that is there keeps its rights."""
    if folder.is_dir():
        return
    missing = (folder, *takewhile(lambda one: not one.exists(), folder.parents))
    try:
        for one in reversed(missing):
            one.mkdir(0o700, exist_ok=True)
            one.chmod(0o700)
    except OSError as error:
        raise Unusable(f"The folder {folder} cannot be made: {error.strerror}.") from error


def make_private_file(path: Path) -> None:
    """Make an empty file that only the user may read; one that is there already is left as it is."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise Unusable(f"{path} cannot be made: {error.strerror}.") from error
    try:
        os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


def close_to_others(path: Path) -> None:
    """Take from others the right to read a database, and to enter the folder where that is pmtui's own."""
    own = path.name in (NAME, DEMO_NAME) and path.parent == data_folder()
    for one, mode in ((path, 0o600), *(((path.parent, 0o700),) if own else ())):
        if one.stat().st_mode & 0o077:
            one.chmod(mode)


def replace_with(path: Path, content: bytes) -> None:
    """Write a file that only the user may read, on the disk and whole, or not at all; raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        sync_folder(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, so that a file that was put there survives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
