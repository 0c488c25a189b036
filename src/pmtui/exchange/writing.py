"""Writing a file that only the user may read, whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(content: bytes, path: Path) -> None:
    """Put the content in the place of what is there, in one step; raises OSError with that untouched."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
