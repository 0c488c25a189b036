"""Files that are no data: reports of faults and drafts of what was being typed, for the user's eyes alone."""

import os
from pathlib import Path

from pmtui.store.paths import make_private_folder


def write_private(path: Path, text: str) -> None:
    """Put a text into a file that only the user may read, at once or not at all; raises OSError, Unusable."""
    make_private_folder(path.parent)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            os.fchmod(handle, 0o600)
            file.write(text)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
